"""Rulings on accounts: reviewed and accepted, set aside, moved to another incident."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Account, Decision, Incident
from tawthiq.workbench.register.names import account_name
from tawthiq.workbench.staff.models import User


def name_of(account: Account) -> str:
    """The account's lasting name."""
    return account_name(account.document.key, account.number)


def _not_own(actor: User, account: Account) -> None:
    """Nobody reviews what they themselves changed last (standards §5.4)."""
    if account.last_editor == actor.username:
        raise PermissionDenied("own_work")


def review_account(actor: User, account: Account, state: str, *, reason: str, version: int | None = None) -> Decision:
    """A reviewer's word on what a document is said to say: `accepted`, `rejected`, or back to `lead`."""
    check(actor, "review")
    if state not in ("accepted", "rejected", "lead"):
        raise ValueError(state)
    _not_own(actor, account)
    seen = {} if version is None else {name_of(account): version}
    return decide(
        actor, f"account.{state}", name_of(account), {name_of(account): {"state": state}}, reason=reason, seen=seen
    )


def move_account(actor: User, account: Account, to: Incident, *, reason: str, version: int | None = None) -> Decision:
    """The account tells of another incident. A ruling that outlasts every rebuild (R16)."""
    check(actor, "link")
    if to.state == "merged":
        raise ValueError("incident.merged_away")
    seen = {} if version is None else {name_of(account): version}
    after = {name_of(account): {"incident": to.key, "placed_by": "person"}}
    return decide(actor, "account.move", name_of(account), after, reason=reason, seen=seen)
