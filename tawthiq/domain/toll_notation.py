"""Tolls in one cell of a table, exactly enough to be read back: `killed 401+ (500); killed/child 2; injured 10-24`.

A range stands as "low-high", an open one as "low+", one figure alone where low and high are equal. The figure put
forward (R8) follows in brackets where the range does not say it; "(?)" says that none is put forward for a single figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.domain.incident import TollRange

_ITEM = re.compile(r"([a-z_]{1,40})(?:/([a-z_]{1,40}))? (\d{1,9})(?:(\+)|-(\d{1,9}))?(?: \((\d{1,9}|\?)\))?")


@dataclass(frozen=True, slots=True)
class Noted:
    """One toll of a cell: people from `low` to `high` (None: open), `best` where a figure is put forward."""

    harm: str
    group: str | None
    low: int
    high: int | None
    best: int | None


def toll_cell(tolls: Iterable[TollRange]) -> str:
    """The ranges of an incident as one cell, in their order; empty where there are none."""
    return "; ".join([_written(toll) for toll in tolls])


def _written(toll: TollRange) -> str:
    name = toll.harm if toll.group is None else f"{toll.harm}/{toll.group}"
    low, best, high = toll.min, toll.best, None if toll.open_ended else toll.max
    single = low == high
    body = f"{low}+" if high is None else str(low) if single else f"{low}-{high}"
    if best is None:
        return f"{name} {body} (?)" if single else f"{name} {body}"
    return f"{name} {body}" if single and best == low else f"{name} {body} ({best})"


def tolls_of_cell(cell: str) -> tuple[Noted, ...]:
    """The tolls of a cell. Raises ValueError naming the item that is not written so."""
    found = []
    for item in cell.split(";"):
        if not item.strip():
            continue
        match = _ITEM.fullmatch(item.strip())
        if match is None:
            raise ValueError(f"{item.strip()[:40]!r} is no toll like 'killed 5-7'")
        harm, group, low, is_open, high, best = match.groups()
        first = int(low)
        last = None if is_open else int(high) if high else first
        if last is not None and last < first:
            raise ValueError(f"{item.strip()[:40]!r} ends below where it begins")
        single = first if last == first else None
        found.append(Noted(harm, group, first, last, single if best is None else None if best == "?" else int(best)))
    return tuple(found)
