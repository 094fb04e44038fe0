"""Counts of incidents by one or two dimensions, from columns kept in memory until the register changes (performance.md §5)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.workbench.register.columns import SINGLE, Columns, Dimension, read
from tawthiq.workbench.register.headlines import HARMS
from tawthiq.workbench.register.renewing import renewed
from tawthiq.workbench.register.revision import revision, written_since

__all__ = ["DIMENSIONS", "FACETS", "MANY", "OF_A_HARM", "REPORTED", "SINGLE", "chosen", "columns", "count", "total"]

MANY = ("actor", "weapon", "harm", "group", "label")
"""Dimensions of which an incident may have several values: it counts under each."""
FACETS = ("responsible", *MANY)
"""Dimensions that stand in the table of facets. Of `responsible` (R15) each incident has one: a party, joint ones, unresolved, or none."""
DIMENSIONS = (*SINGLE, *FACETS)
OF_A_HARM = ("min", "max", "open", "known")
"""What a cell holds of a harm: the sums of the least and the most, how many ends are open, how many incidents have a figure."""
REPORTED = "counted"
"""A filter: only what the office's reports count, not what is mentioned in passing or discounted (publish/statistics.py)."""
_CELLS = 4_000_000
"""Tables of up to so many cells are counted cell by cell, empty ones too; in larger ones the cells that occur are looked for first."""


_kept: OrderedDict[tuple[str, ...], tuple[str, Columns]] = OrderedDict()
_lock = threading.Lock()


def columns(levels: tuple[str, ...]) -> Columns:
    """The columns of the register as it stands."""
    now = revision()
    with _lock:
        held = _kept.get(levels)
        if held is None or held[0] != now:
            held = _kept[levels] = _renewed(levels, held) or (now, read(levels))
        return held[1]


def _renewed(levels: tuple[str, ...], held: tuple[str, Columns] | None) -> tuple[str, Columns] | None:
    """What is held, with the incidents that were written since; None where it must be read as a whole."""
    since = written_since(held[0]) if held else None
    if held is None or since is None:
        return None
    mark, incidents = since
    if not incidents:
        return mark, held[1]
    found = renewed(held[1], read(levels, incidents), incidents)
    return (mark, found) if found else None


def count(
    held: Columns,
    by: str,
    across: str | None,
    filters: dict[str, str],
    start: date | None,
    end: date | None,
    harms: Sequence[str] = HARMS,
) -> list[dict[str, Any]]:
    """Cells of a table: incidents, and of each of `harms` the sums of the least and the most, how many ends are open (a plus stands for what is above) and how many incidents have a figure at all. Empty cells are left out."""
    keep = chosen(held, filters, start, end)
    codes, rows, numbers = _left(held, by, keep)
    if across is None:
        return [{by: codes[i], **cell} for i, cell in _cells(held, rows, numbers, len(codes), harms)]
    others, their_rows, their_numbers = held.of(across)
    width = max(1, len(others))
    if across in SINGLE:
        pairs = numbers * np.int64(width) + their_numbers[rows]
    elif by in SINGLE:
        there = keep[their_rows]
        rows = their_rows[there]
        pairs = held.of(by)[2][rows] * np.int64(width) + their_numbers[there]
    else:
        rows, pairs = _crossed(rows, numbers, their_rows, their_numbers, width)
    if len(codes) * width <= _CELLS:
        found = _cells(held, rows, pairs, len(codes) * width, harms)
    else:
        distinct, which = np.unique(pairs, return_inverse=True)
        found = [(int(distinct[i]), cell) for i, cell in _cells(held, rows, which, len(distinct), harms)]
    return [{by: codes[i // width], across: others[i % width], **cell} for i, cell in found]


def _left(held: Columns, name: str, keep: NDArray[np.bool_]) -> Dimension:
    """A dimension of the rows that are kept."""
    codes, rows, numbers = held.of(name)
    if name in SINGLE:
        rows = np.flatnonzero(keep)
        return codes, rows, numbers[rows]
    here = keep[rows]
    return codes, rows[here], numbers[here]


def _crossed(
    rows: NDArray[np.int64],
    numbers: NDArray[Any],
    their_rows: NDArray[np.int64],
    their_numbers: NDArray[Any],
    width: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every value of one dimension with every value of another that the same incident has."""
    order = np.argsort(their_rows, kind="stable")
    sorted_rows, sorted_numbers = their_rows[order], their_numbers[order]
    left, right = np.searchsorted(sorted_rows, rows, "left"), np.searchsorted(sorted_rows, rows, "right")
    times = right - left
    begins = np.repeat(left, times) + np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    pairs: NDArray[np.int64] = np.repeat(numbers, times) * np.int64(width) + sorted_numbers[begins]
    return np.repeat(rows, times), pairs


def chosen(held: Columns, filters: dict[str, str], start: date | None, end: date | None) -> NDArray[np.bool_]:
    """The rows that filters and period leave. The code "" asks for incidents without a value."""
    keep = ~held.closed if "state" not in filters else np.ones(len(held.pks), bool)
    for name, code in filters.items():
        if name == REPORTED:
            keep &= held.reported
            continue
        codes, rows, numbers = held.of(name)
        if code not in codes:
            keep[:] = False
        elif name in SINGLE:
            keep &= numbers == codes.index(code)
        else:
            mask = np.zeros(len(held.pks), bool)
            mask[rows[numbers == codes.index(code)]] = True
            keep &= mask
    if start is not None:
        keep &= held.days >= start.toordinal()
    if end is not None:
        keep &= (held.days > 0) & (held.days <= end.toordinal())
    return keep


def total(
    held: Columns, filters: dict[str, str], start: date | None, end: date | None, harms: Sequence[str] = HARMS
) -> dict[str, int]:
    """The figures of all incidents that filters and period leave, each counted once."""
    keep = chosen(held, filters, start, end)
    sums = {
        f"{harm}_{part}": int(column[keep].sum(dtype=np.int64))
        for harm in harms
        for part, column in zip(OF_A_HARM, held.harms[harm], strict=True)
    }
    return {"incidents": int(np.count_nonzero(keep)), **sums}


def _cells(
    held: Columns, rows: NDArray[np.int64], numbers: NDArray[Any], size: int, harms: Sequence[str]
) -> list[tuple[int, dict[str, int]]]:
    counts = np.bincount(numbers, minlength=size)
    sums = {
        f"{harm}_{part}": np.bincount(numbers, weights=column[rows], minlength=size)
        for harm in harms
        for part, column in zip(OF_A_HARM, held.harms[harm], strict=True)
    }
    return [
        (int(i), {"incidents": int(counts[i]), **{name: int(values[i]) for name, values in sums.items()}})
        for i in np.flatnonzero(counts)
    ]
