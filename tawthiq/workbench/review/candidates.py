"""Which incidents may be meant when a person merges one or moves a telling: those in doubt with it first, then those near it in time and place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote

from django.db.models import Q, QuerySet

from tawthiq.workbench.register.models import Account, Incident, Pair
from tawthiq.workbench.register.rows import day
from tawthiq.workbench.review.doubts import doubts_of
from tawthiq.workbench.review.outside import known_as

DAYS = 3
"""An incident this many days before or after is near."""
MOST = 8
STRONGEST = 200
"""Open pairs that are looked through for incidents in doubt."""
_ADDRESS = re.compile(r"/incidents/([^/?#]+)")


def for_incident(found: Incident, rows: QuerySet[Incident], doubted: Iterable[Pair]) -> list[Incident]:
    """Incidents that may be `found` as well, of those in `rows` (what the reader may see), the likeliest first: `doubted` are its open pairs."""
    others = [pk for p in doubted for pk in (p.a.incident_id, p.b.incident_id) if pk and pk != found.pk]
    start, end = found.date_start, found.date_end
    return _listed(others, rows.exclude(pk=found.pk), start, end, found.place_id, found.governorate)


def for_account(account: Account, rows: QuerySet[Incident], levels: tuple[str, ...]) -> list[Incident]:
    """Incidents that an account may tell of instead of its own."""
    ends = [p.b if p.a_id == account.pk else p.a for p in doubts_of([account.pk], levels, STRONGEST)]
    others = [end.incident_id for end in ends if end.incident_id is not None]
    when, place = account.record.get("date") or {}, account.record.get("place") or {}
    start, end = day(when.get("start")), day(when.get("end"))
    rows = rows if account.incident_id is None else rows.exclude(pk=account.incident_id)
    return _listed(others, rows, start, end, str(place.get("id") or ""), place.get("governorate") or "")


def _listed(
    first: Iterable[int], rows: QuerySet[Incident], start: date | None, end: date | None, place: str, governorate: str
) -> list[Incident]:
    rows = rows.exclude(state__in=("merged", "rejected")).defer("record", "ruled")
    wanted = list(dict.fromkeys(first))[:MOST]
    known = {i.pk: i for i in rows.filter(pk__in=wanted)}
    found = [known[pk] for pk in wanted if pk in known]
    if start is not None:
        low, high = start.toordinal() - DAYS, (end or start).toordinal() + DAYS
        here = rows.filter(sort_day__gte=low, sort_day__lte=high)
        here = here.filter(Q(place_id=place) | Q(governorate=governorate)) if governorate else here
        near = list(here.exclude(pk__in=wanted).order_by("sort_day", "pk")[:200])
        day_of = start.toordinal()
        near.sort(key=lambda i: (i.place_id != place, abs(i.sort_day - day_of), i.pk))
    elif place:
        near = list(rows.filter(place_id=place).exclude(pk__in=wanted).order_by("-sort_day", "-pk")[:MOST])
    else:
        near = []
    return (found + near)[:MOST]


def named(text: str, rows: QuerySet[Incident]) -> Incident | None:
    """The incident of `rows` that a person wrote: its code, also the one of a paper that left the office, or the address of its page as copied from a browser."""
    address = _ADDRESS.search(text)
    key = unquote(address[1]) if address else text.strip()
    return rows.filter(key=known_as(key, rows) or key).first()
