"""English parts of a whole, those led off or driven out, and the dead of hunger."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.telling import told

Toll = tuple[str, str | None, int, int | None]


def _tolls(text: str) -> list[Toll]:
    extraction = told(text, lang="en", published=date(2016, 11, 10))
    return [(t.harm, t.group, t.count.low, t.count.high) for a in extraction.accounts for t in a.tolls]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Nine of the 31 killed in Saturday's raid on Binnish were children.", ("killed", "child", 9, 9)),
        ("Nine children are among the 31 dead of Saturday's raid on Binnish.", ("killed", "child", 9, 9)),
        ("Of the 31 killed in Saturday's raid on Binnish, four were women.", ("killed", "woman", 4, 4)),
        ("Of the 31 killed in Saturday's raid on Binnish, four were women.", ("killed", None, 31, 31)),
        ("Women made up four of the 31 deaths in Saturday's raid on Binnish.", ("killed", "woman", 4, 4)),
        (
            "A raid on Binnish killed 31 people on Saturday, among them nine under the age of ten.",
            ("killed", "child", 9, 9),
        ),
        ("A raid on Binnish killed 31 people on Saturday. Six of them were under five.", ("killed", "child", 6, 6)),
    ],
)
def test_a_part_of_a_whole_says_afterwards_who_it_was(text: str, toll: Toll) -> None:
    assert toll in _tolls(text)


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Armed men raided Rastan on Saturday and took 14 people into custody.", ("abducted", None, 14, 14)),
        ("Gunmen stormed a hamlet near Hama on Saturday and led off nine villagers.", ("abducted", None, 9, 9)),
        ("Islamic State is holding 40 civilians hostage near Hama.", ("abducted", "civilian", 40, 40)),
        ("Shelling of Dabiq on Saturday drove 2,000 people from their homes.", ("displaced", None, 2000, 2000)),
        ("After the shelling of Dabiq 60 families had to leave the town.", ("displaced", "family_unit", 60, 60)),
        ("The army has besieged Moadamiya; some 8,000 people remain inside.", ("besieged", None, 8000, 8000)),
    ],
)
def test_those_led_off_driven_out_and_shut_in_are_counted(text: str, toll: Toll) -> None:
    assert toll in _tolls(text)


def test_whom_hunger_killed_in_a_siege_are_a_toll_though_counted_since_a_month() -> None:
    text = "In besieged Moadamiya eleven people have starved to death since December, the council says."
    extraction = told(text, lang="en", published=date(2016, 11, 10))
    assert [t.count.low for a in extraction.accounts for t in a.tolls] == [11]
    assert not extraction.aggregates


def test_those_who_died_of_an_illness_for_want_of_treatment_are_a_sieges_dead() -> None:
    text = "Thirteen patients with cancer have died in besieged Douma for want of treatment, a doctor says."
    assert ("killed", None, 13, 13) in _tolls(text)


def test_a_number_of_people_gives_no_number() -> None:
    text = "A raid on Binnish on Saturday killed three men, and a number of people were wounded."
    extraction = told(text, lang="en", published=date(2016, 11, 10))
    counts = {t.harm: t.count.qualifier for a in extraction.accounts for t in a.tolls}
    assert counts["injured"] == "unquantified"


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "Five people were killed in Binnish on Friday, three in Sarmin and two by a mine near Harem.",
            [("killed", None, 5, 5), ("killed", None, 3, 3), ("killed", None, 2, 2)],
        ),
        (
            "Eleven soldiers were killed in an ambush near Palmyra, and at least six fighters in clashes at Sarmin.",
            [("killed", "combatant", 11, 11), ("killed", "combatant", 6, None)],
        ),
        (
            "The number of dead in the raid on Binnish has risen from four to six.",
            [("killed", None, 4, 4), ("killed", None, 6, 6)],
        ),
        (
            "After the raid on Binnish the police counted six dead and the hospital eight.",
            [("killed", None, 6, 6), ("killed", None, 8, 8)],
        ),
        (
            "The raid on Binnish killed eight: five men and three women.",
            [("killed", None, 8, 8), ("killed", "man", 5, 5), ("killed", "woman", 3, 3)],
        ),
        ("Two of those hurt in the raid on Binnish have died.", [("killed", None, 2, 2)]),
        (
            "The victims of the raid on Binnish were a mother and her two children.",
            [("killed", "woman", 1, 1), ("killed", "child", 2, 2)],
        ),
        (
            "His wife, Salma, 31, was killed when a shell fell on Binnish.",
            [("killed", "woman", 1, 1)],
        ),
        (
            "Colonel Samir Haddad and three of his guards were killed by a bomb in Binnish.",
            [("killed", "combatant", 1, 1), ("killed", "combatant", 3, 3)],
        ),
    ],
)
def test_counts_whose_verb_stands_elsewhere(text: str, tolls: list[Toll]) -> None:
    found = _tolls(text)
    assert [t for t in tolls if t in found] == tolls


@pytest.mark.parametrize(
    "text",
    [
        "Five people were killed in Binnish on Friday, and three in the council said that they had fled.",
        "Six people were killed in Binnish on Friday, and eight schools in the town were closed.",
        "Three of the 11 people seized near Binnish on Friday have been freed.",
    ],
)
def test_a_count_with_a_verb_of_its_own_takes_over_no_harm(text: str) -> None:
    assert len([t for t in _tolls(text) if t[0] in ("killed", "abducted")]) == 1
