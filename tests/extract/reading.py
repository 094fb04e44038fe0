"""Reads a sentence or a report for a test, as the pipeline would."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Aggregate
from tawthiq.domain.document import Document, Published
from tawthiq.extract.context import Context, make_context
from tawthiq.extract.matcher import the_gazetteer, the_matcher


def context(text: str, *, lang: str = "", published: str = "") -> Context:
    """The context of `text`, its language by its first letters where none is given."""
    day = date.fromisoformat(published) if published else None
    known = Published(day, day, "given") if day else Published()
    language = lang or ("ar" if any("\u0621" <= c <= "\u064a" for c in text) else "en")
    return make_context(Document("test", text, language, published=known), the_matcher(), the_gazetteer())


def told(aggregates: list[Aggregate]) -> list[tuple[str, str | None, str, int | None]]:
    """What statistics say: dimension, key, measure, value."""
    return [(a.dimension, a.key, a.measure, a.count.value) for a in aggregates]
