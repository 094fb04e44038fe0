"""Counts of incidents by one or two dimensions, from columns kept in memory until the register changes (performance.md §5)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.workbench.register.headlines import HARMS
from tawthiq.workbench.register.models import Facet, Incident
from tawthiq.workbench.register.revision import revision

SINGLE = ("kind", "governorate", "grade", "attribution_grade", "state", "year", "month", "place_id")
MANY = ("actor", "weapon", "harm", "group", "label")
"""Dimensions of which an incident may have several values: it counts under each."""
FACETS = ("responsible", *MANY)
"""Dimensions that stand in the table of facets. Of `responsible` (R15) each incident has one: a party, joint ones, unresolved, or none."""
DIMENSIONS = (*SINGLE, *FACETS)
OF_A_HARM = ("min", "max", "open", "known")
"""What a cell holds of a harm: the sums of the least and the most, how many ends are open, how many incidents have a figure."""
REPORTED = "counted"
"""A filter: only what the office's reports count, not what is mentioned in passing or discounted (publish/statistics.py)."""
_COLUMNS = ("kind", "governorate", "grade", "attribution_grade", "state", "place_id")


@dataclass
class Columns:
    """The incidents of some access levels as columns.

    A dimension is codes, and pairs of (row, code) as two arrays; rows without a value have the code "". `harms` are the least, the
    most, whether the end is open and whether there is a figure at all, of the killed and the injured. `reported` are those that the office's reports count.
    """

    levels: tuple[str, ...]
    pks: NDArray[np.int64]
    days: NDArray[np.int64]
    harms: dict[str, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]]
    closed: NDArray[np.bool_]
    reported: NDArray[np.bool_]
    dimensions: dict[str, tuple[list[str], NDArray[np.int64], NDArray[np.int64]]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
        """Codes of a dimension, and which row has which."""
        if name not in self.dimensions:
            found = (
                Facet.objects.filter(dimension=name, incident__access__in=self.levels)
                .order_by("incident")
                .values_list("incident", "code")
            )
            owners, values = _split(found.iterator(chunk_size=5_000))
            codes, numbers = _numbered(values)
            at = np.searchsorted(self.pks, owners)
            here = (
                (at < len(self.pks)) & (self.pks[np.minimum(at, max(0, len(self.pks) - 1))] == owners)
                if len(self.pks)
                else np.zeros(len(owners), bool)
            )
            at, numbers = at[here], numbers[here]
            without = np.setdiff1d(np.arange(len(self.pks)), at)
            if len(without):
                at, numbers = (
                    np.concatenate([at, without]),
                    np.concatenate([numbers, np.full(len(without), len(codes))]),
                )
                codes = [*codes, ""]
            self.dimensions[name] = (codes, at, numbers)
        return self.dimensions[name]


def _split(pairs: Iterable[tuple[int, str]]) -> tuple[NDArray[np.int64], list[str]]:
    owners, values = [], []
    for owner, value in pairs:
        owners.append(owner)
        values.append(value)
    return np.array(owners, dtype=np.int64), values


def _numbered(values: list[str]) -> tuple[list[str], NDArray[np.int64]]:
    codes = sorted(set(values))
    at = {code: i for i, code in enumerate(codes)}
    return codes, np.array([at[v] for v in values], dtype=np.int64)


def _load(levels: tuple[str, ...]) -> Columns:
    wanted = (
        "pk",
        "sort_day",
        *(f"{h}_{end}" for h in HARMS for end in ("min", "max", "open")),
        *_COLUMNS,
        "background_only",
    )
    rows = list(Incident.objects.filter(access__in=levels).order_by("pk").values_list(*wanted))
    every = np.arange(len(rows), dtype=np.int64)
    days = np.array([r[1] for r in rows], dtype=np.int64)
    states = [r[wanted.index("state")] for r in rows]
    made = Columns(
        levels,
        np.array([r[0] for r in rows], dtype=np.int64),
        days,
        {harm: _bounds([r[2 + 3 * n : 5 + 3 * n] for r in rows]) for n, harm in enumerate(HARMS)},
        np.array([s in ("merged", "rejected") for s in states], dtype=bool),
        np.array([not r[-1] and r[wanted.index("grade")] != "G0" for r in rows], dtype=bool),
    )
    for name in _COLUMNS:
        codes, numbers = _numbered([r[wanted.index(name)] for r in rows])
        made.dimensions[name] = (codes, every, numbers)
    for name, length in (("year", 4), ("month", 7)):
        codes, numbers = _numbered([date.fromordinal(int(d)).isoformat()[:length] if d else "" for d in days])
        made.dimensions[name] = (codes, every, numbers)
    return made


def _bounds(cells: list[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Least, most, open ends and which have a figure; an open end without a most counts its least."""
    least = np.array([low or 0 for low, _, _ in cells], dtype=np.int64)
    most = np.array([high if high is not None else low or 0 for low, high, _ in cells], dtype=np.int64)
    is_open = np.array([bool(cell[2]) for cell in cells], dtype=bool)
    return least, most, is_open, np.array([cell[0] is not None for cell in cells], dtype=bool)


_kept: OrderedDict[tuple[str, ...], tuple[str, Columns]] = OrderedDict()
_lock = threading.Lock()


def columns(levels: tuple[str, ...]) -> Columns:
    """The columns of the register as it stands."""
    now = revision()
    with _lock:
        held = _kept.get(levels)
        if held is None or held[0] != now:
            held = _kept[levels] = (now, _load(levels))
        return held[1]


def count(
    held: Columns, by: str, across: str | None, filters: dict[str, str], start: date | None, end: date | None
) -> list[dict[str, Any]]:
    """Cells of a table: incidents, and of each harm the sums of the least and the most, how many ends are open (a plus stands for what is above) and how many incidents have a figure at all. Empty cells are left out."""
    keep = chosen(held, filters, start, end)
    codes, rows, numbers = held.of(by)
    rows, numbers = rows[keep[rows]], numbers[keep[rows]]
    if across is None:
        return [{by: codes[i], **cell} for i, cell in _cells(held, rows, numbers, len(codes))]
    others, their_rows, their_numbers = held.of(across)
    order = np.argsort(their_rows, kind="stable")
    sorted_rows, sorted_numbers = their_rows[order], their_numbers[order]
    left, right = np.searchsorted(sorted_rows, rows, "left"), np.searchsorted(sorted_rows, rows, "right")
    times = right - left
    begins = np.repeat(left, times) + np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    pairs = np.repeat(numbers, times) * max(1, len(others)) + sorted_numbers[begins]
    distinct, cells = np.unique(pairs, return_inverse=True)
    found = _cells(held, np.repeat(rows, times), cells, len(distinct))
    return [
        {by: codes[int(distinct[i]) // len(others)], across: others[int(distinct[i]) % len(others)], **cell}
        for i, cell in found
    ]


def chosen(held: Columns, filters: dict[str, str], start: date | None, end: date | None) -> NDArray[np.bool_]:
    """The rows that filters and period leave. The code "" asks for incidents without a value."""
    keep = ~held.closed if "state" not in filters else np.ones(len(held.pks), bool)
    for name, code in filters.items():
        if name == REPORTED:
            keep &= held.reported
            continue
        codes, rows, numbers = held.of(name)
        mask = np.zeros(len(held.pks), bool)
        if code in codes:
            mask[rows[numbers == codes.index(code)]] = True
        keep &= mask
    if start is not None:
        keep &= held.days >= start.toordinal()
    if end is not None:
        keep &= (held.days > 0) & (held.days <= end.toordinal())
    return keep


def total(held: Columns, filters: dict[str, str], start: date | None, end: date | None) -> dict[str, int]:
    """The figures of all incidents that filters and period leave, each counted once."""
    rows = np.flatnonzero(chosen(held, filters, start, end))
    found = _cells(held, rows, np.zeros(len(rows), np.int64), 1)
    return found[0][1] if found else {"incidents": 0, **{f"{h}_{part}": 0 for h in HARMS for part in OF_A_HARM}}


def _cells(
    held: Columns, rows: NDArray[np.int64], numbers: NDArray[np.int64], size: int
) -> list[tuple[int, dict[str, int]]]:
    counts = np.bincount(numbers, minlength=size)
    sums = {
        f"{harm}_{part}": np.bincount(numbers, weights=column[rows], minlength=size)
        for harm, columns_of in held.harms.items()
        for part, column in zip(OF_A_HARM, columns_of, strict=True)
    }
    return [
        (int(i), {"incidents": int(counts[i]), **{name: int(values[i]) for name, values in sums.items()}})
        for i in np.flatnonzero(counts)
    ]
