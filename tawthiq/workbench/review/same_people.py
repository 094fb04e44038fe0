"""Who may be the same person: names alike in either script, a part in common, and incidents that one person can have been in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tawthiq.workbench.register.actions.people import apart
from tawthiq.workbench.register.likeness import alike
from tawthiq.workbench.register.models import Person
from tawthiq.workbench.register.people import leaders, standing

MOST = 8
"""Suggestions shown for one person."""
LOOKED_AT = 40
"""Persons of like names that are looked at more closely."""
LATEST = 3_000
"""Claims of all of them that are looked at, the latest."""
DAYS = 7
"""One who died in an event may be told of in another incident so many days off, while the two are not yet linked."""
ONCE = frozenset({"victim", "fighter_killed"})
"""Parts that a person plays in one event."""


@dataclass(frozen=True, slots=True)
class Same:
    """A person who may be the same: how alike the names are in percent, and how many incidents both are named in."""

    other: Person
    likeness: int
    shared: int


@dataclass(frozen=True, slots=True)
class _Told:
    accounts: frozenset[int]
    incidents: frozenset[int]
    roles: frozenset[str]
    where: tuple[tuple[int, str], ...]


def _groups(people: Sequence[Person]) -> dict[int, list[Person]]:
    """Each person with those merged into them."""
    found = {p.pk: [p] for p in people}
    for merged in Person.objects.filter(merged_into__in=list(found)).order_by("pk"):
        found[merged.merged_into_id or 0].append(merged)
    return found


def _told(groups: Mapping[int, Sequence[Person]]) -> dict[int, _Told]:
    """The accounts, incidents, parts, days and governorates of the latest claims of persons."""
    root = {member.pk: pk for pk, group in groups.items() for member in group}
    rows: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in groups}
    latest = standing().filter(person__in=list(root)).order_by("-pk").values_list(
        "person", "account", "account__incident", "role", "account__incident__sort_day", "account__incident__governorate"
    )  # fmt: skip
    for person, *row in latest[:LATEST]:
        rows[root[person]].append(tuple(row))
    return {
        pk: _Told(
            frozenset(r[0] for r in found),
            frozenset(r[1] for r in found if r[1]),
            frozenset(r[2] for r in found),
            tuple(sorted({(r[3] or 0, r[4] or "") for r in found if r[1]})),
        )
        for pk, found in rows.items()
    }


def suggestions(person: Person, people: QuerySet[Person]) -> list[Same]:
    """Those of `people` who may be this person, the likeliest first. Known commanders are told apart by who they are, not by their names."""
    candidates = alike(people.filter(merged_into=None, mentions__gt=0), person)[:LOOKED_AT]
    if not candidates:
        return []
    groups = _groups([person, *(other for _, other in candidates)])
    told, known = _told(groups), leaders()
    found = []
    for likeness, other in candidates:
        both_known = person.key in known and other.key in known
        if (
            not both_known
            and not apart(groups[person.pk], groups[other.pk])
            and _can_be_one(told[person.pk], told[other.pk])
        ):
            shared = len(told[person.pk].incidents & told[other.pk].incidents)
            found.append(Same(other, round(100 * likeness), shared))
    return sorted(found, key=lambda s: (-min(s.shared, 1), -s.likeness, s.other.pk))[:MOST]


def _can_be_one(a: _Told, b: _Told) -> bool:
    """Whether one person can have been told of so. Two who are named side by side in one account are two."""
    if a.accounts & b.accounts or not a.roles & b.roles:
        return False
    if a.incidents & b.incidents or not (a.roles & b.roles) <= ONCE or not a.where or not b.where:
        return True
    return any(
        (not x or not y or abs(x - y) <= DAYS) and (not at or not also or at == also)
        for x, at in a.where
        for y, also in b.where
    )
