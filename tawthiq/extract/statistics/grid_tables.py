"""Tables with columns: lines cut by tabs or bars, or by commas, as HTML and CSV tables come out of ingestion.

Three lines or more with the same number of cells make a table. The first names the columns where it holds no numbers:
what is counted (مجازر، killed) or, in a crossed table, actors. The first column holds the keys; a row or column called
total holds totals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Count
from tawthiq.domain.when import Period
from tawthiq.extract.context import Context
from tawthiq.extract.statistics.periods import month_period
from tawthiq.extract.statistics.table_keys import find_keys
from tawthiq.extract.statistics.table_lines import TOTALS, lines
from tawthiq.text.fold import Folded

_TOTAL: Final = "total"
_UNKNOWN: Final = ""
_MARKS: Final = ("\t", "|", ",;")
"""The marks that part cells, each line by the first of these kinds that it holds."""
_PLAIN_CELLS: Final = 8
"""Cells in a line of a table whose columns are parted by commas, at most."""
_SIGNS: Final = ("+", "-", "−")
_CELL_WORDS: Final = 3
"""Words in a cell of such a line, at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a measure and subject, or a key of a second dimension ("actor", "gov")."""

    measure: str | None
    subject: str | None
    dimension: str | None = None
    key: str | None = None
    total: bool = False


def find_grids(context: Context, period: Callable[[], Period]) -> list[list[tuple[Aggregate, Span]]]:
    """One list of statistics for each table with columns."""
    tables: list[list[tuple[Aggregate, Span]]] = []
    run: list[list[Span]] = []
    above = Span(0, 0)
    previous = Span(0, 0)
    written = context.reading.folded.original
    marks = [m for m in _MARKS if any(mark in written for mark in m)]  # most texts hold neither tabs nor bars
    for line in [*lines(context), None]:
        cells = _cells(context, line, marks) if line is not None else []
        if len(cells) > 1 and (not run or len(cells) == len(run[0])):
            if not run:
                above = previous
            run.append(cells)
            continue
        if len(run) >= 3:
            table = list(_table(context, above, run, period()))
            if table:
                tables.append(table)
        run = [cells] if len(cells) > 1 else []
        above = previous
        previous = line or previous
    return tables


def _cells(context: Context, line: Span, parting: Sequence[str]) -> list[Span]:
    """The cells of a line: tabs and bars part them in the text as captured, commas where every cell after the first is a number."""
    for marks in parting:
        if marks == ",;" and len(context.text[line.start : line.end].split()) > _PLAIN_CELLS * _CELL_WORDS:
            break  # a paragraph
        cuts = _marked(context.reading.folded, line, marks)
        if not cuts or (marks == ",;" and len(cuts) >= _PLAIN_CELLS):
            continue
        cells = [Span(a, b) for a, b in zip([line.start, *(c + 1 for c in cuts)], [*cuts, line.end], strict=True)]
        if marks == "|":
            cells = [c for c in cells if context.text[c.start : c.end].strip() or c not in (cells[0], cells[-1])]
        if len(cells) < 2 or (marks == ",;" and not _plain(context, cells)):
            continue
        return cells
    return []


def _marked(folded: Folded, line: Span, marks: str) -> list[int]:
    """Where in a line the text as captured has one of `marks`, in folded positions."""
    first, last = folded.offsets[line.start], folded.offsets[line.end - 1] + 1
    found: list[int] = []
    for mark in marks:
        at = folded.original.find(
            mark, first, last
        )  # in most lines nothing is found: a walk over each cost a tenth of all
        while at >= 0:
            position = bisect_left(folded.offsets, at)
            if folded.offsets[position] == at:  # no filler that folding took out
                found.append(position)
            at = folded.original.find(mark, at + 1, last)
    return sorted(found)


def _plain(context: Context, cells: list[Span]) -> bool:
    words = [context.text[c.start : c.end].strip() for c in cells]
    return (
        len(words) <= _PLAIN_CELLS
        and all(len(w.split()) <= _CELL_WORDS for w in words)
        and (all(w.isdigit() for w in words[1:]) or not any(c.isdigit() for w in words for c in w))
    )


def _number(context: Context, cell: Span) -> tuple[Count, Span] | None:
    """The one number of a cell: digits alone, read as they stand between the column marks, else a number with its noun or a range.

    What has a sign is how much a count changed and no count.
    """
    text = context.text[cell.start : cell.end]
    bare = text.strip(' "')
    if bare.replace(",", "").isdigit():
        start = cell.start + text.index(bare)
        value = int(bare.replace(",", ""))
        return Count(value, value, value), Span(start, start + len(bare))
    numbers = context.numbers_in(cell.start, cell.end)
    if len(numbers) != 1 or numbers[0].kind != "cardinal" or bare.startswith(_SIGNS):
        return None
    number = numbers[0]
    if number.value is None and number.qualifier != "range":
        return None
    rest = text.replace(context.text[number.core_start : number.core_end], "")
    if len(rest.split()) > 2:
        return None
    told = int(number.value) if number.value is not None else None
    return Count(number.low, number.high, told, number.qualifier, number.wording), Span(
        number.core_start, number.core_end
    )


def _table(context: Context, above: Span, run: list[list[Span]], period: Period) -> Iterator[tuple[Aggregate, Span]]:
    named = all(_number(context, c) is None for c in run[0][1:])
    columns = [_column(context, c, above) for c in run[0]] if named else [_column(context, above, above)] * len(run[0])
    crossed = next((c for c in columns[1:] if c.dimension is not None), None)
    if crossed is not None:  # a column beside those of parties is another's, also where we do not know the name
        names = [context.quote(c.start, c.end).text.strip() for c in run[0]]
        columns = [
            replace(crossed, key=name) if column.measure is None and name else column
            for column, name in zip(columns, names, strict=True)
        ]
    body = run[1:] if named else run
    keys = [find_keys(context, r[0].start, r[0].end) for r in body]
    dimensions = Counter(k[0].dimension for k in keys if k)
    if not dimensions:
        return
    dimension = dimensions.most_common(1)[0][0]
    for row, found in zip(body, keys, strict=True):
        own = [k for k in found if k.dimension == dimension]
        total = not own and bool(_totals(context, row[0]))
        words = context.quote(row[0].start, row[0].end).text.strip()
        code = own[0].code if own else words
        for column, cell in zip(columns[1:], row[1:], strict=True):
            number = _number(context, cell)
            if number is None or column.measure is None or not code:
                continue
            yield _statistic(context, column, dimension, code, total, number, period, row[0])


def _statistic(
    context: Context,
    column: Column,
    dimension: str,
    code: str,
    total: bool,
    number: tuple[Count, Span],
    period: Period,
    head: Span,
) -> tuple[Aggregate, Span]:
    count, span = number
    when, key = period, code
    if dimension == "month" and code.startswith("--"):
        key, when = month_period(context, head.start, head.end, code, period)
    axis: str | None = dimension
    if column.dimension is not None and total:
        axis, key = column.dimension, column.key or _UNKNOWN
    elif column.dimension is not None:
        axis, key = f"{dimension}+{column.dimension}", f"{key}+{column.key}"
    elif total:
        axis = _TOTAL
    made = Aggregate(
        when, axis or _TOTAL, None if axis == _TOTAL else key, column.measure or "killed", count,
        context.quote(span.start, span.end), rule="table.columns", subject=column.subject,
    )  # fmt: skip
    return made, span


def _totals(context: Context, cell: Span) -> list[object]:
    return [h for h in context.reading.within(cell.start, cell.end, "statistic_cue") if h.id in TOTALS]


def _column(context: Context, cell: Span, above: Span) -> Column:
    """What a column's name says; a name that is a key of its own makes a crossed table, counted as the line above says."""
    units = context.reading.within(cell.start, cell.end, "counted_unit")
    if units:
        return Column(units[0].term.get("measure"), units[0].term.get("subject"))
    people = context.reading.within(cell.start, cell.end, "people", "harm")
    harms = [str(h.term.get("harm") or h.id) for h in people if h.category == "harm" or h.term.get("harm")]
    groups = [h.id for h in people if h.category == "people" and h.id != "people"]
    if harms or groups:
        return Column(harms[0] if harms else "killed", groups[0] if groups else None)
    if cell == above:
        return Column(None, None)
    said = _column(context, above, above)
    keys = find_keys(context, cell.start, cell.end)
    if keys:
        return Column(said.measure, said.subject, keys[0].dimension, keys[0].code)
    return Column(said.measure, said.subject) if _totals(context, cell) else Column(None, None)
