"""The incidents of some access levels as columns of numbers (performance.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tawthiq.workbench.register.headlines import HARMS

_COLUMNS = ("kind", "governorate", "grade", "attribution_grade", "state", "place_id")
_CALENDAR = {"year": 4, "month": 7}
SINGLE = (*_COLUMNS[:-1], *_CALENDAR, "place_id")
"""Dimensions of which every incident has one value, be it "": their rows are all rows, in order."""
_AT_ONCE = 20_000
"""Rows that are turned into columns together: few enough to stay near the processor."""

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Dimension = tuple[list[str], NDArray[np.int64], Numbers]


@dataclass
class Columns:
    """The incidents of some access levels as columns.

    A dimension is codes, and pairs of (row, code) as two arrays; rows without a value have the code "". `harms` are the least, the
    most, whether the end is open and whether there is a figure at all, of the killed and the injured. `reported` are those that the office's reports count.
    `among` are the incidents of which these are, where they are not of all.
    """

    levels: tuple[str, ...]
    pks: NDArray[np.int64]
    days: Numbers
    harms: dict[str, tuple[Numbers, Numbers, Flags, Flags]]
    closed: Flags
    reported: Flags
    dimensions: dict[str, Dimension] = field(default_factory=dict)
    among: Sequence[int] = ()

    def of(self, name: str) -> Dimension:
        """Codes of a dimension, and which row has which."""
        if name not in self.dimensions:
            self.dimensions[name] = self._facets(name)
        return self.dimensions[name]

    def _facets(self, name: str) -> Dimension:
        """A dimension of facets, read from its index alone; of incidents that are not among these nothing is kept."""
        codes = _Codes()
        parts = [np.empty(0, np.int64)]
        sql, asked = "SELECT code, incident_id FROM register_facet WHERE dimension = %s", [name, *self.among]
        if self.among:
            sql += f" AND incident_id IN ({_marks(self.among)})"
        for code, owner in _chunks(sql, asked):
            codes.add(code)
            parts.append(np.fromiter(owner, np.int64, len(owner)))
        owners = np.concatenate(parts)
        names, numbers = codes.settled()
        at = np.searchsorted(self.pks, owners)
        known = at < len(self.pks)
        known[known] = self.pks[at[known]] == owners[known]
        at, numbers = at[known], numbers[known]
        order = np.argsort(at, kind="stable")
        at, numbers = at[order], numbers[order]
        names, numbers = _used(names, numbers)
        without = np.ones(len(self.pks), bool)
        without[at] = False
        lacking = np.flatnonzero(without)
        if len(lacking):
            at = np.concatenate([at, lacking])
            numbers = np.concatenate([numbers, np.full(len(lacking), len(names), np.int32)])
            names = [*names, ""]
        return names, at, numbers


class _Codes:
    """Texts as numbers, those of equal texts equal."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._parts: list[Numbers] = [np.empty(0, np.int32)]

    def add(self, values: Sequence[str]) -> None:
        """Takes in some more."""
        for value in set(values):
            self._known.setdefault(value, len(self._known))
        self._parts.append(np.fromiter(map(self._known.__getitem__, values), np.int32, len(values)))

    def settled(self) -> tuple[list[str], Numbers]:
        """The texts in order, and for each that was taken in its place among them."""
        names = sorted(self._known)
        places = np.empty(len(names), np.int32)
        for at, name in enumerate(names):
            places[self._known[name]] = at
        numbers = np.concatenate(self._parts)
        return names, places[numbers] if names else numbers


def _used(names: list[str], numbers: Numbers) -> tuple[list[str], Numbers]:
    """The names that any row has, and the numbers among these."""
    counts = np.bincount(numbers, minlength=len(names))
    kept = np.flatnonzero(counts)
    if len(kept) == len(names):
        return names, numbers
    places = np.zeros(len(names), np.int32)
    places[kept] = np.arange(len(kept))
    return [names[at] for at in kept], places[numbers]


def _chunks(sql: str, asked: Sequence[Any]) -> Iterator[list[Sequence[Any]]]:
    """The rows of a statement as columns, some at a time. Plain rows: a register has a million of them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield list(zip(*rows, strict=True))


_BOUNDS = ", ".join(
    f"COALESCE({h}_min, 0), COALESCE({h}_max, {h}_min, 0), {h}_open, {h}_min IS NOT NULL" for h in HARMS
)
_ROWS = (
    f"SELECT id, sort_day, background_only, {_BOUNDS}, {', '.join(_COLUMNS)} "
    "FROM register_incident WHERE access IN ({levels})"
)
_TYPES = (np.int64, np.int32, bool, *(np.int32, np.int32, bool, bool) * len(HARMS))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def read(levels: tuple[str, ...], among: Sequence[int] = ()) -> Columns:
    """The columns of all incidents of these access levels, or of those of `among`, as the database has them."""
    sql, asked = _ROWS.replace("{levels}", _marks(levels)), [*levels, *among]
    if among:
        sql += f" AND id IN ({_marks(among)})"
    parts: list[list[NDArray[Any]]] = [[np.empty(0, kind)] for kind in _TYPES]
    texts = {name: _Codes() for name in _COLUMNS}
    for columns_of in _chunks(f"{sql} ORDER BY id", asked):
        for part, kind, values in zip(parts, _TYPES, columns_of, strict=False):
            part.append(np.fromiter(values, kind, len(values)))
        for name, values in zip(_COLUMNS, columns_of[len(_TYPES) :], strict=True):
            texts[name].add(values)
    pks, days, background, *bounds = (np.concatenate(part) for part in parts)
    every = np.arange(len(pks), dtype=np.int64)
    found = {name: codes.settled() for name, codes in texts.items()}
    states, grades = found["state"], found["grade"]
    made = Columns(
        levels, pks, days, {harm: tuple(bounds[4 * n : 4 * n + 4]) for n, harm in enumerate(HARMS)},  # type: ignore[misc]
        _one_of(states, ("merged", "rejected")), ~background & ~_one_of(grades, ("G0",)),
        {name: (codes, every, numbers) for name, (codes, numbers) in found.items()}, among,
    )  # fmt: skip
    for name, length in _CALENDAR.items():
        made.dimensions[name] = _calendar(days, length, every)
    return made


def _one_of(column: tuple[list[str], Numbers], codes: Sequence[str]) -> Flags:
    names, numbers = column
    return np.isin(numbers, [at for at, name in enumerate(names) if name in codes])


def _calendar(days: Numbers, length: int, every: NDArray[np.int64]) -> Dimension:
    """Years or months, by how much of a day in ISO is kept; "" for what has no day."""
    distinct, which = np.unique(days, return_inverse=True)
    said = [date.fromordinal(int(day)).isoformat()[:length] if day else "" for day in distinct]
    names = sorted(set(said))
    place = {name: at for at, name in enumerate(names)}
    return names, every, np.array([place[name] for name in said], np.int32)[which]
