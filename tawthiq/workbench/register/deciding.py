"""How a ruling is written down: rights checked, rows patched, incidents weighed anew, the log sealed — all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from tawthiq.workbench.register import chain, patches
from tawthiq.workbench.register.models import Decision, Incident, Touched
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.register.reweigh import reweigh
from tawthiq.workbench.register.weighing import AT_ONCE, weigh_later
from tawthiq.workbench.staff.models import User


class NothingChanged(ValueError):
    """A ruling that would leave everything as it is."""


class ReasonNeeded(ValueError):
    """A ruling without a reason."""


@dataclass
class Stale(Exception):
    """Somebody else ruled on the record since the page was opened; `since` are their decisions, the newest first."""

    since: tuple[Decision, ...]


def check(actor: User, action: str) -> None:
    """Raises PermissionDenied where the actor's role may not do `action`."""
    if not actor.may(action):
        raise PermissionDenied(action)


def decisions_on(subject: str, incident: str = "") -> QuerySet[Decision]:
    """Decisions on a subject and on its parts — a document's accounts, an account's claims, all that touched an incident —, the newest first."""
    kind, _, key = subject.partition(":")
    found = Decision.objects.filter(subject=subject)
    for part in {"document": (f"account:{key}#", f"claim:{key}#"), "account": (f"claim:{key}/",)}.get(kind, ()):
        found = found | Decision.objects.filter(subject__startswith=part)
    if incident:
        found = found | Decision.objects.filter(pk__in=Touched.objects.filter(incident=incident).values("decision"))
    return found.order_by("-pk")


def decide(
    actor: User,
    action: str,
    subject: str,
    after: Mapping[str, Any],
    *,
    reason: str,
    undoes: Decision | None = None,
    seen: Mapping[str, int] | None = None,
) -> Decision:
    """Writes a ruling down and returns it.

    `after` is the patch (patches.py); `seen` the versions of rows as the actor's page showed them, by name. Raises
    ReasonNeeded, NothingChanged, Stale, patches.CannotPatch; nothing is then written. Rights are the caller's to check. Where very many
    incidents are touched, they are weighed in the background (weighing.py).
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded(action)
    with transaction.atomic():
        chain.hold(
            Decision
        )  # before the rows are looked at: of two who rule at one moment, the second sees what the first did
        _fresh(seen or {})
        before = patches.current(after)
        wanted = {text: {k: v for k, v in fields.items() if k != "made"} for text, fields in after.items()}
        if all(before[text] == fields for text, fields in wanted.items()):
            raise NothingChanged(subject)
        touched = patches.apply(after, actor.username)
        keys = sorted(touched)
        many = len(keys) > AT_ONCE
        for incident in Incident.objects.filter(key__in=[] if many else keys).order_by("key"):
            reweigh(incident)
        decision = chain.append(
            Decision(
                action=action,
                subject=subject,
                before=before,
                after=dict(after),
                reason=reason,
                undoes=undoes,
                incidents=[] if many else keys,
            ),
            actor,
        )
        Touched.objects.bulk_create((Touched(decision=decision, incident=key) for key in keys), batch_size=500)
        if many:
            weigh_later(decision.pk, len(keys))
        grow()
    return decision


def _fresh(seen: Mapping[str, int]) -> None:
    """Raises Stale where a row has moved on from the version that was seen."""
    for text, version in seen.items():
        row = patches.find(text)
        now = getattr(row, "version", None)
        if row is not None and now is not None and now != version:
            incident = text.partition(":")[2] if text.startswith("incident:") else ""
            found = list(decisions_on(text, incident)[:5])
            raise Stale(tuple(found))
