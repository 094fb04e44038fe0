"""How the columns of a table follow from one another, whatever they are called (standards §3, D1, D3, D7, D9).

A column that in most rows is the sum of those before it, the change between two of them, the running total, the share or the mean of
others is held to be so in every row: the few rows in which it is not are slips. Nothing has to be known of the words of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations

from tawthiq.audit.grids import Grid, GridCell, GridRow
from tawthiq.domain.span import Span

_HELD = 3
"""Rows that a rule of columns must hold in, at least."""
_HELD_SUMS, _LARGE = 2, 20
"""And two where it is the sum of others and never small."""
_SLIPS = 2
"""And so many times the rows it does not hold in."""
_WIDEST = 10
"""Columns beyond which only the plain sums are tried."""
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Slip:
    """A cell that is not what the rule of its column makes of its row."""

    kind: str
    """total, change, percent_change, running, share, share_of_row, mean."""
    column: int
    row: GridRow
    cell: GridCell
    computed: float
    of: tuple[GridCell, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The cell, then those it follows from."""
        return (self.cell.span, *(c.span for c in self.of))


@dataclass(frozen=True, slots=True)
class _Told:
    """One row held against a rule: the cell, what it should be, what that is made of, and whether the row says anything at all."""

    row: GridRow
    cell: GridCell
    computed: float
    of: tuple[GridCell, ...]
    within: float
    tells: bool = True

    @property
    def right(self) -> bool:
        return abs(self.cell.value - self.computed) <= self.within + _SLACK


def column_slips(grid: Grid) -> tuple[list[Slip], list[Span]]:
    """The slips of a grid: for each column those of the rule that holds in most rows; and every cell that was held to a rule."""
    judged: list[Span] = []
    found: dict[frozenset[Span], Slip] = {}
    for column in range(grid.width):
        best: tuple[int, str, list[_Told]] | None = None
        for kind, told in _rules(grid, column):
            held = sum(t.right and t.tells for t in told)
            wrong = sum(not t.right for t in told)
            least = _HELD_SUMS if kind == "total" and min((t.cell.value for t in told), default=0) >= _LARGE else _HELD
            if held >= least and held >= _SLIPS * wrong and (best is None or held > best[0]):
                best = (held, kind, told)
        if best is not None:
            shares = any(
                t.cell.percent for t in best[2]
            )  # a share beside its count is read with it: the whole row is judged
            judged += [Span(t.row.label.start, t.cell.span.end) if shares else t.cell.span for t in best[2]]
            for slip in (Slip(best[1], column, t.row, t.cell, t.computed, t.of) for t in best[2] if not t.right):
                known = found.get(frozenset(slip.spans))  # a total less a part is the other part: told as a total
                if known is None or (slip.kind == "total" != known.kind):
                    found[frozenset(slip.spans)] = slip
    return list(found.values()), judged


def _rules(grid: Grid, column: int) -> Iterator[tuple[str, list[_Told]]]:
    cells = [c for c in grid.column(column) if c is not None]
    if len(cells) < _HELD:
        return
    percent, exact = all(c.percent for c in cells), not any(c.percent or c.decimals for c in cells)
    others = [at for at in range(grid.width) if at != column and not any(c and c.percent for c in grid.column(at))]
    if exact:
        yield from _totals(grid, column)
        yield from (("running", told) for a in others if (told := _running(grid, column, a)))
    if grid.width > _WIDEST:
        return
    if percent or any(c.signed for c in cells):
        for a in others:
            yield "change", _from_the_row(grid, column, a, -1)
            yield "change", _from_the_row(grid, column, a, 1)
    if percent:
        yield from (("share", told) for a in others if (told := _shares(grid, column, a)))
    for a, b in permutations(others, 2):
        if percent:
            yield "percent_change", _told(grid, column, (a, b), _percent_change)
            yield "share_of_row", _told(grid, column, (a, b), _share_of_row)
        elif exact and a < b:
            yield "change", _told(grid, column, (a, b), _change)
        elif not exact:
            yield "mean", _told(grid, column, (a, b), _mean)


Worked = Callable[[Sequence[GridCell]], float | None]


def _told(grid: Grid, column: int, of: Sequence[int], worked: Worked) -> list[_Told]:
    """Every row in which all the columns are filled, held against one rule."""
    found: list[_Told] = []
    for row in grid.rows:
        cell, parts = row.cells[column], [row.cells[at] for at in of]
        told = [c for c in parts if c is not None]
        if cell is None or len(told) < len(parts) or (computed := worked(told)) is None:
            continue
        tells = sum(c.value != 0 for c in told) > 1 and cell.value != 0
        found.append(
            _Told(row, cell, computed, tuple(told), cell.rounding if cell.percent or cell.decimals else 0, tells)
        )
    return found


