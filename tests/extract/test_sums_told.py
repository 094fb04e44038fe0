"""Sums over several attacks, a day's dead of a country and what has happened since: statistics, never one incident's toll."""

import pytest

from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.extract.reading import context, told


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            (
                "Six people were killed and 11 others wounded on Monday in separate attacks, police said.\n\n"
                "In Mosul, a bomb killed two shepherds. In Kirkuk, gunmen shot dead four policemen and wounded a fifth."
            ),
            [("total", None, "killed", 6), ("total", None, "injured", 11)],
        ),
        (
            (
                "Twelve civilians, three children among them, were killed on Tuesday in raids on Idlib province.\n\n"
                "Jets bombed the town of Saraqib, where seven people died. "
                "Another five people were killed in Maarat al-Numan.\n\nSome 30 people were hurt in the raids."
            ),
            [("total", None, "killed", 12), ("group", "child", "killed", 3), ("total", None, "injured", 30)],
        ),
    ],
)
def test_a_sum_that_the_text_takes_apart_is_a_statistic(text: str, sums: list[tuple[object, ...]]) -> None:
    assert told(find_aggregates(context(text, published="2019-06-11"))) == sums


@pytest.mark.parametrize(
    "text",
    [
        # the parts are told of one place
        "Nine people were killed on Monday by a bomb in Kirkuk. Five people died in the market and four people died in hospital.",
        # nothing is told apart
        "Nine people were killed on Monday in separate attacks in and around Baghdad, police said.",
        # the text makes one incident of what the headline gives
        "Series of blasts kills 34 in and around Homs\n\n34 people were killed on Sunday in Homs. In Hama a man was hurt. In Idlib a man was hurt.",
    ],
)  # fmt: skip
def test_one_incident_is_no_sum(text: str) -> None:
    assert told(find_aggregates(context(text, published="2019-06-11"))) == []


def test_a_days_dead_by_province_are_statistics_and_the_incidents_below_are_told() -> None:
    text = (
        "The number of martyrs today reached 40, including two women: 20 in Homs, 12 in Hama and 8 in Daraa.\n"
        "Homs: a shell fell on a house in Talbiseh and killed four people."
    )
    assert told(find_aggregates(context(text, published="2012-06-14"))) == [
        ("total", None, "killed", 40),
        ("group", "woman", "killed", 2),
        ("governorate", "Homs", "killed", 20),
        ("governorate", "Hama", "killed", 12),
        ("governorate", "Daraa", "killed", 8),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 23 villagers have been killed by air raids in the district this year.", [("total", None, "killed", 23)]),
        (
            "Since July 8, 1,156 Palestinians, most of them civilians, have been killed. Israel has lost 53 soldiers.",
            [("total", None, "killed", 1156), ("group", "combatant", "killed", 53)],
        ),
        (
            "The fighting has killed more than 1,100 people, including some 200 medics, since the army launched its offensive on April 4.",
            [("total", None, "killed", 1100), ("group", "medical_staff", "killed", 200)],
        ),
        (
            "The number of soldiers who have been killed since 24 March 2019 in the desert rises to 774, by our count.",
            [("group", "combatant", "killed", 774)],
        ),
        ("Another five people died there of hunger. With them 16 people have died since earlier this month.", []),
        ("Twelve people were killed in a raid this month.", []),
    ],
)  # fmt: skip
def test_what_has_happened_since_is_a_statistic(text: str, expected: list[tuple[object, ...]]) -> None:
    found = told(find_aggregates(context(text, published="2019-07-28")))
    assert [f for f in found if f[3] is not None] == expected


def test_a_document_that_announces_a_monthly_report_is_one() -> None:
    text = (
        "The Centre published today its monthly report on the victims of January 2018. "
        "It documented the killing of 618 civilians, of whom 141 were children. "
        "Government forces killed 337 civilians. Rebels killed 25 civilians in the Afrin area."
    )
    values = [a.count.value for a in find_aggregates(context(text, published="2018-02-01"))]
    assert values == [618, 141, 337, 25]
