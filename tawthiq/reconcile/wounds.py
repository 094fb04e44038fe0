"""R12: who dies of wounds later is a further death, and leaves the injured only where the person is known.

«توفي محمود العلي متأثراً بجراحه» four days after "four killed, twelve injured" makes five killed: the death is no count of all who
died, and competes with none. Counts said before it grow by it; those said on its day or later may hold it already and stand. The
injured shrink by it only where a count of injured of an earlier day names the same person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import TollRef
from tawthiq.reconcile.claims import Claim
from tawthiq.text.names import name_words, same_person
from tawthiq.text.sentences import sentences
from tawthiq.text.words import plain_words

_NAMED = "named-victim"
_WHOLE = (None, "civilian")
_SURE = 3
"""Words of a name that must be found where it has as many; a shorter one must be found whole."""


@dataclass(frozen=True, slots=True)
class _Death:
    """People who died of wounds, as one claim tells it; `name` where it is one person, named."""

    claim: Claim
    name: str
    day: date
    people: int


def move_deaths(claims: Sequence[Claim], extractions: Mapping[str, Extraction]) -> tuple[Claim, ...]:
    """The claims with every count moved by the later deaths of wounds; those deaths themselves no longer bound anything.

    Where an incident is told by nothing but such deaths they are its counts, and nothing moves.
    """
    wholes = [c for c in claims if c.current and _is_whole(c, "killed") and not c.toll.of_wounds]
    deaths = [d for c in claims if c.current and c.toll.harm == "killed" and (d := _death(c)) is not None]
    if not deaths or not wholes:
        return tuple(claims)
    known = _known_among_the_injured(deaths, claims, extractions)
    part = {c.ref for c in claims if c.toll.harm == "killed" and c.toll.of_wounds}
    moved: list[Claim] = []
    for claim in claims:
        later = [d for d in deaths if claim.as_of is not None and d.day > claim.as_of]
        if claim.ref in part:
            moved.append(replace(claim, part=True))
        elif _is_whole(claim, "killed"):
            moved.append(replace(claim, moved=_people(later)))
        elif _is_whole(claim, "injured"):
            moved.append(replace(claim, moved=-_people([d for d in later if d.claim.ref in known])))
        else:
            moved.append(claim)
    return tuple(moved)


def _is_whole(claim: Claim, harm: str) -> bool:
    return claim.toll.harm == harm and claim.toll.of is None and claim.toll.group in _WHOLE and claim.numeric


def _death(claim: Claim) -> _Death | None:
    if not claim.toll.of_wounds or claim.as_of is None:
        return None
    name = claim.toll.quote.text if _NAMED in claim.toll.rule else ""
    return _Death(claim, name, claim.as_of, claim.toll.count.low)


def _people(deaths: Sequence[_Death]) -> int:
    """How many people died at least: those known by name, or as many as one origin tells of."""
    named: list[str] = []
    by_origin: dict[str, int] = {}
    for death in deaths:
        by_origin[death.claim.origin] = by_origin.get(death.claim.origin, 0) + death.people
        if death.name and not any(death.name == other or same_person(death.name, other) for other in named):
            named.append(death.name)
    return max(len(named), max(by_origin.values(), default=0))


def _known_among_the_injured(
    deaths: Sequence[_Death], claims: Sequence[Claim], extractions: Mapping[str, Extraction]
) -> set[TollRef]:
    """The deaths whose person an earlier count of injured names in its sentence."""
    injured = [c for c in claims if c.current and _is_whole(c, "injured") and c.as_of is not None]
    found: set[TollRef] = set()
    for death in deaths:
        if not death.name:
            continue
        for claim in injured:
            if claim.as_of is not None and claim.as_of < death.day:
                text = extractions[claim.ref[0]].document.text
                if _names(text, claim.toll.quote.span.start, death.name):
                    found.add(death.claim.ref)
                    break
    return found


def _names(text: str, position: int, name: str) -> bool:
    """Whether the sentence at `position` names the person."""
    words = name_words(name)
    sentence = next((s for s in sentences(text) if s.start <= position < s.end), None)
    if sentence is None or len(words) < 2:
        return False
    told = plain_words(text[sentence.start : sentence.end])
    longest = len(name.replace("-", " ").split()) + 1
    for start in range(len(told)):
        for end in range(start + 2, min(len(told), start + longest) + 1):
            found = " ".join(told[start:end])
            if len(name_words(found)) >= min(_SURE, len(words)) and same_person(found, name):
                return True
    return False
