"""The cells of a ledger: one figure, the two ends of a range, or a count and another beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.domain.span import Span

_SEVERAL = re.compile(
    r"(?P<a>\d[\d,٬]*)(?:[-–—](?P<b>\d[\d,٬]*))?\+?(?:\s(?P<open>\()?(?:(?P<c>\d[\d,٬]*)(?:[-–—](?P<d>\d[\d,٬]*))?\+?|[-–—])(?(open)\)))?"
)
"""A cell of several figures: the two ends of a range, or a count and another beside it, which may be a range or none: "3 113–514+", "7 (12)"."""
_THOUSANDS = 3
"""Digits behind a blank that may be the rest of one number: "1 234"."""
PLACES = (0, 1, 2, 3)
"""The figures a cell may hold: the number or the lower end of a range, its upper end, and both of a second figure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a row and where it stands; `what` names the harm or the people it counts, where the row says.

    `high` is the upper end of a range, `second` another figure in the same cell ("incidents and, below them, the killed").
    """

    value: int
    span: Span
    what: str = ""
    high: int | None = None
    second: Cell | None = None

    def figure(self, place: int) -> int:
        """The figure of the cell at one of `PLACES`; an end of a range that is none is the number, a second figure that is missing 0."""
        cell = self if place < 2 else self.second
        if cell is None:
            return 0
        return cell.high if place % 2 and cell.high is not None else cell.value


def figures_of(words: str, span: Span) -> Cell | None:
    """The figures of a cell that holds more than one; None for any other cell."""
    told = _SEVERAL.fullmatch(words)
    if told is None or len(words) == told.end("a"):
        return None
    a, b, c, d = (_number(told[name]) for name in "abcd")
    if a is None or (b is not None and b < a) or (c is not None and d is not None and d < c):
        return None
    at = Span(span.start + told.start("c"), span.start + told.end("c"))
    return Cell(a, span, "", b, Cell(c, at, "", d) if c is not None else None)


def as_thousands(column: Sequence[Cell | None]) -> list[Cell | None]:
    """A column with one number in each cell, where all its cells of two figures read as one with a blank in it: "1 234"."""
    if all(c is None or c.second is None or _in_thousands(c) for c in column):
        return [_joined(c) for c in column]
    return list(column)


def _in_thousands(cell: Cell) -> bool:
    behind = cell.second
    plain = behind is not None and cell.high is None and behind.high is None and behind.span.end == cell.span.end
    return plain and behind is not None and behind.span.end - behind.span.start == _THOUSANDS


def _joined(cell: Cell | None) -> Cell | None:
    if cell is None or cell.second is None:
        return cell
    return Cell(cell.value * 10**_THOUSANDS + cell.second.value, cell.span)


def _number(digits: str | None) -> int | None:
    return int(digits.replace(",", "").replace("٬", "")) if digits else None
