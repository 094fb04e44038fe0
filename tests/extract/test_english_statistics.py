"""English reports of statistics: what a number counts that a verb gives, whose doing it is, and a day's list of the dead."""

import pytest

from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.extract.reading import context, told

MONTHLY = (
    "The Records Office published today its monthly report on the casualties of June 2019.\n"
    "The number of civilians killed was 410, including 72 children.\n"
    "Syrian government forces killed 205 civilians, among them 30 children, while Russian forces killed 110.\n"
    "At least 12 massacres took place, of which seven by Russian forces.\n"
)
BULLETIN = (
    "Eastern Bulletin, Thursday, 7 June 2012\n"
    "The committee has documented 40 martyrs with the end of this day, including four women and three under torture:\n"
    "Homs: 16 martyrs (5 of them in one house in Talbiseh that was hit by a rocket in the early morning hours)\n"
    "Daraa: 12\n"
    "Idlib: 7\n"
    "Hama: 5\n"
    "In Hama the army took 20 young men from their homes."
)


def test_a_monthly_report_is_divided_by_whom_its_sentences_name() -> None:
    found = told(find_aggregates(context(MONTHLY, published="2019-07-02")))
    assert ("total", None, "killed", 410) in found
    assert ("actor", "gov", "killed", 205) in found
    assert ("actor+group", "gov+child", "killed", 30) in found
    assert ("total", None, "incidents", 12) in found
    assert ("actor", "rus", "incidents", 7) in found


def test_a_days_list_keeps_its_parts_and_leaves_what_rows_add_in_brackets() -> None:
    found = told(find_aggregates(context(BULLETIN, published="2012-06-07")))
    assert ("group", "woman", "killed", 4) in found
    assert ("cause", "death_torture", "killed", 3) in found
    assert [f for f in found if f[0] == "governorate"] == [
        ("governorate", "Homs", "killed", 16),
        ("governorate", "Daraa", "killed", 12),
        ("governorate", "Idlib", "killed", 7),
        ("governorate", "Hama", "killed", 5),
    ]
    assert all(f[3] not in (5, 20) for f in found if f[0] != "governorate")  # one house's dead, and those taken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 20 mass graves have been found in the desert, the commission says.", [("total", None, "incidents", 20)]),
        ("Three mass graves have been found in the desert, the commission says.", []),
        ("Since 4 May the strikes have killed at least 900 residents and wounded 2,100 others.", [("total", None, "killed", 900), ("total", None, "injured", 2100)]),
        ("Some 300 civilians have been killed and 45,000 forced to flee since the war began.", [("total", None, "killed", 300), ("total", None, "displaced", 45000)]),
    ],
)  # fmt: skip
def test_what_is_told_up_to_now(text: str, expected: list[tuple[object, ...]]) -> None:
    assert told(find_aggregates(context(text, published="2018-11-20"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mission said 614 civilians were killed and 1,001 injured in May. Baghdad was hardest hit, with 267 killed.",
            [("total", None, "killed", 614), ("total", None, "injured", 1001), ("governorate", "Baghdad", "killed", 267)],
        ),
        ("It brought the number of people killed in bombings this year to 211.", [("total", None, "killed", 211)]),
        ("The offensive has killed 400 civilians.", [("total", None, "killed", 400)]),
        ("A strike on a wedding killed 45 people in May.", []),
        ("Some 45 people were killed in Maarat al-Numan in May.", []),
        (
            "At least 71 people died under torture in the first half of 2020, 60 of them by the regime, 5 by the SDF.",
            [("cause", "death_torture", "killed", 71), ("actor", "gov", "killed", 60), ("actor", "sdf", "killed", 5)],
        ),
    ],
)  # fmt: skip
def test_a_month_or_a_campaign_counts_without_a_word_of_counting(text: str, expected: list[tuple[object, ...]]) -> None:
    assert told(find_aggregates(context(text, published="2020-07-10"))) == expected


def test_provinces_take_the_number_that_a_word_lays_to_them_and_lists_go_on_counting() -> None:
    text = (
        "Monthly report on the victims of March 2018\n"
        "Idlib saw the highest toll with 402 deaths, followed by Aleppo with 350 and Daraa with 120.\n"
        "Distribution by perpetrator:\n- Syrian regime forces: 500\n- Russian forces: 300\n- SDF: 72\n"
    )
    found = told(find_aggregates(context(text, published="2018-04-02")))
    assert ("governorate", "Idlib", "killed", 402) in found
    assert ("governorate", "Aleppo", "killed", 350) in found
    assert ("actor", "sdf", "killed", 72) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "This brings the drone raids of 2021 on the district to 38, by the office's count. They have cost the lives of 41 fighters and injured over 60 people.",
            {("killed", 41), ("injured", 60)},
        ),
        ("Since the year began, 120 combatants were killed in raids on the country.", {("killed", 120)}),
        ("Some 14,000 citizens are to this day detained in the government's prisons.", {("detained", 14000)}),
    ],
)
def test_a_sentence_goes_on_with_the_statistic_before_it(text: str, expected: set[tuple[str, int]]) -> None:
    found = {(a.measure, a.count.value) for a in find_aggregates(context(text, published="2022-03-02"))}
    assert expected <= found


def test_an_attack_told_behind_a_statistic_is_none() -> None:
    text = "More than 40,000 people have been killed since the war began. That attack resulted in the deaths of 1,150 people."
    found = {a.count.value for a in find_aggregates(context(text, published="2024-12-02"))}
    assert 1150 not in found
