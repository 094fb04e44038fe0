"""Joins tellings to incidents: the strongest pairs first, and never a member that contradicts another (R16).

Connected components chain: day one is like day two, day two like day three. Here two groups join only if no pair across
them that was compared is refused or scores below `member_floor`, if a third of the pairs across them are links by
themselves, and if their dates, places and documents agree as wholes. The outcome does not depend on the order of the input.
Everything here is arithmetic on columns, so it takes as long for a million tellings as it takes to read their pairs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.link.comparison import weights
from tawthiq.link.scores import Scored
from tawthiq.link.thresholds import Thresholds

_ENOUGH = 3
"""One in so many pairs across two groups must be a link by itself: a telling vaguely like all stays out."""
_NEVER, _ALWAYS = -(2**31), 2**31 - 1


_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Group:
    """What the members of a group have in common. Days are counted from 1970.

    `latest_first` and `earliest_last` are the latest first day and the earliest last day of the dated members' windows: no
    two members are further apart than these. `news` is the earliest day by which undated news of it was out. `countries` and
    `governorates` are those that every member names that names any. `box` holds the definite places of the members that name one
    only: south, north, west, east in degrees.
    """

    members: list[int]
    docs: set[int]
    latest_first: int
    earliest_last: int
    news: int
    countries: frozenset[int]
    governorates: frozenset[int]
    box: _Box | None


class _Pairs:
    """The compared pairs of each of the tellings `touched` that say yes or no, for looking up in both directions."""

    def __init__(
        self, count: int, scored: Scored, link: NDArray[np.bool_], barred: NDArray[np.bool_], touched: NDArray[np.int64]
    ) -> None:
        among = np.zeros(count, bool)
        among[touched] = True
        asked = np.flatnonzero((link | barred) & among[scored.first] & among[scored.second])
        first, second, link, barred = scored.first[asked], scored.second[asked], link[asked], barred[asked]
        both, other = np.concatenate([first, second]), np.concatenate([second, first])
        order = np.argsort(both, kind="stable")
        self.other: list[int] = other[order].tolist()
        self.link: list[bool] = np.concatenate([link, link])[order].tolist()
        self.barred: list[bool] = np.concatenate([barred, barred])[order].tolist()
        self.start: list[int] = np.searchsorted(both[order], np.arange(count + 1)).tolist()


def clusters_of(
    table: Any,
    scored: Scored,
    *,
    joined: Sequence[tuple[int, int]] = (),
    parted: Sequence[tuple[int, int]] = (),
    standing: NDArray[np.int64] | None = None,
    accounts: int | None = None,
) -> NDArray[np.int64]:
    """For each telling, by position, the telling that its incident is called after: equal for those of one incident.

    `table` holds the columns of `columns.schema`, `scored` their pairs. Persons ruled that `joined` pairs are one incident
    and `parted` ones are not: they outrank every score. `standing` are groups that were made before and stay together: for each
    telling the telling it is grouped with, itself where it is alone. `accounts` is the size of the register of which the table
    is a part.
    """
    count = table.num_rows
    before = _grouped(standing) if standing is not None else []
    thresholds = Thresholds.of(accounts or count)
    ruled = {(min(p), max(p)): True for p in joined} | {(min(p), max(p)): False for p in parted}
    keep = _free(scored, ruled)
    link = (scored.score >= thresholds.link) & scored.enough & keep
    barred = (scored.score < thresholds.floor) & keep
    chosen = np.flatnonzero(link)
    named = np.array([*ruled, *before], np.int64).ravel()
    home, chosen = _couples(count, scored, chosen, named)
    ends = np.concatenate([scored.first[chosen], scored.second[chosen], named])
    touched = np.unique(ends)
    pairs, groups = _Pairs(count, scored, link, barred, touched), _groups(table, touched)
    apart = {pair for pair, same in ruled.items() if not same}
    for a, b in [*before, *sorted(pair for pair, same in ruled.items() if same)]:
        if home[a] != home[b]:
            _merge(groups, home, home[a], home[b])
    order = chosen[np.lexsort((scored.second[chosen], scored.first[chosen], -scored.score[chosen]))]
    limits = _Limits.declared()
    waiting = list(zip(scored.first[order].tolist(), scored.second[order].tolist(), strict=True))
    merged = True
    while merged and waiting:  # a pair that could not join its groups may do so once these have grown
        merged = False
        left = []
        for a, b in waiting:
            one, other = home[a], home[b]
            if one == other:
                continue
            if _agree(groups[one], groups[other], limits) and _supported(groups, home, pairs, one, other, apart):
                _merge(groups, home, one, other)
                merged = True
            else:
                left.append((a, b))
        waiting = left if len(left) < len(waiting) else []
    return np.array(home, np.int64)


def _grouped(standing: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Pairs that hold each standing group together: its first member with each of the others."""
    order = np.argsort(standing, kind="stable")
    names = standing[order]
    starts = np.flatnonzero(np.concatenate([[True], names[1:] != names[:-1]])[: len(names)])
    heads = np.repeat(order[starts], np.diff(np.append(starts, len(order))))
    several = heads != order
    return list(zip(heads[several].tolist(), order[several].tolist(), strict=True))


