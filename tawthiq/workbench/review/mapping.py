"""Where and when: the incidents of a filter on a map, never sharper than their places are known, and along time. Every mark and every bar opens its incidents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from tawthiq.publish.dates import month_words
from tawthiq.publish.governorates import division_named
from tawthiq.publish.map import EAST, HEIGHT, NORTH, RADII, SOUTH, WEST, WIDTH, Shape, mark_kind, project, shapes
from tawthiq.publish.wording import Wording
from tawthiq.workbench.register.models import Incident
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, screen
from tawthiq.workbench.review.incidents import kept_by, narrowed

MOST = 300
"""Places that are drawn and listed, those with the most incidents first."""
MONTHS = 36
"""A stretch of at most so many months is shown by month, a longer one by year."""
BAR, ROOM, TALL = 26, 54, 120
"""Width of a bar with its gap, room for words beside the bars, and the height of the highest."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its incidents. `x` and `y` are None where it is not drawn: outside the map, or known no better than the country."""

    name: str
    governorate: str
    incidents: int
    query: str
    kind: str
    x: float | None
    y: float | None
    radius: float


@dataclass(frozen=True, slots=True)
class Land:
    """A governorate with the list of its incidents; `label` is where its name stands."""

    shape: Shape
    query: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year: where its bar stands, how high it is, what stands under it."""

    name: str
    short: str
    year: str
    incidents: int
    query: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map and the course of time. `unplaced` are incidents without a place, `undrawn` those whose place is not on the map, `undated` those without a day."""

    lands: tuple[Land, ...]
    spots: tuple[Spot, ...]
    bars: tuple[Bar, ...]
    incidents: int
    unplaced: int
    undrawn: int
    further: int
    undated: int
    width: float = WIDTH
    height: float = HEIGHT
    tall: float = TALL + ROOM
    wide: float = 0.0

    @property
    def marks(self) -> list[Spot]:
        """The spots that are drawn, the widest first, so that none hides a smaller one."""
        return sorted((s for s in self.spots if s.x is not None), key=lambda s: -s.radius)


@screen("see")
def overview(request: StaffRequest) -> HttpResponse:
    """The map and the course of the incidents that the filters leave."""
    w = w_of(request)
    rows, context = narrowed(request, w)
    asked: dict[str, str] = {**context["asked"], **context["wanted"]}
    context |= {"kept_by": kept_by(request, "map"), "drawn": SimpleLazyObject(lambda: drawn(rows(), asked, w))}
    return render(request, "review/map.html", context)


def drawn(rows: QuerySet[Incident], asked: dict[str, str], w: Wording) -> Drawn:
    """What is drawn of `rows`; `asked` are the filters that every link keeps."""
    columns = ("place_id", "place_ar", "place_en", "governorate", "place_precision", "lat", "lon")
    found = list(rows.order_by().values(*columns).annotate(n=Count("pk")).order_by("-n", *columns))
    per_division: Counter[str] = Counter()
    places: dict[str, list[dict[str, Any]]] = {}
    unplaced = 0
    for row in found:
        division = division_named(row["governorate"])
        if division is not None:
            per_division[division.id] += row["n"]
        if row["place_id"]:
            places.setdefault(row["place_id"], []).append(row)
        else:
            unplaced += row["n"]
    spots = sorted((_spot(ident, of, asked, w) for ident, of in places.items()), key=lambda s: (-s.incidents, s.name))
    lands = []
    for shape in shapes(per_division, w):
        named = next(
            (r["governorate"] for r in found if (d := division_named(r["governorate"])) and d.id == shape.id), ""
        )
        lands.append(Land(shape, urlencode({**asked, "governorate": named}) if named else ""))
    days = Counter(
        {
            row["sort_day"]: row["n"]
            for row in rows.order_by().values("sort_day").annotate(n=Count("pk")).order_by("sort_day")
        }
    )
    undated = days.pop(0, 0)
    bars = _bars(days, asked, w)
    shown = spots[:MOST]
    return Drawn(
        tuple(lands), tuple(shown), bars, sum(r["n"] for r in found), unplaced, sum(s.incidents for s in shown if s.x is None),
        sum(s.incidents for s in spots[MOST:]), undated, wide=max(1, len(bars)) * BAR + ROOM,
    )  # fmt: skip


def _spot(ident: str, rows: list[dict[str, Any]], asked: dict[str, str], w: Wording) -> Spot:
    """A place: its precision is the vaguest that its incidents have it in, for the mark stands for all of them."""
    first = rows[0]
    precision = max((r["place_precision"] or "P9" for r in rows), key=lambda p: (len(p), p))
    kind = mark_kind(precision)
    inside = first["lat"] is not None and WEST < first["lon"] < EAST and SOUTH < first["lat"] < NORTH
    x, y = project(first["lon"], first["lat"]) if inside and precision != "P10" else (None, None)
    division = division_named(first["governorate"])
    of = w.pick(division.name_ar, division.name_en) if division else first["governorate"]
    query = urlencode({**asked, "place_id": ident})
    return Spot(
        w.pick(first["place_ar"], first["place_en"]), of, sum(r["n"] for r in rows), query, kind, x, y, RADII[kind]
    )


def _bars(days: Counter[int], asked: dict[str, str], w: Wording) -> tuple[Bar, ...]:
    """A bar for every month or year from the first day to the last, empty ones too; in Arabic time runs from the right."""
    if not days:
        return ()
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    by_month = months <= MONTHS
    counts: Counter[tuple[int, int]] = Counter()
    for day, n in days.items():
        when = date.fromordinal(day)
        counts[(when.year, when.month if by_month else 0)] += n
    every = (
        [divmod(first.year * 12 + first.month - 1 + k, 12) for k in range(months)]
        if by_month
        else [(year, -1) for year in range(first.year, last.year + 1)]
    )
    highest, bars = max(counts.values()), []
    for at, (year, month) in enumerate(every):
        n = counts[(year, month + 1)]
        start = date(year, month + 1 if by_month else 1, 1)
        end = (
            date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) if by_month else date(year + 1, 1, 1)
        ) - timedelta(days=1)
        within = {
            "from": max(start.isoformat(), asked.get("from", "")),
            "to": min(end.isoformat(), asked.get("to") or end.isoformat()),
        }
        height = round(n / highest * TALL, 1)
        place = at if w.dir == "ltr" else len(every) - 1 - at
        bars.append(
            Bar(
                month_words(year, month + 1, w) if by_month else str(year), str(month + 1) if by_month else str(year),
                str(year) if by_month and (month == 0 or at == 0) else "", n,
                urlencode({**asked, **within}), place * BAR + ROOM / 2, TALL - height + 20, height,
            )
        )  # fmt: skip
    return tuple(bars)
