"""Reads one text as a document, for tests."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Account, Extraction
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


def dead(account: Account) -> list[int]:
    """How many an account says were killed at the least, without the parts of a count."""
    return [toll.count.low for toll in account.tolls if toll.harm == "killed" and toll.of is None]


def where(account: Account) -> str | None:
    """The English name of an account's place."""
    return account.place.place.name_en if account.place is not None else None


def days(account: Account) -> tuple[date | None, date | None]:
    """The first and the last day of an account."""
    return (account.date.start, account.date.end) if account.date is not None else (None, None)


def day(account: Account) -> date | None:
    """The first day of an account."""
    return days(account)[0]