def _free(scored: Scored, ruled: Mapping[tuple[int, int], bool]) -> NDArray[np.bool_]:
    """Which pairs no person has ruled on."""
    if not ruled:
        return np.ones(len(scored.first), bool)
    pairs = zip(scored.first.tolist(), scored.second.tolist(), strict=True)
    return np.array([pair not in ruled for pair in pairs], bool)


def _couples(
    count: int, scored: Scored, chosen: NDArray[np.int64], ruled: NDArray[np.int64]
) -> tuple[list[int], NDArray[np.int64]]:
    """Joins the linked pairs of which neither has another link, nothing else being there to contradict them; most are such.

    Gives the home of each telling, and the links that are left.
    """
    first, second = scored.first[chosen], scored.second[chosen]
    links = np.bincount(np.concatenate([first, second, ruled, ruled]), minlength=count)
    alone = (links[first] == 1) & (links[second] == 1)
    home = np.arange(count)
    home[second[alone]] = first[alone]
    return home.tolist(), chosen[~alone]


_LOOKED_AT = [
    "first", "last", "lat", "lon", "dated", "implied", "definite", "one_site", "doc", "countries", "governorates",
]  # fmt: skip


def _groups(table: Any, touched: NDArray[np.int64]) -> dict[int, _Group]:
    """Each of the tellings `touched` as a group of its own; the others stay alone."""
    part = table.select(_LOOKED_AT).take(touched)
    first, last = (_filled(part.column(name), filler) for name, filler in (("first", _NEVER), ("last", _ALWAYS)))
    lat, lon = (part.column(name).to_numpy(zero_copy_only=False).astype(float) for name in ("lat", "lon"))
    dated, implied, definite, one_site = (
        np.array(part.column(name).fill_null(False).to_numpy(zero_copy_only=False), bool)
        for name in ("dated", "implied", "definite", "one_site")
    )
    placed = definite & one_site & ~np.isnan(lat) & ~np.isnan(lon)
    columns = (
        touched.tolist(), _codes(part.column("doc")), np.where(dated, first, _NEVER).tolist(), np.where(dated, last, _ALWAYS).tolist(),
        np.where(implied, last, _ALWAYS).tolist(), _sets(part.column("countries")), _sets(part.column("governorates")),
        placed.tolist(), lat.tolist(), lon.tolist(),
    )  # fmt: skip
    return {
        at: _Group([at], {doc}, low, high, news, countries, governorates, (y, y, x, x) if there else None)
        for at, doc, low, high, news, countries, governorates, there, y, x in zip(*columns, strict=True)
    }


