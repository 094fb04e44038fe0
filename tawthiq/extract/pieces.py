"""A document longer than any report is read in pieces, so that time and memory grow with its length and no faster.

Reading lays the places, dates and tellings of a document side by side; that is right for a report and ruinous for a text
of millions of characters, whoever wrote it. Pieces end where a paragraph does, else a line, a sentence or a word; what a
piece says is given in the positions of the whole document, so that spans stay true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, TypeVar

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.document import Aside, Document
from tawthiq.domain.span import Quote, Span

LONGEST: Final = 50_000
"""Code points of the longest document that is read as one: some twenty pages, longer than nearly every report."""
_ENDS: Final = ("\n\n", "\n", ". ", " ")
_NAME: Final = re.compile(r"\w+")
_PLAIN: Final = frozenset({"str", "int", "bool", "float", "date", "Place", "Count", "Period", "tuple", "None"})
"""Words of the types of fields that hold no span."""

Value = TypeVar("Value")


def read_in_pieces(document: Document, whole: Callable[[Document], Extraction]) -> Extraction:
    """What `whole` reads out of the pieces of a document, joined; out of the document itself where it is no longer than one."""
    if len(document.text) <= LONGEST:
        return whole(document)
    told = Extraction(document)
    tables = 0
    for span in pieces(document.text):
        read = _shifted(whole(_piece(document, span)), span.start)
        aggregates = tuple(_numbered(a, tables) for a in read.aggregates)
        tables = max((a.table for a in aggregates if a.table is not None), default=tables)
        told = replace(
            told,
            accounts=(*told.accounts, *read.accounts),
            aggregates=(*told.aggregates, *aggregates),
            appeals=(*told.appeals, *read.appeals),
            control=(*told.control, *read.control),
        )
    return told


def pieces(text: str) -> Iterator[Span]:
    """The pieces of a text, in order and without gaps, each of at most `LONGEST` code points."""
    start = 0
    while len(text) - start > LONGEST:
        found = (text.rfind(end, start + LONGEST // 2, start + LONGEST) for end in _ENDS)
        end = next((at + len(mark) for at, mark in zip(found, _ENDS, strict=True) if at >= 0), start + LONGEST)
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def _piece(document: Document, span: Span) -> Document:
    """The piece of a document as a document of its own; only the first stands under the title."""

    def inside(whole: Span) -> Span:
        return Span(max(whole.start, span.start) - span.start, min(whole.end, span.end) - span.start)

    published = document.published
    shown = published.span if published.span is not None and published.span.overlaps(span) else None
    return replace(
        document,
        text=document.text[span.start : span.end],
        title=document.title if span.start == 0 else "",
        published=replace(published, span=inside(shown) if shown is not None else None),
        asides=tuple(Aside(inside(a.span), a.kind) for a in document.asides if a.span.overlaps(span)),
        quoted=tuple(inside(q) for q in document.quoted if q.overlaps(span)),
    )


def _numbered(aggregate: Aggregate, tables: int) -> Aggregate:
    return replace(aggregate, table=aggregate.table + tables) if aggregate.table is not None else aggregate


@cache
def _parts(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of value that may hold spans, and of each whether spans may lie in it, as its type says; none of other kinds."""
    if not hasattr(kind, "__dataclass_fields__"):
        return ()
    parts = [(field.name, not _PLAIN.issuperset(_NAME.findall(str(field.type)))) for field in fields(kind)]
    if kind is Extraction:
        parts = [(name, spans and name != "document") for name, spans in parts]
    return tuple(parts) if any(spans for _, spans in parts) else ()


def _shifted(value: Value, by: int) -> Value:
    """The value with all its spans moved `by` code points further."""
    moved: Any = value
    kind: Any = type(value)
    if kind is Quote:
        span: Span = value.span  # type: ignore[attr-defined]
        moved = Quote(value.text, Span(span.start + by, span.end + by))  # type: ignore[attr-defined]
    elif kind is Span:
        moved = Span(value.start + by, value.end + by)  # type: ignore[attr-defined]
    elif kind is tuple:
        moved = tuple([_shifted(one, by) for one in value]) if value else value  # type: ignore[attr-defined]
    elif value is not None and (parts := _parts(kind)):
        moved = kind(*[_shifted(getattr(value, name), by) if spans else getattr(value, name) for name, spans in parts])
    return moved  # type: ignore[no-any-return]
