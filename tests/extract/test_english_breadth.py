"""English tellings that count nobody, towns that no table lists, and days said by a feast or a night."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.telling import told


def _places(text: str) -> list[str]:
    return [
        a.place.quote.text if a.place is not None else ""
        for a in told(text, lang="en", published=date(2020, 5, 11)).accounts
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("On Friday a regime warplane carried out two raids on Zurdaniya in the province of Idlib.", "Zurdaniya"),
        ("Two people were killed by shelling at al-Zurdaniya on Friday, in a quiet corner of Idlib.", "al-Zurdaniya"),
        ("A shell killed two people in Kafr Zurdan on Friday, the mayor of Idlib said.", "Kafr Zurdan"),
        (
            "At Tell Zurdan, a hamlet of stone houses in the province of Idlib, a mine killed two people on Friday.",
            "Tell Zurdan",
        ),
    ],
)
def test_a_town_that_no_table_lists_is_known_by_its_make_or_by_the_attack_on_it(text: str, place: str) -> None:
    assert any(place in p for p in _places(text))


def test_a_sentence_that_opens_in_a_town_that_no_table_lists_tells_of_another_town() -> None:
    first = "Two people were killed by an air strike on the town of Binnish in Idlib on Friday. "
    assert [p.split()[-1] for p in _places(first + "In Zurdan, four paramedics were killed by another.")] == [
        "Binnish",
        "Zurdan",
    ]
    assert not any("Ramadan" in p for p in _places(first + "In Ramadan, four paramedics were killed."))


def test_a_person_attacked_is_no_town() -> None:
    assert not any("Selim" in p for p in _places("Police in Idlib said an attack on Selim Qadir left two people dead."))


def test_a_place_told_as_struck_is_a_telling_though_nobody_is_counted() -> None:
    text = (
        "An air strike killed six people in the town of Binnish on Friday.\n\n"
        "The hospital in Maarat Misrin was bombed on 2 April, and nobody was hurt then."
    )
    places = _places(text)
    assert len(places) == 2
    assert "Maarat Misrin" in places[1]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on the eve of Eid al-Adha", date(2019, 8, 10)),
        ("on the second day of Eid al-Adha", date(2019, 8, 12)),
        ("yesterday week", date(2020, 5, 3)),
        ("the night before last", date(2020, 5, 9)),
        ("in the wee hours of Friday", date(2020, 5, 8)),
    ],
)
def test_a_day_is_said_by_a_feast_a_night_or_a_week(words: str, day: date) -> None:
    found = told(f"Five civilians were killed {words} in the town of Saraqib.", lang="en", published=date(2020, 5, 11))
    assert found.accounts[0].date is not None
    assert found.accounts[0].date.start == day


def test_the_day_of_what_went_before_is_not_the_events() -> None:
    text = "Fighters executed thirty soldiers on Thursday after taking the base at Tabqa at the weekend."
    found = told(text, lang="en", published=date(2020, 5, 11))
    assert found.accounts[0].date is not None
    assert found.accounts[0].date.start == date(2020, 5, 7)


def test_what_those_treated_were_hurt_by_is_no_part_of_the_event() -> None:
    text = "The hospital in Idlib was hit on Friday by a barrel bomb while doctors were treating victims of chlorine; 2 nurses died."
    (account,) = told(text, lang="en", published=date(2020, 5, 11)).accounts
    assert account.kind == "airstrike"
