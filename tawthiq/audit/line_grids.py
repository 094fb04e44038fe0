"""Lists whose lines tell several figures each, as grids: "Bulletin 3: 287 added, 896 in total" (standards §3, D1, D3, D9).

What the columns of a table say of each other (column_rules.py) the figures of such lines say as well: the second is all that the first has
counted so far, or the first is what the others add up to.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tawthiq.audit.grids import Grid, GridCell, GridRow
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.share_wholes import is_name, is_year
from tawthiq.domain.span import Span

_LEAST = 3
"""Lines of such a list, at least."""
_PAIR = 2
_MOST = 6
"""Figures of a line, at most: more stand in sentences."""
_WORDS = 20
"""Words of a line, at most."""
_CELLS = "\t|"


def line_grids(report: Report) -> list[Grid]:
    """Every list of lines with several figures each, in order; lines of cells are grids of their own (grids.py)."""
    return list(_grids(report))


def _grids(report: Report) -> Iterator[Grid]:
    run: list[GridRow] = []
    start = 0
    for line in [*report.reading.text.split("\n"), ""]:
        row = _row(report, start, start + len(line)) if line.strip() else None
        start += len(line) + 1
        if row is not None:
            run.append(row)
            continue
        yield from _whole(run)
        run = []
    yield from _whole(run)


def _whole(run: list[GridRow]) -> Iterator[Grid]:
    """The rows of one width, with the one before them where it tells less: what opens a count has nothing to add to."""
    first = 0
    for width, rows in groupby(run, key=lambda row: len(row.cells)):
        last = first + len(list(rows))
        opening = run[first - 1 : first] if first and len(run[first - 1].cells) < width else []
        filled = (GridRow(row.label, (*row.cells, *[None] * (width - len(row.cells)))) for row in opening)
        if width >= _PAIR and len(opening) + last - first >= _LEAST:
            yield Grid((*filled, *run[first:last]), ())
        first = last


def _row(report: Report, start: int, end: int) -> GridRow | None:
    reading = report.reading
    words = reading.folded.words(start, end)
    if any(mark in words for mark in _CELLS) or len(words.split()) > _WORDS:
        return None
    told = [n for n in counts_between(report, start, end) if not is_name(report, n) and not is_year(report, n)]
    if not 1 <= len(told) <= _MOST:
        return None
    spans = [reading.folded.span(n.core_start, n.core_end) for n in told]
    cells = (GridCell(float(n.value or 0), 0, False, False, at) for n, at in zip(told, spans, strict=True))
    opening = reading.folded.span(start, max(start, told[0].core_start))
    label = opening if opening.start < opening.end else Span(spans[0].start, spans[0].end)
    return GridRow(label, tuple(cells))
