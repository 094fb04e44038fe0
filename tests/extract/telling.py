"""Reads one text as a document, for tests."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.extract import Context, extract, read_document


def document(text: str, *, lang: str = "ar", published: date | None = date(2016, 11, 10)) -> Document:
    """A document published on a Thursday, 10 November 2016, unless said otherwise."""
    known = Published(published, published, "given") if published else Published()
    return Document("case", text, lang, published=known)


def context(text: str, *, lang: str = "ar", published: date | None = date(2016, 11, 10)) -> Context:
    return read_document(document(text, lang=lang, published=published))


def told(text: str, *, lang: str = "ar", published: date | None = date(2016, 11, 10)) -> Extraction:
    return extract(document(text, lang=lang, published=published))
