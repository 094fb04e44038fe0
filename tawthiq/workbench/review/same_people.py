"""Who may be the same person: names alike in either script, a part in common, and incidents that one person can have been in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tawthiq.workbench.register.actions.people import held_apart
from tawthiq.workbench.register.likeness import alike
from tawthiq.workbench.register.models import Person
from tawthiq.workbench.register.people import group_of, leaders, standing

MOST = 8
"""Suggestions shown for one person."""
LOOKED_AT = 40
"""Persons of like names that are looked at more closely."""
LATEST = 300
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


def _told(person: Person) -> _Told:
    """The accounts, incidents, parts, days and governorates of a person's latest claims."""
    rows = list(
        standing().filter(person__in=group_of(person)).order_by("-pk")
        .values_list("account", "account__incident", "role", "account__incident__sort_day", "account__incident__governorate")[:LATEST]
    )  # fmt: skip
    return _Told(
        frozenset(r[0] for r in rows),
        frozenset(r[1] for r in rows if r[1]),
        frozenset(r[2] for r in rows),
        tuple(sorted({(r[3] or 0, r[4] or "") for r in rows if r[1]})),
    )


def suggestions(person: Person, people: QuerySet[Person]) -> list[Same]:
    """Those of `people` who may be this person, the likeliest first. Known commanders are told apart by who they are, not by their names."""
    mine, known = _told(person), leaders()
    found = []
    candidates = people.filter(merged_into=None, mentions__gt=0)
    for likeness, other in alike(candidates, person)[:LOOKED_AT]:
        if (person.key in known and other.key in known) or held_apart(person, other):
            continue
        theirs = _told(other)
        if _can_be_one(mine, theirs):
            found.append(Same(other, round(100 * likeness), len(mine.incidents & theirs.incidents)))
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
