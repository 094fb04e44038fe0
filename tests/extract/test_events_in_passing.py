"""Events that an English report tells beside its main one, and the days and places that set them apart.

The reports of `told` are published on Thursday 10 November 2016.
"""

from __future__ import annotations

from datetime import date

import pytest

from tawthiq.domain.account import Account
from tests.extract.telling import day, told

MAIN = "An airstrike on Saraqib killed five civilians on Monday, the Observatory said. "
MONDAY = date(2016, 11, 7)


def place(account: Account) -> str:
    return account.place.place.name_en if account.place is not None else ""


@pytest.mark.parametrize(
    ("more", "when"),
    [
        ("Last month, shelling killed three people in the town.", date(2016, 10, 1)),
        ("A day earlier, shelling killed three people in the town.", date(2016, 11, 6)),
        ("Two days earlier, shelling killed three people there.", date(2016, 11, 5)),
        ("Days earlier, aid workers said, a mosque in the town was hit and three people were killed.", None),
        ("A bomb attack hit its market in July, killing three people.", date(2016, 7, 1)),
    ],
)
def test_an_earlier_event_in_the_same_town_is_an_account_of_its_own(more: str, when: date | None) -> None:
    accounts = told(MAIN + more).accounts
    assert [day(a) for a in accounts] == [MONDAY, when]
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[5], [3]]


def test_a_month_in_passing_opens_no_event() -> None:
    accounts = told("Shelling of Saraqib, which fell to rebels in May, killed five people on Monday.").accounts
    assert [day(a) for a in accounts] == [MONDAY]
    accounts = told(MAIN + "Most of the dead were hit by shelling of the market, which fell to rebels in May.").accounts
    assert [day(a) for a in accounts] == [MONDAY]


@pytest.mark.parametrize("part", ["this morning", "early this morning", "this afternoon", "this evening"])
def test_a_part_of_the_day_of_writing_is_that_day(part: str) -> None:
    (account,) = told(f"Five civilians were killed {part} in an airstrike on Saraqib.").accounts
    assert day(account) == date(2016, 11, 10)


def test_the_previous_day_counts_from_the_day_of_the_statement() -> None:
    text = "Activists said on Sunday that five civilians were killed in an airstrike on Saraqib the previous day."
    (account,) = told(text).accounts
    assert day(account) == date(2016, 11, 5)


def test_the_day_of_a_written_statement_gives_way_to_the_days_it_tells_of() -> None:
    text = "The council issued a statement on November 9 saying that six people have been killed in Saraqib since November 7."
    (account,) = told(text).accounts
    assert day(account) == MONDAY
    assert account.date is not None
    assert account.date.end == date(2016, 11, 9)


def test_ordnance_and_a_word_for_striking_are_an_attack_without_an_accused() -> None:
    (account,) = told("On Monday missiles were fired on the hospital of Saraqib. The building was destroyed.").accounts
    assert (place(account), day(account)) == ("Saraqib", MONDAY)


def test_another_village_is_another_event() -> None:
    text = "Gunmen killed seven people in Saraqib on Monday.\n\nIt came after they raided another village and killed 12 people."
    assert len(told(text).accounts) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen killed nine people at Qatla, south of Palmyra, on Monday.", "Qatla"),
        ("A strike hit a school in Gaza City's Daraj neighbourhood on Monday, killing nine people.", "Daraj"),
        ("A warplane killed nine people in Tal Bidar, a village west of Saraqib, on Monday.", "Tal Bidar"),
        ("Strikes on Idlib killed nine people on Monday. They struck a house in the town of Ariha.", "Ariha"),
    ],
)
def test_the_closest_place_is_the_scene(text: str, name: str) -> None:
    (account,) = told(text).accounts
    assert place(account) == name


def test_an_unlisted_village_is_known_again_without_its_cue() -> None:
    text = "A warplane killed nine people in the village of Zubaqat in Idlib province on Monday. On 28 October, shelling of Zubaqat destroyed an ambulance."
    accounts = told(text).accounts
    assert [place(a) for a in accounts] == ["Zubaqat", "Zubaqat"]
    assert [day(a) for a in accounts] == [MONDAY, date(2016, 10, 28)]


def test_near_the_town_of_is_near() -> None:
    (account,) = told("Gunmen killed nine people in Balyun village near the town of Ariha on Monday.").accounts
    assert place(account) == "Balyun"


@pytest.mark.parametrize(
    "more",
    [
        "At dawn on Wednesday a second strike hit the mill in Binnish. A couple who lived there were killed.",
        "Another blast shook the bus station of Binnish on Wednesday. Two people were killed.",
    ],
)
def test_whom_an_attack_on_another_town_killed_is_told_in_the_next_sentence(more: str) -> None:
    accounts = told(MAIN + "\n" + more).accounts
    assert [place(a) for a in accounts] == ["Saraqib", "Binnish"]
    assert [day(a) for a in accounts] == [MONDAY, date(2016, 11, 9)]
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[5], [2]]


def test_those_killed_over_two_months_are_a_statistic() -> None:
    told_ = told(
        MAIN + "\nThe council says 33 civilians were killed by shelling of the town in September and October.",
        lang="en",
    )
    assert [[t.count.low for t in a.tolls] for a in told_.accounts if a.tolls] == [[5]]
    assert [a.count.value for a in told_.aggregates] == [33]
