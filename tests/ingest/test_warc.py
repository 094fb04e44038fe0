"""Web archives and Parquet: each page a document with its own id, original, address and day; what is broken is named."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest import OriginalStore, ingest_paths

PAGE = (
    "<html><head><title>قصف على البلدة</title></head><body><article><h1>قصف على البلدة</h1>"
    "<p>قُتل ثلاثة مدنيين وأصيب سبعة آخرون بقصف مدفعي استهدف سوق البلدة صباح الأحد 4 أيلول 2016.</p></article></body></html>"
).encode()


def archive(path: Path, *, gzip: bool = True) -> Path:
    """A small crawl: a page, a plain text, a picture, a failed request, a request, a page that shows nothing."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzip)

        def add(url: str, body: bytes, kind: str, number: int, status: str = "200 OK") -> None:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            names = {
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
                "WARC-Date": "2016-09-06T10:00:00Z",
            }
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=names
            )
            writer.write_record(record)

        add("https://news.example/1", PAGE, "text/html; charset=utf-8", 1)
        add("https://news.example/2", b"Two farmers were killed by a mine near the town.", "text/plain", 2)
        add("https://news.example/a.png", b"\x89PNG", "image/png", 3)
        add("https://news.example/gone", PAGE, "text/html", 4, "404 Not Found")
        add("https://news.example/empty", b"<html><body></body></html>", "text/html", 5)
    return path


@pytest.mark.parametrize(("name", "gzip"), [("crawl.warc.gz", True), ("crawl.warc", False)])
def test_each_page_of_an_archive_is_a_document(tmp_path: Path, name: str, gzip: bool) -> None:
    store = OriginalStore(tmp_path / "originals")
    page, text, empty = ingest_paths([archive(tmp_path / name, gzip=gzip)], store=store)
    assert isinstance(page, Document)
    assert page.id == f"{name}#00000000-0000-0000-0000-000000000001"
    assert page.title == "قصف على البلدة"
    assert (page.url, page.crawled, page.lang) == ("https://news.example/1", date(2016, 9, 6), "ar")
    assert page.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert store.path(page.sha256).read_bytes() == PAGE
    assert isinstance(text, Document)
    assert (text.lang, text.media_type) == ("en", "text/plain")
    assert isinstance(empty, Unreadable)
    assert empty.code == "no_text"
    assert name in empty.message


@pytest.mark.parametrize("name", ["cut.warc.gz", "cut.warc"])
def test_an_archive_cut_off_gives_what_stands_before_the_cut_and_says_so(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / name, gzip=name.endswith("gz"))
    path.write_bytes(path.read_bytes()[:-20])
    *before, last = ingest_paths([path])
    assert any(isinstance(item, Document) for item in before)
    assert isinstance(last, Unreadable)
    assert last.code == "broken_archive"


def test_what_only_calls_itself_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.warc").write_text("Dear all,\nthis is a letter.\n")
    (only,) = ingest_paths([tmp_path / "no.warc"])
    assert isinstance(only, Unreadable)
    assert only.code == "broken_archive"


def test_rows_of_parquet_are_documents_and_a_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lake.parquet"
    texts = ["قُتل مدني برصاص قناص في الحي.", "", "A teacher was killed."]
    table = pa.table({
        "id": ["a", "b", "c"], "text": texts, "published": [date(2015, 3, 1), None, None], "access": [None, None, "restricted"],
        "score": [1.0, 2.0, 3.0],
    })  # fmt: skip
    pq.write_table(table, path, row_group_size=2)
    first, second, third = ingest_paths([path], store=OriginalStore(tmp_path / "o"))
    assert isinstance(first, Document)
    assert (first.id, first.text, first.published.day) == ("lake.parquet#a", texts[0], date(2015, 3, 1))
    assert first.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(second, Unreadable)
    assert "row 2: no text" in second.message
    assert isinstance(third, Document)
    assert third.restricted


@pytest.mark.parametrize("content", [b"", b"PAR1 and no more", b"{}"])
def test_what_is_no_parquet_is_refused_on_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.parquet").write_bytes(content)
    (only,) = ingest_paths([tmp_path / "bad.parquet"])
    assert isinstance(only, Unreadable)
    assert only.code == "broken_parquet"
    assert "\n" not in only.message


def test_parquet_without_its_columns_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "body": ["x"]}), tmp_path / "t.parquet")
    (only,) = ingest_paths([tmp_path / "t.parquet"])
    assert isinstance(only, Unreadable)
    assert only.code == "no_text_column"
