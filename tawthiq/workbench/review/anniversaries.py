"""On this day: what happened in earlier years, and what comes in the next thirty days. Years are counted from the event's own day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tawthiq.workbench.register.models import Incident
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, screen
from tawthiq.workbench.review.statistics import asked_day

AHEAD = 30
MOST = 20
"""Incidents that are shown of one day; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the incidents it is an anniversary of, the oldest first, each with its years; `more` are not shown."""

    day: date
    incidents: list[tuple[int, Incident]]
    more: int


def remembered(event: date, year: int) -> date:
    """The day of a year on which an event is remembered: its own; the 28th of February for a 29th where there is none."""
    if (event.month, event.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return event.replace(year=year)


def days(rows: QuerySet[Incident], today: date) -> list[Day]:
    """The days from `today` on that are anniversaries of incidents known to the day."""
    coming = [today + timedelta(days=ahead) for ahead in range(AHEAD + 1)]
    wanted = {(d.month, d.day) for d in coming}
    if (2, 28) in wanted:
        wanted.add((2, 29))
    either = Q()
    for month in {m for m, _ in wanted}:
        either |= Q(date_start__month=month, date_start__day__in=[d for m, d in wanted if m == month])
    known = rows.filter(either, date_precision__in=("T1", "T2")).defer("record", "ruled").order_by("date_start", "pk")
    found: dict[date, list[tuple[int, Incident]]] = {}
    for incident in known:
        assert incident.date_start is not None
        for year in {d.year for d in coming}:
            on = remembered(incident.date_start, year)
            if coming[0] <= on <= coming[-1] and year > incident.date_start.year:
                found.setdefault(on, []).append((year - incident.date_start.year, incident))
    return [Day(on, found[on][:MOST], max(0, len(found[on]) - MOST)) for on in sorted(found)]


@screen("see")
def anniversaries(request: StaffRequest) -> HttpResponse:
    """The page of a day; without one, of today."""
    today = asked_day(request, "day") or timezone.localdate()
    rows = incidents_for(request.user).exclude(state__in=("merged", "rejected"))
    return render(request, "review/anniversaries.html", {"days": days(rows, today), "today": today})
