"""Accounts: one document's telling of one incident, as it stands after persons' rulings."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema

from tawthiq.workbench.register.effective import standing
from tawthiq.workbench.register.models import Account
from tawthiq.workbench.review.api.caller import Bearer, Called
from tawthiq.workbench.review.api.shapes import (
    ERRORS,
    FOUND,
    Id,
    Number,
    Paged,
    Query,
    Unless,
    Word,
    answer,
    by_id,
    one,
    only,
)

router = Router(tags=["accounts"])


class AccountRow(Schema):
    """An account in a list. `incident` is null where it stands in none."""

    id: int
    document: int
    document_key: str
    number: int
    kind: str
    background: bool
    summary: bool
    state: str
    incident: str | None
    version: int


class AccountPage(Schema):
    """A page of accounts; `after` is empty at the end."""

    items: list[AccountRow]
    after: str


class AccountFull(AccountRow):
    """An account with its record in the published format (docs/interchange.md)."""

    record: dict[str, Any]


class AccountsAsked(Paged):
    """Filters of the list."""

    document: Number | None = None
    incident: Word | None = None
    kind: Word | None = None
    state: Literal["lead", "accepted", "rejected"] | None = None


def row_of(account: Account) -> dict[str, Any]:
    """An account's line in a list."""
    incident = account.incident
    return {
        "id": account.pk,
        "document": account.document_id,
        "document_key": account.document.key,
        "number": account.number,
        "kind": account.kind,
        "background": account.background,
        "summary": account.summary,
        "state": account.state,
        "incident": incident.key if incident is not None else None,
        "version": account.version,
    }


@router.get("", response={200: AccountPage, **ERRORS}, auth=Bearer("read:claims"), summary="Accounts, the newest first")
def accounts(request: Called, asked: Query[AccountsAsked]) -> HttpResponse:
    """The accounts of the documents and incidents that the token may read."""
    only(request, asked)
    caller = request.auth
    rows = caller.accounts().defer("record", "document__text", "document__record", "document__told", "incident__record")
    if asked.document is not None:
        rows = rows.filter(document=asked.document)
    if asked.incident:
        rows = rows.filter(incident__key=asked.incident)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    page = by_id(rows, asked)
    caller.looked([r for a in page.rows for r in (a.document, a.incident)], "accounts")
    return answer({"items": [row_of(a) for a in page.rows], "after": page.after})


@router.get(
    "/{pk}",
    response={200: AccountFull, 304: None, **FOUND},
    auth=Bearer("read:claims"),
    summary="One account as it stands",
)
def account(request: Called, pk: Id, unless: Unless = None) -> HttpResponse:
    """One account; persons are named only with read:restricted."""
    caller = request.auth
    found: Account = one(caller.accounts(), pk=pk)
    claims = list(found.claims.select_related("person"))
    record, _ = standing(found, claims)
    people = [c.person for c in claims if c.person is not None and c.field == "person" and c.state != "rejected"]
    if not caller.restricted or any(p.access not in caller.levels for p in people):
        record["persons"], people = [], []
    caller.looked([found.document, found.incident, *people], "account")
    etag = f'"{found.version}{"r" if caller.restricted else ""}"'
    return answer({**row_of(found), "record": record}, etag=etag, unless=unless)
