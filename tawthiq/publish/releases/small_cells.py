"""Tables that cross victim groups with other facts, with small cells withheld (standards §5.8).

A cell that counts one or two people is withheld. Because rows print their total, withholding one cell alone would give it
away: others are withheld with it until what is left cannot be worked out, and the total too where nothing else is left.
Groups overlap (R10), so no row can be worked out from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

LEAST = 3
"""The smallest number of people that a cell shows."""
ACROSS = ("governorate", "party", "year")
MEASURES = ("killed", "injured")
TOTAL = "total"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one group in one cell: low and high sums by measure; `withheld` where they are not printed."""

    table: str
    group: str
    column: str
    incidents: int
    low: tuple[int, int]
    high: tuple[int, int]
    open: tuple[bool, bool]
    withheld: bool = False

    @property
    def small(self) -> bool:
        """Whether it counts fewer people than may be shown, of any measure."""
        return any(0 < high < LEAST for high in self.high)


def cells(records: Iterable[Record]) -> Iterator[Cell]:
    """Every cell and total of the tables by victim group, small ones withheld, in order of group, table and column.

    `records` are incidents as a release holds them; those that count in no table have no rows and are passed over.
    """
    counted = [r for r in records if r["rows"]]
    groups = sorted({t["group"] for r in counted for t in r["figures"] if t["group"] and t["harm"] in MEASURES})
    for group in groups:
        parts = [(r, found) for r in counted if (found := _of_group(r, group))]
        total = _cell(TOTAL, group, TOTAL, parts)
        tables = {across: _row(across, group, parts) for across in ACROSS}
        hidden = {across: withheld(row, total) for across, row in tables.items()}
        gone = total.small or any(found is None for found in hidden.values())
        for across, row in tables.items():
            keep = hidden[across]
            for cell in row:
                yield replace(cell, withheld=gone or keep is None or cell.column in keep)
            yield replace(total, table=f"group+{across}", withheld=gone)


def withheld(row: list[Cell], total: Cell) -> set[str] | None:
    """The columns of a row to withhold; None where its total must go too, and all of the row with it."""
    if total.small:
        return None
    gone = {cell.column for cell in row if cell.small}
    for at in range(len(MEASURES)):
        if not any(0 < cell.high[at] < LEAST for cell in row):
            continue
        others = sorted((c for c in row if c.column not in gone and c.high[at]), key=lambda c: (c.high[at], c.column))
        while not _unclear([c.high[at] for c in row if c.column in gone and c.high[at]]):
            if not others:
                return None
            gone.add(others.pop(0).column)
    return gone


def _unclear(values: list[int]) -> bool:
    """Whether several values whose sum is known cannot be worked out from it."""
    return len(values) > 1 and sum(values) >= max(LEAST, len(values) + 1)


def _of_group(record: Record, group: str) -> dict[str, Record]:
    return {t["harm"]: t for t in record["figures"] if t["group"] == group and t["harm"] in MEASURES}


def _row(across: str, group: str, parts: list[tuple[Record, dict[str, Record]]]) -> list[Cell]:
    columns = sorted({r["rows"][across] for r, _ in parts})
    return [_cell(f"group+{across}", group, c, [p for p in parts if p[0]["rows"][across] == c]) for c in columns]


def _cell(table: str, group: str, column: str, parts: list[tuple[Record, dict[str, Record]]]) -> Cell:
    found = [[told[harm] for _, told in parts if harm in told] for harm in MEASURES]
    low, high = (tuple(sum(t[name] for t in of) for of in found) for name in ("min", "top"))
    is_open = tuple(any(t["open"] for t in of) for of in found)
    return Cell(table, group, column, len(parts), (low[0], low[1]), (high[0], high[1]), (is_open[0], is_open[1]))
