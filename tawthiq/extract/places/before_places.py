"""The words before a place, of which a dozen rules ask whether something happened there."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.text.marks import CLAUSE, where
from tawthiq.text.ordered import bisect_left

STRIP: Final = "\"'(),“”«»"
"""Marks that may stand around a word."""
MOST: Final = 9
"""Words at most that are asked for before a place."""
_LETTERS: Final = 14
"""Code points at most that a word takes up, on the mean of a few, with the blank before it."""
_ASKED: Final = 64
"""More than the words before a position that anybody asks for."""


def words_before(context: Context, position: int, count: int) -> list[str]:
    """The last `count` words before a folded position, in order, not to be changed; a sentence's end and a line's cut them off."""
    memo = context.reading.memo
    known: dict[int, list[str]] | None = memo.get("words before")
    if known is None:
        known = memo["words before"] = {}
    asked = position * _ASKED + count
    found = known.get(asked)
    if found is None:  # a dozen rules ask what stands before each place
        found = known[asked] = _words_before(context, position, count)
    return found


def _words_before(context: Context, position: int, count: int) -> list[str]:
    known: dict[int, tuple[str, list[str]]] = context.reading.memo.setdefault("stretches before", {})
    told = known.get(position)
    if told is None:
        ends = _ends_in(context)
        before = ends[bisect_left(ends, position) - 1]  # the first stands before the text
        stretch = context.text[max(before + 1, position - _LETTERS * MOST, 0) : position]
        told = known[position] = stretch, [w.strip(STRIP) for w in stretch.rsplit(None, MOST)[-MOST:]]
    stretch, words = told
    if "#" not in stretch:
        if len(stretch) <= _LETTERS * count:
            return words[-count:]
        last = stretch.rsplit(None, count)
        if len(last) > count and len(stretch) - len(last[0]) <= _LETTERS * count:
            return words[-count:]  # so many fit, as nearly always
    return [w.strip(STRIP) for w in stretch[-_LETTERS * count :].split()[-count:] if w != "#"]


def _ends_in(context: Context) -> list[int]:
    """Where signs stand that end a sentence, a clause or a line, in order; -1 the first of them."""
    known: list[int] | None = context.reading.memo.get("ends")
    if known is None:
        known = context.reading.memo["ends"] = [-1, *where(context.text, CLAUSE)]
    return known
