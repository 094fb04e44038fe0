"""What is fuzzed: a function per target that takes bytes and raises where a promise is broken, with what it begins with.

A reader may refuse (`Refused`), and a library below it may raise, which the run turns into one line; an error out of our own
code, a span that does not quote its words, output that cannot be read back or differs a second time are findings.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.fuzz import seeds
from tawthiq.audit import audit
from tawthiq.domain.document import Document, Published
from tawthiq.domain.from_records import (
    RecordError,
    document_from_record,
    extraction_from_record,
    incident_from_record,
)
from tawthiq.domain.records import document_record, extraction_record, incident_record
from tawthiq.domain.span import Quote
from tawthiq.domain.toll_notation import tolls_of_cell
from tawthiq.extract import extract
from tawthiq.ingest.csv_posts import read_csv
from tawthiq.ingest.docx import read_docx
from tawthiq.ingest.eml import read_eml
from tawthiq.ingest.html import read_html
from tawthiq.ingest.jsonl import read_lines
from tawthiq.ingest.page import Page, Refused
from tawthiq.ingest.parquet import opened, read_parquet
from tawthiq.ingest.pdf import read_pdf
from tawthiq.ingest.plain import read_plain
from tawthiq.ingest.published import find_published
from tawthiq.ingest.warc import read_warc
from tawthiq.pipeline import make_register
from tawthiq.publish.exports.cells import cell, listed
from tawthiq.publish.parity import parity_csv
from tawthiq.publish.report import render
from tawthiq.text.fold import fold
from tawthiq.text.names import name_likeness
from tawthiq.text.search_words import search_words
from tawthiq.text.sentences import clauses, sentences

OURS = str(Path(extract.__code__.co_filename).parent.parent)
DAY = date(2017, 1, 1)


class BrokenPromise(Exception):
    """A finding that is no exception of the code itself."""


@dataclass(frozen=True, slots=True)
class Target:
    """One target: what is run on the bytes, what it begins with, the longest input."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    longest: int = 4096


def _text(data: bytes) -> str:
    """Any text that a document can hold: lone surrogates too."""
    return data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace") if data else ""


