"""What is done with identities: taken down sealed, opened by one with another's yes, consent given and withdrawn, destroyed when their time is over.

No name reaches a decision, a custody entry, a log or an address: those speak of the pseudonym alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tawthiq.custody.identities import NoKey, new_pseudonym, seal, secret_in, unseal
from tawthiq.workbench.register import chain, patches
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.deciding import NothingChanged, ReasonNeeded, check
from tawthiq.workbench.register.forgetting import forget_after_commit
from tawthiq.workbench.register.models import Consent, Custody, Decision, Document, Identity, Proposal, Reading, State
from tawthiq.workbench.register.models.identities import KINDS, SCOPES
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.staff.models import User

KEY_FILE = "TAWTHIQ_IDENTITY_KEY"
"""The environment's name for the file with the secret key; without it nobody opens an identity on this machine."""
OPENING = "identity.open"
"""The act that shows who somebody is: to name a person takes two (standards §5.4). One asks (proposals.py), another allows, the first looks."""
LONGEST_NAME, LONGEST_NOTE = 300, 4_000


def name_of(identity: Identity) -> str:
    """The lasting name that the log speaks of."""
    return f"identity:{identity.pseudonym}"


def public_key() -> str:
    """The office's public key, or "" where none was made (`tawthiq identities key`)."""
    return State.objects.filter(name="identity_key").values_list("value", flat=True).first() or ""


def take_down(
    actor: User,
    kind: str,
    name: str,
    *,
    contact: str = "",
    notes: str = "",
    documents: Iterable[Document] = (),
    reason: str,
) -> Identity:
    """Seals who somebody is under a new pseudonym. Raises ValueError (a key of the words) where something is missing."""
    reason = _may(actor, "keep_identities", reason)
    name = " ".join(name.split())
    if kind not in KINDS or not name or len(name) > LONGEST_NAME or len(contact) + len(notes) > LONGEST_NOTE:
        raise ValueError("identities.name_needed")
    public = public_key()
    if not public:
        raise ValueError("identities.no_key")
    who = {"name": name, "contact": contact.strip(), "notes": notes.strip()}
    with transaction.atomic():
        sealed = seal(who, public)
        identity = Identity.objects.create(pseudonym=new_pseudonym(kind), kind=kind, sealed=sealed, by=actor)
        identity.documents.set(documents)
        keys = sorted(identity.documents.values_list("key", flat=True))
        mark = mark_of(sealed)
        _log(actor, "identity.add", identity, {"kind": kind, "documents": keys, "sealed_sha256": mark}, reason)
    return identity


def mark_of(sealed: bytes) -> str:
    """What the log holds of a sealed identity: the hash of the sealed bytes, of which nothing can be learnt."""
    return hashlib.sha256(sealed).hexdigest()


def unopened(subject: str) -> Identity:
    """The identity of a name that one may ask to open. Raises ValueError (a key of the words) where nothing is left to open."""
    found = Identity.objects.filter(pseudonym=subject.removeprefix("identity:"), sealed__isnull=False).first()
    if found is None:
        raise ValueError("identities.destroyed")
    return found


def allow(actor: User, asked: Proposal, *, reason: str) -> Decision:
    """A second person's yes to an opening that another asked for; that person sees nothing by it. Raises ReasonNeeded."""
    if not reason:
        raise ReasonNeeded(OPENING)
    return _log(actor, OPENING, unopened(asked.subject), {"by": asked.by.username, "proposal": asked.pk}, reason)


def asked_of(actor: User, identity: Identity) -> Proposal | None:
    """What a person asked for of an identity, where it waits or was allowed, is not used and its time is not over; else None: they must ask (anew)."""
    mine = Proposal.objects.filter(action=OPENING, subject=name_of(identity), by=actor, state__in=("open", "approved"))
    since = timezone.now() - timedelta(hours=settings.IDENTITY_OPEN_HOURS)
    return mine.exclude(state="approved", decision__at__lte=since).order_by("state", "-pk").first()


def open_identity(actor: User, identity: Identity) -> dict[str, Any]:
    """Who a pseudonym is, once, to whoever asked for it and had another's yes. The look is logged before anything is shown.

    Raises PermissionDenied without a yes, ValueError (a key of the words) where the key is not on this machine: the yes then stands.
    """
    check(actor, "open_identities")
    if identity.sealed is None:
        raise ValueError("identities.destroyed")
    asked = asked_of(actor, identity)
    if asked is None or asked.state != "approved":
        raise PermissionDenied("two_persons")
    with transaction.atomic():
        chain.append(Reading(subject=name_of(identity), level="sealed", page=f"identity: {asked.reason}"[:60]), actor)
    path = os.environ.get(KEY_FILE, "")
    if not path:
        raise ValueError("identities.key_elsewhere")
    try:
        who = unseal(bytes(identity.sealed), secret_in(Path(path)))
    except NoKey as error:
        raise ValueError("identities.wrong_key") from error
    if not Proposal.objects.filter(pk=asked.pk, state="approved").update(state="used"):
        raise PermissionDenied("two_persons")  # used this moment in another window
    return who


