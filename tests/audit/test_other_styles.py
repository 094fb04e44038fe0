"""Short reports in the many styles of offices: as written no rule speaks, and with one figure or word changed the right one does."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.pipeline import Auditor

STYLES, PAGES, TOLD, PROSE, SAID, WHEN, LAYOUT = (
    tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    for name in (
        "other_styles.toml",
        "page_styles.toml",
        "told_styles.toml",
        "prose_styles.toml",
        "said_styles.toml",
        "when_styles.toml",
        "layout_styles.toml",
    )
)
REPORTS = [
    *STYLES["report"],
    *PAGES["report"],
    *TOLD["report"],
    *PROSE["report"],
    *SAID["report"],
    *WHEN["report"],
    *LAYOUT["report"],
]


@cache
def alarms(text: str, lang: str, published: date) -> tuple[str, ...]:
    """The rules that speak on a report."""
    told = Auditor()(Document("report", text, lang, published=Published(published, published, "given")))
    assert isinstance(told, Extraction), told
    return tuple(f.rule for f in told.findings if not f.passed and f.severity != "I")


def named(report: dict[str, Any]) -> str:
    """A report's name in the list of tests."""
    return f"{report['rule']}-{report['lang']}-{report['text'][:24].strip()}"


@pytest.mark.parametrize("report", REPORTS, ids=named)
def test_one_error_is_found_and_none_where_there_is_none(report: dict[str, Any]) -> None:
    assert not alarms(report["text"], report["lang"], report["published"])
    wrong = report["text"]
    for right, mistaken in report.get("changed", ()):
        assert right in wrong
        wrong = wrong.replace(right, mistaken)
    published = report.get("published_too_early", report["published"])
    assert report["rule"] in alarms(wrong, report["lang"], published)


@pytest.mark.parametrize(
    "page",
    [*PAGES["quiet"], *TOLD["quiet"], *PROSE["quiet"], *SAID["quiet"], *WHEN["quiet"], *LAYOUT["quiet"]],
    ids=lambda page: page["why"],
)
def test_no_rule_speaks_where_the_words_leave_it_open(page: dict[str, Any]) -> None:
    assert not alarms(page["text"], page["lang"], page["published"])


def test_both_languages_and_most_rules_are_there() -> None:
    assert {(r["rule"], r["lang"]) for r in REPORTS} >= {
        (rule, lang) for rule in ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D16", "D18", "D19") for lang in ("ar", "en")
    }  # fmt: skip


def test_an_incident_handed_in_for_an_audit_stays_one() -> None:
    """The number of a day and a town is no statistic, and nothing is held against it."""
    text = "An air strike on Saraqib on 2 May 2016 killed seven people, among them two children, rescuers said."
    told = Auditor()(Document("news", text, "en", published=Published(date(2016, 5, 3), date(2016, 5, 3), "given")))
    assert isinstance(told, Extraction)
    assert told.accounts
    assert not told.aggregates
