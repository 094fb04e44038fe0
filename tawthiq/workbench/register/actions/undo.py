"""Taking a ruling back, by a ruling of its own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

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
}
"""The right that taking back takes, by the first word of the action."""
TWO = frozenset({"incident.merge", "incident.split", "incident.grade"})
"""Rulings of two persons; they are taken back by two (proposals.py)."""


def undo(actor: User, decision: Decision, *, reason: str) -> Decision:
    """Takes a ruling back. Raises PermissionDenied, CannotUndo."""
    if decision.action in TWO or (decision.undoes is not None and decision.undoes.action in TWO):
        raise PermissionDenied("two_persons")
    kind = decision.action.partition(".")[0]
    right = (
        "publish" if decision.action in ("incident.publish", "incident.withdraw") else RIGHTS.get(kind, "manage_staff")
    )
    if decision.action == "account.move":
        right = "link"
    check(actor, right)
    return decide(actor, f"{kind}.undo", decision.subject, undo_patch(decision), reason=reason, undoes=decision)
