"""Series of reports read from their text: what shows only side by side, and what a report says of its cover, basis and law."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tawthiq.audit import audit, audit_series
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.extract.context import make_context
from tawthiq.extract.matcher import the_gazetteer, the_matcher
from tawthiq.extract.statistics.aggregates import find_aggregates
from tawthiq.knowledge.office_words import OfficeWord, written
from tests.audit.generate_series import INFORMS, LENGTH, PLANTS, Page, Series, clean, with_error

EACH = 10
"""Series with each error in each language: 200 in all."""
ENOUGH = 0.95
LANGUAGES = ("ar", "en")


def _read(number: int, page: Page, lang: str) -> Extraction:
    day = date.fromisoformat(page.published)
    known = Published(day, day, "given")
    document = Document(f"report-{number}", page.text, lang, publisher=page.office, published=known)
    context = make_context(document, the_matcher(), the_gazetteer())
    made = Extraction(document, (), tuple(find_aggregates(context)))
    return replace(made, findings=audit(made))


def _audited(series: Series) -> list[Finding]:
    read = [_read(number, page, series.lang) for number, page in enumerate(series.pages)]
    return [*(f for e in read for f in e.findings), *audit_series(read)]


def _said(findings: list[Finding]) -> Counter[str]:
    """What the findings that did not pass say, rule and words, how often."""
    return Counter(f"{f.rule}: {f.message_en}" for f in findings if not f.passed)


def _found(series: Series) -> bool:
    """Whether the rule speaks of what was planted: a warning, or for rules that inform, words a clean series has not."""
    found = [f for f in _audited(series) if f.rule == series.rule and not f.passed]
    if series.plant == "basis by origin":
        return any("origin" in f.message_en for f in found)
    if series.plant == "basis unsaid":
        return any("words" not in f.message_en for f in found)
    return bool(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_alarm_on_series_without_an_error(lang: str) -> None:
    reports = 0
    for seed in range(12):
        series = clean(seed, lang)
        reports += len(series.pages)
        findings = _audited(series)
        alarms = [f.message_en for f in findings if not f.passed and f.severity != "I"]
        assert not alarms, (alarms, series.pages[0].text)
        assert any(f.rule == "D9" and f.passed for f in findings), series.pages[1].text
        assert not any(f.rule == "D20" for f in findings)
    assert reports == 12 * LENGTH


def test_what_is_planted_in_a_series_is_found() -> None:
    wrong = [with_error(seed, lang, plant) for seed in range(EACH) for lang in LANGUAGES for plant in PLANTS]
    assert len(wrong) == 200
    missed = Counter(f"{s.lang} {s.plant}" for s in wrong if not _found(s))
    assert missed.total() <= (1 - ENOUGH) * len(wrong), missed


def test_the_rules_are_those_that_compare_reports_or_look_at_their_words() -> None:
    assert set(PLANTS.values()) == {"D9", "D12", "D13", "D14", "D15", "D19", "D20"}
    assert set(PLANTS.values()) >= INFORMS


@pytest.mark.parametrize(
    ("lang", "word", "cover"),
    [("ar", "كتائب الشلهوب", "يغطي هذا التقرير المناطق الخاضعة لسيطرة كتائب الشلهوب."), ("en", "the Shalhoub men", "This report covers areas held by the Shalhoub men.")],
)  # fmt: skip
def test_an_offices_own_word_for_a_party_is_audited_too(tmp_path: Path, lang: str, word: str, cover: str) -> None:
    series = clean(3, lang)
    text = series.pages[0].text.replace("\n", f"\n{cover}\n", 1)
    made = _read(0, replace(series.pages[0], text=text), lang)
    office = tmp_path / "office.toml"
    office.write_text(written(1, [OfficeWord("actor", "rus", word)]), encoding="utf-8")
    assert not [f for f in audit(made) if f.rule == "D13"]
    assert [f.rule for f in audit(made, office=office) if f.rule == "D13"] == ["D13"]
