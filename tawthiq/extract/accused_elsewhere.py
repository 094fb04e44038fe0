"""Whom a telling that accuses nobody takes over from the rest of its document.

Rule: the one party that the document accuses, or all of those it accuses together in one sentence; where it accuses several
apart, those of the nearest sentence before that speaks of a larger place the telling lies in; else none: the machine does
not pick. A party that flies nothing is not taken over by a telling of an air strike. Never where the telling's own words leave the perpetrator unidentified, but for the one party that says it did it; and for a mine only from words about mines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tawthiq.extract.actors import ActorHit
from tawthiq.extract.context import Context
from tawthiq.extract.scene import Scene, above
from tawthiq.extract.weapons import FLOWN, PLANTED
from tawthiq.knowledge.parties import no_aircraft

_LAID = frozenset({"landmine", "uxo"})
_GUNS = frozenset({"artillery", "mortar", "tank", "mlrs", "barrel_bomb", "cluster"})
UNIDENTIFIED = "unidentified"
_ADMITTED = "responsible_admitted"
_TOGETHER = 2
"""How many parties at most one sentence accuses together for other tellings of the document to take them over."""


def accused_elsewhere(context: Context, scene: Scene, elsewhere: Sequence[ActorHit]) -> list[ActorHit]:
    """The parties accused elsewhere in the document, where they are one, or are all accused in one sentence."""
    if any(a.code == UNIDENTIFIED for segment in (*scene.segments, *scene.beside) for a in segment.actors):
        return []
    if _is_by_mines(scene):  # who shelled a town did not lay the mine in the field, unless the text says so
        laid = {context.reading.sentence_at(h.start) for h in context.reading.of("weapon") if h.id in _LAID}
        elsewhere = [a for a in elsewhere if context.reading.sentence_at(a.start) in laid]
    weapons = {w.code for s in scene.segments for w in s.weapons}
    if weapons and weapons <= PLANTED and all(_of_an_attack_from_afar(context, a) for a in elsewhere):
        return []
    if _is_from_the_air(scene):
        elsewhere = [a for a in elsewhere if a.code not in no_aircraft()]
    codes = {a.code for a in elsewhere}
    by_sentence: dict[int, list[ActorHit]] = {}
    for actor in elsewhere:
        by_sentence.setdefault(context.reading.sentence_at(actor.start), []).append(actor)
    together = [hits for hits in by_sentence.values() if {a.code for a in hits} == codes]
    if not together or len(codes) > _TOGETHER:
        return _accused_of_the_whole(context, scene, by_sentence)
    nearest = min(together, key=lambda hits: abs(hits[0].start - scene.start))
    return [replace(a, rule=f"{a.rule}+actor.only-one-accused") for a in nearest]


def admitted_elsewhere(named: Sequence[ActorHit]) -> list[ActorHit]:
    """The one party of a document that says it did it, in all its parts; nobody where several do."""
    who = {a.code for a in named if a.role == _ADMITTED}
    return (
        [a for a in named if a.code in who and a.start in {b.start for b in named if b.role == _ADMITTED}]
        if len(who) == 1
        else []
    )


def _accused_of_the_whole(
    context: Context, scene: Scene, by_sentence: Mapping[int, Sequence[ActorHit]]
) -> list[ActorHit]:
    """Who is accused in the nearest sentence before the scene that speaks of a larger place it lies in ("strikes in Idlib")."""
    if scene.place is None:
        return []
    larger = set(above(context, scene.place)[:-1])
    first = context.reading.sentence_at(scene.start)
    for index in sorted((i for i in by_sentence if i < first), reverse=True):
        sentence = context.reading.sentences[index]
        places = context.reading.within(sentence.start, sentence.end, "place")
        if any(larger & set(p.term.get("ids", ())[:1]) for p in places):
            return [replace(a, rule=f"{a.rule}+actor.of-the-whole") for a in by_sentence[index]]
    return []


def _of_an_attack_from_afar(context: Context, actor: ActorHit) -> bool:
    """Whether the sentence that accuses a party speaks of aircraft or guns and of nothing planted."""
    sentence = context.reading.sentences[context.reading.sentence_at(actor.start)]
    used = {h.id for h in context.reading.within(sentence.start, sentence.end, "weapon")}
    return bool(used & (FLOWN | _GUNS)) and not used & PLANTED


def _is_from_the_air(scene: Scene) -> bool:
    weapons = {w.code for s in scene.segments for w in s.weapons}
    return bool(weapons & FLOWN)


def _is_by_mines(scene: Scene) -> bool:
    weapons = {w.code for s in scene.segments for w in s.weapons}
    return bool(weapons) and weapons <= _LAID
