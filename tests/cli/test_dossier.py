"""`dossier`: pages and PDFs of incidents by id, histories weighed by the rules, every failure one line."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from tests.cli.pdf_words import arabic_words
from tests.cli.running import Ran, run

MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@pytest.fixture(scope="module")
def strike(built: Path) -> str:
    """The id of the strike that three documents tell."""
    lines = [json.loads(line) for line in (built / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    return str(max(lines, key=lambda line: len(line["accounts"]))["id"])


def dossier(register: Path, out: Path, *more: str | Path) -> Ran:
    return run("dossier", *more, "--register", register, "--out", out)


def test_two_pages_are_written_and_named(built: Path, strike: str, tmp_path: Path) -> None:
    done = dossier(built, tmp_path, strike, "--no-pdf")
    assert (done.status, done.err) == (0, "")
    assert [Path(line).name for line in done.out.split()] == [f"dossier.{strike}.{lang}.html" for lang in ("ar", "en")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(line).name for line in done.out.split())


def test_the_history_shows_the_range_after_each_document(built: Path, strike: str, tmp_path: Path) -> None:
    dossier(built, tmp_path, strike, "--lang", "en", "--no-pdf")
    tree = LexborHTMLParser((tmp_path / f"dossier.{strike}.en.html").read_text(encoding="utf-8"))
    table = tree.css_first("#f1 table.history")
    assert table is not None
    lines = [[" ".join(cell.text().split()) for cell in line.css("td,th")] for line in table.css("tbody tr")]
    assert [line[3] for line in lines] == ["12", "12–15+", "15–19+"]
    assert [line[0].partition(" (")[0] for line in lines] == ["7 May 2016", "8 May 2016", "9 May 2016"]
    said = [line[2].translate(MARKS) for line in lines]
    assert said == ["12 civilians", "at least 15 people", "19 people"]
    told = " ".join(tree.css_first("#narrative").text().split())
    assert "Accounts of the number of people killed differ" in told
    assert "Among the people killed" in told


def test_the_same_register_gives_the_same_bytes(built: Path, strike: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        dossier(built, tmp_path / name, strike, "--lang", "ar")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_an_unknown_id_is_one_line_and_the_others_are_written(built: Path, strike: str, tmp_path: Path) -> None:
    done = dossier(built, tmp_path, "no-such-incident", strike, "--lang", "en", "--no-pdf")
    assert done.status == 1
    assert done.complaints == [f"tawthiq: {built}: there is no incident 'no-such-incident'"]
    assert (tmp_path / f"dossier.{strike}.en.html").is_file()


def test_nothing_is_left_where_nothing_is_found(built: Path, tmp_path: Path) -> None:
    done = dossier(built, tmp_path / "out", "nowhere", "--no-pdf")
    assert (done.status, done.out) == (1, "")
    assert not (tmp_path / "out").exists()


def test_a_broken_line_is_named(built: Path, strike: str, tmp_path: Path) -> None:
    register = Path(shutil.copytree(built, tmp_path / "register"))
    path = register / "incidents.jsonl"
    path.write_text("{broken\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    done = dossier(register, tmp_path / "out", strike, "--no-pdf", "--lang", "ar")
    assert done.status == 1
    assert any("incidents.jsonl: line 1" in line for line in done.complaints)
    assert (tmp_path / "out" / f"dossier.{strike}.ar.html").is_file()


def test_the_pdf_is_tagged_and_its_arabic_copies_out(built: Path, strike: str, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="the PDF needs the extra tawthiq[pdf]", exc_type=(ImportError, OSError))
    done = dossier(built, tmp_path, strike, "--lang", "ar")
    assert done.err == ""
    reader = PdfReader(tmp_path / f"dossier.{strike}.ar.pdf")
    assert "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[operator]
    text = unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in reader.pages))
    assert "الحواشي" in text
    assert not any("\ufb50" <= letter <= "\ufeff" for letter in text)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing")
    pdf = str(tmp_path / f"dossier.{strike}.ar.pdf")
    copied = arabic_words(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode())
    tree = LexborHTMLParser((tmp_path / f"dossier.{strike}.ar.html").read_text(encoding="utf-8"))
    tree.strip_tags(["style", "nav"])
    written = arabic_words(tree.root.text(separator=" "))  # type: ignore[union-attr]
    assert len(copied) > 200
    assert copied - written == set()
