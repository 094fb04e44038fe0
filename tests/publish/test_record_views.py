"""Others' statistics, appeals and persons in the reader's words."""

from __future__ import annotations

import pytest

from tawthiq.domain.register import Register
from tawthiq.publish.record_views import actor_names, audits, key_words, measure_words, persons
from tawthiq.publish.sources import Sources
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import wording

AR, EN = wording("ar"), wording("en")


@pytest.mark.parametrize(
    ("dimension", "key", "ar", "en"),
    [
        ("total", None, "", ""),
        ("month", "--06", "حزيران/يونيو", "June"),
        ("month", "2016-11", "تشرين الثاني/نوفمبر 2016", "November 2016"),
        ("governorate", "Aleppo", "حلب", "Aleppo"),
        ("governorate", "sy.idlib", "إدلب", "Idlib"),
        ("actor", "rus", "القوات الروسية", "Russian forces"),
        ("actor+group", "rus+child", "القوات الروسية · أطفال", "Russian forces · children"),
        ("place", "Somewhere <b>", "Somewhere <b>", "Somewhere <b>"),
        ("weapon", "barrel_bomb", "برميل متفجر", "barrel bomb"),
        ("cause", "death_torture", "وفاة تحت التعذيب", "death under torture"),
        ("actor+group", "unsplit", "unsplit", "unsplit"),
    ],
)
def test_keys(register: Register, dimension: str, key: str | None, ar: str, en: str) -> None:
    names = actor_names(register)
    assert key_words(dimension, key, names, AR) == ar
    assert key_words(dimension, key, names, EN) == en


def test_two_actors_in_one_row_are_named_together(register: Register) -> None:
    assert key_words("actor", "gov&rus", actor_names(register), AR).endswith(" والقوات الروسية")


def test_measures_say_of_whom() -> None:
    assert measure_words("killed", "child", EN) == "killed · children"
    assert measure_words("incidents", "massacre", AR) == "حوادث · مجزرة (بحسب المصدر)"
    assert measure_words("attacks", "barrel_bomb", EN) == "attacks · barrel bomb"
    assert measure_words("percent_of_killed", None, EN) == "share of killed"


def test_one_person_by_two_spellings_is_one_entry(register: Register) -> None:
    (person,) = persons(register, Sources(Trace(register), EN))
    assert person.names == ("عصام زهر الدين", "Issam Zahreddine")
    assert person.role == "commander"
    assert [citation.source.id for citation in person.citations] == ["ar-anniversary", "en-feature", "en-copy"]


def test_audits_put_errors_first_and_passed_checks_apart(register: Register) -> None:
    (audit,) = audits(register, Sources(Trace(register), AR))
    assert [finding.rule for finding in audit.failed] == ["D1", "D11"]
    assert [finding.rule for finding in audit.passed] == ["D5"]
    assert audit.failed[0].title == "الخانات والمجموع"
    assert [piece.text for piece in audit.failed[0].citations[0].pieces if piece.kind == "claim"] == ["30 مجزرة"]
