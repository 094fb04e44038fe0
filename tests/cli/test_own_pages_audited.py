"""The office's own page on a period goes through `tawthiq audit`: clean as it stands, and a figure changed in it is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tawthiq.cli import report
from tawthiq.domain.document import Document
from tawthiq.domain.finding import Finding
from tawthiq.ingest import ingest_paths
from tawthiq.pipeline import Auditor
from tests.cli.running import run

EXAMPLES = Path(__file__).parents[2] / "examples"
PERIODS = (("2012-01-01", "2018-12-31"), ("2016-01-01", "2016-12-31"))
OVER_A_YEAR = ("2012-01-01", "2025-12-31")
"""A period in which an incident lies in two years: its row is called by both ends."""
SHARES = {
    "en": "<p>Of the {all} incidents, {some} were in Deir ez-Zor, {share}%.</p>",
    "ar": "<p>من أصل {all} حادثة وقعت {some} حادثة في دير الزور، أي {share}%.</p>",
}


@cache
def auditor() -> Auditor:
    return Auditor()


def alarms(page: Path) -> list[str]:
    document = next(iter(ingest_paths([page])))
    assert isinstance(document, Document)
    return [f.message_en for f in auditor()(document).findings if not f.passed and f.severity in ("E", "W")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    told = {}
    folder = tmp_path_factory.mktemp("own")
    run("build", EXAMPLES, "--out", folder / "register")
    for first, last in PERIODS:
        out = folder / first
        run(
            "report",
            "--register",
            folder / "register",
            "--from",
            first,
            "--to",
            last,
            "--lang",
            "both",
            "--no-pdf",
            "--out",
            out,
        )
        told |= {(first, lang): out / f"report.{lang}.html" for lang in ("ar", "en")}
    return told


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("first", [first for first, _ in PERIODS])
def test_a_page_as_it_is_printed_has_no_finding(pages: dict[tuple[str, str], Path], first: str, lang: str) -> None:
    assert alarms(pages[first, lang]) == []


def test_the_tables_of_a_period_have_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    whole = report.audited

    def audited(*counted: Any) -> tuple[Finding, ...]:
        checks = whole(*counted)
        said.extend(c.message_en for c in checks if not c.passed and c.severity in ("E", "W"))
        return checks

    run("build", EXAMPLES, "--out", tmp_path / "register")
    monkeypatch.setattr(report, "audited", audited)
    first, last = OVER_A_YEAR
    done = run(
        "report", "--register", tmp_path / "register", "--from", first, "--to", last, "--no-pdf", "--out", tmp_path / "out"
    )  # fmt: skip
    assert done.status == 0, done.err
    assert said == []


def _cell(page: str, table: str, row: int, column: int, change: Callable[[str], str]) -> str:
    """The page with one figure of a table changed: row -1 is that of the totals."""
    start = page.index(f'id="{table}"')
    end = page.index("</table>", start)
    rows = list(re.finditer(r"<tr.*?</tr>", page[start:end], re.S))
    cells = list(re.finditer(r'(<bdi[^>]*class="n"[^>]*>)(.*?)(</bdi>)', rows[row].group(), re.S))
    at = start + rows[row].start()
    told = cells[column]
    changed = change(told.group(2))
    assert changed != told.group(2)
    return page[: at + told.start(2)] + changed + page[at + told.end(2) :]


def _more(figure: str) -> str:
    """A figure with one more in its first number."""
    return re.sub(r"\d+", lambda m: str(int(m.group()) + 1), figure, count=1)


def _highest(figure: str) -> str:
    """A range with another upper end."""
    return re.sub(r"(?<=–)[\d,]+", lambda m: str(int(m.group().replace(",", "")) + 10), figure)


PLANTED = (
    ("month", -1, 0, _more, "states 28"),  # a total
    ("month", -1, 2, _more, "states 685"),  # the lower end of a total
    ("actor", -1, 2, _highest, "states 1,417"),  # its upper end
    ("governorate", 1, 0, _more, "add up to 28"),  # a cell
    ("cross-governorate-party-1", 1, 0, _more, "add up to 11"),  # a crossed cell, against its column
    (
        "cross-governorate-party-1",
        1,
        0,
        _more,
        "Deir ez-Zor|دير الزور",
    ),  # and against its row, which goes on in a second table
)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_figures_changed_on_the_page_are_found(pages: dict[tuple[str, str], Path], tmp_path: Path, lang: str) -> None:
    page = pages["2012-01-01", lang].read_text(encoding="utf-8")
    for table, row, column, change, _ in PLANTED[:-1]:
        page = _cell(page, table, row, column, change)
    share = SHARES[lang].format(all=27, some=14, share=61.9)
    wrong = tmp_path / "report.html"
    wrong.write_text(page.replace("</section>", f"{share}</section>", 1), encoding="utf-8")
    messages = alarms(wrong)
    for *_, said in (*PLANTED, ("61.9",)):
        assert any(re.search(said, message) for message in messages), said


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_share_that_is_right_is_no_finding(pages: dict[tuple[str, str], Path], tmp_path: Path, lang: str) -> None:
    page = pages["2012-01-01", lang].read_text(encoding="utf-8")
    share = SHARES[lang].format(all=27, some=14, share=51.9)
    told = tmp_path / "report.html"
    told.write_text(page.replace("</section>", f"{share}</section>", 1), encoding="utf-8")
    assert alarms(told) == []
