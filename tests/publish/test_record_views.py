"""Others' statistics, appeals and persons in the reader's words."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from tawthiq.domain.finding import Finding
from tawthiq.domain.register import Register
from tawthiq.domain.span import Span
from tawthiq.publish.record_views import (
    across,
    actor_names,
    aggregates,
    appeals,
    audits,
    key_words,
    measure_words,
    persons,
)
from tawthiq.publish.report import headline_of, render
from tawthiq.publish.sources import Sources
from tawthiq.publish.statistics import table
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


def test_audits_count_notes_apart_from_faults(register: Register) -> None:
    def result(changed: Register) -> str:
        (audit,) = audits(changed, Sources(Trace(changed), EN))
        return audit.result.translate(str.maketrans("", "", "\u2066\u2069"))

    assert result(register) == "1 error, 1 warning, 1 check passed"
    noted = tuple(
        replace(e, findings=tuple(replace(f, severity="I") if f.severity == "W" else f for f in e.findings))
        for e in register.extractions
    )
    changed = replace(register, extractions=noted)
    assert result(changed) == "1 error, 1 note, 1 check passed"
    months = table(changed, "month")
    assert headline_of(register, months).failed == 2
    assert headline_of(changed, months).failed == 1, "a note is no fault"


def test_findings_across_reports_quote_each_from_its_own_document(register: Register, sample: ModuleType) -> None:
    road, market = sample.ROAD, sample.MARKET
    finding = Finding(
        "D12", "W", "تكرر المجموع", "repeated total", (Span(0, 5), Span(0, 7)), documents=(road.id, market.id)
    )
    sealed = replace(finding, documents=(road.id, sample.SEALED.id))
    with_both = replace(register, findings=(finding, sealed))
    view = across(with_both, Sources(Trace(with_both), EN))
    assert view is not None
    assert view.source is None
    (shown,) = view.failed
    assert [c.source.id for c in shown.citations] == [road.id, market.id]
    marked = [[p.text for p in c.pieces if p.kind == "claim"] for c in shown.citations]
    assert marked == [[road.text[:5]], [market.text[:7]]]
    assert across(register, Sources(Trace(register), EN)) is None
    page = render(with_both, "ar")
    assert "بين التقارير" in page
    assert "تكرر المجموع" in page


def test_tables_of_others_show_only_the_columns_that_differ(register: Register) -> None:
    tables = [one for _, found in aggregates(register, Sources(Trace(register), EN)) for one in found]
    assert tables
    for shown in tables:
        for name in ("period", "dimension", "key", "measure"):
            values = {getattr(row, name) for row in shown.rows}
            if name in shown.columns:
                assert len(values) > 1 or name == "measure"
            assert dict(shown.shared).get(name, "") in values | {""}
        assert shown.columns


def test_the_publisher_is_called_the_speaker_of_figures_only(register: Register) -> None:
    sources = Sources(Trace(register), EN)
    figures = [row.citation for _, found in aggregates(register, sources) for one in found for row in one.rows]
    assert all(citation.speaker for citation in figures)
    (person,) = persons(register, sources)
    assert {citation.speaker for citation in person.citations} == {""}
    assert {item.citation.speaker for item in appeals(register, sources)} == {""}
