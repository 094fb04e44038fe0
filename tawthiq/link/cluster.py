"""Joins tellings to incidents: the strongest pairs first, and never a member that contradicts another (R16).

Connected components chain: day one is like day two, day two like day three. Here two groups join only if no pair across
them that was compared is refused or scores below `member_floor`, if a third of the pairs across them are links by
themselves, and if their dates, places and documents agree as wholes. The outcome does not depend on the order of the input.
Everything here is arithmetic on columns, so it takes as long for a million tellings as it takes to read their pairs.
"""

from __future__ import annotations

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


@dataclass(slots=True)
class _Group:
    """What the members of a group have in common. Days are counted from 1970.

    `latest_first` and `earliest_last` are the latest first day and the earliest last day of the dated members' windows: no
    two members are further apart than these. `news` is the earliest day by which undated news of it was out.
    """

    members: list[int]
    docs: set[int]
    latest_first: int
    earliest_last: int
    news: int
    country: int
    governorate: int
    at: tuple[float, float] | None


class _Pairs:
    """The compared pairs of each telling, for looking up in both directions."""

    def __init__(self, count: int, scored: Scored, link: NDArray[np.bool_], barred: NDArray[np.bool_]) -> None:
        both = np.concatenate([scored.first, scored.second])
        other = np.concatenate([scored.second, scored.first])
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
    accounts: int | None = None,
) -> list[list[int]]:
    """The groups of tellings that are one incident each, by position, every telling in one.

    `table` holds the columns of `columns.schema`, `scored` their pairs. Persons ruled that `joined` pairs are one incident
    and `parted` ones are not: they outrank every score.
    """
    count = table.num_rows
    thresholds = Thresholds.of(accounts or count)
    ruled = {(min(p), max(p)): True for p in joined} | {(min(p), max(p)): False for p in parted}
    keep = np.array([(a, b) not in ruled for a, b in zip(scored.first.tolist(), scored.second.tolist(), strict=True)], bool) if ruled else np.ones(len(scored.first), bool)  # fmt: skip
    link = (scored.score >= thresholds.link) & scored.enough & keep
    barred = (scored.score < thresholds.floor) & keep
    pairs = _Pairs(count, scored, link, barred)
    groups = _groups(table)
    home = list(range(count))
    apart = {pair for pair, same in ruled.items() if not same}
    for a, b in sorted(pair for pair, same in ruled.items() if same):
        if home[a] != home[b]:
            _merge(groups, home, home[a], home[b])
    chosen = np.flatnonzero(link)
    order = chosen[np.lexsort((scored.second[chosen], scored.first[chosen], -scored.score[chosen]))]
    waiting = list(zip(scored.first[order].tolist(), scored.second[order].tolist(), strict=True))
    merged = True
    while merged and waiting:  # a pair that could not join its groups may do so once these have grown
        merged = False
        left = []
        for a, b in waiting:
            one, other = home[a], home[b]
            if one == other:
                continue
            if _agree(groups[one], groups[other]) and _supported(groups, home, pairs, one, other, apart):
                _merge(groups, home, one, other)
                merged = True
            else:
                left.append((a, b))
        waiting = left if len(left) < len(waiting) else []
    return [sorted(group.members) for group in sorted(groups.values(), key=lambda g: min(g.members))]


def _groups(table: Any) -> dict[int, _Group]:
    """Each telling as a group of its own."""
    days = {name: table.column(name).to_numpy(zero_copy_only=False) for name in ("first", "last", "lat", "lon")}
    flags = {name: table.column(name).to_pylist() for name in ("dated", "implied", "definite")}
    codes = {name: _codes(table.column(name)) for name in ("doc", "country", "governorate")}
    first = np.nan_to_num(days["first"].astype(float), nan=_NEVER).astype(np.int64).tolist()
    last = np.nan_to_num(days["last"].astype(float), nan=_ALWAYS).astype(np.int64).tolist()
    lat, lon = days["lat"].astype(float).tolist(), days["lon"].astype(float).tolist()
    found = {}
    for at in range(table.num_rows):
        dated = flags["dated"][at]
        placed = flags["definite"][at] and lat[at] == lat[at] and lon[at] == lon[at]
        found[at] = _Group(
            [at], {codes["doc"][at]}, first[at] if dated else _NEVER, last[at] if dated else _ALWAYS,
            last[at] if flags["implied"][at] else _ALWAYS, codes["country"][at], codes["governorate"][at],
            (lat[at], lon[at]) if placed else None,
        )  # fmt: skip
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


def _agree(one: _Group, other: _Group) -> bool:
    """Whether two groups agree as wholes: documents, days, country and governorate, distance."""
    table = weights("when")
    latest_first, earliest_last = max(one.latest_first, other.latest_first), min(one.earliest_last, other.earliest_last)
    if latest_first - earliest_last > int(table["days_apart_refused"]):
        return False
    if latest_first - min(one.news, other.news) > int(table["relative_widen"]):
        return False
    for a, b in ((one.country, other.country), (one.governorate, other.governorate)):
        if a != b and a >= 0 and b >= 0:
            return False
    if one.docs & other.docs:
        return False
    return one.at is None or other.at is None or _near(one.at, other.at)


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two places are no further apart than one event's may be; degrees are taken for kilometres, a little widely."""
    most = float(weights("where")["apart_refused_km"]) / 111.0
    return abs(a[0] - b[0]) <= most and abs(a[1] - b[1]) <= most / max(np.cos(np.radians(a[0])), 0.1)


def _supported(
    groups: Mapping[int, _Group], home: Sequence[int], pairs: _Pairs, one: int, other: int, apart: set[tuple[int, int]]
) -> bool:
    """Whether enough pairs across two groups are links and none is barred."""
    small, large = (one, other) if len(groups[one].members) <= len(groups[other].members) else (other, one)
    size = len(groups[small].members) * len(groups[large].members)
    if apart and any((min(a, b), max(a, b)) in apart for a in groups[one].members for b in groups[other].members):
        return False
    if size == 1:
        return True
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
    into.country = into.country if into.country >= 0 else gone.country
    into.governorate = into.governorate if into.governorate >= 0 else gone.governorate
    into.at = into.at or gone.at
    for member in gone.members:
        home[member] = keep
