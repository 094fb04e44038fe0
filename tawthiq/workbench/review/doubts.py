"""What a person is asked of uncertain pairs: for every two incidents once, by the strongest pair of their tellings.

Two incidents with several tellings each are joined by many pairs; one ruling settles them all, so they are one line of the queue.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import isfinite

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, Least

from tawthiq.workbench.register.models import Pair
from tawthiq.workbench.review.paging import Page

_SIZE = 50
_STRETCH = 200
"""Pairs read at a time while a page is filled."""

_Between = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """The strongest open pair of two incidents, and how many open pairs there are between them, this one among them."""

    pair: Pair
    pairs: int


def unsettled(levels: Collection[str]) -> QuerySet[Pair]:
    """Open pairs of tellings of these access levels that do not stand in one incident by now."""
    rows = Pair.objects.filter(state="open", a__document__access__in=levels, b__document__access__in=levels)
    return rows.exclude(a__incident__isnull=False, a__incident=F("b__incident"))


def number_of_doubts(levels: Collection[str]) -> int:
    """How many lines the queue has: two incidents with open pairs between them are one; a telling in no incident stands for itself."""
    a, b = Coalesce("a__incident", -F("a")), Coalesce("b__incident", -F("b"))
    return unsettled(levels).order_by().values(one=Least(a, b), two=Greatest(a, b)).distinct().count()


def between(pair: Pair, levels: Collection[str]) -> list[Pair]:
    """The other open pairs between the two incidents of `pair`, by their lasting order; none where a telling stands in no incident."""
    ends = _ends(pair)
    if ends is None:
        return []
    one, two = ends
    either = Q(a__incident=one, b__incident=two) | Q(a__incident=two, b__incident=one)
    found = unsettled(levels).filter(either).exclude(pk=pair.pk)
    return list(found.select_related("a__document", "b__document").order_by("pk"))


def page_of_doubts(levels: Collection[str], after: str, *, size: int = _SIZE) -> Page:
    """A page of `Doubt`, the likeliest first. `after` is what the page before gave; anything else starts anew."""
    rows = unsettled(levels).select_related("a__document", "b__document", "a__incident", "b__incident")
    rows = rows.order_by("-score", "-pk")
    place = _place(after)
    firsts: list[Pair] = []
    seen: set[_Between] = set()
    while True:
        ahead = rows if place is None else rows.filter(Q(score__lt=place[0]) | Q(score=place[0], pk__lt=place[1]))
        stretch = list(ahead[:_STRETCH])
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
    rows = unsettled(levels).filter(a__incident__in=incidents, b__incident__in=incidents).order_by("-score", "-pk")
    found: dict[_Between, tuple[int, int]] = {}
    for pk, a, b in rows.values_list("pk", "a__incident", "b__incident"):
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
