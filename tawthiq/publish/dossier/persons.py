"""Persons in a dossier: nobody is named unless a senior approved it; the rest are counted by role (standards §5.4, §5.7, §5.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.dossier.cited import Cited
from tawthiq.publish.dossier.claims import named, tellings
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.dossier.voices import said_by
from tawthiq.publish.wording import clean

NAMEABLE = ("commander", "fighter_killed")
"""The roles in which a person can be named at all."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person who may be named: every spelling used, the role, and who names them."""

    names: tuple[str, ...]
    role: str
    by: Cited


def may_name(approved: Iterable[str]) -> Callable[[PersonMention], bool]:
    """Whether a person's name may be shown: the role allows it, and the name (or key) is among those approved."""
    allowed = {" ".join(name.split()).casefold() for name in approved if name.strip()}

    def answer(person: PersonMention) -> bool:
        names = {" ".join(name.split()).casefold() for name in (person.name, person.key) if name}
        return person.role in NAMEABLE and bool(names & allowed)

    return answer


def persons(
    incident: Incident, notes: Footnotes, answer: Callable[[PersonMention], bool]
) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """The persons who may be named, and how many are not, by role: "2 people as “commander”"."""
    sources, w = notes.sources, notes.sources.w
    if public.is_hidden(incident):
        return (), ()
    shown: dict[tuple[str, str], tuple[list[str], dict[str, list[int]]]] = {}
    withheld: dict[str, set[str]] = {}
    for told in tellings(incident, sources):
        for person in told.account.persons:
            if not answer(person):
                withheld.setdefault(person.role, set()).add(person.key or person.name)
                continue
            names, by = shown.setdefault((person.key or person.name, person.role), ([], {}))
            names.append(clean(person.name))
            numbers = notes.cite(told.document.id, person.quote.span, rule=person.rule)
            by.setdefault(said_by(told.document, None, sources).name, []).extend(numbers)
    found = tuple(
        Named(tuple(dict.fromkeys(names)), w.label("person_roles", role), named(by, notes))
        for (_, role), (names, by) in shown.items()
    )
    counted = tuple(
        w("dossier.persons_withheld", persons=w.count("counts.person", len(names)), role=w.label("person_roles", role))
        for role, names in withheld.items()
    )
    return found, counted
