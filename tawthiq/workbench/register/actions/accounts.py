"""Rulings on accounts: reviewed and accepted, set aside, moved to another incident, added by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from tawthiq.domain.from_records import Atlas
from tawthiq.reconcile.identity import incident_id
from tawthiq.workbench.register.actions.claims import checked
from tawthiq.workbench.register.by_hand import blank
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.joining import blank_line
from tawthiq.workbench.register.models import Account, Decision, Document, Incident
from tawthiq.workbench.register.names import account_name, claim_name
from tawthiq.workbench.register.patches import Patch
from tawthiq.workbench.register.protection import CLOSED, opens
from tawthiq.workbench.register.reweigh import extraction_of
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
    """The account tells of another incident. A ruling that outlasts every rebuild (R16).

    Raises ValueError where it would bring the telling out of a closed incident into one that more people may read: that takes two persons.
    """
    check(actor, "link")
    if to.state == "merged":
        raise ValueError("incident.merged_away")
    if account.incident is not None and account.incident.access in CLOSED and opens(account.incident, to.access):
        raise ValueError("incident.more_open_home")
    seen = {} if version is None else {name_of(account): version}
    after = {name_of(account): {"incident": to.key, "placed_by": "person"}}
    return decide(actor, "account.move", name_of(account), after, reason=reason, seen=seen)


def add_account(
    actor: User, document: Document, kind: str, span: Any, into: Incident | None, *, reason: str
) -> tuple[Decision, str]:
    """A telling that the machine did not see, by the words that say what happened; the decision and the incident's key.

    It goes into the incident `into`, or stands as a new one. What it says beside its kind is added to it claim by claim. Raises BadValue.
    """
    check(actor, "edit_claims")
    if into is not None and into.state == "merged":
        raise ValueError("incident.merged_away")
    number = document.accounts.count()
    account = Account(document=document, number=number, record=blank(kind), kind=kind)
    said = checked(account, "kind", {"code": kind, "span": span})
    key = into.key if into is not None else _new_key(document, number)
    after: Patch = {} if into is not None else {f"incident:{key}": {"made": blank_line(key, kind), "state": "lead"}}
    after[name_of(account)] = {"made": account.record, "incident": key, "placed_by": "person"}
    after[claim_name(document.key, number, "kind", 0)] = {"state": "added", "record": said}
    return decide(actor, "account.add", name_of(account), after, reason=reason), key


def _new_key(document: Document, number: int) -> str:
    extraction = extraction_of(document, [(number, blank("unknown"))], Atlas.of({}))
    key = stem = incident_id([(document.key, number)], {document.key: extraction})
    more = 1
    while Incident.objects.filter(key=key).exists():
        more += 1
        key = f"{stem}-{more}"
    return key
