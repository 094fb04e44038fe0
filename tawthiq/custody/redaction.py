"""Redaction: a copy from which words are truly gone, however they are spelled there; the original is never touched (standards §5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tawthiq.domain.span import Span
from tawthiq.text.fold import fold

MARK = "█████"
"""What stands in the place of what is gone: always the same, so that its length tells nothing."""


def places_of(text: str, phrase: str) -> list[Span]:
    """Every place where a phrase stands, as whole words and in any spelling that folds to it: other alef, diacritics, tatweel, capitals, spaces.

    Arabic prefixes (و ف ب ل ك ال) written onto the phrase go with it.
    """
    words = fold(phrase).text.split()
    if not words:
        return []
    folded = fold(text)
    found, flat = [], folded.text
    for match in re.finditer(r"\s+".join(map(re.escape, words)), flat):
        start, end = match.span()
        while start > 0 and flat[start - 1].isalnum():
            start -= 1
        while end < len(flat) and flat[end].isalnum():
            end += 1
        found.append(folded.span(start, end))
    return found


def redacted(text: str, spans: Iterable[Span]) -> tuple[str, int]:
    """The text without the spans, a mark for each stretch; and how many marks there are. Raises ValueError for a span outside the text."""
    out: list[str] = []
    at, marks = 0, 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if not 0 <= span.start <= span.end <= len(text):
            raise ValueError(f"[{span.start}, {span.end}] lies outside the text")
        if span.end <= at:
            continue
        if span.start > at or not out:
            out += [text[at : span.start], MARK]
            marks += 1
        at = span.end
    return "".join([*out, text[at:]]), marks
