"""Who may read an incident and its tellings: what its class asks for, what persons ruled, which of the two holds (standards §5.4, §5.5, A12).

Sexual violence is restricted until two persons open it. Whatever closed an incident, it opens by a ruling alone: another reading,
a corrected claim or a rebuild may close one, and never opens it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from tawthiq.publish.public import HIDDEN
from tawthiq.workbench.register.models import Account, Document, Incident, Person
from tawthiq.workbench.register.models.documents import ACCESS, strictest

CLOSED = ("restricted", "sealed")
"""The levels that not every reader of the register may read, and that nothing leaves the office at."""
_UNRULED, _BY_CLASS = "internal", "restricted"


def classes_of(record: Mapping[str, Any]) -> frozenset[str]:
    """What of an incident's line, its kind and what its sources call it, makes it restricted by default."""
    return frozenset({record["kind"], *(record.get("labels") or ())}) & HIDDEN


def level_of(own: str, cleared: Collection[str], classes: Collection[str]) -> str:
    """The level that holds: what persons ruled (`own`, "" where nobody did), closed by every class that they had not before them
    when they ruled (`cleared`)."""
    ruled = own or _UNRULED
    return ruled if set(classes) <= set(cleared) else strictest(ruled, _BY_CLASS)


def settle(incident: Incident, *, ruled: bool = False) -> None:
    """Puts the level that holds on an incident, unsaved. Only where it was just `ruled` on may the level be more open than before."""
    level = level_of(incident.own_access, incident.cleared, classes_of(incident.record))
    incident.access = level if ruled else strictest(level, incident.access)


def opens(held: Incident | Person | Document, level: str) -> bool:
    """Whether a level lets more people read an incident, a name or a document than was ruled: that takes two persons (standards §5.4)."""
    now = held.own_access if isinstance(held, Document) else held.access
    return level in ACCESS and ACCESS.index(level) < ACCESS.index(now)


def by_class(incident: Incident) -> list[str]:
    """The classes for which an incident is closed and that no ruling has opened, in order."""
    return sorted(classes_of(incident.record) - set(incident.cleared)) if incident.access in CLOSED else []


def among_closed(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """The restricted and sealed incidents of `rows`, by an index of their own."""
    # the condition as the index has it, word for word: by no other does SQLite take it; without the table, which has another name within a query
    return rows.extra(where=["access IN ('restricted', 'sealed')"])


def closed_incidents(levels: Collection[str]) -> QuerySet[Incident]:
    """The incidents that readers of these levels may not read, which are few."""
    shut = [level for level in ACCESS if level not in levels]
    return among_closed(Incident.objects.filter(access__in=shut)) if shut else Incident.objects.none()


def readable(levels: Collection[str], path: str = "incident") -> Q:
    """The condition that the incident at `path` is none that is closed to readers of these levels; tellings in no incident meet it."""
    shut = [level for level in ACCESS if level not in levels]
    return ~Q(**{f"{path}__in": closed_incidents(levels).values("pk")}) if shut else Q()


def may_read(levels: Collection[str], account: Account) -> bool:
    """Whether readers of these levels may read a telling: its document and its incident."""
    return account.document.access in levels and (account.incident is None or account.incident.access in levels)


def telling(incident: Incident) -> QuerySet[Document]:
    """The documents that tell an incident, in order."""
    told = Account.objects.filter(incident=incident).exclude(state="rejected")
    return Document.objects.filter(pk__in=told.values("document")).order_by("pk")


def more_open(incident: Incident) -> QuerySet[Document]:
    """The documents telling an incident that more people may read than the incident: their text says what it says."""
    return telling(incident).filter(access__in=_wider(incident.access))


def told_openly(incidents: Collection[Incident]) -> set[int]:
    """Those of some incidents (their rows) that a document tells which more people may read."""
    told = Account.objects.filter(incident__in=incidents).exclude(state="rejected").order_by()
    found: dict[int | None, set[str]] = {}
    for incident, access in told.values_list("incident", "document__access").distinct():
        found.setdefault(incident, set()).add(access)
    return {i.pk for i in incidents if not found.get(i.pk, set()).isdisjoint(_wider(i.access))}


def to_close(incident: Incident, level: str) -> QuerySet[Document]:
    """The documents telling an incident that a ruling can close to `level`; one that its source alone closes may open with that."""
    return telling(incident).filter(own_access__in=_wider(level))


def _wider(level: str) -> tuple[str, ...]:
    """The levels that more people may read."""
    return ACCESS[: ACCESS.index(level)]
