"""Parts of a sum with a town of their own, and towns of one province that are told one after the other."""

from __future__ import annotations

import pytest

from tests.extract.telling import dead, told, where

Told = list[tuple[str | None, list[int]]]


def _told(text: str) -> Told:
    return [(where(a), dead(a)) for a in told(text, lang="en" if text.isascii() else "ar").accounts]


@pytest.mark.parametrize(
    ("text", "tellings"),
    [
        (
            "لقي 12 مدنيا حتفهم بغارات على ريف إدلب، بينهم سبعة في بنش وثلاثة في تفتناز.",
            [("Idlib countryside", [12]), ("Binnish", [7]), ("Taftanaz", [3])],
        ),
        (
            "قتلت الغارات 12 شخصا في بلدات بنش وتفتناز وآفس، ثمانية منهم في تفتناز وأربعة في آفس.",
            [("Binnish", [12]), ("Taftanaz", [8]), ("Afes", [4])],
        ),
        (
            "قضى عشرة أشخاص في محافظة حماة، ستة منهم في بلدة مورك.",
            [("Hama", [10]), ("Morek", [6])],
        ),
        (
            "At least 12 people were killed in Idlib province on Monday, including seven in Binnish and three in Taftanaz.",
            [("Idlib", [12]), ("Binnish", [7]), ("Taftanaz", [3])],
        ),
        (
            "At least ten people were killed in Hama province on Monday, six of them in Morek.",
            [("Hama", [10]), ("Morek", [6])],
        ),
    ],
)
def test_a_part_with_a_town_of_its_own_is_told_there(text: str, tellings: Told) -> None:
    assert _told(text) == tellings


@pytest.mark.parametrize(
    "text",
    [
        "قتل تسعة مدنيين بغارة على بنش، بينهم ثلاثة أطفال في مدرسة.",
        "قتل تسعة مدنيين في بنش، بينهم ثلاثة أطفال من مدينة حلب.",
        "Nine people were killed in a raid on Binnish, three of them in the market.",
        "Nine people were killed in a raid on Binnish, including three children in a school in the town.",
    ],
)
def test_a_part_in_the_same_town_is_no_other_telling(text: str) -> None:
    assert [numbers for _, numbers in _told(text)] == [[9]]


def test_a_strike_like_the_one_told_is_another_where_it_hits_another_town() -> None:
    text = (
        "قصفت الطائرات مدينة جسر الشغور فقتلت ثلاثة مدنيين.\n"
        "وتعرضت بلدة بداما التابعة لمدينة جسر الشغور لقصف مماثل خلف قتيلين اثنين."
    )
    assert _told(text) == [("Jisr al-Shughur", [3]), ("Badama", [2])]


def test_the_province_that_two_towns_lie_in_makes_them_no_one_place() -> None:
    text = "قضى ثمانية أشخاص في غارة على بلدة الكنيسة، وقضى ستة في بلدة شمسطار في محافظة بعلبك الهرمل."
    assert [numbers for _, numbers in _told(text)] == [[8], [6]]
