"""The pairs that are compared, found in memory: those of `levels.BLOCKING`, which asks a database for the same (candidates.py).

Tellings that share a key stand side by side once the keys are sorted, so that a million tellings are paired in a second. Everything is
arithmetic on columns; the pairs are always the same and in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.link.comparison import weights

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_Pairs = tuple[Ints, Ints]
_DIAMETER_KM = 12742.0
_HALF = 32
_AT_ONCE = 4_000_000
"""Pairs that are looked at together, before those that are hopeless are dropped."""


def blocked_pairs(table: Any) -> _Pairs:
    """The pairs of a table of tellings whose texts are numbers (`scores.numbered`), by position, first < second, in order."""
    count = table.num_rows
    doc = _numbers(table, "doc")
    hopeless = _Hopeless.of(table)
    found = [np.empty(0, np.int64)]
    for first, second in _sharing(*_exploded(table, "keys")):
        keep = (doc[first] != doc[second]) & ~hopeless.among(first, second)
        found.append(first[keep] * count + second[keep])
    for column, lacking in (("undated_at", ~_flags(table, "dated")), ("count_keys", _numbers(table, "main") < 0)):
        for first, second in _sharing_with(*_exploded(table, column), lacking):
            keep = doc[first] != doc[second]
            found.append(first[keep] * count + second[keep])
    pairs = np.unique(np.concatenate(found))
    first, second = np.divmod(pairs, max(count, 1))
    return first, second


def _exploded(table: Any, name: str) -> _Pairs:
    """The keys of a column of lists, sorted, and the row that each stands in; rows of one key are in order."""
    cells = table.column(name).combine_chunks()
    keys = cells.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
    lengths = cells.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    together = np.sort(keys << _HALF | rows)  # numbers of texts and of rows are small: one sort puts both in order
    return together >> _HALF, together & ((1 << _HALF) - 1)


def _sharing(keys: Ints, rows: Ints) -> Iterator[_Pairs]:
    """All pairs of rows with one key, the keys sorted: each row with the next, with the one after it, and so on."""
    at = np.arange(max(len(keys) - 1, 0))
    step = 1
    while len(at := at[keys[at] == keys[at + step]]):
        for start in range(0, len(at), _AT_ONCE):
            part = at[start : start + _AT_ONCE]
            yield rows[part], rows[part + step]
        step += 1
        at = at[at + step < len(keys)]


def _sharing_with(keys: Ints, rows: Ints, lacking: Flags) -> Iterator[_Pairs]:
    """The pairs of rows with one key of which one lacks something: every row that lacks it, with all others of its key."""
    ones = np.flatnonzero(lacking[rows])
    low, high = np.searchsorted(keys, keys[ones], "left"), np.searchsorted(keys, keys[ones], "right")
    sizes = high - low
    parts = np.searchsorted(np.cumsum(sizes), np.arange(0, int(sizes.sum()), _AT_ONCE), "right")
    for start, stop in pairwise([*parts, len(ones)]):
        length, begin = sizes[start:stop], low[start:stop]
        one = np.repeat(rows[ones[start:stop]], length)
        within = np.arange(len(one)) - np.repeat(np.cumsum(length) - length, length)
        other = rows[np.repeat(begin, length) + within]
        apart = one != other
        yield np.minimum(one, other)[apart], np.maximum(one, other)[apart]


@dataclass(frozen=True, slots=True)
class _Hopeless:
    """What refuses a pair at once: days too far apart; one place each, of two governorates or too far apart (`levels.py`)."""

    first: Ints
    last: Ints
    dated: Flags
    open_ended: Flags
    one_site: Flags
    main: Ints
    governorate: Ints
    country: Ints
    definite: Flags
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]

    @classmethod
    def of(cls, table: Any) -> _Hopeless:
        """The columns that decide."""
        first, last = _numbers(table, "first"), _numbers(table, "last")
        known = table.column("first").is_valid().to_numpy() & table.column("last").is_valid().to_numpy()
        lat, lon = (table.column(name).to_numpy().astype(np.float64) for name in ("lat", "lon"))
        return cls(
            first, last, known, _flags(table, "implied"), _flags(table, "one_site"), _numbers(table, "main"),
            _numbers(table, "governorate"), _numbers(table, "country"), _flags(table, "definite"), lat, lon,
        )  # fmt: skip

    def among(self, a: Ints, b: Ints) -> Flags:
        """Which of the pairs are hopeless; what is not known speaks for none."""
        days = int(weights("when")["days_apart_refused"])
        apart = np.maximum(self.first[b] - self.last[a], self.first[a] - self.last[b]) > days
        found: Flags = apart & self.dated[a] & self.dated[b] & ~self.open_ended[a] & ~self.open_ended[b]
        placed = self.one_site[a] & self.one_site[b]
        for column in (self.governorate, self.country):
            found |= placed & (column[a] != column[b]) & (column[a] >= 0) & (column[b] >= 0)
        asked = placed & ~found & self.definite[a] & self.definite[b] & (self.main[a] != self.main[b])
        asked &= (self.main[a] >= 0) & (self.main[b] >= 0)
        which = np.flatnonzero(asked)
        found[which] = self._kilometres(a[which], b[which]) > float(weights("where")["apart_refused_km"])
        return found

    def _kilometres(self, a: Ints, b: Ints) -> NDArray[np.float64]:
        """The distance of two places; not a number where either has no coordinates."""
        one, other = np.radians(self.lat[a]), np.radians(self.lat[b])
        east = np.radians(self.lon[b] - self.lon[a])
        chord = np.sin((other - one) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin(east / 2) ** 2
        found: NDArray[np.float64] = _DIAMETER_KM * np.arcsin(np.sqrt(chord))
        return found


def _numbers(table: Any, name: str) -> Ints:
    """A column of numbers, -1 where there is none."""
    found: Ints = table.column(name).combine_chunks().fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _flags(table: Any, name: str) -> Flags:
    found: Flags = table.column(name).combine_chunks().fill_null(False).to_numpy(zero_copy_only=False).astype(bool)
    return found