def _totals(grid: Grid, column: int) -> Iterator[tuple[str, list[_Told]]]:
    """The column as the sum of the two or more just before it, or just behind."""
    runs = [range(first, column) for first in range(column - 1)]
    runs += [range(column + 1, last + 1) for last in range(column + 2, grid.width)]
    for run in runs:
        if not any(c and (c.percent or c.signed) for at in run for c in grid.column(at)):
            yield "total", _told_sum(grid, column, run)


def _told_sum(grid: Grid, column: int, run: range) -> list[_Told]:
    found: list[_Told] = []
    for row in grid.rows:
        cell, parts = row.cells[column], tuple(c for at in run if (c := row.cells[at]) is not None)
        if cell is not None and parts:
            tells = sum(c.value != 0 for c in parts) > 1
            found.append(_Told(row, cell, sum(c.value for c in parts), parts, 0, tells))
    return found


def _change(of: Sequence[GridCell]) -> float:
    return of[1].value - of[0].value


def _percent_change(of: Sequence[GridCell]) -> float | None:
    return 100 * (of[1].value - of[0].value) / of[0].value if of[0].value else None


def _share_of_row(of: Sequence[GridCell]) -> float | None:
    return 100 * of[0].value / of[1].value if 0 <= of[0].value < of[1].value else None


def _mean(of: Sequence[GridCell]) -> float | None:
    return of[0].value / of[1].value if of[1].value > 1 else None


def _running(grid: Grid, column: int, of: int) -> list[_Told]:
    """The column as all that another has counted up to its row, on top of what was counted before the table begins."""
    told: list[tuple[GridRow, GridCell, GridCell, float]] = []
    added = 0.0
    for row in grid.rows:
        cell, part = row.cells[column], row.cells[of]
        if (
            cell is None or part is None or (row is grid.rows[-1] and len(told) > 1 and part.value == added)
        ):  # the row of the whole
            continue
        added += part.value
        told.append((row, cell, part, added))
    if len(told) < _HELD:
        return []
    before = Counter(cell.value - all_ for _, cell, _, all_ in told).most_common(1)[0][0]
    return [
        _Told(row, cell, before + all_, (part,), 0, before >= 0 and part.value != 0) for row, cell, part, all_ in told
    ]


def _from_the_row(grid: Grid, column: int, of: int, step: int) -> list[_Told]:
    """The column as the change of another from the row above (or below: the latest year first)."""
    told: list[_Told] = []
    for at, row in enumerate(grid.rows):
        other = grid.rows[at + step] if 0 <= at + step < len(grid.rows) else None
        cell, now = row.cells[column], row.cells[of]
        before = other.cells[of] if other is not None else None
        if cell is None or now is None or before is None or not before.value:
            continue
        computed = now.value - before.value
        if cell.percent:
            computed *= 100 / before.value
        if not cell.signed and cell.value >= 0:
            computed = abs(computed)
        told.append(_Told(row, cell, computed, (now, before), cell.rounding if cell.percent else 0, cell.value != 0))
    return told


def _shares(grid: Grid, column: int, of: int) -> list[_Told]:
    """The percentages as shares of what another column adds up to, the row of the whole among them or not."""
    rows = [
        (row, s, n) for row in grid.rows if (s := row.cells[column]) is not None and (n := row.cells[of]) is not None
    ]
    whole = sum(n.value for _, s, n in rows if not _all(s))
    if not whole:
        return []
    return [_Told(row, s, 100 * n.value / whole, (n,), max(s.rounding, 0.5)) for row, s, n in rows if not _all(s)]


def _all(share: GridCell) -> bool:
    return share.percent and share.value == 100


def falls(grid: Grid, column: int) -> Iterator[tuple[GridCell, GridCell]]:
    """Each cell of a column that is less than the one above it."""
    cells = [c for c in grid.column(column) if c is not None]
    yield from ((a, b) for a, b in pairwise(cells) if b.value < a.value)


def born_and_aged(grid: Grid) -> Iterator[tuple[GridRow, GridCell, GridCell, int]]:
    """The rows in which a year of birth and an age do not meet in the year that most rows meet in, or the one before."""
    for a, b in combinations(range(grid.width), 2):
        for year, age in ((a, b), (b, a)):
            told = [
                (r, y, g) for r in grid.rows if (y := r.cells[year]) is not None and (g := r.cells[age]) is not None
            ]
            if len(told) < _HELD + 1 or not all(_year(y) and _age(g) for _, y, g in told):
                continue
            met = Counter(int(y.value + g.value) for _, y, g in told)
            common = met.most_common(1)[0][0]
            near = max((common, common + 1), key=lambda n: met[n] + met[n - 1])
            slips = [(r, y, g, near) for r, y, g in told if int(y.value + g.value) not in (near, near - 1)]
            if len(told) - len(slips) >= max(_HELD, _SLIPS * len(slips)):
                yield from slips


def _year(cell: GridCell) -> bool:
    return 1880 <= cell.value <= 2100 and not (cell.percent or cell.decimals or cell.signed)


def _age(cell: GridCell) -> bool:
    return 0 <= cell.value <= 115 and not (cell.percent or cell.signed)