def _safe_text(data: bytes) -> str:
    try:
        return _text(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _held(promise: bool, what: str) -> None:
    if not promise:
        raise BrokenPromise(what)


def quotes(value: Any) -> Iterable[Quote]:
    """Every quote inside a value."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from quotes(one)
    elif is_dataclass(value) and not isinstance(value, Document):
        for field in fields(value):
            yield from quotes(getattr(value, field.name))


def fold_text(data: bytes) -> None:
    """Folding leads back, sentences cover what is no blank, search words quote the text."""
    text = _safe_text(data)
    folded = fold(text)
    _held(len(folded.text) == len(folded.offsets), "an offset for every folded character")
    _held(all(0 <= at < max(1, len(text)) for at in folded.offsets), "offsets inside the text")
    _held(fold(folded.text).text == folded.text, "folding twice changes nothing more")
    cut = sentences(folded.text)
    _held(all(a.end <= b.start for a, b in itertools.pairwise(cut)), "sentences in order")
    left = "".join(folded.text[s.start : s.end] for s in cut)
    _held("".join(left.split()) == "".join(folded.text.split()), "no character is lost between sentences")
    for sentence in cut:
        _held(all(sentence.covers(c) for c in clauses(folded.text, sentence)), "clauses inside their sentence")
    for word in search_words(text):
        _held(bool(word.folded) and 0 <= word.span.start < word.span.end <= len(text), "search words have a place")
    half = len(text) // 2
    _held(0.0 <= name_likeness(text[:half], text[half:]) <= 1.0, "a likeness is a share")


def extract_text(data: bytes) -> None:
    """Extraction, weighing, audit, records and pages of any text."""
    text = _safe_text(data)
    lang = "ar" if any("\u0621" <= c <= "\u064a" for c in text) else "en"
    document = Document("d", text, lang, title=text[:40], publisher=text[:20], published=Published(DAY, DAY, "given"))
    told = extract(document)
    for quote in quotes(told):
        _held(text[quote.span.start : quote.span.end] == quote.text, "a quote stands where it says")
    _held(extract(document) == told, "the same text gives the same")
    audit(told)
    record = json.loads(json.dumps(extraction_record(told)))
    _held(extraction_record(extraction_from_record(record, document)) == record, "a record is read back")
    read = document_from_record(json.loads(json.dumps(document_record(document))))
    _held(read.text == text, "a document is read back")
    register = make_register([told])
    for incident in register.incidents:
        line = json.loads(json.dumps(incident_record(incident)))
        _held(incident_record(incident_from_record(line)) == line, "an incident is read back")
    parity_csv(register)
    for language in ("ar", "en"):
        _held("<script>alert" not in render(register, language), "markup in a text is text on a page")


def _reader(read: Callable[[bytes, str], Page]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            page = read(data, "x")
        except Refused:
            return
        except Exception as error:
            _not_ours(error)
            return
        for aside in page.asides:
            _held(0 <= aside.span.start <= aside.span.end <= len(page.text), "asides lie inside the text")
        published = find_published(page.text, metadata=page.published, url=page.url, asides=page.asides)
        if published.span is not None:
            _held(published.span.end <= len(page.text), "the day of publication lies inside the text")
        _held("\x00" not in page.text, "no NUL in a text")

    return run


def _not_ours(error: Exception) -> None:
    """Raises an error of our own code again; one that a library raised becomes a line in a run."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, RecursionError | MemoryError) or frames[-1].filename.startswith(OURS):
        raise error


def _many(read: Callable[[bytes], Iterable[object]]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            for _ in read(data):
                pass
        except Refused:
            return
        except Exception as error:
            _not_ours(error)

    return run


def export_cells(data: bytes) -> None:
    """A cell of a table never begins a formula and is read back as it is shown."""
    text = _safe_text(data)
    shown = cell(text)
    _held(shown[:1] not in tuple("=+-@\t\r\n"), "no cell is a formula")
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([shown, listed((text, "b"))])
    (row,) = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    _held(row[0] == shown, "a cell is read back")


def records(data: bytes) -> None:
    """Any JSON for a record is read or refused with a reason, and a cell of tolls too."""
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError):
        tolls_of_cell(text)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    for read in (document_from_record, extraction_from_record, incident_from_record):
        try:
            read(value)
        except RecordError:
            continue


_ENCODED = tuple(t.encode() for t in seeds.TEXTS)
_WHOLE = tuple(
    json.dumps(record).encode()
    for record in (
        document_record(Document("d", seeds.TEXTS[1], "en")), extraction_record(extract(Document("d", seeds.TEXTS[1], "en"))),
        *(incident_record(i) for i in make_register([extract(Document("d", seeds.TEXTS[1], "en"))]).incidents),
    )
)  # fmt: skip

TARGETS: dict[str, Target] = {
    "fold": Target(fold_text, _ENCODED),
    "extract": Target(extract_text, _ENCODED, 1500),
    "plain": Target(_reader(read_plain), (*_ENCODED, "قتل 5".encode("cp1256"))),
    "html": Target(_reader(read_html), (seeds.PAGE,)),
    "pdf": Target(_reader(lambda raw, name: read_pdf(raw, name)), (seeds.pdf(),)),
    "pdf_content": Target(_reader(lambda raw, name: read_pdf(seeds.pdf(raw), name)), (b"BT (a) Tj ET",)),
    "docx": Target(_reader(lambda raw, name: read_docx(raw, name)), (seeds.docx(),)),
    "docx_body": Target(_reader(lambda raw, name: read_docx(seeds.docx(raw), name)), (seeds.DOCX_BODY,)),
    "eml": Target(_reader(read_eml), (seeds.MAIL,)),
    "csv": Target(_many(lambda raw: read_csv(raw, "x")), (seeds.POSTS,)),
    "jsonl": Target(_many(lambda raw: read_lines(io.BytesIO(raw), "x", "")), (seeds.LINES,)),
    "warc": Target(_many(lambda raw: read_warc(io.BytesIO(raw))), (seeds.warc(),)),
    "parquet": Target(_many(lambda raw: read_parquet(opened(io.BytesIO(raw)), "x", "")), (seeds.parquet(),)),
    "cells": Target(export_cells, (b"=1+1", b"'+", *_ENCODED[:1])),
    "records": Target(records, _WHOLE),
}
