"""Incidents: the register's lines; what stands in documents that the token may not read is left out of them."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from tawthiq.workbench.register.models import Account, Incident
from tawthiq.workbench.register.revision import revision
from tawthiq.workbench.review.api.caller import Bearer, Called, Caller
from tawthiq.workbench.review.api.shapes import ERRORS, FOUND, Day, Key, Paged, Query, Unless, Word, answer, one, only
from tawthiq.workbench.review.incident_page import shown_origins
from tawthiq.workbench.review.incidents import filtered
from tawthiq.workbench.review.outside import known_as
from tawthiq.workbench.review.paging import page_of

router = Router(tags=["incidents"])
KEPT = 512
"""How many first pages a process keeps until the register changes."""
_pages: OrderedDict[tuple[Any, ...], tuple[bytes, dict[str, str]]] = OrderedDict()


class IncidentRow(Schema):
    """An incident in a list."""

    key: str
    title_ar: str
    title_en: str
    kind: str
    date_start: date | None
    date_end: date | None
    date_precision: str
    place_id: str
    place_ar: str
    place_en: str
    place_precision: str
    governorate: str
    lat: float | None
    lon: float | None
    grade: str
    attribution_grade: str
    killed_min: int | None
    killed_max: int | None
    killed_open: bool
    injured_min: int | None
    injured_max: int | None
    injured_open: bool
    documents: int
    origins: int
    conflicts: int
    background_only: bool
    state: str
    published: bool
    access: str
    version: int


class IncidentPage(Schema):
    """A page of incidents, the latest event first; `after` is empty at the end."""

    items: list[IncidentRow]
    after: str


class IncidentFull(IncidentRow):
    """An incident with its line in the published format. `left_out`: how many of its documents the token may not read."""

    record: dict[str, Any]
    ruled: dict[str, Any]
    left_out: int


Place = Annotated[str, StringConstraints(max_length=30, pattern=r"^[0-9]{1,8}\.[0-9]{1,17}$")]


class IncidentsFiltered(Schema):
    """Filters of the register, as on its screen."""

    kind: Word | None = None
    governorate: Word | None = None
    grade: Word | None = None
    attribution_grade: Word | None = None
    state: Literal["lead", "under_review", "registered", "merged", "rejected"] | None = None
    place_id: Word | None = None
    actor: Word | None = None
    weapon: Word | None = None
    harm: Word | None = None
    group: Word | None = None
    label: Word | None = None
    source: Word | None = Field(None, description="A publisher of one of its documents.")
    conflict: Literal["any"] | None = None
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    published: bool | None = None


class IncidentsAsked(IncidentsFiltered, Paged):
    """Filters and page."""

    after: Place | None = Field(None, description="`after` of the page before.")


FIELDS = tuple(IncidentRow.model_fields)


def row_of(incident: Incident) -> dict[str, Any]:
    """An incident's line in a list."""
    return {name: getattr(incident, name) for name in FIELDS}


def narrowed(caller: Caller, asked: IncidentsFiltered) -> QuerySet[Incident]:
    """The incidents that filters leave; a publisher counts by documents that the token may read."""
    wanted = asked.dict(by_alias=True, exclude_none=True, exclude={"after", "limit", "source"})
    if "published" in wanted:
        wanted["published"] = "1" if wanted["published"] else "0"
    rows = filtered(caller.incidents(), {name: str(value) for name, value in wanted.items()})
    if asked.source:
        told = Account.objects.filter(document__publisher=asked.source, document__access__in=caller.levels)
        rows = rows.filter(pk__in=told.values("incident"))
    return rows


@router.get(
    "",
    response={200: IncidentPage, **ERRORS},
    auth=Bearer("read:incidents"),
    summary="Incidents, the latest event first",
)
def incidents(request: Called, asked: Query[IncidentsAsked]) -> HttpResponse:
    """The incidents that the token may read; merged and rejected ones only where their state is asked for."""
    only(request, asked)
    caller = request.auth
    key = (revision(), caller.levels, request.META.get("QUERY_STRING", ""))
    kept = _pages.get(key)
    if kept is None:
        page = page_of(narrowed(caller, asked).only("pk", "sort_day", *FIELDS), asked.after or "", size=asked.limit)
        restricted = {f"incident:{i.key}": i.access for i in page.rows if i.access == "restricted"}
        response = answer({"items": [row_of(i) for i in page.rows], "after": page.after})
        _pages[key] = (response.content, restricted)
        while len(_pages) > KEPT:
            _pages.popitem(last=False)
        caller.looked_at(restricted, "incidents")
        return response
    caller.looked_at(kept[1], "incidents")
    return HttpResponse(kept[0], content_type="application/json")


@router.get(
    "/{key}", response={200: IncidentFull, 304: None, **FOUND}, auth=Bearer("read:incidents"), summary="One incident"
)
def incident(request: Called, key: Key, unless: Unless = None) -> HttpResponse:
    """One incident; ETag is its version (with another for a token that reads more)."""
    caller = request.auth
    found: Incident = one(caller.incidents(), key=known_as(key, caller.incidents()) or key)
    documents = {
        a.document.key: a.document
        for a in Account.objects.filter(incident=found).select_related("document").defer("document__text")
    }
    hidden = frozenset(key for key, d in documents.items() if d.access not in caller.levels)
    caller.looked([found, *(d for key, d in documents.items() if key not in hidden)], "incident")
    record = without(found.record, hidden)
    record = {**record, "origins": shown_origins(record, caller.levels)}
    unnamed = sum(not origin.get("name") for origin in record["origins"])
    value = {**row_of(found), "record": record, "ruled": found.ruled, "left_out": len(hidden)}
    etag = f'"{found.version}{f"-{len(hidden)}-{unnamed}" if hidden or unnamed else ""}"'
    return answer(value, etag=etag, unless=unless)


_GONE = object()


def without(record: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """A published line without what names a hidden document: its accounts, claims, links and origins, and words quoted from it."""
    if not hidden:
        return record
    kept: dict[str, Any] = {
        name: value for name, value in ((n, _less(v, hidden)) for n, v in record.items()) if value is not _GONE
    }
    for name in ("date", "place"):  # which document their words are quoted from is not known
        if isinstance(kept.get(name), dict):
            kept[name] = {**kept[name], "text": "", "span": None}
    return kept


def _less(value: Any, hidden: frozenset[str]) -> Any:
    if isinstance(value, str):
        return _GONE if value in hidden else value
    if isinstance(value, list):
        if (
            len(value) > 1 and isinstance(value[0], str) and value[0] in hidden and isinstance(value[1], int)
        ):  # an account or a claim by its place
            return _GONE
        return [x for x in (_less(v, hidden) for v in value) if x is not _GONE]
    if isinstance(value, dict):
        kept = {k: _less(v, hidden) for k, v in value.items()}
        return _GONE if any(v is _GONE for v in kept.values()) else kept
    return value
