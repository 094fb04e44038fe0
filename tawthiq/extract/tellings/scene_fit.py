"""Whether a segment may tell of a scene: its place, its date and its harms compatible with it, or unsaid.

Places: once a scene is set in a town, another town does not fit, unless the text puts one inside the other; a place
around it fits unless more people died there (a roll-up), a place inside it unless fewer did (a part).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tawthiq.domain.when import When
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.places.before_places import words_before
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import beside, in_the_countryside, in_the_vast, lies_in, related, same_governorate
from tawthiq.extract.places.place_hits import grammar
from tawthiq.extract.tellings.date_fit import date_fits
from tawthiq.extract.tellings.headlines import headline_end, headline_only
from tawthiq.extract.tellings.parts_told import counts_a_part
from tawthiq.extract.tellings.scene import BESIDE, PRECISE, Scene, is_attack, roots
from tawthiq.extract.tellings.scene_apart import HUNGER, means, means_told
from tawthiq.extract.tellings.segment import Segment
from tawthiq.text.language import begins_arabic
from tawthiq.text.phrases import Hit

_SAME_CLAUSE: Final = 60
"""Code points between a count of dead and a place within which the place is theirs."""
_LONGEST_SIEGE: Final = timedelta(days=3650)
_OPENS: Final = 8
"""Code points from the start of a segment within which a town is what it opens with: "In Yarmouk, …"."""
_LEAD: Final = 4
"""Line breaks at the head of a page within which its lead stands."""
_OUTRIGHT: Final = 2
"""The strength from which a word names a kind (knowledge/en/kinds.toml)."""
_OTHERS: Final = 8
"""Code points at the end of a count and behind it in which the word for others stands."""
_CITIES: Final = ("city", "town")
_SIEGE: Final = frozenset({"siege", "starvation"})
_NO_NUMBER: Final = ("vague", "unquantified")
_STRIKES: Final = frozenset({"airstrike", "shelling", "chemical_attack"})
_BY_HAND: Final = frozenset({"summary_execution", "arbitrary_detention", "abduction", "death_torture", "torture"})
_HURT: Final = frozenset({"killed", "injured"})
_TAKEN: Final = frozenset({"detained", "abducted"})
_TAKEN_OR_KILLED: Final = _TAKEN | {"killed"}
_LASTING: Final = frozenset({"besieged", "displaced", "malnourished"})
"""Harms that last, and make a telling of their own beside a strike."""


def tells_a_siege(segment: Segment) -> bool:
    """Whether an English segment tells nothing but a siege and its first day: "The militia has besieged El Fasher since May".

    Not where the place is only called besieged.
    """
    dated = segment.dated
    if dated is None or dated.said or not dated.since or dated.when.start is None or dated.when.end is None:
        return False
    lasted = timedelta(0) < dated.when.end - dated.when.start < _LONGEST_SIEGE
    return lasted and not segment.tolls and any(map(_besieges, segment.kinds))


def _besieges(kind: Hit) -> bool:
    """Whether an English word for a kind says that a place is shut in, and does not only call it so."""
    return kind.id == "siege" and kind.term.wording.isascii() and not kind.term.get("state", False)


def fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None) -> bool:
    """Whether a segment may tell of the scene: place related or unsaid, date compatible or unsaid."""
    return (
        _place_fits(context, scene, segment, place)
        and not _next_door_another_day(context, scene, segment, place, when)
        and date_fits(context, scene, segment, place, when)
        and _harm_fits(context, scene, segment)
        and not _taken_another_day(scene, segment)
        and not _done_by_hand(scene, segment)
        and not _besieged_besides(scene, segment)
    )


def _besieged_besides(scene: Scene, segment: Segment) -> bool:
    """Whether a segment tells, with its first day, of a siege that the scene says nothing of: "has besieged El Fasher since May"."""
    besieged = tells_a_siege(segment) and bool(segment.places) and scene.counts
    return besieged and not scene.all_of("sieges", _sieges)


def _sieges(segment: Segment) -> list[str]:
    return [h.id for h in segment.kinds if h.id in _SIEGE and not h.term.get("state", False)]


def _taken_another_day(scene: Scene, segment: Segment) -> bool:
    """Whether a segment with a day of its own counts only people taken away, and the scene before it only people struck."""
    here = _root_harms(segment) & _TAKEN_OR_KILLED
    if not here or not here <= _TAKEN or scene.all_of("harms", _root_harms) & _TAKEN_OR_KILLED != {"killed"}:
        return False
    if any(h.id not in _BY_HAND or h.id == "summary_execution" for h in segment.kinds if not h.term.get("generic")):
        return False  # "took three, tied them to columns and blew them up"
    dated = segment.dated is not None and not segment.dated.said
    return dated and segment.paragraph != scene.segments[-1].paragraph


def _root_harms(segment: Segment) -> set[str]:
    return {t.harm for t in segment.tolls if t.parent is None}


def _done_by_hand(scene: Scene, segment: Segment) -> bool:
    """Whether a strike on a place is told in another paragraph than executions and arrests, and counts nobody of theirs."""
    if not segment.places or segment.paragraph == scene.segments[-1].paragraph:
        return False
    here, told = _outright(segment), scene.all_of("outright", _outright)
    return bool(here) and here <= _STRIKES and bool(told) and told <= _BY_HAND


def _outright(segment: Segment) -> set[str]:
    return {h.id for h in segment.kinds if h.term.get("strength", 2) >= _OUTRIGHT}


def _next_door_another_day(
    context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None
) -> bool:
    """Whether a segment counts people at a neighbouring place on another day: near is not the same, nor is the day before."""
    if not segment.tolls or place is None or scene.place is None or when is None or scene.when is None:
        return False
    if not (place.specific and scene.place.specific) or related(context.gazetteer, place.place, scene.place.place):
        return False
    if not (when.known and scene.when.known and when.precision in PRECISE and scene.when.precision in PRECISE):
        return False
    assert when.start is not None
    assert when.end is not None
    assert scene.when.start is not None
    assert scene.when.end is not None
    told = segment.dated is not None and not segment.dated.said and not scene.said
    return told and (when.end < scene.when.start or scene.when.end < when.start)


def _fled_from_there(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts only those who fled the place of a scene that counts dead or hurt: "3,000 residents of X have fled"."""
    if scene.place is None or not scene.place.specific or not segment.tolls or not segment.places:
        return False
    if any(t.harm != "displaced" for t in segment.tolls) or scene.harms.isdisjoint(_HURT):
        return False
    return all(related(context.gazetteer, p.place, scene.place.place) for p in segment.places if p.specific)


