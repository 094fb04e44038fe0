"""The total of a list, told in running prose above it: «64 شهيداً … حلب: 23، إدلب: 12 …».

Rule: a figure that the rows of one list add up to is their total, whatever day it is of; what its sentence says of those it
counts divides it, the rows count what it counts, and the list ends where the sum is reached. A day's dead of a whole country
are so no incident's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.extract.statistics.figures import Figure, says_what

_ROWS: Final = 3
"""Rows at least whose sum is no accident."""
_OPENS: Final = 60
"""Code points at most from a total to the first of its provinces."""
_OF_A_GRID: Final = "table.columns"
Row = tuple[Aggregate, Span]


def with_totals(figures: list[Figure], rows: Sequence[Row]) -> tuple[list[Row], frozenset[int]]:
    """The rows that belong to their lists, measured as their totals are, and the sentences that give the totals."""
    lists: dict[int, list[Row]] = defaultdict(list)
    grids = {row.table for row, _ in rows if row.rule == _OF_A_GRID}  # columns beside one another add up to nothing
    for row, span in rows:
        if (
            row.table is not None
            and row.table not in grids
            and "+" not in row.dimension
            and row.count.value is not None
            and row.percent is None
        ):
            lists[row.table].append((row, span))
    stand = {(span.start, span.end) for _, span in rows}
    wholes = [f for f in figures if says_what(f) and f.measure is not None and not f.nested]
    wholes = [f for f in wholes if (f.start, f.end) not in stand]
    measures: dict[int, str] = {}
    ends: dict[int, int] = {}  # where the first row stands that is behind the sum
    sentences: set[int] = set()
    for table, listed in lists.items():
        sums = list(accumulate(row.count.low for row, _ in listed))
        for figure in wholes:
            if figure.start < listed[0][1].start and figure.count.value in sums[_ROWS - 1 :]:
                sentences.add(figure.sentence)
                measures.setdefault(table, figure.measure or "")
                behind = listed[sums.index(figure.count.value) + 1 :]
                ends.update({table: behind[0][1].start} if behind else {})
            elif _opens_provinces(figure, listed, sums[-1]):
                sentences.add(figure.sentence)
    told = rows
    if measures or ends:
        told = [(_measured(row, measures), span) for row, span in rows if span.start < ends.get(row.table or 0, 10**9)]
    return list(told), frozenset(sentences)


def _measured(row: Aggregate, measures: dict[int, str]) -> Aggregate:
    measure = measures.get(row.table or 0, row.measure)
    return row if measure == row.measure else replace(row, measure=measure)


def _opens_provinces(figure: Figure, listed: Sequence[Row], told: int) -> bool:
    """Whether a figure right before a list by province is its total, some of it not laid to any: "1,676 dead, 866 in …"."""
    of_places = listed[0][0].dimension == "governorate" and figure.count.value is not None
    return of_places and 0 <= listed[0][1].start - figure.end <= _OPENS and figure.count.low >= told
