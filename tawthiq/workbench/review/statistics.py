"""Statistics: any table by two dimensions over a period; every number opens its incidents. Timeline and anniversaries from the same columns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from tawthiq.publish.dates import month_words
from tawthiq.publish.governorates import division_named
from tawthiq.publish.wording import Wording
from tawthiq.workbench.register.rows import day
from tawthiq.workbench.review.api.counting import DIMENSIONS, columns, count
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, levels, screen

VOCABULARIES = {
    "kind": "kinds",
    "grade": "grades",
    "attribution_grade": "attribution_grades",
    "weapon": "weapons",
    "harm": "harms",
    "group": "groups",
    "label": "kinds",
}
OFFERED = tuple(d for d in DIMENSIONS if d != "place_id")


def _day(text: str) -> date | None:
    try:
        return day(text)
    except ValueError:
        return None


def code_words(dimension: str, code: str, w: Wording) -> str:
    """What a code of a dimension is called."""
    from tawthiq.knowledge.parties import actor_names, actors

    if not code:
        return w("statistics.unknown")
    if dimension == "month":
        return month_words(int(code[:4]), int(code[5:7]), w)
    if dimension == "actor" and code in actors():
        name_en, name_ar = actor_names(code)
        return w.pick(name_ar, name_en)
    if dimension == "governorate":
        division = division_named(code)
        return w.pick(division.name_ar, division.name_en) if division else code
    if dimension == "state":
        return w(f"states.{code}")
    return w.label(VOCABULARIES[dimension], code) if dimension in VOCABULARIES else code


def address_of(cell: dict[str, str], start: date | None, end: date | None) -> str:
    """The list of a cell's incidents: its codes as filters, its month or year as a period within the one asked for."""
    query: dict[str, str] = {}
    for name, code in cell.items():
        if name in ("year", "month"):
            if not code:
                return ""
            first = date(int(code[:4]), int(code[5:7]) if name == "month" else 1, 1)
            following = (
                date(first.year + 1, 1, 1)
                if name == "year" or first.month == 12
                else date(first.year, first.month + 1, 1)
            )
            start = max(start, first) if start else first
            end = min(end, following - timedelta(days=1)) if end else following - timedelta(days=1)
        elif not code:
            return ""
        else:
            query[name] = code
    if start:
        query["from"] = start.isoformat()
    if end:
        query["to"] = end.isoformat()
    return urlencode(query)


@screen("see")
def statistics(request: StaffRequest) -> HttpResponse:
    """A table by one or two dimensions."""
    w = w_of(request)
    by = request.GET.get("by", "month")
    by = by if by in OFFERED else "month"
    across = request.GET.get("across", "")
    across = across if across in OFFERED and across != by else ""
    start, end = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    cells = count(columns(levels(request.user)), by, across or None, {}, start, end)
    rows: dict[str, dict[str, Any]] = {}
    heads: dict[str, int] = {}
    for cell in cells:
        row = rows.setdefault(
            cell[by],
            {"name": code_words(by, cell[by], w), "cells": {}, "address": address_of({by: cell[by]}, start, end)},
        )
        if across:
            heads[cell[across]] = heads.get(cell[across], 0) + cell["incidents"]
            row["cells"][cell[across]] = (cell, address_of({by: cell[by], across: cell[across]}, start, end))
        else:
            row["total"] = cell
    columns_shown = sorted(heads) if across in ("year", "month") else sorted(heads, key=lambda h: (-heads[h], h))
    ordered = sorted(rows.items(), key=lambda item: item[0]) if by in ("year", "month") else sorted(
        rows.items(), key=lambda item: (-(item[1]["total"]["incidents"] if not across else sum(c["incidents"] for c, _ in item[1]["cells"].values())), item[0])
    )  # fmt: skip
    table = [(row, [row["cells"].get(h) for h in columns_shown]) for _, row in ordered]
    context = {
        "table": table, "heads": [code_words(across, h, w) for h in columns_shown] if across else [], "by": by, "across": across,
        "dimensions": [(d, w(f"statistics.{d}")) for d in OFFERED], "from": start, "to": end, "many": {by, across} & {"actor", "weapon", "harm", "group", "label"},
        "by_name": w(f"statistics.{by}"),
    }  # fmt: skip
    return render(request, "review/statistics.html", context)


@screen("see")
def anniversaries(request: StaffRequest) -> HttpResponse:
    """What happened on this day in earlier years, and what comes in the next thirty."""
    today = _day(request.GET.get("day", "")) or timezone.localdate()
    rows = (
        incidents_for(request.user)
        .exclude(state__in=("merged", "rejected"))
        .filter(date_precision__in=("T1", "T2"), date_start__isnull=False)
    )
    found = []
    for ahead in range(31):
        when = today + timedelta(days=ahead)
        for incident in rows.filter(
            date_start__month=when.month, date_start__day=when.day, date_start__year__lt=when.year
        ).order_by("date_start", "pk")[:50]:
            assert incident.date_start is not None
            found.append((when, when.year - incident.date_start.year, incident))
    return render(request, "review/anniversaries.html", {"found": found, "today": today})
