"""Which tellings may take over who did it from the rest of their document, and which accusations are of another event.

Rules. A telling that its text sets apart takes nobody over. One told in passing does (in English only of an air raid or where it opens as one more attack), unless it tells
of what anybody may have planted and does not call its attack one like that of the report, or its doers the same ones. The accusation of
another telling is not lent, by `_NOT_LENT` and, in Arabic reports, by `_NOT_LENT_ARABIC`:

- `flown`: its sentence speaks of aircraft, and the telling of guns on the ground alone: other hands may serve them (in Arabic,
  which tells of a day's attacks by one party without naming it again, only for a telling in passing);
- `of-a-later-day`: that telling is of a later day at another place, and nothing says that the attacks are alike;
- `told-apart`: that telling opens as a separate attack ("in a separate attack, rebel shelling killed …");
- `besieging`: the telling is only of people besieged, and that one is not: who bombs a town is not for that who surrounds it;
- `in-custody`: its sentence speaks of people held, and the telling of weapons;
- `admitted-there`: in Arabic reports, it is a party's word on its own deed, told in passing, and the telling is not;
- `planted-there`: in English reports, its sentence counts or places the victims of another telling, and this one is of what was planted elsewhere;
- `planted`: its sentence speaks of what was planted, and the telling of other arms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.places.nearby import related
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.weapons import FLOWN, GUNS, LAID, PLANTED
from tawthiq.text.language import begins_arabic

_HELD: Final = frozenset({"torture", "death_torture", "death_in_detention", "enforced_disappearance"})
"""Kinds of what is done to people held."""
_ANYBODYS: Final = PLANTED | LAID | {"suicide_car_bomb", "mine_uxo"}


def may_take_over(context: Context, scene: Scene) -> bool:
    """Whether a telling may take over whom the rest of the document accuses."""
    if scene.apart:
        return False
    if not scene.background:
        return True
    arabic = begins_arabic(context.text, scene.start)
    if arabic and _is_alike(context, scene):
        return True
    weapons = {w.code for s in scene.segments for w in s.weapons}
    kinds = {h.id for s in scene.segments for h in s.kinds}
    if not arabic:
        one_more = scene.segments[0].cued("one_more")  # "another drone hit a workshop"
        return (one_more or bool(weapons & FLOWN)) and not (weapons | kinds) & _ANYBODYS
    return not (weapons | kinds) & _ANYBODYS and not scene.segments[0].cued("separate")


def of_another_event(context: Context, scene: Scene, actor: ActorHit, scenes: Sequence[Scene]) -> bool:
    """Whether an accusation is of another event than that of a scene."""
    if _is_alike(context, scene):
        return False
    arabic = begins_arabic(context.text, scene.start)
    for other in scenes:
        if other is not scene and any(s.start <= actor.start < s.end for s in (*other.segments, *other.beside)):
            return any(rule(context, scene, actor, other) for rule in (_NOT_LENT_ARABIC if arabic else _NOT_LENT))
    return False


def _is_alike(context: Context, scene: Scene) -> bool:
    """Whether a telling calls its attack one like that of the report, or its doers the same: «بقصف مماثل», «القوة نفسها»."""
    return any(h.id == "alike" for s in scene.segments for h in context.reading.within(s.start, s.end, "cue"))


def _of_a_later_day(context: Context, scene: Scene, _: ActorHit, other: Scene) -> bool:
    if scene.when is None or other.when is None or other.background or not _apart(context, scene, other):
        return False
    return scene.when.end is not None and other.when.start is not None and scene.when.end < other.when.start


def _admitted_there(context: Context, scene: Scene, actor: ActorHit, other: Scene) -> bool:
    """Whether a party owns to another deed, told in passing: who claimed last month's bombing has not claimed this one."""
    return actor.rule.startswith("actor.admit") and other.background and not scene.background


def _told_apart(context: Context, scene: Scene, actor: ActorHit, other: Scene) -> bool:
    opening = other.segments[0]
    return opening.cued("separate") and opening.start <= actor.start < opening.end


def _besieging(context: Context, scene: Scene, _: ActorHit, other: Scene) -> bool:
    return _of_the_besieged(scene) and not _of_the_besieged(other)


def _of_the_besieged(scene: Scene) -> bool:
    return bool(scene.tolls) and all(t.harm == "besieged" for t in scene.tolls)


def _flown(context: Context, scene: Scene, actor: ActorHit, _: Scene) -> bool:
    if not scene.background and begins_arabic(context.text, scene.start):
        return False
    weapons = [w for s in scene.segments for w in s.weapons]
    here = {w.code for w in weapons if not w.either}  # «قصف» may be from the air
    used = _used(context, actor)
    return bool(here) and here <= GUNS and bool(used & FLOWN) and not used & GUNS


def _in_custody(context: Context, scene: Scene, actor: ActorHit, _: Scene) -> bool:
    """Whether who tortures prisoners is charged with what shells or bombs did elsewhere."""
    sentence = context.reading.sentences[context.reading.sentence_at(actor.start)]
    kinds = {h.id for h in context.reading.within(sentence.start, sentence.end, "kind") if not h.term.get("generic")}
    here = {w.code for s in scene.segments for w in s.weapons if w.rank > 1}
    return (
        bool(kinds) and kinds <= _HELD and bool(here & (FLOWN | GUNS | _ANYBODYS)) and not _used(context, actor) & here
    )


def _planted(context: Context, scene: Scene, actor: ActorHit, _: Scene) -> bool:
    here = {w.code for s in scene.segments for w in s.weapons}
    used = _used(context, actor)
    planted = PLANTED | LAID
    return bool(used) and used <= planted and bool(here) and not here & planted


def _used(context: Context, actor: ActorHit) -> set[str]:
    """The weapons named in the sentence that accuses a party."""
    sentence = context.reading.sentences[context.reading.sentence_at(actor.start)]
    return {h.id for h in context.reading.within(sentence.start, sentence.end, "weapon")}


def _apart(context: Context, scene: Scene, other: Scene) -> bool:
    """Whether two tellings are set in places of which neither lies in the other."""
    if scene.place is None or other.place is None:
        return False
    return not related(context.gazetteer, scene.place.place, other.place.place)


def _planted_there(context: Context, scene: Scene, actor: ActorHit, other: Scene) -> bool:
    """Whether who laid one mine is told where it went off, and the telling is of a mine elsewhere."""
    here = {w.code for s in scene.segments for w in s.weapons}
    told = any(s.start <= actor.start < s.end and (s.tolls or s.places) for s in other.segments)
    return told and bool(here) and here <= PLANTED | LAID and _apart(context, scene, other)


_Rule = Callable[[Context, Scene, ActorHit, Scene], bool]
_NOT_LENT: Final[tuple[_Rule, ...]] = (_flown, _told_apart, _besieging, _in_custody, _planted_there)
_NOT_LENT_ARABIC: Final[tuple[_Rule, ...]] = (
    _flown, _told_apart, _besieging, _in_custody, _admitted_there, _of_a_later_day, _planted,
)  # fmt: skip
