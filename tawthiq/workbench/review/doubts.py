"""What a person is asked of uncertain pairs: for every two incidents once, by the strongest pair of their tellings.

Two incidents with several tellings each are joined by many pairs; one ruling settles them all, so they are one line of the queue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import isfinite

from django.db.models import F, Q, QuerySet

from tawthiq.workbench.register.models import Account, Pair
from tawthiq.workbench.register.protection import readable
from tawthiq.workbench.review.guard import within
from tawthiq.workbench.review.paging import Page

_SIZE = 50
_STRETCH = 200
"""Pairs read at a time while a page is filled."""

COUNTED = 1_000
"""So many open pairs are counted for the number that stands at the queue; of more it says that there are more."""

_Between = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """The strongest open pair of two incidents, and how many open pairs there are between them, this one among them."""

    pair: Pair
    pairs: int


def unsettled(levels: Collection[str]) -> QuerySet[Pair]:
    """Open pairs of tellings that readers of these levels may read and that do not stand in one incident by now."""
    return _apart(Pair.objects.filter(state="open"), levels)


def _apart(rows: QuerySet[Pair], levels: Collection[str]) -> QuerySet[Pair]:
    rows = rows.filter(within(levels, "a__document__access"), within(levels, "b__document__access"))
    rows = rows.filter(readable(levels, "a__incident"), readable(levels, "b__incident"))
    return rows.exclude(a__incident__isnull=False, a__incident=F("b__incident"))


def number_of_doubts(levels: Collection[str]) -> tuple[int, bool]:
    """How many lines the queue has, and whether it has more: of the strongest `COUNTED` open pairs. Two incidents with open pairs between
    them are one line; a telling in no incident stands for itself."""
    rows = unsettled(levels).order_by("-score", "-pk").values_list("a", "b", "a__incident", "b__incident")
    found = list(rows[: COUNTED + 1])
    ends = {frozenset((at or -a, bt or -b)) for a, b, at, bt in found[:COUNTED]}
    return len(ends), len(found) > COUNTED


def doubts_of(accounts: Collection[int], levels: Collection[str], most: int) -> list[Pair]:
    """The strongest open pairs in which these accounts stand, at most so many, with their incidents."""
    asked = [Pair.objects.filter(state="open", **{f"{end}__in": accounts}) for end in ("a", "b")]
    keys = sorted({key for rows in asked for key in rows.values_list("score", "pk")}, reverse=True)
    found: list[Pair] = []
    for start in range(0, len(keys), most):  # a second round only where many are closed to the reader
        rows = _apart(Pair.objects.filter(pk__in=[pk for _, pk in keys[start : start + most]]), levels)
        found += sorted(rows.select_related("a__incident", "b__incident"), key=lambda p: (-p.score, -p.pk))
        if len(found) >= most:
            break
    return found[:most]


def next_doubt(pair: Pair, passed: Collection[Pair], levels: Collection[str]) -> Pair | None:
    """The open pair that follows `pair` in the queue and is none of `passed`, which the same ruling settles."""
    rows = unsettled(levels).order_by("-score", "-pk")
    over = {p.pk for p in passed}
    after = _behind(rows, (pair.score, pair.pk))[: len(over) + 1]
    return next((p for p in after if p.pk not in over), None)


def _behind(rows: QuerySet[Pair], place: tuple[float, int]) -> QuerySet[Pair]:
    """The rows of the queue behind a place in it."""
    return rows.filter(Q(score__lt=place[0]) | Q(score=place[0], pk__lt=place[1]), score__lte=place[0])


def between(pair: Pair, levels: Collection[str]) -> list[Pair]:
    """The other open pairs between the two incidents of `pair`, by their lasting order; none where a telling stands in no incident."""
    ends = _ends(pair)
    if ends is None:
        return []
    found = [pk for pk, *both in _among(ends, levels) if frozenset(both) == frozenset(ends) and pk != pair.pk]
    return list(Pair.objects.filter(pk__in=found).select_related("a__document", "b__document").order_by("pk"))


def _among(incidents: Collection[int], levels: Collection[str]) -> Iterator[tuple[int, int, int]]:
    """The open pairs between any two of some incidents, the strongest first: key, the incident of each end.

    The tellings are looked up first, then their pairs, which are put in order here: asked for all of it in one statement, a database
    without statistics walks through the whole queue.
    """
    mine = Account.objects.filter(readable(levels), incident__in=incidents)
    told = mine.values_list("pk", "incident", "document__access")
    home = {pk: incident for pk, incident, access in told if access in levels}
    rows = Pair.objects.filter(state="open", a__in=home).values_list("score", "pk", "a", "b")
    for _, pk, a, b in sorted(rows, reverse=True):
        if b in home and home[a] != home[b]:
            yield pk, home[a], home[b]


def page_of_doubts(levels: Collection[str], after: str, *, size: int = _SIZE) -> Page:
    """A page of `Doubt`, the likeliest first. `after` is what the page before gave; anything else starts anew."""
    rows = unsettled(levels).select_related("a__document", "b__document", "a__incident", "b__incident")
    rows = rows.order_by("-score", "-pk")
    place = _place(after)
    firsts: list[Pair] = []
    seen: set[_Between] = set()
    while True:
        stretch = list((rows if place is None else _behind(rows, place))[:_STRETCH])
        strongest = _strongest(stretch, levels)
        for pair in stretch:
            ends = _ends(pair)
            if ends is not None and (ends in seen or strongest[ends][0] != pair.pk):
                continue
            if len(firsts) == size:
                return Page(_counted(firsts, levels), f"{firsts[-1].score!r}_{firsts[-1].pk}")
            if ends is not None:
                seen.add(ends)
            firsts.append(pair)
        if len(stretch) < _STRETCH:
            return Page(_counted(firsts, levels), "")
        place = (stretch[-1].score, stretch[-1].pk)


def _counted(firsts: list[Pair], levels: Collection[str]) -> list[Doubt]:
    known = _strongest(firsts, levels)
    return [Doubt(pair, 1 if (ends := _ends(pair)) is None else known[ends][1]) for pair in firsts]


def _strongest(pairs: list[Pair], levels: Collection[str]) -> dict[_Between, tuple[int, int]]:
    """For every two incidents that `pairs` join: the key of their strongest open pair, and how many there are."""
    incidents = {pk for pair in pairs if (ends := _ends(pair)) is not None for pk in ends}
    found: dict[_Between, tuple[int, int]] = {}
    for pk, a, b in _among(incidents, levels):
        ends = (min(a, b), max(a, b))
        first, number = found.get(ends, (pk, 0))
        found[ends] = (first, number + 1)
    return found


def _ends(pair: Pair) -> _Between | None:
    a, b = pair.a.incident_id, pair.b.incident_id
    return None if a is None or b is None else (min(a, b), max(a, b))


def _place(after: str) -> tuple[float, int] | None:
    score, _, pk = after.partition("_")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 18):
        return None
    try:
        of = float(score)
    except ValueError:
        return None
    return (of, int(pk)) if isfinite(of) else None
