"""What the resources share: the types of parameters, pages by the place of their last row, answers as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import orjson
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Path, Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field, StringConstraints

from tawthiq.workbench.review.api.problems import Conflict, Problem
from tawthiq.workbench.review.paging import Page, page_by_id

WORD = r"^[^\x00-\x1f\x7f]*$"
Word = Annotated[str, StringConstraints(max_length=300, pattern=WORD)]
"""A code, key or name to look for."""
Number = Annotated[int, Field(ge=1, le=2**53 - 1)]
Id = Annotated[int, Path(ge=1, le=2**53 - 1)]
"""A record's number in an address."""
Key = Annotated[str, Path(min_length=1, max_length=200, pattern=WORD)]
"""An incident's key in an address."""
Match = Annotated[
    str, Header(alias="If-Match", pattern=r'^"[0-9]{1,9}"$', description="The ETag of the record as it was read.")
]
Unless = Annotated[str | None, Header(alias="If-None-Match", max_length=100)]
"""The ETag that the program has already."""


def _iso(value: object) -> object:
    """A day as ISO writes it and nothing else: pydantic alone would take a number for seconds since 1970."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value


Day = Annotated[date, BeforeValidator(_iso)]
"""A day in an address."""
After = Annotated[str, StringConstraints(max_length=30, pattern=r"^[0-9]{1,17}$")]


class Paged(Schema):
    """Where a page begins and how long it is."""

    after: After | None = Field(None, description="`after` of the page before.")
    limit: int = Field(20, ge=1, le=100)


ERRORS = {401: Problem, 403: Problem, 422: Problem, 429: Problem}
"""What any address may answer with."""
FOUND = {**ERRORS, 404: Problem}
WRITTEN = {**FOUND, 400: Problem, 409: Conflict, 413: Problem}

__all__ = [
    "ERRORS",
    "FOUND",
    "WRITTEN",
    "Day",
    "Id",
    "Key",
    "Match",
    "Number",
    "Paged",
    "Query",
    "Unless",
    "Word",
    "answer",
    "by_id",
    "one",
    "only",
]


def only(request: HttpRequest, asked: Schema) -> None:
    """Refuses a parameter that the address does not know, or one given twice: what is not understood must not give everything. Raises HttpError 422."""
    known = {field.alias or name for name, field in type(asked).model_fields.items()}
    unknown = sorted(request.GET.keys() - known)
    if unknown:
        raise HttpError(422, f"{unknown[0][:80]}: no such parameter; there are {', '.join(sorted(known))}")
    twice = sorted(name for name, values in request.GET.lists() if len(values) > 1)
    if twice:
        raise HttpError(422, f"{twice[0]}: given more than once")


def answer(value: Any, *, etag: str = "", unless: str | None = None, status: int = 200) -> HttpResponse:
    """A value as JSON; 304 where the program has it already."""
    if etag and unless is not None and etag in (tag.strip().removeprefix("W/") for tag in unless.split(",")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(orjson.dumps(value), status=status, content_type="application/json")
    if etag:
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
    return response


def by_id(rows: QuerySet[Any], asked: Paged) -> Page:
    """A page of rows, the newest first."""
    return page_by_id(rows, asked.after or "", size=asked.limit)


def one(rows: QuerySet[Any], **key: Any) -> Any:
    """The one record of a key among those the caller may see. Raises Http404."""
    found: Model | None = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found
