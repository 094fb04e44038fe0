"""What a release asks of the office beside the decided register: what became of other incidents, whom documents name, which
voices are closed to readers, who may publish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tawthiq.workbench.register.chain import head
from tawthiq.workbench.register.consents import kept_back
from tawthiq.workbench.register.models import Claim, Decision, Document, Incident
from tawthiq.workbench.register.protection import CLOSED
from tawthiq.workbench.register.sources import hidden_voices
from tawthiq.workbench.staff.models import User

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """How the office stands to its incidents: their number by state, what became of those that do not go out (the key of
    the incident it was merged into, `restricted` where few may read it, else its state), and the last hash of the log of decisions."""

    states: dict[str, int]
    fates: dict[str, str]
    decisions: str


def standing_of() -> Standing:
    """How the office stands to all its incidents now."""
    states: dict[str, int] = {}
    fates: dict[str, str] = {}
    rows = Incident.objects.order_by("key").values_list("key", "state", "published", "access", "merged_into__key")
    for key, state, published, access, into in rows:
        states[state] = states.get(state, 0) + 1
        if state != "registered" or not published:
            fates[key] = into or ("withdrawn" if state == "registered" else state)
        elif access in CLOSED:
            fates[key] = "restricted"
    return Standing(dict(sorted(states.items())), fates, head(Decision))


def names_in(documents: Iterable[str]) -> dict[str, frozenset[str]]:
    """Every name that anything read in a document gives a person, by document — also what belongs to other incidents, and what a
    person rejected: a wrong reading may still be somebody's name."""
    keys = list(documents)
    found: dict[str, set[str]] = {}
    for at in range(0, len(keys), _BATCH):
        claims = Claim.objects.filter(field="person", account__document__key__in=keys[at : at + _BATCH])
        for key, words, name in claims.values_list("account__document__key", "text", "person__name"):
            found.setdefault(key, set()).update(filter(None, (words, name)))
    return {key: frozenset(names) for key, names in found.items()}


def closed_voices() -> frozenset[str]:
    """The keys of offices and other voices whose names may not be published."""
    return frozenset(ident.partition(":")[2] for ident in hidden_voices(("public", "internal")))


def closed_since() -> tuple[int, int]:
    """How many reports and how many incidents of the register's files are closed here and open there: sealed, or restricted
    where the build did not know of it, or not let out by who told them. What an incident's class closes is left out by every command itself."""
    closed = Document.objects.filter(Q(access__in=CLOSED) | Q(pk__in=kept_back()), inbox=False)
    held = closed.values_list("access", "record")
    reports = sum(1 for access, record in held if access == "sealed" or not record.get("restricted"))
    return reports, Incident.objects.filter(own_access__in=CLOSED).count()


def may(name: str, *actions: str) -> bool:
    """Whether an open account of this name may do one of `actions`."""
    user = User.objects.filter(username=name, is_active=True).first()
    return user is not None and any(user.may(action) for action in actions)
