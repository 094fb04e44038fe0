"""Decisions: the sealed log, for those who may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from tawthiq.workbench.register.models import Decision, Document, Incident, Person, Source
from tawthiq.workbench.register.names import UnknownName
from tawthiq.workbench.register.patches import find
from tawthiq.workbench.review.api.caller import Bearer, Called, Caller
from tawthiq.workbench.review.api.shapes import ERRORS, FOUND, Id, Paged, Query, Word, answer, by_id, one, only

router = Router(tags=["decisions"])


class DecisionRow(Schema):
    """A ruling. `before` and `after` are null where the record is one that the token may not read."""

    id: int
    at: str
    name: str
    role: str
    action: str
    subject: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str | None
    undoes: int | None
    incidents: list[str]
    previous: str
    hash: str


class DecisionPage(Schema):
    """A page of decisions; `after` is empty at the end."""

    items: list[DecisionRow]
    after: str


class DecisionsAsked(Paged):
    """Filters of the log."""

    name: Word | None = None
    action: Word | None = None
    subject: Word | None = None


def _names(decision: Decision) -> set[str]:
    """The lasting names of whatever a decision speaks of, a proposal's payload too."""
    found = {decision.subject, *(f"incident:{key}" for key in decision.incidents)}
    for side in (decision.before, decision.after):
        for text, fields in side.items():
            if ":" in text:
                found |= {text, *(f"person:{key}" for key in _persons(text, fields))}
    waiting = [decision.after.get("payload")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and value.startswith(("incident:", "account:", "person:", "claim:")):
            found.add(value)
        elif isinstance(value, str) and "#" in value:  # the accounts of a split
            found.add(f"account:{value}")
    return found


def _persons(text: str, fields: Any) -> list[str]:
    """The keys of other persons that a patch of a person or a claim speaks of: a key is a name."""
    held = fields if isinstance(fields, dict) and text.startswith(("person:", "claim:")) else {}
    keys = [held.get("person"), held.get("merged_into"), *(held.get("apart") or ())]
    return [key for key in keys if key]


def _levels(decision: Decision) -> dict[str, str]:
    """The documents, incidents and persons that a decision is on, by name, with their access levels; what is not found counts as sealed."""
    found: dict[str, str] = {}
    for text in _names(decision):
        if text.startswith("token:"):
            continue
        try:
            row = find(text)
        except (UnknownName, ValueError, OverflowError):
            row = None
        if row is None:
            found[text] = "sealed"
            continue
        tellings = [row, getattr(row, "account", None), getattr(row, "a", None), getattr(row, "b", None)]
        for part in (row, *(getattr(t, side, None) for t in tellings for side in ("document", "incident"))):
            if isinstance(part, Document | Incident | Person | Source):
                found[f"{type(part).__name__.lower()}:{part.key}"] = part.access
        if text.startswith("claim:") and "/person/" in text:
            person = getattr(row, "person", None)
            found[text] = "sealed" if person is not None and person.access == "sealed" else "restricted"
    return found


def row_of(decision: Decision, caller: Caller, looked: dict[str, str]) -> dict[str, Any]:
    """A decision's line; what it is on is told only where the token may read it."""
    levels = _levels(decision)
    readable = all(level in caller.levels for level in levels.values())
    if readable:
        looked |= {name: level for name, level in levels.items() if level == "restricted"}
    return {
        "id": decision.pk,
        "at": decision.at.isoformat(),
        "name": decision.name,
        "role": decision.role,
        "action": decision.action,
        "subject": decision.subject if readable else None,
        "before": decision.before if readable else None,
        "after": decision.after if readable else None,
        "reason": decision.reason if readable else None,
        "undoes": decision.undoes_id,
        "incidents": decision.incidents if readable else [],
        "previous": decision.previous,
        "hash": decision.hash,
    }


@router.get("", response={200: DecisionPage, **ERRORS}, auth=Bearer("read:log"), summary="Decisions, the newest first")
def decisions(request: Called, asked: Query[DecisionsAsked]) -> HttpResponse:
    """The log."""
    only(request, asked)
    wanted = {name: getattr(asked, name) for name in ("name", "action", "subject") if getattr(asked, name)}
    page = by_id(Decision.objects.filter(**wanted), asked)
    looked: dict[str, str] = {}
    items = [row_of(d, request.auth, looked) for d in page.rows]
    if asked.subject:  # asking for a record by name tells no more than its answer may
        items = [i for i in items if i["subject"] is not None]
    request.auth.looked_at(looked, "decisions")
    return answer({"items": items, "after": page.after})


@router.get("/{pk}", response={200: DecisionRow, **FOUND}, auth=Bearer("read:log"), summary="One decision")
def decision(request: Called, pk: Id) -> HttpResponse:
    """One decision."""
    found: Decision = one(Decision.objects.all(), pk=pk)
    looked: dict[str, str] = {}
    row = row_of(found, request.auth, looked)
    request.auth.looked_at(looked, "decision")
    return answer(row)