def give_consent(
    actor: User, identity: Identity, scopes: Collection[str], given: date, *, guardian: bool = False, reason: str
) -> Consent:
    """Writes down what a person agreed to. Raises ValueError for no scope, or a day to come."""
    reason = _may(actor, "keep_identities", reason)
    if not scopes or not set(scopes) <= set(SCOPES) or given > timezone.now().date():
        raise ValueError("identities.scope_needed")
    with transaction.atomic():
        consent = Consent.objects.create(
            identity=identity, scopes=[s for s in SCOPES if s in scopes], given=given, guardian=guardian, by=actor
        )
        after = {"scopes": consent.scopes, "given": given.isoformat(), "guardian": guardian}
        _log(actor, "identity.consent", identity, after, reason)
    return consent


def withdraw(actor: User, consent: Consent, *, reason: str) -> list[str]:
    """Takes a consent back: what the person told is sealed at once, and a mark of it stays. The keys of the documents that were sealed."""
    reason = _may(actor, "keep_identities", reason)
    identity = consent.identity
    with transaction.atomic():
        if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
            raise NothingChanged(identity.pseudonym)
        others = Consent.objects.filter(identity=identity, withdrawn_at=None).exists()
        told = [] if others else list(identity.documents.exclude(own_access="sealed").order_by("key"))
        after = {f"document:{document.key}": {"access": "sealed"} for document in told}
        before = patches.current(after)
        patches.apply(after, actor.username)
        for document in told:
            mark = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
            note("withdrawn", f"document:{document.key}", {"text_sha256": mark, "identity": identity.pseudonym}, actor)
        chain.append(
            Decision(action="identity.withdraw", subject=name_of(identity), before=before, after=after, reason=reason),
            actor,
        )
        grow()
    return [document.key for document in told]


def destroy(actor: User, identity: Identity, *, reason: str) -> None:
    """Destroys who a pseudonym is, for good. Not one's own entry.

    The record of it, sealed in the chain of custody, says what was destroyed, whether the schedule asked for it, and names the two
    persons, who took it down and who destroyed it, each by the hash of their row in the log (standards §5.11).
    """
    reason = _may(actor, "destroy_identities", reason)
    if identity.by_id == actor.pk:
        raise PermissionDenied("own_work")
    with transaction.atomic():
        row = Identity.objects.select_for_update().get(pk=identity.pk)
        if row.sealed is None:
            raise NothingChanged(row.pseudonym)
        chain.hold(Custody)  # in the order in which a withdrawal takes the two chains
        record = {"sealed_sha256": mark_of(bytes(row.sealed)), "kind": row.kind, "due": row in due()}
        taken = Decision.objects.filter(action="identity.add", subject=name_of(row)).order_by("pk").first()
        row.sealed, row.destroyed_at = None, timezone.now()
        row.save(update_fields=["sealed", "destroyed_at"])
        destroyed = _log(actor, "identity.destroy", row, {"sealed_sha256": record["sealed_sha256"]}, reason)
        hands = {"taken_down": taken, "destroyed": destroyed}
        by = {did: {"name": d.name, "role": d.role, "decision": d.hash} for did, d in hands.items() if d is not None}
        note("destroyed", name_of(row), record | by, actor)
        forget_after_commit()


def record_of(identity: Identity) -> Custody | None:
    """The record of an identity's destruction; None where it was not destroyed."""
    return Custody.objects.filter(act="destroyed", subject=name_of(identity)).order_by("-pk").first()


def due(now: datetime | None = None) -> list[Identity]:
    """Identities that the schedule of retention asks to destroy: all consents withdrawn, or none given, for longer than their kind is kept."""
    now = now or timezone.now()
    found = []
    for identity in Identity.objects.exclude(destroyed_at__isnull=False).prefetch_related("consents").order_by("pk"):
        days = settings.RETENTION_DAYS[identity.kind]
        consents = list(identity.consents.all())
        if any(c.withdrawn_at is None for c in consents):
            continue
        since = max([c.withdrawn_at for c in consents if c.withdrawn_at], default=identity.at)
        if since + timedelta(days=days) <= now:
            found.append(identity)
    return found


def _may(actor: User, right: str, reason: str) -> str:
    check(actor, right)
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded(right)
    return reason


def _log(actor: User, action: str, identity: Identity, after: dict[str, Any], reason: str) -> Decision:
    """Seals an act. Such rows are not of the register, and are not undone from the log."""
    return chain.append(
        Decision(action=action, subject=name_of(identity), before={}, after={"is": after}, reason=reason), actor
    )
