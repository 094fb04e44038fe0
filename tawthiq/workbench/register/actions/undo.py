"""Taking a ruling back, by a ruling of its own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision
from tawthiq.workbench.register.undoing import undo_patch
from tawthiq.workbench.staff.models import User

RIGHTS = {
    "claim": "edit_claims",
    "account": "review",
    "incident": "review",
    "pair": "link",
    "finding": "review",
    "document": "set_access",
    "person": "link",
    "source": "rule_sources",
    "word": "edit_vocabulary",
}
"""The right that taking back takes, by the first word of the action."""
TWO = frozenset(
    {
        "incident.merge",
        "incident.split",
        "incident.grade",
        "incident.open",
        "incident.close",
        "document.open",
        "document.access",
        "person.merge",
        "person.split",
        "person.name",
        "person.access",
    }
)
"""Rulings that two persons take back (proposals.py): those that two gave, and the closing of a name, an incident or a document, whose undoing opens it."""
_OTHER = {
    "incident.publish": "publish",
    "incident.withdraw": "publish",
    "account.move": "link",
    "account.add": "edit_claims",
    "incident.open": "set_access",
    "incident.close": "set_access",
    "person.name": "set_access",
    "person.access": "set_access",
    "source.access": "set_access",
}


def takes_two(decision: Decision) -> bool:
    """Whether a ruling, or the one whose undoing it is, is taken back by two persons."""
    return _first(decision).action in TWO


def right_of(decision: Decision) -> str:
    """The right that taking a ruling back takes."""
    first = _first(decision)
    return _OTHER.get(first.action) or RIGHTS.get(first.action.partition(".")[0], "manage_staff")


def _first(decision: Decision) -> Decision:
    """The ruling that a chain of undoings goes back to."""
    while decision.undoes is not None:
        decision = decision.undoes
    return decision


def undo(actor: User, decision: Decision, *, reason: str) -> Decision:
    """Takes a ruling back. Raises PermissionDenied, CannotUndo."""
    if takes_two(decision):
        raise PermissionDenied("two_persons")
    check(actor, right_of(decision))
    kind = decision.action.partition(".")[0]
    with transaction.atomic():
        chain.hold(Decision)  # of two who take it back at one moment, the second sees that it is taken back
        return decide(actor, f"{kind}.undo", decision.subject, undo_patch(decision), reason=reason, undoes=decision)
