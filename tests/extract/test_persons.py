"""Persons in public roles: one key across scripts and spellings, roles from the words around, no victims."""

from __future__ import annotations

import pytest

from tawthiq.domain.actors import PERSON_ROLES
from tawthiq.extract.matcher import the_matcher
from tawthiq.extract.persons import find_persons
from tawthiq.knowledge.load import tsv
from tawthiq.knowledge.parties import actors
from tawthiq.text.reading import read


def people(text: str) -> list[tuple[str, str, str]]:
    reading = read(text, the_matcher())
    found = find_persons(reading)
    assert all(p.name == reading.quote(p.start, p.end).text and p.role in PERSON_ROLES for p in found)
    return [(p.name, p.role, p.key) for p in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The assault was led by officers such as Essam Zahr al-Din.", [("Essam Zahr al-Din", "commander", "issam_zahreddine")]),
        ("قاد الحملة العميد عصام زهر الدين.", [("عصام زهر الدين", "commander", "issam_zahreddine")]),
        ("أعلن عن مقتل اللواء عصام زهر الدين أمس.", [("عصام زهر الدين", "fighter_killed", "issam_zahreddine")]),
        ("اقتحمت القرية ميليشيا سهيل الحسن.", [("سهيل الحسن", "commander", "suheil_hassan")]),
        ("قتل العقيد سامر الحموي في الكمين.", [("سامر الحموي", "fighter_killed", "")]),
        ("General Samer Hamwi said the road was closed.", [("Samer Hamwi", "speaker", "")]),
        ("Colonel Samer Hamwi was killed near the airport.", [("Samer Hamwi", "fighter_killed", "")]),
    ],
)  # fmt: skip
def test_a_person_has_the_role_its_words_give(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل الطفل أحمد خالد وأمه فاطمة.",
        "Among the dead was Ahmad Khaled, a baker.",
        "وصل اللواء إلى المدينة.",
        "The general public stayed at home.",
    ],
)
def test_victims_and_ranks_without_a_name_are_left_out(text: str) -> None:
    assert people(text) == []


def test_every_commander_has_a_known_party_and_one_key_for_each_spelling() -> None:
    rows = tsv("actors/commanders.tsv")
    assert len({r["key"] for r in rows}) == len(rows)
    assert all(r["actor"] in actors() for r in rows)
    seen: dict[str, str] = {}
    for row in rows:
        for form in (*row["variants_en"].split("|"), *row["variants_ar"].split("|")):
            assert seen.setdefault(form, row["key"]) == row["key"]
