"""Which stretches count a part of those whom the telling before them counts at several places together, and which tellings sum up others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.nearby import related
from tawthiq.extract.places.place_hits import PlaceHit, grammar
from tawthiq.extract.tellings.headlines import headline_end
from tawthiq.extract.tellings.scene import Scene, above
from tawthiq.extract.tellings.segment import Segment
from tawthiq.text.language import begins_arabic

_BY_CHANCE: Final = 7
"""Dead of a town to which the dead of others of its province come by chance."""
_HURT: Final = ("killed", "injured")


def counts_a_part(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment counts a part at one of two places whose dead and hurt were told together: "two died in X and Y. In X one died"."""
    mains = [old for old in scene.mains.values() if old.specific]
    if not any(not related(context.gazetteer, place.place, old.place) for old in mains):
        return False
    if any(p.specific and not p.aside and not related(context.gazetteer, p.place, place.place) for p in segment.places):
        return False
    opening = {h: _most(scene.segments[:1], h) for h in _HURT}
    here = {h: _most([segment], h) for h in _HURT}
    if not any(opening.values()) or segment.cued("update"):
        return False
    fewer = any(0 < here[h] < opening[h] for h in _HURT)
    unnumbered = {t.harm for t in scene.segments[0].tolls if t.phrase.count.qualifier == "unquantified"}
    return fewer and all(here[h] <= opening[h] for h in _HURT if h not in unnumbered)


def summed_up(context: Context, scene: Scene, current: Scene, segment: Segment) -> bool:
    """Whether an Arabic scene of a whole countryside or province, left since for one of its towns, takes no further town in: it sums them up.

    "Nine died south of Idlib. In X three died. In Y five were hurt": Y's are no more the first sentence's than X's. Not so where the
    stretch counts again what that scene counts, or the scene is a headline.
    """
    whole, town = scene.place, current.place
    if whole is None or whole.specific or town is None or not town.specific or not scene.counts:
        return False
    if scene.segments[-1].end <= headline_end(context) or town.place.governorate != whole.place.governorate:
        return False
    if not begins_arabic(context.text, segment.start):
        return False
    here = [t for t in segment.tolls if t.parent is None and t.phrase.count.qualifier != "unquantified"]
    return not any((t.harm, t.phrase.count.low) in scene.wholes for t in here)


def shared_out(context: Context, scene: Scene, scenes: Sequence[Scene]) -> bool:
    """Whether the dead of a scene of several places are exactly those told after it, each at one of these places (R14):
    "twelve were killed in X and Y. Seven died in X. Five died in Y"."""
    mains = [old.place for old in scene.mains.values() if old.specific]
    if len(mains) < 2:
        return False
    later = [s for s in scenes if s.start > scene.start and not s.background]
    parts = [(s.place, most_dead(s)) for s in later if most_dead(s)]
    if len(parts) < 2 or sum(dead for _, dead in parts) != most_dead(scene):
        return False
    return all(p is not None and any(related(context.gazetteer, p.place, main) for main in mains) for p, _ in parts)


def listed_with(context: Context, place: PlaceHit, places: Sequence[PlaceHit]) -> list[PlaceHit]:
    """The places of an Arabic list that opens with `place` and gives the others no word of their own: «على مدينة إدلب ومعرة مصرين وبنش»."""
    found: list[PlaceHit] = []
    last = place
    for other in places if begins_arabic(context.text, place.start) else ():
        if other.start < last.end:
            continue
        between = context.text[last.end : other.start].strip(" ,")
        if other.cue is not None or between not in grammar().and_words:
            break
        found.append(other)
        last = other
    return found


def _most(segments: Sequence[Segment], harm: str) -> int:
    """The most people of one harm whom stretches count."""
    return max(
        (t.phrase.count.low for s in segments for t in s.tolls if t.harm == harm and t.parent is None), default=0
    )


def mark_summaries(context: Context, scenes: list[Scene]) -> None:
    """Marks the scenes whose place holds the places of two or more others, and whose dead are at least as many as any of theirs."""
    inside: dict[str, list[Scene]] | None = None
    for scene in scenes:
        if shared_out(context, scene, scenes):
            scene.summary = True
            continue
        if scene.place is None or scene.place.place.level not in (
            "country",
            "governorate",
            "region",
            "city",
            "district",
        ):
            continue
        if inside is None:
            inside = _by_what_holds_them(context, scenes)
        dead = [most_dead(s) for s in inside.get(scene.place.place.id, ()) if s is not scene]
        if _adds_up(context, scene, scenes):
            scene.summary = True
            continue
        scene.summary = len([d for d in dead if d]) >= 2 and most_dead(scene) >= max(dead)


def _by_what_holds_them(context: Context, scenes: Sequence[Scene]) -> dict[str, list[Scene]]:
    """The scenes that are not background by each place that theirs lies in."""
    found: dict[str, list[Scene]] = {}
    for scene in scenes:
        if scene.place is not None and not scene.background:
            for ident in dict.fromkeys(above(context, scene.place)):
                found.setdefault(ident, []).append(scene)
    return found


def _adds_up(context: Context, scene: Scene, scenes: list[Scene]) -> bool:
    """Whether the dead of a scene are exactly those of two or more told after it, at smaller places of its governorate (R14)."""
    assert scene.place is not None
    whole, dead, own = scene.place.place, most_dead(scene), scene.start
    if scene.place.specific and dead < _BY_CHANCE:
        return False  # one town's two dead, and one in each of two others
    parts = total = 0
    for other in scenes:
        if other.start > own and not other.background and other.place is not None and (told := most_dead(other)):
            if other.place.place.governorate != whole.governorate or other.place.place.id == whole.id:
                return False
            parts, total = parts + 1, total + told
    return parts >= 2 and total == dead


def most_dead(told: Scene | Segment) -> int:
    """The most dead whom a telling or a stretch counts, the parts of a count aside."""
    if isinstance(told, Segment):
        return _most([told], "killed")
    return max([low for harm, low in told.wholes if harm == "killed"], default=0)
