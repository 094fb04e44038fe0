"""R6: how many distinct victims are named, over all accounts and in either script."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.actors import PersonMention
from tawthiq.reconcile.claims import Telling
from tawthiq.text.names import same_person

_DEAD = ("victim", "fighter_killed")


def _one(a: PersonMention, b: PersonMention) -> bool:
    return a.key == b.key if a.key and b.key else same_person(a.name, b.name)


def named_victims(tellings: Sequence[Telling]) -> int:
    """The number of different people named as killed; «محمد خالد الأحمد» and "Mohammad Khaled al-Ahmad" are one.

    Mentions that match are one person, also through a third; a name too short to match anything counts only where it is
    written differently from all others.
    """
    people = [p for t in tellings for p in t.account.persons if p.role in _DEAD]
    groups: list[list[PersonMention]] = []
    for person in sorted(people, key=lambda p: (-len(p.name.split()), p.name, p.key)):
        matching = [g for g in groups if any(_one(person, p) or person.name == p.name for p in g)]
        for group in matching[1:]:
            matching[0].extend(group)
            groups.remove(group)
        if matching:
            matching[0].append(person)
        elif len(person.name.split()) > 1 or not groups:
            groups.append([person])
    return len(groups)
