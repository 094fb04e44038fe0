"""Is the same person named? Names are matched across scripts (text/names.py), or by the key of a known person."""

from __future__ import annotations

from tawthiq.domain.actors import PersonMention
from tawthiq.link.comparison import Comparison, alike, compared, weights
from tawthiq.link.telling import Telling
from tawthiq.text.names import name_words, same_person


def one_person(a: PersonMention, b: PersonMention) -> bool:
    """Whether two mentions are held to name one person: the same key, or names that match."""
    if a.key and b.key:
        return a.key == b.key
    return same_person(a.name, b.name)


def compare_persons(a: Telling, b: Telling) -> list[Comparison]:
    """A victim named in both is strong evidence, a commander some: «عصام زهر الدين» returns in many incidents.

    عصام زهر الدين and "Issam Zahreddine" are one person. The parts a person plays must agree.
    """
    table = weights("persons")
    found: list[Comparison] = []
    left = float(table["most"])
    for person in a.account.persons:
        other = next((p for p in b.account.persons if p.role == person.role and one_person(person, p)), None)
        if other is None or left <= 0:
            continue
        weight = float(table.get(person.role, table["other"]))
        if not (person.key and other.key) and min(len(name_words(p.name)) for p in (person, other)) < 3:
            weight *= float(table["short_name"])
        weight = min(weight, left)
        left -= weight
        found.append(compared("persons", "same", weight, alike(a=person.name, b=other.name)))
    return found
