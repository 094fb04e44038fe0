"""Errors as one line of problem+json (RFC 9457), whatever went wrong and wherever; never a traceback, never a page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import Field

from tawthiq.workbench.register.deciding import NothingChanged, ReasonNeeded, Stale
from tawthiq.workbench.register.models import Decision
from tawthiq.workbench.words import words

log = logging.getLogger(__name__)
MEDIA = "application/problem+json"


class Ruled(Schema):
    """A ruling of a colleague."""

    id: int
    at: str
    name: str
    role: str
    action: str
    reason: str


class Problem(Schema):
    """What was wrong, in one line."""

    status: int
    title: str
    detail: str


class Conflict(Problem):
    """A colleague was first: what they ruled since, the newest first."""

    since: list[Ruled] = Field(default_factory=list)


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """The answer of an error."""
    title = HTTPStatus(status).phrase
    body = {"status": status, "title": title, "detail": " ".join(detail.split())[:500] or title, **more}
    response = HttpResponse(orjson.dumps(body), status=status, content_type=MEDIA)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="tawthiq"'
    return response


def ruled(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Rulings as an error shows them: who, when, what and why; not the values, which may name persons."""
    return [
        {"id": d.pk, "at": d.at.isoformat(), "name": d.name, "role": d.role, "action": d.action, "reason": d.reason}
        for d in decisions
    ]


def register(api: NinjaAPI) -> None:
    """Has an API answer with problems."""
    answers: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        Throttled: _later,
        HttpError: lambda error: problem(error.status_code, error.message),
        ValidationError: lambda error: problem(422, _invalid(error)),
        Http404: lambda error: problem(404, "no such record, or none that this token may see"),
        PermissionDenied: lambda error: problem(403, _refused(error)),
        Stale: lambda error: problem(409, "a colleague was first", since=ruled(error.since)),
        NothingChanged: lambda error: problem(409, "it is so already", since=[]),
        ReasonNeeded: lambda error: problem(422, "reason: a reason is needed"),
        RequestDataTooBig: lambda error: problem(413, "the body is too large"),
        SuspiciousOperation: lambda error: problem(400, "the request is malformed"),
    }
    for kind, told in answers.items():
        api.add_exception_handler(kind, partial(_told, told))
    api.add_exception_handler(ValueError, _not_accepted)
    api.add_exception_handler(Exception, _failed)


def _told(told: Callable[[Any], HttpResponse], request: HttpRequest, error: Any) -> HttpResponse:
    return told(error)


def _not_accepted(request: HttpRequest, error: Any) -> HttpResponse:
    """A value that the register refuses, by the English words of its reason; a ValueError of any other kind is a failure."""
    section, _, name = str(error).partition(".")
    found = words("en").strings.get(section, {})
    text = found.get(name) if isinstance(found, dict) else None
    return problem(422, text) if isinstance(text, str) else _failed(request, error)


def _invalid(error: ValidationError) -> str:
    said = []
    for e in error.errors[:4]:
        where = [str(x) for x in e.get("loc", ()) if x not in ("asked", "ruling")]
        said.append(f"{'.'.join(where)[:80]}: {e.get('msg', '')[:120]}")
    return "; ".join(said)


def _refused(error: PermissionDenied) -> str:
    known = {"own_work": "nobody reviews their own work", "two_persons": "this takes two persons"}
    return known.get(str(error), "the owner's role does not allow this")


def _later(error: Throttled) -> HttpResponse:
    wait = max(1, int(error.wait or 1))
    response = problem(429, f"too many requests; try again in {wait} s")
    response["Retry-After"] = str(wait)
    return response


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("api: %s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "the office failed to answer; it is in its log")


def nowhere(request: HttpRequest) -> HttpResponse:
    """Any other address under /api/."""
    return problem(404, "no such address")


class Plainly:
    """Turns whatever error leaves /api/ otherwise (a wrong method, a wrong host) into a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith("/api/"):
            return response
        if response.status_code >= 400 and response.get("Content-Type", "") != MEDIA:
            plain = problem(response.status_code)
            if response.has_header("Allow"):
                plain["Allow"] = response["Allow"]
            response = plain
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
