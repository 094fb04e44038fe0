"""Claims: single assertions with their words; and the three rulings on them, written like those of the screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Body, Router, Schema
from pydantic import ConfigDict, Field, StrictInt, StringConstraints

from tawthiq.workbench.register.actions import claims as rulings
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Claim, Decision
from tawthiq.workbench.review.api.caller import Bearer, Called, Caller
from tawthiq.workbench.review.api.shapes import (
    ERRORS,
    FOUND,
    WORD,
    WRITTEN,
    Id,
    Match,
    Number,
    Paged,
    Query,
    Unless,
    Word,
    answer,
    by_id,
    one,
    only,
)  # fmt: skip

router = Router(tags=["claims"])
Field_ = Literal["kind", "date", "place", "actor", "weapon", "person", "toll"]
State = Literal["proposed", "accepted", "corrected", "added", "rejected"]


class ClaimRow(Schema):
    """A claim in a list: `start` and `end` count characters of the document's text; `version` is its account's, for If-Match."""

    id: int
    account: int
    document: int
    document_key: str
    field: Field_
    number: int
    code: str
    group: str
    low: int | None
    high: int | None
    text: str
    start: int | None
    end: int | None
    rule: str
    state: State
    version: int


class ClaimPage(Schema):
    """A page of claims; `after` is empty at the end."""

    items: list[ClaimRow]
    after: str


class ClaimFull(ClaimRow):
    """A claim with its value in the published format; null where it was rejected or the machine read none."""

    value: dict[str, Any] | None


class ClaimsAsked(Paged):
    """Filters of the list."""

    document: Number | None = None
    account: Number | None = None
    incident: Word | None = None
    field: Field_ | None = None
    code: Word | None = None
    state: State | None = None


class Ruling(Schema):
    """Why."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]


Code = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=WORD)]
Count = Annotated[StrictInt, Field(ge=0, le=10**8)]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Changes(Schema):
    """What the claim says instead, by the keys of the published format; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    code: Code | None = None
    harm: Code | None = None
    low: Count | None = None
    high: Count | None = None
    group: Code | None = None
    qualifier: Code | None = None
    span: Annotated[list[Annotated[StrictInt, Field(ge=0, le=2**31)]], Field(min_length=2, max_length=2)] | None = None
    start: Day | None = None
    end: Day | None = None
    id: Code | None = None
    precision: Code | None = None
    role: Code | None = None
    mode: Code | None = None
    name: Code | None = None


class Correction(Ruling):
    """What the claim says instead, and why."""

    changes: Changes


class Done(Schema):
    """The ruling as it was sealed, and the account's new version."""

    decision: int
    hash: str
    version: int


def row_of(claim: Claim) -> dict[str, Any]:
    """A claim's line in a list."""
    row = {name: getattr(claim, name) for name in ClaimRow.model_fields if hasattr(claim, name)}
    account = claim.account
    return {
        **row,
        "id": claim.pk,
        "account": account.pk,
        "document": account.document_id,
        "document_key": account.document.key,
        "version": account.version,
    }


def _looked(caller: Caller, claims: list[Claim], page: str) -> None:
    named = [c.person for c in claims if c.field == "person"]
    caller.looked([*named, *(r for c in claims for r in (c.account.document, c.account.incident))], page)


@router.get("", response={200: ClaimPage, **ERRORS}, auth=Bearer("read:claims"), summary="Claims, the newest first")
def claims(request: Called, asked: Query[ClaimsAsked]) -> HttpResponse:
    """The claims of the documents and incidents that the token may read."""
    only(request, asked)
    caller = request.auth
    rows = caller.claims().defer(
        "record",
        "account__record",
        "account__document__text",
        "account__document__record",
        "account__document__told",
        "account__incident__record",
    )
    if asked.document is not None:
        rows = rows.filter(account__document=asked.document)
    if asked.account is not None:
        rows = rows.filter(account=asked.account)
    if asked.incident:
        rows = rows.filter(account__incident__key=asked.incident)
    for name in ("field", "code", "state"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    page = by_id(rows, asked)
    _looked(caller, page.rows, "claims")
    return answer({"items": [row_of(c) for c in page.rows], "after": page.after})


@router.get("/{pk}", response={200: ClaimFull, 304: None, **FOUND}, auth=Bearer("read:claims"), summary="One claim")
def claim(request: Called, pk: Id, unless: Unless = None) -> HttpResponse:
    """One claim; its ETag is its account's version."""
    found: Claim = one(request.auth.claims(), pk=pk)
    _looked(request.auth, [found], "claim")
    value = {**row_of(found), "value": value_of(found.account, found)}
    return answer(value, etag=f'"{found.account.version}"', unless=unless)


def _rule(caller: Caller, pk: int, match: str, do: Callable[[Claim, int], Decision]) -> HttpResponse:
    """Rules on a claim the caller may see. Raises Stale with the rulings on its account since, on whichever of its claims."""
    found: Claim = one(caller.claims(), pk=pk)
    _looked(caller, [found], "claim")
    decision = do(found, int(match.strip('"')))
    found.account.refresh_from_db(fields=["version"])
    version = found.account.version
    return answer({"decision": decision.pk, "hash": decision.hash, "version": version}, etag=f'"{version}"')


@router.post("/{pk}/accept", response={200: Done, **WRITTEN}, auth=Bearer("write:claims"), summary="The claim stands")
def accept(request: Called, pk: Id, match: Match, ruling: Body[Ruling]) -> HttpResponse:
    """The claim stands as it is; one's own value is accepted by a colleague only."""
    user = request.auth.user
    return _rule(request.auth, pk, match, lambda c, v: rulings.accept_claim(user, c, reason=ruling.reason, version=v))


@router.post(
    "/{pk}/reject", response={200: Done, **WRITTEN}, auth=Bearer("write:claims"), summary="The claim no longer counts"
)
def reject(request: Called, pk: Id, match: Match, ruling: Body[Ruling]) -> HttpResponse:
    """The claim no longer counts; it stays in the record."""
    user = request.auth.user
    return _rule(request.auth, pk, match, lambda c, v: rulings.reject_claim(user, c, reason=ruling.reason, version=v))


@router.post(
    "/{pk}/correct",
    response={200: Done, **WRITTEN},
    auth=Bearer("write:claims"),
    summary="The claim says something else",
)
def correct(request: Called, pk: Id, match: Match, ruling: Body[Correction]) -> HttpResponse:
    """The claim says something else; its words are taken from the text at the span."""
    user, changes = request.auth.user, ruling.changes.dict(exclude_unset=True)
    return _rule(
        request.auth, pk, match, lambda c, v: rulings.correct_claim(user, c, changes, reason=ruling.reason, version=v)
    )