def _filled(column: Any, filler: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = column.fill_null(filler).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _codes(column: Any) -> list[int]:
    """The values as numbers, -1 where there is none."""
    encoded = (
        column.combine_chunks().dictionary_encode() if hasattr(column, "combine_chunks") else column.dictionary_encode()
    )
    if hasattr(encoded, "chunks"):
        encoded = encoded.combine_chunks()
    found: list[int] = encoded.indices.fill_null(-1).to_pylist()
    return found


def _sets(column: Any) -> list[frozenset[int]]:
    """Lists of values as sets of numbers, one object for all that are equal."""
    cells = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    codes = _codes(cells.flatten())
    starts = (cells.offsets.to_numpy() - cells.offsets[0].as_py()).tolist()
    known: dict[tuple[int, ...], frozenset[int]] = {}
    parts = (tuple(codes[low:high]) for low, high in itertools.pairwise(starts))
    return [known.setdefault(part, frozenset(part)) for part in parts]


@dataclass(frozen=True, slots=True)
class _Limits:
    """How far apart members of one incident may be, in days and in degrees."""

    days: int
    early: int
    degrees: float

    @classmethod
    def declared(cls) -> _Limits:
        """As link_weights.toml has them."""
        when = weights("when")
        return cls(
            int(when["days_apart_refused"]),
            int(when["relative_widen"]),
            float(weights("where")["apart_refused_km"]) / 111.0,
        )


def _agree(one: _Group, other: _Group, limits: _Limits) -> bool:
    """Whether two groups agree as wholes: documents, days, country and governorate, distance."""
    latest_first, earliest_last = max(one.latest_first, other.latest_first), min(one.earliest_last, other.earliest_last)
    if latest_first - earliest_last > limits.days or latest_first - min(one.news, other.news) > limits.early:
        return False
    for mine, theirs in ((one.governorates, other.governorates), (one.countries, other.countries)):
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    if not one.docs.isdisjoint(other.docs):
        return False
    return (
        one.box is None or other.box is None or one.box == other.box or _near(_held(one.box, other.box), limits.degrees)
    )


def _held(a: _Box, b: _Box) -> _Box:
    """The box that holds both."""
    return min(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), max(a[3], b[3])


def _near(box: _Box, most: float) -> bool:
    """Whether no two places in a box can be further apart than one event's may be; degrees are taken for kilometres."""
    south, north, west, east = box
    return math.hypot(north - south, (east - west) * max(math.cos(math.radians(south)), 0.1)) <= most


def _supported(
    groups: Mapping[int, _Group], home: Sequence[int], pairs: _Pairs, one: int, other: int, apart: set[tuple[int, int]]
) -> bool:
    """Whether enough pairs across two groups are links and none is barred."""
    size = len(groups[one].members) * len(groups[other].members)
    if apart and any((min(a, b), max(a, b)) in apart for a in groups[one].members for b in groups[other].members):
        return False
    if size == 1:
        return True
    small, large = (one, other) if len(groups[one].members) <= len(groups[other].members) else (other, one)
    links = 0
    for member in groups[small].members:
        for at in range(pairs.start[member], pairs.start[member + 1]):
            if home[pairs.other[at]] == large:
                if pairs.barred[at]:
                    return False
                links += pairs.link[at]
    return links * _ENOUGH >= size


def _merge(groups: dict[int, _Group], home: list[int], one: int, other: int) -> None:
    keep, drop = (one, other) if len(groups[one].members) >= len(groups[other].members) else (other, one)
    into, gone = groups[keep], groups.pop(drop)
    into.members += gone.members
    into.docs |= gone.docs
    into.latest_first = max(into.latest_first, gone.latest_first)
    into.earliest_last = min(into.earliest_last, gone.earliest_last)
    into.news = min(into.news, gone.news)
    into.countries = into.countries & gone.countries or into.countries or gone.countries
    into.governorates = into.governorates & gone.governorates or into.governorates or gone.governorates
    into.box = _held(into.box, gone.box) if into.box and gone.box else into.box or gone.box
    for member in gone.members:
        home[member] = keep
