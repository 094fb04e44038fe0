"""Whole reports read from their text: every planted error is found, and clean reports raise no alarm."""

from datetime import date

import pytest

from tawthiq.audit import audit
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.extract.context import make_context
from tawthiq.extract.matcher import the_gazetteer, the_matcher
from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.audit.generate_reports import ARABIC_ONLY, PLANTS, Report, clean, with_error

ENOUGH = 0.95


def _audited(report: Report) -> tuple[Finding, ...]:
    day = date.fromisoformat(report.published)
    document = Document("report", report.text, report.lang, published=Published(day, day, "given"))
    context = make_context(document, the_matcher(), the_gazetteer())
    return audit(Extraction(document, (), tuple(find_aggregates(context))))


def _alarms(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.rule}: {f.message_en}" for f in findings if not f.passed and f.severity != "I"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_clean_reports_raise_no_alarm_and_their_sums_pass(lang: str) -> None:
    for seed in range(20):
        report = clean(seed, lang)
        findings = _audited(report)
        assert not _alarms(findings), report.text
        passed = [f.rule for f in findings if f.passed]
        assert passed.count("D1") == 4, report.text
        assert {"D2", "D5", "D7", "D16", "D18"} <= set(passed)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_planted_errors_are_found(lang: str) -> None:
    plants = [p for p in PLANTS if lang == "ar" or p not in ARABIC_ONLY]
    reports = [with_error(seed, lang, plant) for seed in range(100, 102) for plant in plants]
    missed = [r.plant for r in reports if not any(a.startswith(f"{r.rule}:") for a in _alarms(_audited(r)))]
    assert len(missed) <= (1 - ENOUGH) * len(reports), missed


def test_every_finding_says_it_in_both_languages_and_leads_to_words() -> None:
    report = with_error(7, "ar", "governorate row")
    for found in _audited(report):
        assert found.message_en
        assert found.message_ar
        assert found.spans
        assert all(report.text[s.start : s.end].strip() for s in found.spans)
        assert "{" not in found.message_en + found.message_ar
