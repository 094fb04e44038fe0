"""`audit`: findings as lines or JSON, ticks for what holds; findings never change the exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import run

ARABIC = re.compile("[\u0621-\u064a]")


def test_what_fails_is_said_with_its_words_and_what_holds_has_a_tick(reports: Path) -> None:
    done = run("audit", reports / "sums.ar.html")
    assert (done.status, done.err) == (0, "")
    heading, *lines = done.out.splitlines()
    assert heading.startswith("# sums.ar.html")
    failed = next(i for i, line in enumerate(lines) if line.startswith("  ✗"))
    assert re.match(r"  ✗ D1  E .*63.*60", lines[failed])
    assert re.match(r" +\[\d+, \d+\) «20 مجزرة»", lines[failed + 1])
    assert [line for line in lines if line.startswith("  ✓ D1 ")]
    ticked = sum(line.startswith("  ✓") for line in lines)
    marked = sum(line[2:3] in ("✗", "!", "·") and line.startswith("  ") for line in lines)
    assert lines[-1] == f"{marked} findings to look at, {ticked} checks passed"


def test_arabic_findings_are_in_arabic(reports: Path) -> None:
    done = run("audit", reports / "sums.ar.html", reports / "strike.en.txt", "--lang", "ar")
    assert done.status == 0
    said = [line for line in done.out.splitlines() if re.match(r"  [✓✗!·] ", line)]
    assert len(said) > 2
    assert all(ARABIC.search(line) for line in said)
    assert ARABIC.search(done.out.splitlines()[-1])
    assert not re.search("[\u2066-\u2069]", done.out)


def test_json_findings_are_those_of_the_contract(reports: Path, tmp_path: Path) -> None:
    done = run("audit", reports, tmp_path / "not-there.txt", "--json")
    assert done.status == 1
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in found if "error" in line] == ["not-there.txt"]
    findings = [line for line in found if "rule" in line]
    assert {line["document"] for line in findings} == {"sums.ar.html"}
    for line in findings:
        assert line["severity"] in ("E", "W", "I")
        assert line["message_ar"]
        assert line["message_en"]
        assert line["spans"]
    assert any(line["passed"] for line in findings)
    assert any(not line["passed"] and line["severity"] == "E" for line in findings)


def test_a_report_without_statistics_is_named_all_the_same(reports: Path) -> None:
    done = run("audit", reports / "strike.en.txt")
    assert done.status == 0
    assert done.out.splitlines()[0].startswith("# strike.en.txt")
    assert "no statistics" in done.out


def test_reports_side_by_side_are_compared(reports: Path, tmp_path: Path) -> None:
    """D12: the total of one month stands unchanged in the next report of the same office."""
    text = "وثّق مكتبنا {total} مجزرة في سوريا خلال شهر {month} 2015، توزعت بحسب المحافظات كما يلي:\n{rows}\n"
    rows = "حلب: 211 مجزرة.\nإدلب: 120 مجزرة.\nحمص: 62 مجزرة.\n"
    source = tmp_path / "docs.jsonl"
    documents = [
        {
            "id": name,
            "text": text.format(total=393, month=month, rows=rows),
            "published": day,
            "publisher": "مكتب الجسر",
        }
        for name, month, day in (("october", "تشرين الأول", "2015-11-01"), ("november", "تشرين الثاني", "2015-12-01"))
    ]
    source.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
    done = run("audit", "--jsonl", source, "--json")
    assert done.status == 0
    series = [line for line in map(json.loads, done.out.splitlines()) if line["document"] is None]
    if not series:
        pytest.fail(f"no finding lays the two reports side by side: {done.out}")
    assert "D12" in {line["rule"] for line in series}
    shown = run("audit", "--jsonl", source).out
    assert "# reports side by side" in shown


def test_a_hostile_title_stays_on_its_line(tmp_path: Path) -> None:
    source = tmp_path / "docs.jsonl"
    title = "x\n  ✗ D1  E forged\x1b[31m\u202e"
    source.write_text(json.dumps({"id": "a\nb", "title": title, "text": "Three people were killed in Aleppo."}) + "\n")
    done = run("audit", "--jsonl", source)
    assert len(done.out.splitlines()) == 3
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_a_csv_of_figures_is_audited_as_the_table_it_is(tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text(
        "district,attacks,killed\nKalbiyeh,7,31\nZahra,4,19\nBurj Salma,2,10\ntotal,13,66\n", encoding="utf-8"
    )
    shown = run("audit", str(table))
    assert shown.status == 0
    assert "60" in shown.out
    assert "66" in shown.out
