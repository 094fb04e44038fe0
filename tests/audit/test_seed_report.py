"""A real report of an office, read and audited from its text (skipped where ../shared is absent)."""

from pathlib import Path

from tawthiq.audit import audit
from tawthiq.domain.account import Extraction
from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.audit.sheets import alarms, of
from tests.extract.reading import context


def test_the_half_year_report_has_all_rows_and_its_audit_says_what_holds_and_what_does_not(shared: Path) -> None:
    text = next((shared / "seeds").glob("001_*.txt")).read_text(encoding="utf-8")
    read = context(text)
    figures = find_aggregates(read)
    assert sum(a.table is not None for a in figures) == 14 + 8 + 10
    assert {(a.measure, a.count.value) for a in figures if a.dimension == "total"} == {
        ("incidents", 711),
        ("killed", 6439),
    }
    assert len({a.key for a in figures if a.dimension == "actor"}) == 8
    assert all(text[a.quote.span.start : a.quote.span.end] == a.quote.text for a in figures)

    findings = audit(Extraction(read.document, (), tuple(figures)))
    assert [f.passed for f in of(findings, "D1")] == [True] * 4
    assert [f.passed for f in of(findings, "D2")] == [True]
    (seven,) = alarms(findings, "D5")
    assert "622" in seven.message_ar
    assert "5,688" in seven.message_ar
    assert "4 of the 14" in of(findings, "D11")[0].message_en
    assert "9.06" in of(findings, "D16")[0].message_en
    most = of(findings, "D18")
    assert all(f.passed for f in most)
    assert any("622 of 711" in f.message_en for f in most)
    assert alarms(findings, "D19")
    for found in findings:
        assert found.spans
        assert all(text[s.start : s.end].strip() for s in found.spans)
