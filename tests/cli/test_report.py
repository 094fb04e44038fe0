"""`report`: the tables add up and are the register's, or nothing is printed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from tawthiq.publish.charts import rows_chart
from tawthiq.publish.figures import Sum
from tawthiq.publish.period.pictures import chart_pictures
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.wording import wording
from tests.cli.pdf_words import arabic_words
from tests.cli.running import Ran, run

PERIOD = ("--from", "2014-01-01", "--to", "2016-12-31")


def report(register: Path, out: Path, *more: str | Path) -> Ran:
    return run("report", "--register", register, *PERIOD, "--out", out, "--no-pdf", *more)


@pytest.fixture(scope="module")
def printed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    done = report(built, out)
    assert "numbers" not in done.err
    return out


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_of_the_sheet_adds_up(printed: Path) -> None:
    found = rows(printed)
    totals = {row["table"]: row for row in found if row["row"] == "total" and row["column"] in ("", "total")}
    assert totals["month"]["incidents"] == "2"
    measures = ("incidents", "massacres", "killed_min", "killed_max", "injured_min", "injured_max")
    for name in ("month", "actor", "governorate", "weapon"):
        for measure in measures:
            parts = [int(row[measure]) for row in found if row["table"] == name and row["row"] != "total"]
            assert sum(parts) == int(totals[name][measure])
    for name in (name for name in totals if "+" in name):
        for measure in measures:
            cells = [
                int(row[measure]) for row in found
                if row["table"] == name and row["row"] != "total" and row["column"] != "total"
            ]  # fmt: skip
            assert sum(cells) == int(totals[name][measure])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_prints_the_figures_of_the_sheet(printed: Path, lang: str) -> None:
    tree = LexborHTMLParser((printed / f"report.{lang}.html").read_text(encoding="utf-8"))
    found = [row for row in rows(printed) if row["table"] == "governorate"]
    table = tree.css_first("table#governorate")
    assert table is not None
    lines = [[cell.text().strip() for cell in line.css("th,td")] for line in table.css("tbody tr, tfoot tr")]
    assert [(line[0], line[1]) for line in lines] == [(row[f"row_{lang}"], row["incidents"]) for row in found]


def test_the_same_register_gives_the_same_bytes(built: Path, printed: Path, tmp_path: Path) -> None:
    report(built, tmp_path)
    names = sorted(path.name for path in printed.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (printed / name).read_bytes() == (tmp_path / name).read_bytes(), name


def tampered(built: Path, folder: Path) -> tuple[Path, list[dict[str, object]]]:
    copy = Path(shutil.copytree(built, folder / "register"))
    return copy, [json.loads(line) for line in (copy / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]


def put(register: Path, lines: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (register / "incidents.jsonl").write_text(text, encoding="utf-8")


def refused(done: Ran, out: Path) -> str:
    assert (done.status, done.out, len(done.complaints)) == (1, "", 1)
    assert "nothing was printed" in done.complaints[0]
    assert not out.exists()
    return done.complaints[0]


def test_a_raised_figure_is_refused(built: Path, tmp_path: Path) -> None:
    register, lines = tampered(built, tmp_path)
    for toll in lines[0]["tolls"]:  # type: ignore[attr-defined]
        toll["min"] += 100
        toll["max"] = None if toll["max"] is None else toll["max"] + 100
    put(register, lines)
    assert "D17" in refused(report(register, tmp_path / "out"), tmp_path / "out")


def test_an_incident_entered_twice_is_refused(built: Path, tmp_path: Path) -> None:
    register, lines = tampered(built, tmp_path)
    put(register, [*lines, lines[0]])
    refused(report(register, tmp_path / "out"), tmp_path / "out")


def test_an_incident_taken_out_is_refused(built: Path, tmp_path: Path) -> None:
    register, lines = tampered(built, tmp_path)
    put(register, lines[1:])
    assert "D17" in refused(report(register, tmp_path / "out"), tmp_path / "out")


def test_a_changed_database_is_refused(built: Path, tmp_path: Path) -> None:
    register, _ = tampered(built, tmp_path)
    with closing(sqlite3.connect(register / "register.db")) as connection, connection:
        connection.execute("UPDATE toll SET min = min + 1 WHERE harm = 'killed'")
    assert "D17" in refused(report(register, tmp_path / "out"), tmp_path / "out")


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_register_without_its_database_is_refused(content: bytes | None, built: Path, tmp_path: Path) -> None:
    register, _ = tampered(built, tmp_path)
    (register / "register.db").unlink()
    if content is not None:
        (register / "register.db").write_bytes(content)
    assert "register.db" in refused(report(register, tmp_path / "out"), tmp_path / "out")


def test_a_table_that_does_not_add_up_is_refused(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from tawthiq.publish.period import numbers as counted
    from tawthiq.publish.period.tables import table

    def short(dimension: str, *rest: object) -> Table:
        found = table(dimension, *rest)  # type: ignore[arg-type]
        if dimension != "month" or len(found.rows) < 3:
            return found
        return replace(found, rows=tuple(row for row in found.rows if not row.incidents))

    monkeypatch.setattr(counted, "table", short)
    done = run(
        "report", "--register", built, "--from", "2014-01-01", "--to", "2014-12-31", "--out", tmp_path / "out"
    )  # fmt: skip
    assert "D1" in refused(done, tmp_path / "out")


def test_what_changed_since_the_last_release_is_listed(built: Path, printed: Path, tmp_path: Path) -> None:
    same = tmp_path / "same"
    report(built, same, "--last", printed)
    assert LexborHTMLParser((same / "report.en.html").read_text(encoding="utf-8")).css_first("#corrections") is None
    older = Path(shutil.copytree(printed, tmp_path / "older"))
    record = json.loads((older / "release.json").read_text(encoding="utf-8"))
    first, second = list(record["incidents"])
    record["incidents"][first]["killed"] = "1–2"
    record["incidents"]["inc-gone"] = record["incidents"].pop(second) | {"accounts": []}
    (older / "release.json").write_text(json.dumps(record), encoding="utf-8")
    report(built, tmp_path / "out", "--last", older)
    tree = LexborHTMLParser((tmp_path / "out" / "report.en.html").read_text(encoding="utf-8"))
    found = {table.attributes["id"]: table.text() for table in tree.css("#corrections table")}
    assert set(found) == {"corrections-changed", "corrections-gone", "corrections-new"}
    assert "1–2" in found["corrections-changed"]
    assert "no longer in the register" in found["corrections-gone"]


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 1}', '{"format": 1, "incidents": {"a": {}}}'])
def test_a_file_that_is_no_release_is_named(content: str, built: Path, tmp_path: Path) -> None:
    (tmp_path / "release.json").write_text(content, encoding="utf-8")
    done = report(built, tmp_path / "out", "--last", tmp_path)
    assert (done.status, len(done.complaints)) == (1, 1)
    assert "release.json" in done.complaints[0]


def test_an_empty_period_is_said_in_words(built: Path, tmp_path: Path) -> None:
    done = run(
        "report", "--register", built, "--from", "2001-01-01", "--to", "2001-06-30", "--out", tmp_path, "--no-pdf"
    )
    assert "holds no incident" in (tmp_path / "report.en.html").read_text(encoding="utf-8")
    assert "2001-01" in (tmp_path / "numbers.csv").read_text(encoding="utf-8")
    assert "Traceback" not in done.err


def test_days_in_the_wrong_order_are_wrong_use(built: Path, tmp_path: Path) -> None:
    done = run("report", "--register", built, "--from", "2016-02-01", "--to", "2016-01-01", "--out", tmp_path / "out")
    assert (done.status, done.out) == (2, "")
    assert "before" in done.complaints[0]
    assert io.StringIO(done.err).readline()


def test_the_workbook_holds_numbers_and_runs_nothing(printed: Path) -> None:
    with zipfile.ZipFile(printed / "numbers.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 3
    assert "<v>" in sheets[0]
    assert not any("<f>" in sheet for sheet in sheets)


def test_the_pdf_is_tagged_and_its_arabic_copies_out_right(built: Path, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)
    if (
        shutil.which("pdftotext") is None
        or "Amiri" not in subprocess.run(["fc-list"], capture_output=True, text=True, check=False).stdout
    ):
        pytest.skip("pdftotext or the Amiri face is missing")
    made = []
    for name in ("one", "two"):
        done = run(
            "report", "--register", built, *PERIOD, "--lang", "ar", "--out", tmp_path / name
        )  # fmt: skip
        assert (done.status, done.err) == (0, "")
        made.append((tmp_path / name / "report.ar.pdf").read_bytes())
    assert made[0] == made[1]
    reader = PdfReader(io.BytesIO(made[0]))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "ar"
    assert reader.attachments["numbers.csv"][0] == (tmp_path / "one" / "numbers.csv").read_bytes()
    pdf = tmp_path / "one" / "report.ar.pdf"
    said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    tree = LexborHTMLParser((tmp_path / "one" / "report.ar.html").read_text(encoding="utf-8"))
    tree.strip_tags(["style"])
    copied, written = arabic_words(said), arabic_words(tree.root.text(separator=" "))  # type: ignore[union-attr]
    marked = {word for word in copied if any(map(unicodedata.combining, word))}
    assert (len(copied) > 500, len(marked) > 50) == (True, True)
    assert copied - written == set(), "every word of the paper is one of the page, its vowel marks in their place"
    headed = arabic_words(
        " ".join(node.text() for node in tree.css("h2, table#governorate tbody th, table#month caption"))
    )
    assert headed - copied == set()
    legend = next(page for page in said.split("\f") if "مخططة" in page)
    assert {"الخريطة", "الحسكة"} <= arabic_words(legend), "the map stands on the page of its legend"


@pytest.mark.parametrize("lists", [False, True])
def test_the_pdf_of_a_long_list_points_at_its_pages_or_holds_them_where_asked(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists: bool
) -> None:
    monkeypatch.setattr("tawthiq.publish.period.report.UNFOLDED", 1)
    monkeypatch.setattr("tawthiq.cli.report.write_pdf", lambda page, path, **_: path.write_text(page, encoding="utf-8"))
    more = ("--pdf-lists",) if lists else ()
    done = run("report", "--register", built, *PERIOD, "--lang", "en", "--out", tmp_path, *more)
    assert (done.status, done.err) == (0, "")
    pages = {path.name for path in tmp_path.glob("incidents.*.html")}
    months = {path.name for path in tmp_path.glob("incidents.*.pdf")}
    assert pages
    assert months == ({name.replace(".html", ".pdf") for name in pages} if lists else set())
    paper = LexborHTMLParser((tmp_path / "report.en.pdf").read_text(encoding="utf-8"))
    linked = {node.attributes["href"] for node in paper.css("#incidents a")}
    assert linked == (months if lists else pages)
    screen = LexborHTMLParser((tmp_path / "report.en.html").read_text(encoding="utf-8"))
    rows = len(screen.css("#documents tbody tr"))
    assert rows
    assert len(paper.css("#documents tbody tr")) == (rows if lists else 0)
    documents = paper.css_first("#documents")
    assert documents is not None
    assert ("report.en.html" in documents.text()) is not lists


def test_without_weasyprint_the_rest_is_written(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = run("report", "--register", built, *PERIOD, "--lang", "en", "--out", tmp_path)
    assert (done.status, len(done.complaints)) == (1, 1)
    assert "tawthiq[pdf]" in done.complaints[0]
    assert {p.name for p in tmp_path.iterdir()} >= {"report.en.html", "numbers.csv", "numbers.xlsx"}


def test_the_document_runs_right_to_left_and_reads_back(printed: Path) -> None:
    document = Document(str(printed / "report.ar.docx"))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert any("حلب" in row[0] for table in tables for row in table)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    assert all(p._p.pPr.find(qn("w:bidi")) is not None for p in document.paragraphs if p.text)
    said = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    ranges = re.findall(r".?\d[\d,]*[–-]\d[\d,]*\+?.?", said)
    assert ranges
    assert [r for r in ranges if not (r.startswith("\u200e") and r.endswith("\u200e"))] == [], (
        "a range would be turned round"
    )
    english = Document(str(printed / "report.en.docx"))
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is None for table in english.tables)


def test_columns_of_the_document_are_as_wide_as_what_stands_in_them(printed: Path) -> None:
    for lang in ("ar", "en"):
        document = Document(str(printed / f"report.{lang}.docx"))
        listed = next(t for t in document.tables if len(t.columns) == 10)
        widths = [int(column.get(qn("w:w"))) for column in listed._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert widths[3] == max(widths)  # what happened
        assert widths[0] < widths[3] / 2  # its number
        for table in document.tables:
            assert len({cell.width for column in table.columns for cell in column.cells}) > 1
        said = "\n".join(p.text for p in document.paragraphs)
        assert not re.search(r"\d\.\u200e", said), "a full stop would stand before the number"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_document_has_the_charts_and_the_map_of_the_page_with_what_stands_in_them(lang: str, printed: Path) -> None:
    pytest.importorskip("resvg_py", reason="resvg is not installed (pip install -e '.[docx]')")
    document = Document(str(printed / f"report.{lang}.docx"))
    page = LexborHTMLParser((printed / f"report.{lang}.html").read_text(encoding="utf-8"))
    titles = [c.text() for c in page.css("figure.chart > figcaption")]
    said = [p.text for p in document.paragraphs]
    assert titles
    assert [t for t in titles if t not in said] == []
    assert ("الخريطة" if lang == "ar" else "Map") in said
    told = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    shown = [title for title in titles for one in told if one.startswith(title)]
    assert sorted(set(shown)) == sorted(titles)
    drawn = page.css("#map-d")[0].text()
    assert told[-1].endswith(re.sub("[\u2066-\u2069]", "", drawn))
    assert "\u2066" not in "".join(told), "no mark of direction in what is read out"
    for part in document.part.package.image_parts:
        assert part.blob.startswith(b"\x89PNG")
    texts = "\n".join(said)
    keys = [node.text(strip=True) for node in page.css(".legend .item")]
    assert len(keys) > 1
    assert [key for key in keys if key.lstrip("▲◂▸") not in texts] == []


def test_without_what_draws_the_document_says_so_and_has_no_map(built: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tawthiq.publish.period.pictures.can_draw", lambda: False)
    monkeypatch.setattr("tawthiq.cli.report.can_draw", lambda: False)
    done = report(built, tmp_path)
    assert done.status == 0
    assert done.err.count("without its charts and map") == 1
    document = Document(str(tmp_path / "report.en.docx"))
    assert "Map" not in [p.text for p in document.paragraphs]
    assert list(document.part.package.image_parts) == []


def test_a_long_chart_is_parted_between_bars_so_that_each_part_fits_its_page() -> None:
    pytest.importorskip("resvg_py", reason="resvg is not installed (pip install -e '.[docx]')")
    names = [f"party number {n}" for n in range(25)]
    rows = tuple(
        Row("actor", name, name, name, ("i",), (), Sum(n, n + 3, False, 1), Sum()) for n, name in enumerate(names)
    )
    table = Table("actor", rows, rows[0])
    chart = rows_chart(table, wording("en"))
    found = list(chart_pictures(chart, wording("en")))
    assert len(found) == 3
    assert [p.told for p in found[1:]] == [f"{chart.title} (2/3)", f"{chart.title} (3/3)"]
    assert all(name in found[0].told for name in names)
    for picture in found:
        wide, high = struct.unpack(">II", picture.png[16:24])
        assert picture.width * high / wide < 174, "what a page holds, in millimetres"
    assert [p.png for p in chart_pictures(chart, wording("en"))] == [p.png for p in found]
