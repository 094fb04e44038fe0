"""Inputs that swell: a few kB that would take gigabytes, or minutes, are refused with a reason before they do."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.fuzz import seeds
from tawthiq.domain.document import Document, Unreadable
from tawthiq.imports.rows import rows
from tawthiq.ingest import ingest_paths
from tawthiq.text.language import detect_language

LINE = b"BT /F1 12 Tf 72 700 Td (Five civilians were killed.) Tj ET\n"


def pdf(pages: int, content: bytes, more: bytes = b"") -> bytes:
    """A PDF whose pages all show the same packed content."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (6 + n) for n in range(pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 3 0 R>>>>>>"
    )
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>/Length %d>>stream\n%s\nendstream"
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        form % (len(more), more),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    )
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
        + (b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n0\n%%%%EOF" % (len(objects) + 1))
    )


def parquet(text: str) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["1"], "text": [text]}), out, compression="zstd")
    return out.getvalue()


HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nX: "
SWELLING = {
    "stream.pdf": (pdf(1, LINE * 200_000), "unreadable"),
    "words.pdf": (pdf(1, b"1 " * 1_200_000), "unreadable"),
    "pages.pdf": (pdf(600, LINE * 2_000), "too_large"),
    "drawings.pdf": (pdf(5, b"/X Do " * 400, LINE * 400), "too_large"),
    "tags.docx": (seeds.docx(seeds.DOCX_BODY.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_001)), "too_large"),
    "attributes.html": (b"<p a=b c=d>a" * 250_001, "too_large"),
    "head.eml": (b"Subject: a\r\n" * 90_000 + b"\r\nFive were killed.", "too_large"),
    "parts.eml": (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nX: aaaaaaaaaa\r\n\r\na\r\n" * 60_000,
        "too_large",
    ),
    "line.warc.gz": (gzip.compress(HEAD + b"a" * 20_000_000), "broken_archive"),
    "lines.warc.gz": (gzip.compress(HEAD + b"a\r\nX: " * 400_000), "broken_archive"),
    "column.parquet": (parquet("a " * 5_000_000), "too_large"),
}


@pytest.mark.parametrize("name", SWELLING)
def test_what_swells_is_refused(name: str, tmp_path: Path) -> None:
    raw, code = SWELLING[name]
    (tmp_path / name).write_bytes(raw)
    (read,) = list(ingest_paths([tmp_path / name]))
    assert isinstance(read, Unreadable)
    assert read.code == code, read.message


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.warc", "a.parquet", "a.eml"])
def test_the_same_kinds_are_read_where_they_do_not(name: str, tmp_path: Path) -> None:
    sound = {"a.pdf": pdf(3, LINE * 40), "a.docx": seeds.docx(), "a.warc": seeds.warc(), "a.eml": seeds.MAIL}
    (tmp_path / name).write_bytes(sound.get(name, parquet("Five civilians were killed.")))
    (read,) = list(ingest_paths([tmp_path / name]))
    assert isinstance(read, Document)


def test_an_archive_that_lies_prints_nothing_of_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nFive were killed."
    (tmp_path / "a.warc").write_bytes(seeds.WARC % (len(body) - 9, body))
    list(ingest_paths([tmp_path / "a.warc"]))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"title," + b"a" * 30_000_000, b"title\n" + b"a" * 30_000_000])
def test_a_line_without_end_in_an_imported_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "import.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("import.csv", content)
    with pytest.raises(ValueError, match="a line of more than"):
        list(rows(path))


def test_asking_for_the_language_takes_no_memory() -> None:
    text = "قتل خمسة " * 400_000
    tracemalloc.start()
    assert detect_language(text) == "ar"
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
