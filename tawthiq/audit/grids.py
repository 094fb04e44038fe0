"""The tables of a page with every cell as it is written: counts, differences with a sign, percentages, means, years.

A ledger (ledgers.py) holds the counts of a table and what they add up to; a grid also holds the columns that are worked out from
others. It is a run of lines cut by one mark into the same number of cells, two numbers or more behind a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tawthiq.audit.ledgers import AGES
from tawthiq.domain.span import Span

_MARKS = tuple(re.compile(p) for p in (r"\t", r"\|", r"[;؛]", r" {2,}", r" [–—-] ", r" / ", r",(?! )"))
_NUMBER = re.compile(r"([+\-−–]?)\s?(\d{1,3}(?:[,٬]\d{3})+|\d+)(?:[.٫](\d+))?\s?([%٪]?)")
_PERCENT_FIRST = re.compile(r"[%٪]\s?(\d+)(?:[.٫](\d+))?")
_YEAR = re.compile(r"[12١٢]\d{3}")
_ORDER = re.compile(r"\d{1,2}")
_EMPTY = frozenset(("", "-", "–", "—", "−"))
_RULE = re.compile(r"[\s|:+=_-]+")
_WIDEST = 16
_LEAST = 3
"""Rows of a grid, at least."""
_ALL = 100
"""The percentage of a whole."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A number as a cell writes it: its value with its sign, how many decimals, whether it has a sign or is a percentage."""

    value: float
    decimals: int
    signed: bool
    percent: bool
    span: Span

    @property
    def rounding(self) -> float:
        """How far the number may lie from what it rounds."""
        return 0.5 * 10.0**-self.decimals


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line: its label and its cells, None where one is empty."""

    label: Span
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of one form, in order, and the names of their columns (that of the labels first; empty where the page gives none)."""

    rows: tuple[GridRow, ...]
    names: tuple[Span, ...]

    @property
    def width(self) -> int:
        """Columns of numbers."""
        return len(self.rows[0].cells)

    def column(self, at: int) -> list[GridCell | None]:
        """The cells of one column."""
        return [row.cells[at] for row in self.rows]


def find_grids(text: str) -> list[Grid]:
    """Every grid of a text, in order."""
    found: list[Grid] = []
    run: list[GridRow] = []
    form: tuple[int, int] | None = None
    names: tuple[Span, ...] = ()
    named: tuple[Span, ...] = ()
    at = 0
    for line in [*text.split("\n"), ""]:
        span = Span(at, at + len(line))
        at += len(line) + 1
        if _RULE.fullmatch(line) or (not line.strip() and at <= len(text)):
            continue
        row, shape = _row(text, span)
        if row is not None and shape == form:
            run.append(row)
            continue
        if len(run) >= _LEAST:
            found.append(Grid(tuple(_with_shares(text, run, names)), names))
        run, form = ([row], shape) if row is not None else ([], None)
        if row is not None:
            names = named[-len(row.cells) - 1 :] if len(named) in (len(row.cells) + 1, len(row.cells) + 2) else ()
        else:
            names = ()
        named = _names(text, span) if row is None else ()
    return found


def _with_shares(text: str, run: Sequence[GridRow], names: Sequence[Span]) -> list[GridRow]:
    """The rows of a grid, a column of percentages without their sign read as such: its name is the sign, or all of it is a hundred."""
    shares = {at for at in range(len(run[0].cells)) if _are_shares(text, run, names, at)}
    return [
        replace(
            row,
            cells=tuple(
                replace(c, percent=True) if c is not None and at in shares else c for at, c in enumerate(row.cells)
            ),
        )
        for row in run
    ]


def _are_shares(text: str, run: Sequence[GridRow], names: Sequence[Span], at: int) -> bool:
    cells = [c for row in run if (c := row.cells[at]) is not None]
    if len(cells) < _LEAST or any(c.percent or c.signed for c in cells):
        return False
    if names and text[names[at + 1].start : names[at + 1].end] in ("%", "٪"):
        return True
    last = cells[-1].value == _ALL and any(c.decimals for c in cells[:-1])
    return last and abs(sum(c.value for c in cells[:-1]) - _ALL) <= _ALL / _LEAST


def _row(text: str, line: Span) -> tuple[GridRow | None, tuple[int, int] | None]:
    for at, mark in enumerate(_MARKS):
        cells = _cut(text, line, mark)
        if not 3 <= len(cells) <= _WIDEST:
            continue
        if _ORDER.fullmatch(text, cells[0].start, cells[0].end) and not _NUMBER.fullmatch(
            text, cells[1].start, cells[1].end
        ):
            cells = cells[1:]  # the rows are numbered
        first, *others = cells
        label = text[first.start : first.end]
        if not any(c.isalpha() for c in label) and not _YEAR.fullmatch(label) and not AGES.fullmatch(label):
            continue
        read = list(_numbers(text, others))
        if len(read) == len(others) and any(read):
            return GridRow(first, tuple(read)), (at, len(read))
    return None, None


def _numbers(text: str, cells: list[Span]) -> Iterator[GridCell | None]:
    """The numbers of some cells; ends at the first that holds anything else."""
    for cell in cells:
        words = text[cell.start : cell.end]
        if words in _EMPTY:
            yield None
            continue
        told, before = _NUMBER.fullmatch(words), _PERCENT_FIRST.fullmatch(words)
        if told is not None:
            sign, whole, part, percent = told.groups()
        elif before is not None:
            sign, percent = "", "%"
            whole, part = before.groups()
        else:
            return
        value = float(re.sub("[,٬]", "", whole) + "." + (part or "0"))
        yield GridCell(
            -value if sign in ("-", "−", "–") and sign else value, len(part or ""), bool(sign), bool(percent), cell
        )


def _names(text: str, line: Span) -> tuple[Span, ...]:
    for mark in _MARKS:
        cells = _cut(text, line, mark)
        if len(cells) > 2:
            return tuple(cells)
    return ()


def _cut(text: str, line: Span, mark: re.Pattern[str]) -> list[Span]:
    cells: list[Span] = []
    start = line.start
    for found in mark.finditer(text, line.start, line.end):
        cells.append(_stripped(text, start, found.start()))
        start = found.end()
    cells.append(_stripped(text, start, line.end))
    if mark.pattern == r"\|":  # the bars that frame a row
        cells = cells[1:] if cells[0].start == cells[0].end else cells
        cells = cells[:-1] if cells and cells[-1].start == cells[-1].end else cells
    return cells


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(' "*\r'))
    return Span(first, max(first, start + len(words.rstrip(' "*\r'))))
