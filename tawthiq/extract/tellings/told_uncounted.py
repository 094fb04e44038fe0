"""Which stretches that count nobody tell of an incident all the same: an attack named outright, somewhere, by somebody or on a day."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.nearby import related
from tawthiq.extract.places.place_hits import PlaceHit
from tawthiq.extract.tellings.lent_places import struck
from tawthiq.extract.tellings.scene import PRECISE, Scene, is_attack
from tawthiq.extract.tellings.scene_apart import ACCUSED
from tawthiq.extract.tellings.scene_fit import tells_a_siege
from tawthiq.extract.tellings.segment import Segment, hurts_nobody
from tawthiq.text.language import begins_arabic

_NAMED: Final = 2
"""The strength from which a word names an attack (knowledge/ar/kinds.toml)."""
_PLAINLY: Final = 0.85
"""The weight from which an accusation is plain (actors)."""
_STRIKES: Final = frozenset({"airstrike", "shelling"})
"""Kinds that are done to a place from afar, whoever is there."""


def opens(context: Context, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether a stretch is enough to open a telling: it counts people, or names an attack and a town or smaller, or strikes a province."""
    if segment.tolls:
        return True
    named = any(h.term.get("label") for h in segment.kinds) or is_attack(segment, _NAMED) or tells_a_siege(segment)
    if place is not None and fights_there(segment, place):
        return True
    if named and place is not None and place.specific:
        return True
    return place is not None and strikes_a_province(context, segment, place)


def strikes_a_province(context: Context, segment: Segment, place: PlaceHit) -> bool:
    """Whether a stretch tells of an attack on a province, or on the city that has its name: outright and on a day of its own, or
    one that hurt nobody: «وفي درعا أغار الطيران على مخيم اللاجئين ولم يصب أحد», "In Sweida fighting began on July 13"."""
    if (
        place.place.level != "governorate"
        or not place.located
        or place.near
        or all(p is not place for p in segment.places)
    ):
        return False
    if to_come(context, segment):
        return False
    harmless = hurts_nobody(context, segment)
    accused = any(a.role in ACCUSED for a in segment.actors)
    armed = any(w.kind in _STRIKES or accused for w in segment.weapons) and (accused or harmless or struck(segment))
    least = _NAMED if harmless else 1
    attack = armed or _names_a_kind(segment, least)
    return attack and (harmless or _on_its_day(segment))


def fights_there(segment: Segment, place: PlaceHit) -> bool:
    """Whether a stretch tells, with its day, of fighting or shooting at a town, or of a party that attacked it, however broad the word.

    «اندلعت الجمعة معارك عند قرية ولغا», "the group had attacked a police station in Jarablus on 12 April".
    """
    if not place.specific or place.aside or all(p is not place for p in segment.places) or not _on_its_day(segment):
        return False
    fought = _names_a_kind(segment, 1)
    struck_by = any(a.role in ACCUSED and a.weight >= _PLAINLY for a in segment.actors) and struck(segment)
    return (fought or (struck_by and place.located)) and not any(c.id == "future" for c in segment.cues)


def _names_a_kind(segment: Segment, least: float) -> bool:
    """Whether a word of at least this strength names a kind of incident; one that courts speak of daily, where a party is accused."""
    accused = any(a.role in ACCUSED for a in segment.actors)
    return any(h.term.get("strength", 2) >= least and (accused or not h.term.get("by_a_party")) for h in segment.kinds)


def _on_its_day(segment: Segment) -> bool:
    """Whether a stretch gives what it tells a day, or a few."""
    dated = segment.dated
    return dated is not None and not dated.said and dated.when.known and dated.when.precision in PRECISE


def to_come(context: Context, segment: Segment) -> bool:
    """Whether a stretch speaks of what is feared or may come. Not where it only denies harm («لم توقع سوى أضرار»), nor where it tells
    of an attack and its day before: "jets bombed the town on Monday to prevent …"."""
    cues = [c for c in segment.cues if c.id == "future"]
    if not cues:
        return False
    denied = context.reading.within(segment.start, segment.end, "harmless")
    cues = [c for c in cues if not any(h.start <= c.start < h.end for h in denied)]
    attacks = [h.start for h in segment.kinds if h.term.get("strength", 2) >= _NAMED]
    dated = segment.dated
    if not cues or not attacks or dated is None or not _on_its_day(segment):
        return bool(cues)
    return min(c.start for c in cues) < max(min(attacks), dated.start)


def spared_elsewhere(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether an Arabic stretch says of an attack on a town that it hurt nobody, where the scene counts people elsewhere or nowhere.

    «قضى لاجئ تحت التعذيب. وفي مخيم اليرموك سقطت قذائف واقتصرت الخسائر على الأبنية».
    """
    if segment.tolls or place is None or not place.specific or not scene.counts or not segment.kinds + segment.weapons:
        return False
    if not begins_arabic(context.text, segment.start) or not hurts_nobody(context, segment):
        return False
    return scene.place is None or not any(
        related(context.gazetteer, place.place, p) for p in (scene.place.place, *scene.mains)
    )


def worth_telling(context: Context, scene: Scene) -> bool:
    """Whether a scene without counts still says enough: an attack named outright, a place, and a day or somebody accused.

    A weapon names an attack only where somebody is accused of it: aircraft are sold, and teams are called after guns. A
    strike on a town needs neither where it is said to have hurt nobody, or is told in passing of an earlier day.
    """
    parts = scene.segments
    attack = any(tells_a_siege(s) for s in parts) or any(
        h.term.get("label") or h.term.get("strength", 2) >= _NAMED for s in parts for h in s.kinds
    )
    town = any(p.specific and not p.aside for s in parts for p in s.places)
    accused = any(a.role in ACCUSED for s in parts for a in s.actors)
    harmless = any(hurts_nobody(context, s) for s in parts)
    armed = any(s.weapons and (accused or struck(s)) for s in parts)
    armed = armed or (harmless and any(w.kind in _STRIKES for s in parts for w in s.weapons))
    if any(strikes_a_province(context, s, p) or fights_there(s, p) for s in parts for p in s.places):
        return True
    if scene.besides and attack and scene.place is not None and scene.place.specific:
        return True
    if not (attack or armed) or not town:
        return False
    strikes = any(h.id in _STRIKES and h.term.get("strength", 2) >= _NAMED for s in parts for h in s.kinds)
    told = harmless or (strikes and any(s.cued("background") or s.cued("also") for s in parts))
    return accused or scene.besides or scene.when is not None or told
