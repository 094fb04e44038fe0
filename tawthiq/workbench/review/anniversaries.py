"""On this day: what happened in earlier years, and what comes in the next thirty days. Years are counted from the event's own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tawthiq.publish.anniversaries.counting import KNOWN_TO_THE_DAY, anniversaries_between, month_days
from tawthiq.workbench.register.models import Incident
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, looked_over, screen
from tawthiq.workbench.review.statistics import asked_day

AHEAD = 30
FEEDS = ("ar.ics", "en.ics", "ar.xml", "en.xml", "ar.html", "en.html")
"""What can be taken along: a calendar, a feed and a page in each language."""
MOST = 20
"""Incidents that are shown of one day; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the incidents it is an anniversary of, the oldest first, each with its years; `more` are not shown."""

    day: date
    incidents: list[tuple[int, Incident]]
    more: int


def days(rows: QuerySet[Incident], today: date) -> list[Day]:
    """The days from `today` on that are anniversaries of incidents known to the day."""
    coming = [today + timedelta(days=ahead) for ahead in range(AHEAD + 1)]
    known = remembered_in(rows, coming[0], coming[-1]).defer("record", "ruled").order_by("date_start", "pk")
    found: dict[date, list[tuple[int, Incident]]] = {}
    for incident in known:
        assert incident.date_start is not None
        for on, years in anniversaries_between(incident.date_start, coming[0], coming[-1]):
            found.setdefault(on, []).append((years, incident))
    return [Day(on, found[on][:MOST], max(0, len(found[on]) - MOST)) for on in sorted(found)]


def remembered_in(rows: QuerySet[Incident], first: date, last: date) -> QuerySet[Incident]:
    """The incidents known to the day that have an anniversary between two days."""
    wanted = month_days(first, last)
    either = Q()
    for month in {m for m, _ in wanted}:
        either |= Q(date_start__month=month, date_start__day__in=[d for m, d in wanted if m == month])
    return rows.filter(either, date_precision__in=KNOWN_TO_THE_DAY)


@screen("see")
def anniversaries(request: StaffRequest) -> HttpResponse:
    """The page of a day; without one, of today."""
    today = asked_day(request, "day") or timezone.localdate()
    rows = incidents_for(request.user).exclude(state__in=("merged", "rejected"))
    w = w_of(request)
    feeds = [(name, w(f"papers.feed_{name.replace('.', '_')}")) for name in FEEDS]
    found = days(rows, today)
    looked_over(request.user, (i for day in found for _, i in day.incidents), "anniversaries")
    return render(request, "review/anniversaries.html", {"days": found, "today": today, "feeds": feeds})
