"""Who was robbed, raped or released beside the dead was not killed."""

from __future__ import annotations

import pytest

from tests.extract.telling import dead, told


def killed(text: str, lang: str) -> list[int]:
    return [n for account in told(text, lang=lang).accounts for n in dead(account)]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two men and raped four women in Sarmin on Monday.",
        "Gunmen killed two men and robbed four others in Sarmin.",
        "The raiders killed two villagers and questioned ten people in Sarmin.",
        "Soldiers shot dead two men, beat six others and let go eight women in Sarmin.",
        "Two people were killed and four women were raped in Sarmin.",
        "The militia killed two farmers and released four shepherds in Sarmin.",
    ],
)
def test_another_deed_kills_nobody(text: str) -> None:
    assert killed(text, "en") == [2]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The attack killed two people and an estimated four others in Sarmin.", [2, 4]),
        ("Two people were killed and four children were wounded in Sarmin.", [2]),
        ("Gunmen killed two men and shot four others dead in Sarmin.", [2, 4]),
        ("Two soldiers and four militants were reported killed in Sarmin.", [2, 4]),
    ],
)
def test_what_says_how_a_number_is_known_is_no_deed(text: str, numbers: list[int]) -> None:
    assert killed(text, "en") == numbers


@pytest.mark.parametrize(
    "text",
    [
        "قتل مسلحون رجلين واغتصبوا أربع نساء في سرمين.",
        "قتل مسلحون رجلين وسلبوا أربعة آخرين في سرمين.",
        "قتلت الميليشيا رجلين وطردت أربعة مدنيين من سرمين.",
    ],
)
def test_another_deed_kills_nobody_in_arabic(text: str) -> None:
    assert killed(text, "ar") == [2]


def test_the_wounded_and_the_killed_of_one_arabic_sentence_stay() -> None:
    assert killed("قتل مسلحون رجلين وأصابوا أربعة آخرين وقتلوا خمس نساء في سرمين.", "ar") == [2, 5]
