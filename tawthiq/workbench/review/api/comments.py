"""Comments: notes for colleagues on a record, by its lasting name (`incident:KEY`, `document:KEY`, `claim:DOC#2/toll/0`, …)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from ninja import Body, Router, Schema
from pydantic import ConfigDict, StringConstraints

from tawthiq.workbench.register.actions.teamwork import comment
from tawthiq.workbench.register.models import Account, Claim, Document, Incident
from tawthiq.workbench.register.names import UnknownName
from tawthiq.workbench.register.patches import find
from tawthiq.workbench.review.api.caller import Bearer, Called, Caller
from tawthiq.workbench.review.api.shapes import WRITTEN, answer

router = Router(tags=["comments"])


class Note(Schema):
    """A note and the record it is on; `@name` asks a colleague to look."""

    model_config = ConfigDict(extra="forbid")
    subject: Annotated[
        str,
        StringConstraints(
            min_length=3, max_length=700, pattern=r"^(incident|document|account|claim):[^\x00-\x1f\x7f]+$"
        ),
    ]
    text: Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]


class Noted(Schema):
    """The note's number."""

    id: int


@router.post("", response={201: Noted, **WRITTEN}, auth=Bearer("write:comments"), summary="A note on a record")
def note(request: Called, asked: Body[Note]) -> HttpResponse:
    """Writes a note on a record that the token may read."""
    if not _visible(request.auth, asked.subject):
        raise Http404
    made = comment(request.auth.user, asked.subject, asked.text)
    return answer({"id": made.pk}, status=201)


def _visible(caller: Caller, subject: str) -> bool:
    try:
        row = find(subject)
    except (UnknownName, ValueError, OverflowError):
        return False
    if row is None:
        return False
    mine: dict[type[Model], Callable[[], QuerySet[Any]]] = {
        Incident: caller.incidents,
        Document: caller.documents,
        Account: caller.accounts,
        Claim: caller.claims,
    }
    rows = mine.get(type(row))
    return rows is not None and rows().filter(pk=row.pk).exists()
