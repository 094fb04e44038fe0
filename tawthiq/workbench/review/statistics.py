"""Statistics: any table by two dimensions over a period and filters; every number opens its incidents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from tawthiq.publish.figures import range_text
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.columns import Columns
from tawthiq.workbench.register.counting import DIMENSIONS, MANY, REPORTED, SINGLE, columns, count, total
from tawthiq.workbench.register.headlines import HARMS
from tawthiq.workbench.register.held import codes_held
from tawthiq.workbench.register.rows import day
from tawthiq.workbench.review.code_words import NONE, code_words
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, levels, screen

OFFERED = tuple(d for d in DIMENSIONS if d != "place_id")
MEASURES = ("incidents", *HARMS)
IN_ORDER = ("year", "month")
"""Dimensions whose rows stand in their own order; those of others by how much they hold."""
CHOSEN = tuple(d for d in OFFERED if d not in IN_ORDER)
"""Dimensions that the form offers as filters, with the codes that the register holds; the days of a period are fields of their own."""


def asked_day(request: StaffRequest, name: str) -> date | None:
    """A day of the address; None where it is none."""
    try:
        return day(request.GET.get(name, ""))
    except ValueError:
        return None


def address_of(cell: dict[str, str], filters: dict[str, str], start: date | None, end: date | None) -> str:
    """The list of a cell's incidents: its codes as filters, its month or year as a period within the one asked for."""
    query = dict(filters)
    for name, code in cell.items():
        if name in IN_ORDER and not code:
            query["undated"] = "1"
        elif name in IN_ORDER:
            first = date(int(code[:4]), int(code[5:7]) if name == "month" else 1, 1)
            last = first.month == 12 or name == "year"
            following = date(first.year + 1, 1, 1) if last else date(first.year, first.month + 1, 1)
            start = max(start, first) if start else first
            end = min(end, following - timedelta(days=1)) if end else following - timedelta(days=1)
        else:
            query[name] = code or NONE
    if start:
        query["from"] = start.isoformat()
    if end:
        query["to"] = end.isoformat()
    return urlencode(query)


def figure(cell: dict[str, Any], measure: str) -> str:
    """A cell's figure: how many incidents, or the people of them from the least to the most, with a plus where an end is open; a dash where no incident gives a number."""
    if measure == "incidents":
        return f"{cell['incidents']:,}"
    if not cell[f"{measure}_known"]:
        return "—"
    return range_text(cell[f"{measure}_min"], cell[f"{measure}_max"], bool(cell[f"{measure}_open"]))


@screen("see")
def statistics(request: StaffRequest) -> HttpResponse:
    """A table by one or two dimensions, of incidents, of the killed or of the injured."""
    w = w_of(request)
    by, across, measure = (request.GET.get(name, "") for name in ("by", "across", "measure"))
    by = by if by in OFFERED else "month"
    across = across if across in OFFERED and across != by else ""
    measure = measure if measure in MEASURES else "incidents"
    asked = {d: request.GET[d][:300] for d in OFFERED if request.GET.get(d)}
    filters = {d: "" if code == NONE else code for d, code in asked.items()}
    reported = {REPORTED: "1"} if request.GET.get(REPORTED) == "1" else {}
    asked, filters = {**asked, **reported}, {**filters, **reported}
    start, end = asked_day(request, "from"), asked_day(request, "to")
    held, harms = columns(levels(request.user)), [h for h in HARMS if h == measure]
    rows: dict[str, dict[str, Any]] = {
        cell[by]: {"name": code_words(by, cell[by], w), "total": cell, "figure": figure(cell, measure), "address": address_of({by: cell[by]}, asked, start, end), "cells": {}}
        for cell in count(held, by, None, filters, start, end, harms)
    }  # fmt: skip
    heads: dict[str, dict[str, Any]] = {}
    if across:
        for cell in count(held, across, None, filters, start, end, harms):
            address = address_of({across: cell[across]}, asked, start, end)
            heads[cell[across]] = {
                "name": code_words(across, cell[across], w),
                "total": cell,
                "figure": figure(cell, measure),
                "address": address,
            }
        for cell in count(held, by, across, filters, start, end, harms):
            address = address_of({by: cell[by], across: cell[across]}, asked, start, end)
            rows[cell[by]]["cells"][cell[across]] = (figure(cell, measure), address)
    shown = _ordered(heads, across)
    shape = {"by": by, "across": across, "measure": measure, "from": start, "to": end}
    context = {
        "query": urlencode({**{k: str(v) for k, v in shape.items() if v}, **asked}),
        "table": [(row, [row["cells"].get(code) for code, _ in shown]) for _, row in _ordered(rows, by)],
        "heads": [head for _, head in shown], "total": figure(total(held, filters, start, end, harms), measure), "all": address_of({}, asked, start, end),
        "by": by, "across": across, "measure": measure, "by_name": w(f"statistics.{by}"), "from": start, "to": end, "asked": asked,
        "dimensions": [(d, w(f"statistics.{d}")) for d in OFFERED], "measures": [(m, w(f"statistics.of_{m}")) for m in MEASURES],
        "filters": [(d, w(f"statistics.{d}"), code_words(d, filters[d], w), asked[d]) for d in asked if d in IN_ORDER],
        "choices": [(d, w(f"statistics.{d}"), asked.get(d, ""), _choices(held, d, w)) for d in CHOSEN], "narrowed": any(d in asked for d in CHOSEN), "reported": bool(reported), "many": {by, across} & set(MANY),
    }  # fmt: skip
    return render(request, "review/statistics.html", context)


def _choices(held: Columns, dimension: str, w: Wording) -> list[tuple[str, str]]:
    """The codes of a dimension that incidents have, in the order of their words; `NONE` for those without one stands last.

    Codes of facets are asked of the index: the columns of a dimension are read only where a table needs them.
    """
    codes = held.of(dimension)[0] if dimension in SINGLE else [*codes_held(dimension, held.levels), ""]
    words = sorted(
        ((code, clean(code_words(dimension, code, w))) for code in codes if code), key=lambda choice: choice[1]
    )
    return [*words, *([(NONE, w("statistics.unknown"))] if "" in codes else [])]


def _ordered(rows: dict[str, dict[str, Any]], dimension: str) -> list[tuple[str, dict[str, Any]]]:
    """Rows in the order of their dimension, those without a value last."""
    if dimension in IN_ORDER:
        return sorted(rows.items(), key=lambda item: (not item[0], item[0]))
    return sorted(rows.items(), key=lambda item: (not item[0], -item[1]["total"]["incidents"], item[0]))
