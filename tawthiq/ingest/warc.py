"""Reads a web archive (WARC, WET; plain or gzipped): each page that a crawl captured becomes a page of its own.

Records are read one after another, so an archive may be larger than memory. Pages, plain texts and PDF files are read;
pictures, scripts, failed requests and revisits of a page captured before are passed over.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from tawthiq.ingest.html import read_html
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.page import Page, Refused
from tawthiq.ingest.pdf import read_pdf
from tawthiq.ingest.plain import read_plain

READERS: dict[str, Callable[[bytes, str], Page]] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "text/plain": read_plain,
    "application/pdf": read_pdf,
}
_KINDS = frozenset({"response", "resource", "conversion"})
_PART = 1 << 18
_ID = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class Capture:
    """One page of a crawl: its record's id, the page, the raw bytes it was read from, its address and day of capture."""

    ident: str
    page: Page
    raw: bytes
    url: str
    day: date | None


def read_warc(stream: BinaryIO) -> Iterator[Capture | tuple[str, Refused]]:
    """The captured pages of an archive in order; `(record id, Refused)` in place of a page that cannot be read.

    Raises Refused "broken_archive" where the archive itself goes wrong; what stood before has been given out.
    """
    number, start = 0, stream.tell()
    try:
        for record in (archive := _Archive(stream)):
            number += 1
            archive.reader.lines = 0
            reader = _reader(record)
            if reader is None:
                continue
            ident = _ident(record, number)
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            try:
                raw = _body(record.content_stream())
                if getattr(record.raw_stream, "limit", 0) > 0:  # the archive ends before the record does
                    raise EOFError("the archive ends within this record")
                yield Capture(ident, reader(raw, url), raw, url.strip("<>"), _day(record))
            except Refused as refusal:
                yield ident, refusal
        _check_whole(stream, start)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise Refused("broken_archive", f"the archive is broken after record {number}: {reason}") from error


class _Lines(DecompressingBufferedReader):  # type: ignore[misc] # warcio has no types
    """The archive's bytes; the lines before a page are counted, for the library takes a line, and as many lines, of any length."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        room = limits().archive_head_bytes - self.lines
        line: bytes = super().readline(room if length is None else min(length, room))
        self.lines += len(line)
        if self.lines >= limits().archive_head_bytes:
            raise ArchiveLoadFailed(f"more than {millions(limits().archive_head_bytes)} MB of lines before a page")
        return line

    def read(self, length: int | None = None) -> bytes:
        self.lines = 0
        found: bytes = super().read(length)
        return found


class _Archive(ArchiveIterator):  # type: ignore[misc]
    """warcio's own, with lines of bounded length, and without its remarks, which print what stands in the archive."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Lines(self.fh)


def _body(content: Any) -> bytes:
    """The bytes of a page. Raises Refused "too_large"."""
    raw = bytearray()
    while part := content.read(_PART):
        raw += part
        if len(raw) > limits().text_bytes:
            raise Refused("too_large", f"a page of more than {millions(limits().text_bytes)} MB")
    return bytes(raw)


def _check_whole(stream: BinaryIO, start: int) -> None:
    """Raises EOFError or the like where a gzipped archive is cut off or damaged: warcio takes that for its end."""
    stream.seek(start)
    if stream.read(2) == b"\x1f\x8b":
        stream.seek(start)
        with gzip.GzipFile(fileobj=stream) as inflated:
            while inflated.read(1 << 20):
                pass


def _reader(record: Any) -> Callable[[bytes, str], Page] | None:
    """The reader for what a record holds; None for a record that is no page."""
    if record.rec_type not in _KINDS:
        return None
    if record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        kind = record.http_headers.get_header("Content-Type") or ""
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    return READERS.get(kind.partition(";")[0].strip().lower())


def _ident(record: Any, number: int) -> str:
    """The record's own id without its scheme; its number where it has none that may stand in an id."""
    given = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").rpartition(":")[2]
    return given if _ID.fullmatch(given) else f"record-{number}"


def _day(record: Any) -> date | None:
    try:
        return date.fromisoformat((record.rec_headers.get_header("WARC-Date") or "")[:10])
    except ValueError:
        return None
