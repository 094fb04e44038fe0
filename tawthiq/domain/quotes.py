"""The quotes within a published record: every text with its span, wherever it stands, and whether a document holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PAIRS = (("text", "span"), ("kind_text", "kind_span"))


def quotes_in(record: Any) -> Iterator[tuple[str, list[Any]]]:
    """Every (text, span) pair anywhere in a record, in the record's order."""
    if isinstance(record, dict):
        for words, span in _PAIRS:
            if isinstance(record.get(words), str) and isinstance(record.get(span), list):
                yield record[words], record[span]
        for inner in record.values():
            yield from quotes_in(inner)
    elif isinstance(record, list):
        for inner in record:
            yield from quotes_in(inner)


def stands(text: str, quote: str, span: list[Any]) -> bool:
    """Whether `quote` is `text` at the half-open `span`, counted in code points."""
    whole = len(span) == 2 and all(isinstance(end, int) for end in span) and 0 <= span[0] <= span[1]
    return whole and text[span[0] : span[1]] == quote
