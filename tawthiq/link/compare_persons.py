"""Is the same person named? Names are matched across scripts (text/names.py), or by the key of a known person."""

from __future__ import annotations

from tawthiq.domain.actors import PersonMention
from tawthiq.link.comparison import Comparison, alike, compared, weights
from tawthiq.link.telling import Telling
from tawthiq.text.names import name_words, same_person

ROLES = ("victim", "fighter_killed", "commander", "speaker", "other")
"""The parts a person may play; any other counts as `other`."""
_FULL = 3


def one_person(a: PersonMention, b: PersonMention) -> bool:
    """Whether two mentions are held to name one person: the same key, or names that match."""
    if a.key and b.key:
        return a.key == b.key
    return same_person(a.name, b.name)


def compare_persons(a: Telling, b: Telling) -> list[Comparison]:
    """A victim named in both is strong evidence, a commander some: «عصام زهر الدين» returns in many incidents.

    عصام زهر الدين and "Issam Zahreddine" are one person. The parts a person plays must agree; of several persons of one
    part, one counts, the one named most fully.
    """
    table = weights("persons")
    found: list[Comparison] = []
    for role in ROLES:
        pairs = [
            (p, q)
            for p in a.account.persons
            for q in b.account.persons
            if part_of(p) == role and q.role == p.role and one_person(p, q)
        ]
        if not pairs:
            continue
        full = [(p, q) for p, q in pairs if is_full(p) and is_full(q)]
        weight = float(table.get(role, table["other"])) * (1.0 if full else float(table["short_name"]))
        first, second = (full or pairs)[0]
        found.append(compared("persons", "same", weight, alike(a=first.name, b=second.name)))
    return found


def part_of(person: PersonMention) -> str:
    """The part a person plays, one of `ROLES`."""
    return person.role if person.role in ROLES else "other"


def is_full(person: PersonMention) -> bool:
    """Whether a mention names a person fully: a known one, or by three words; two words are borne by many."""
    return bool(person.key) or len(name_words(person.name)) >= _FULL
