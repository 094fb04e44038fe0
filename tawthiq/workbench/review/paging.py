"""Pages of long lists by the place of their last row, never by counting past the first ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the next ones begin ("" at the end)."""

    rows: list[Any]
    after: str


def page_of(rows: QuerySet[Any], after: str, *, size: int = SIZE) -> Page:
    """A page of incidents, by (sort_day, id), the latest first. `after` is what the page before gave; anything else starts anew."""
    day, _, pk = after.partition(".")
    if day.isascii() and day.isdigit() and pk.isascii() and pk.isdigit() and len(day) < 9 and len(pk) < 18:
        rows = rows.filter(Q(sort_day__lt=int(day)) | Q(sort_day=int(day), pk__lt=int(pk)))
    found = list(rows.order_by("-sort_day", "-pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, f"{found[-1].sort_day}.{found[-1].pk}" if more else "")


def page_by_id(rows: QuerySet[Any], after: str, *, size: int = SIZE) -> Page:
    """A page of any rows, the newest first."""
    if after.isascii() and after.isdigit() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, str(found[-1].pk) if more else "")