def _harm_fits(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether people besieged or displaced and people struck are told together: only within one paragraph, or of a siege that starves them."""
    if of_those_told(context, scene, segment):
        return True
    if _fled_from_there(context, scene, segment):
        return True
    lasting = {t.harm in _LASTING for t in segment.tolls}
    if not lasting or not scene.segments or segment.paragraph == scene.segments[-1].paragraph:
        return True
    here = means([segment])
    if here <= {HUNGER} and (HUNGER in here or HUNGER in means_told(scene)):
        return True  # those who starved, and those who are shut in
    told = {harm in _LASTING for harm in scene.harms}
    return not told or not told.isdisjoint(lasting)


def of_those_told(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a stretch opens with those told of before: "The victims, six women and three men, had fled from …"; not a part of
    its sentence that was cut off for a town of its own (parts_placed)."""
    if context.sentence_bounds(segment.start)[0] < segment.start and any(p.specific for p in segment.places):
        return False
    opens = any(
        c.id in ("those_told", "including") and c.start - segment.start < _OPENS and c.term.wording.isascii()
        for c in segment.cues
    )
    placed = scene.place is not None and scene.place.place.level not in ("country", "region")
    return opens and placed and scene.when is not None and scene.counts


def _place_fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    if place is None or scene.place is None:
        if place is None:
            return True
        return not (_opens_elsewhere(scene, segment, place) or _one_of_several(context, scene, segment, place))
    if place.place.level == "country":
        return not (_dead_abroad(context, scene, segment, place) or _more_of_another_day(scene, segment))
    loose = not scene.place.specific or same_governorate(place.place, scene.place.place)
    loose = loose and segment.paragraph != scene.segments[0].paragraph  # nor the other half of the headline
    if headline_only(context, scene) and loose and not (place.specific and scene.place.specific):
        lead = scene.segments[-1].end > headline_end(context)  # a page without a headline opens with a sum
        if not (lead and place.specific and _counts_less(scene, segment)):
            return True  # a headline names the place loosely; the lead says it
    near = scene.place.near or place.near
    near = near and beside(context.gazetteer, place.place, scene.place.place)
    if near and not _counts_less(scene, segment) and not _others_next_door(context, scene, segment, place):
        return True
    exact = [old for old in scene.mains.values() if old.specific]
    if place.specific and exact:
        near = any(related(context.gazetteer, place.place, old.place) for old in exact)
        if near and _in_one_quarter(context, scene, segment, place):
            return False
        if near and (
            _counted_elsewhere(context, scene, segment, place) or counts_a_part(context, scene, segment, place)
        ):
            return False
        return near or _said_inside(context, segment, place, scene.place) or _told_again(scene, segment, place)
    if place.specific:
        inside = any(
            related(context.gazetteer, place.place, old.place)
            or in_the_vast(place.place, old.place)
            or (in_the_countryside(place.place, old.place) and _restates(scene, segment))
            for old in scene.mains.values()
        )
        return inside and not _counts_less(scene, segment)
    if exact:
        around = any(related(context.gazetteer, place.place, old.place) for old in exact)
        return (around or same_governorate(place.place, scene.place.place)) and not _counts_more(scene, segment)
    return same_governorate(place.place, scene.place.place)


def _in_one_quarter(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether an Arabic segment tells of an attack on one quarter of the scene's city and counts fewer dead there: a part of a sum."""
    old = scene.place
    if old is None or old.place.level not in _CITIES or place.place.level != "neighbourhood" or segment.cued("update"):
        return False
    counted = _counts_less(scene, segment) and begins_arabic(context.text, segment.start)
    told = not headline_only(context, scene) or scene.segments[-1].end > headline_end(context)
    return counted and told and is_attack(segment, _OUTRIGHT)


def _opens_elsewhere(scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment opens with a town and counts dead there, far behind the dead of a scene with a day and no place."""
    opens = place.specific and place.located and place.start - segment.start < _OPENS
    apart = segment.paragraph - scene.segments[-1].paragraph > 0 and scene.segments[0].paragraph > _LEAD
    return opens and apart and scene.when is not None and bool(roots([segment]) and scene.dead)


def _one_of_several(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether an Arabic segment counts fewer dead in a town than a scene without a place has told of several attacks or places:
    «قتل 13 في غارات جنوب البلاد … قتل خمسة في غارة على البلدة»."""
    if not (place.specific and place.located) or segment.cued("update"):
        return False
    several = any(s.cued("several") for s in scene.segments)
    return several and begins_arabic(context.text, segment.start) and _counts_less(scene, segment)


def _more_of_another_day(scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts more dead in the whole country than a scene in a town, on a day of its own or as background:
    «غارة على البلدة قتلت ستة. وذكرت الوزارة أن الغارات على لبنان أمس أودت بحياة 19»."""
    old, dated = scene.when, segment.dated
    if scene.place is None or not scene.place.specific or dated is None or dated.said:
        return False
    apart = old is None or (old.known and dated.when.known and _days_apart(dated.when, old))
    return (apart or segment.cued("background")) and _counts_more(scene, segment)


def _days_apart(a: When, b: When) -> bool:
    """Whether two known dates do not meet."""
    assert a.start is not None
    assert a.end is not None
    assert b.start is not None
    assert b.end is not None
    return a.end < b.start or b.end < a.start


def _dead_abroad(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment counts the dead in a country that the scene is not in: "some 1,200 people in Israel were killed"."""
    assert scene.place is not None
    home = scene.place.place.country
    before = words_before(context, place.start, 1)
    if home is None or home == place.place.id or not before or before[0] not in grammar().inside:
        return False
    return any(abs(place.start - t.phrase.end) < _SAME_CLAUSE for t in roots([segment]))


def _counted_elsewhere(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether each of two towns that were struck in one breath has its own dead: "Raids hit Douma and Saqba. In Douma six died"."""
    if not (roots([segment]) and place.located and segment.places):
        return False
    counted = scene.all_of("counted at", _counted_at)
    return bool(counted) and not any(related(context.gazetteer, place.place, p) for p in counted)


def _counted_at(segment: Segment) -> set[Place]:
    return {p.place for p in segment.places if p.specific and not p.aside} if roots([segment]) else set()


def _others_next_door(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether an Arabic stretch counts other people on the edge of another town or village: «وطاول القصف أطراف علما الشعب»."""
    old = scene.place
    if old is None or not (old.specific and place.specific) or not begins_arabic(context.text, segment.start):
        return False
    if related(context.gazetteer, old.place, place.place) or segment.cued("update"):
        return False
    there = scene.all_of("numbered", _numbered)
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None}
    others = {
        (t.harm, t.phrase.count.low) for t in segment.tolls if t.harm in _HURT and _are_others(context, t.phrase.end)
    }
    said_again = {(harm, low) for harm, low in (there & here) - others if low > 1 or headline_only(context, scene)}
    return bool(there and here) and not said_again


def _are_others(context: Context, end: int) -> bool:
    """Whether those counted up to a position are called others than those before: «ثلاثة مدنيين آخرين»."""
    behind = context.reading.within(max(0, end - _OTHERS), end + _OTHERS, "people")
    return any(h.term.get("other") and h.start <= end + 1 <= h.end + 1 for h in behind)


def _numbered(segment: Segment) -> set[tuple[str, int]]:
    return {(t.harm, t.phrase.count.low) for t in segment.tolls if t.phrase.count.qualifier not in _NO_NUMBER}


def _restates(scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts what the scene has counted, and no other dead."""
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None}
    return bool(here) and here <= scene.wholes


def _told_again(scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment counts the same dead and the same wounded at another place of the province: the place told more exactly."""
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None and t.harm in _HURT}
    assert scene.place is not None
    return len(here) > 1 and here <= scene.wholes and same_governorate(place.place, scene.place.place)


def _counts_less(scene: Scene, segment: Segment) -> bool:
    """Whether a place inside the scene's has fewer dead of its own: a part of what the scene rolls up."""
    whole, part = scene.dead, roots([segment])
    return bool(whole and part) and max(t.phrase.count.low for t in part) < min(whole)


def _counts_more(scene: Scene, segment: Segment) -> bool:
    """Whether a place around the scene's has more dead, with no word of an update: a roll-up of several scenes."""
    part, whole = scene.dead, roots([segment])
    more = bool(whole and part) and min(t.phrase.count.low for t in whole) > max(part)
    return more and not any(t.update for t in segment.tolls)


def _said_inside(context: Context, segment: Segment, place: PlaceHit, old: PlaceHit) -> bool:
    """Whether the segment itself puts its place in the scene's place: "al-Maghayir quarter in the Old City"."""
    if place.place.level == old.place.level == "neighbourhood":
        return False  # two quarters of one city
    return any(
        0 <= other.start - place.end < BESIDE
        and other.located
        and not other.near
        and related(context.gazetteer, other.place, old.place)
        and not lies_in(context.gazetteer, old.place, other.place)  # the province that both lie in
        for other in segment.places
    )
