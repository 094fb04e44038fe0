"""Acts that need two persons (standards §5.4): one proposes with a reason, another approves or declines with theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.actions import identities, incidents, people, records
from tawthiq.workbench.register.actions.undo import right_of
from tawthiq.workbench.register.deciding import ReasonNeeded, check, decide
from tawthiq.workbench.register.models import Account, Decision, Document, Incident, Person, Proposal
from tawthiq.workbench.register.names import split_account
from tawthiq.workbench.register.patches import Patch, find
from tawthiq.workbench.register.undoing import undo_patch
from tawthiq.workbench.staff.models import User

PROPOSE = {
    "incident.merge": "link",
    "incident.split": "link",
    "incident.grade": "grade",
    "incident.publish": "publish",
    "incident.open": "set_access",
    "document.open": "set_access",
    "identity.open": "open_identities",
    "person.merge": "link",
    "person.split": "link",
    "person.name": "set_access",
    "undo": "link",
}
"""What can be proposed, and the right it takes."""


class Closed(ValueError):
    """The proposal has been decided already."""


class Waiting(ValueError):
    """The same proposal waits for a second person already: `proposal`."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("act.proposed_already")
        self.proposal = proposal


def propose(actor: User, action: str, subject: str, payload: Mapping[str, Any], *, reason: str) -> Proposal:
    """Asks for an act that needs a second person. Raises PermissionDenied, ReasonNeeded, ValueError where it could not be carried out, Waiting."""
    if action not in PROPOSE:
        raise ValueError(action)
    check(actor, PROPOSE[action])
    if action == "undo" and (right := right_of(Decision.objects.get(pk=payload["decision"]))) == "set_access":
        check(actor, right)
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded(action)
    _patch(action, subject, payload)  # refuses now what could not be done later
    with transaction.atomic():
        chain.hold(Decision)  # two who ask at once
        for waiting in Proposal.objects.filter(action=action, subject=subject, state="open"):
            if waiting.payload == dict(payload):
                raise Waiting(waiting)
        proposal = Proposal.objects.create(
            action=action, subject=subject, payload=dict(payload), reason=reason, by=actor
        )
        chain.append(
            Decision(
                action="propose",
                subject=subject,
                before={},
                after={"proposal": proposal.pk, "action": action, "payload": dict(payload)},
                reason=reason,
            ),
            actor,
        )
    return proposal


def approve(actor: User, proposal: Proposal, *, reason: str) -> Decision:
    """Carries a proposal out. Raises PermissionDenied for the person who asked, Closed where it was decided already."""
    check(actor, "approve")
    if proposal.by_id == actor.pk:
        raise PermissionDenied("own_work")
    with transaction.atomic():
        mine = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if mine.state != "open":
            raise Closed(mine.state)
        chain.hold(Decision)  # what is proposed is laid over the record as it stands, not as it stood a moment ago
        after = _patch(mine.action, mine.subject, mine.payload)
        undoes = Decision.objects.get(pk=mine.payload["decision"]) if mine.action == "undo" else None
        said = f"{mine.by.username}: {mine.reason} — {reason}" if reason.strip() else ""
        decision = (
            identities.allow(actor, mine, reason=said)
            if mine.action == identities.OPENING
            else decide(actor, mine.action, mine.subject, after, reason=said, undoes=undoes)
        )
        mine.state, mine.decision = "approved", decision
        mine.save(update_fields=["state", "decision"])
    return decision


def decline(actor: User, proposal: Proposal, *, reason: str) -> Decision:
    """Closes a proposal without carrying it out; the person who asked may withdraw it."""
    own = proposal.by_id == actor.pk
    if not own:
        check(actor, "approve")
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded("decline")
    with transaction.atomic():
        mine = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if mine.state != "open":
            raise Closed(mine.state)
        word = "withdraw" if own else "decline"
        decision = chain.append(
            Decision(action=word, subject=mine.subject, before={}, after={"proposal": mine.pk}, reason=reason), actor
        )
        mine.state, mine.decision = ("withdrawn" if own else "declined"), decision
        mine.save(update_fields=["state", "decision"])
    return decision


def _incident(subject: str) -> Incident:
    found = find(subject)
    if not isinstance(found, Incident):
        raise ValueError("incident.gone")
    return found


def _document(subject: str) -> Document:
    found = find(subject)
    if not isinstance(found, Document):
        raise ValueError("document.gone")
    return found


def _person(subject: str) -> Person:
    found = find(subject)
    if not isinstance(found, Person):
        raise ValueError("people.gone")
    return found


def _patch(action: str, subject: str, payload: Mapping[str, Any]) -> Patch:
    """What an act would write now."""
    if action == "incident.merge":
        return incidents.merge_patch(_incident(subject), _incident(str(payload["gone"])))
    if action == "incident.split":
        wanted = [split_account(str(key)) for key in payload["accounts"]]
        accounts = [Account.objects.select_related("document").get(document__key=d, number=n) for d, n in wanted]
        return incidents.split_patch(_incident(subject), accounts)[0]
    if action == "incident.grade":
        return incidents.rule_on(_incident(subject), payload["changes"])
    if action == "incident.publish":
        incidents.may_go_out(_incident(subject))
        return {subject: {"published": True}}
    if action == "incident.open":
        return incidents.access_patch(_incident(subject), str(payload["access"]))
    if action == "document.open":
        return records.access_patch(_document(subject), str(payload["access"]))
    if action == identities.OPENING:
        identities.unopened(subject)
        return {}  # no row changes: whoever asked may look, once
    if action == "person.merge":
        return people.merge_patch(_person(subject), _person(str(payload["gone"])))
    if action == "person.split":
        return people.split_patch(_person(subject), [str(name) for name in payload["claims"]])
    if action == "person.name":
        return people.access_patch(_person(subject), str(payload["access"]))
    return undo_patch(Decision.objects.get(pk=payload["decision"]))
