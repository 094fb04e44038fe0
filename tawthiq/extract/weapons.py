"""Which weapons and methods a text names (standards §1, weapon/method).

Rule: a word that names the weapon is read everywhere; a word for a class ("missile", «طيران») unless the text names a
weapon of that class ("surface-to-surface missile"), for aircraft unless the sentence does; a word for the act alone only
where nothing better is said: «غارة» in its sentence, «قصف» in the whole text. An aircraft that brings another weapon stands beside it (helicopter, barrel bombs).
Idioms, airliners and crashes are no weapons (knowledge/*/idioms.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

# A class word says nothing more where one of these stands in its sentence.
_CLASSES: dict[str, frozenset[str]] = {
    "mlrs": frozenset({"surface_missile", "cruise_ballistic", "vacuum_bomb", "bunker_buster", "cluster", "phosphorus"}),
    "artillery": frozenset({"mortar", "tank", "mlrs", "cluster", "phosphorus"}),
    "aircraft_unspec": frozenset({"aircraft_fixed", "helicopter", "drone", "barrel_bomb"}),
}


@dataclass(frozen=True, slots=True)
class WeaponHit:
    """A weapon at folded `[start, end)`; `kind` is the incident kind it implies, `specific` whether it is named itself."""

    start: int
    end: int
    code: str
    rule: str
    specific: bool
    kind: str = ""


def find_weapons(reading: Reading) -> list[WeaponHit]:
    """The weapons named in the text, in order of position.

    «قصف بالبراميل» → barrel_bomb; «قصف» alone → artillery (weapon.act); "a surface-to-surface missile" → surface_missile.
    """
    found: list[WeaponHit] = []
    whole = {h.id for h in reading.of("weapon") if _rank(h) == 3}
    whole_or_class = whole | {h.id for h in reading.of("weapon") if _rank(h) == 2}
    for sentence in reading.sentences:
        crashes = [k for k in reading.within(sentence.start, sentence.end, "kind") if k.id == "aircraft_crash"]
        hits = reading.within(sentence.start, sentence.end, "weapon")
        found.extend(_of_sentence([h for h in hits if not _overlaps(h, crashes)], whole, whole_or_class))
    return found


def _overlaps(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(o.start < hit.end and hit.start < o.end for o in others)


def _of_sentence(hits: Sequence[Hit], whole: set[str], whole_or_class: set[str]) -> list[WeaponHit]:
    named = {h.id for h in hits if _rank(h) == 3}
    named_or_class = named | {h.id for h in hits if _rank(h) == 2}
    kept = []
    for hit in hits:
        rank = _rank(hit)
        carrier = bool(hit.term.get("carrier"))
        if rank == 2 and (named if carrier else whole) & _CLASSES.get(hit.id, frozenset()):
            continue
        if rank == 1 and _outdone(hit, named_or_class if carrier else whole_or_class):
            continue
        kept.append(_read(hit, rank))
    return kept


def _outdone(hit: Hit, others: set[str]) -> bool:
    """Whether a word for an act alone adds nothing: an air raid keeps its aircraft beside a missile, shelling does not."""
    if hit.term.get("carrier"):
        return bool(others & (_CLASSES["aircraft_unspec"] | {"aircraft_unspec"}))
    return bool(others)


def _rank(hit: Hit) -> int:
    return int(hit.term.get("rank", 3))


def _read(hit: Hit, rank: int) -> WeaponHit:
    rule = {3: "weapon.named", 2: "weapon.class", 1: "weapon.act"}[rank]
    return WeaponHit(hit.start, hit.end, hit.id, rule, rank == 3, str(hit.term.get("kind", "")))
