"""Whether a segment may tell of a scene: its place, its date and its harms compatible with it, or unsaid.

Places: once a scene is set in a town, another town does not fit, unless the text puts one inside the other; a place
around it fits unless more people died there (a roll-up), a place inside it unless fewer did (a part).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tawthiq.domain.when import When
from tawthiq.domain.where import Place
from tawthiq.extract.bound_count import BoundCount
from tawthiq.extract.context import Context
from tawthiq.extract.headlines import headline_end
from tawthiq.extract.nearby import beside, in_the_countryside, in_the_vast, related, same_governorate
from tawthiq.extract.parts_told import counts_a_part
from tawthiq.extract.place_asides import words_before
from tawthiq.extract.place_hits import grammar
from tawthiq.extract.places import PlaceHit
from tawthiq.extract.scene import BESIDE, PRECISE, Scene, is_attack
from tawthiq.extract.scene_apart import HUNGER, means
from tawthiq.extract.scene_dates import NEAR_ANNIVERSARY, SAID_AFTER, is_coarse, of_the_day_before, opens_the_past
from tawthiq.extract.segments import Segment, only_said
from tawthiq.text.language import begins_arabic, is_arabic
from tawthiq.text.phrases import Hit

_SAME_CLAUSE = 60
"""Code points behind a word for an attack within which a month is when it struck."""
_WEEKDAY = "weekday "
"""How a day of the week is kept that nothing places (text/date_partial.py)."""
_ITS_DAY = 90
"""Code points between a word for an attack and its day."""
_LONGEST_SIEGE = timedelta(days=3650)
_DAYS = timedelta(days=2)
"""How long before a statement about one event another may be told with it."""
_OPENS = 8
"""Code points from the start of a segment within which a town is what it opens with: "In Yarmouk, …"."""
_LEAD = 4
"""Line breaks at the head of a page within which its lead stands."""
_ARTICLE = 20
"""Code points before a word for an attack in which its article stands."""
_OUTRIGHT = 2
"""The strength from which a word names a kind (knowledge/en/kinds.toml)."""
_SIEGE = frozenset({"siege", "starvation"})
_STRIKES = frozenset({"airstrike", "shelling", "chemical_attack"})
_BY_HAND = frozenset({"summary_execution", "arbitrary_detention", "abduction", "death_torture", "torture"})
_HURT = frozenset({"killed", "injured"})
_TAKEN = frozenset({"detained", "abducted"})
_TAKEN_OR_KILLED = _TAKEN | {"killed"}
_LASTING = frozenset({"besieged", "displaced", "malnourished"})
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
        and _date_fits(context, scene, segment, place, when)
        and _harm_fits(context, scene, segment)
        and not _taken_another_day(scene, segment)
        and not _done_by_hand(scene, segment)
        and not _besieged_besides(scene, segment)
    )


def _besieged_besides(scene: Scene, segment: Segment) -> bool:
    """Whether a segment tells, with its first day, of a siege that the scene says nothing of: "has besieged El Fasher since May"."""
    besieged = tells_a_siege(segment) and bool(segment.places) and bool(scene.tolls)
    return besieged and not any(h.id in _SIEGE and not h.term.get("state", False) for h in scene.kinds)


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
    here, told = ({h.id for h in s if h.term.get("strength", 2) >= _OUTRIGHT} for s in (segment.kinds, scene.kinds))
    return bool(here) and here <= _STRIKES and bool(told) and told <= _BY_HAND


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
    if any(t.harm != "displaced" for t in segment.tolls) or not any(t.harm in _HURT for t in scene.tolls):
        return False
    return all(related(context.gazetteer, p.place, scene.place.place) for p in segment.places if p.specific)


def _harm_fits(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether people besieged or displaced and people struck are told together: only within one paragraph, or of a siege that starves them."""
    if of_those_told(scene, segment):
        return True
    if _fled_from_there(context, scene, segment):
        return True
    lasting = {t.harm in _LASTING for t in segment.tolls}
    if not lasting or not scene.segments or segment.paragraph == scene.segments[-1].paragraph:
        return True
    here = means([segment])
    if here <= {HUNGER} and HUNGER in here | means(scene.segments):
        return True  # those who starved, and those who are shut in
    told = [s.tolls for s in scene.segments if s.tolls]
    return not told or any((t.harm in _LASTING) in lasting for tolls in told for t in tolls)


def of_those_told(scene: Scene, segment: Segment) -> bool:
    """Whether a stretch opens with those told of before: "The victims, six women and three men, had fled from …"."""
    opens = any(
        c.id in ("those_told", "including") and c.start - segment.start < _OPENS and c.term.wording.isascii()
        for c in segment.cues
    )
    placed = scene.place is not None and scene.place.place.level not in ("country", "region")
    return opens and placed and scene.when is not None and bool(scene.tolls)


def _place_fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    if place is None or scene.place is None:
        return place is None or not _opens_elsewhere(scene, segment, place)
    if place.place.level == "country":
        return not _dead_abroad(context, scene, segment, place)
    loose = not scene.place.specific or same_governorate(place.place, scene.place.place)
    loose = loose and segment.paragraph != scene.segments[0].paragraph  # nor the other half of the headline
    if _headline_only(context, scene) and loose and not (place.specific and scene.place.specific):
        return True  # a headline names the place loosely; the lead says it
    near = scene.place.near or place.near
    near = near and beside(context.gazetteer, place.place, scene.place.place)
    if near and not _counts_less(scene, segment) and not _others_next_door(context, scene, segment, place):
        return True
    exact = [old for old in scene.mains.values() if old.specific]
    if place.specific and exact:
        near = any(related(context.gazetteer, place.place, old.place) for old in exact)
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


def _opens_elsewhere(scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment opens with a town and counts dead there, far behind the dead of a scene with a day and no place."""
    opens = place.specific and place.located and place.start - segment.start < _OPENS
    apart = segment.paragraph - scene.segments[-1].paragraph > 0 and scene.segments[0].paragraph > _LEAD
    return opens and apart and scene.when is not None and bool(_roots([segment]) and _roots(scene.segments))


def _dead_abroad(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment counts the dead in a country that the scene is not in: "some 1,200 people in Israel were killed"."""
    assert scene.place is not None
    home = scene.place.place.country
    before = words_before(context, place.start, 1)
    if home is None or home == place.place.id or not before or before[0] not in grammar().inside:
        return False
    return any(abs(place.start - t.phrase.end) < _SAME_CLAUSE for t in _roots([segment]))


def _counted_elsewhere(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether each of two towns that were struck in one breath has its own dead: "Raids hit Douma and Saqba. In Douma six died"."""
    if not (_roots([segment]) and place.located and segment.places):
        return False
    counted = scene.all_of("counted at", _counted_at)
    return bool(counted) and not any(related(context.gazetteer, place.place, p) for p in counted)


def _counted_at(segment: Segment) -> set[Place]:
    return {p.place for p in segment.places if p.specific and not p.aside} if _roots([segment]) else set()


def _others_next_door(context: Context, scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether an Arabic stretch counts other people on the edge of another town or village: «وطاول القصف أطراف علما الشعب»."""
    old = scene.place
    if old is None or not (old.specific and place.specific) or not begins_arabic(context.text, segment.start):
        return False
    if related(context.gazetteer, old.place, place.place) or segment.cued("update"):
        return False
    there = {(t.harm, t.phrase.count.low) for t in scene.tolls}
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None}
    return bool(there and here) and not there & here


def _roots(segments: Sequence[Segment]) -> list[BoundCount]:
    exact = ("exact", "at_least", "more_than", "about")
    return [
        t
        for s in segments
        for t in s.tolls
        if t.harm == "killed" and t.parent is None and t.phrase.count.qualifier in exact
    ]


def _restates(scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts what the scene has counted, and no other dead."""
    told = {(t.harm, t.phrase.count.low) for t in scene.tolls if t.parent is None}
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None}
    return bool(here) and here <= told


def _told_again(scene: Scene, segment: Segment, place: PlaceHit) -> bool:
    """Whether a segment counts the same dead and the same wounded at another place of the province: the place told more exactly."""
    told, here = (
        {(t.harm, t.phrase.count.low) for t in tolls if t.parent is None and t.harm in _HURT}
        for tolls in (scene.tolls, segment.tolls)
    )
    assert scene.place is not None
    return len(here) > 1 and here <= told and same_governorate(place.place, scene.place.place)


def _counts_less(scene: Scene, segment: Segment) -> bool:
    """Whether a place inside the scene's has fewer dead of its own: a part of what the scene rolls up."""
    whole, part = _roots(scene.segments), _roots([segment])
    return bool(whole and part) and max(t.phrase.count.low for t in part) < min(t.phrase.count.low for t in whole)


def _counts_more(scene: Scene, segment: Segment) -> bool:
    """Whether a place around the scene's has more dead, with no word of an update: a roll-up of several scenes."""
    part, whole = _roots(scene.segments), _roots([segment])
    more = bool(whole and part) and min(t.phrase.count.low for t in whole) > max(t.phrase.count.low for t in part)
    return more and not any(t.update for t in segment.tolls)


def _headline_only(context: Context, scene: Scene) -> bool:
    """Whether all that the scene holds so far stands in the document's headline: its first line, unless that is a paragraph."""
    first_line = context.text.find("\n", scene.start)
    only = len(scene.segments) == 1 and scene.segments[0].paragraph == 0 and first_line >= scene.segments[0].end - 1
    return only and (is_arabic(context.text[:1]) or scene.segments[0].end <= headline_end(context) + 1)


def _said_inside(context: Context, segment: Segment, place: PlaceHit, old: PlaceHit) -> bool:
    """Whether the segment itself puts its place in the scene's place: "al-Maghayir quarter in the Old City"."""
    if place.place.level == old.place.level == "neighbourhood":
        return False  # two quarters of one city
    return any(
        0 <= other.start - place.end < BESIDE
        and other.located
        and not other.near
        and related(context.gazetteer, other.place, old.place)
        for other in segment.places
    )


def _another_attack_that_day(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an English segment tells of an attack not told before, with its day and its dead: "On Monday, rockets fell on …, killing one"."""
    dated = segment.dated
    if dated is None or dated.said or scene.said or begins_arabic(context.text, dated.start):
        return False
    dead, told = ({t.phrase.count.low for t in _roots(s)} for s in ([segment], scene.segments))
    if not dead or dead & told or any(t.update for t in segment.tolls) or segment.cued("toll_word"):
        return False
    attacks = [h for h in segment.kinds if not h.term.get("label") and abs(h.start - dated.start) < _ITS_DAY]
    return bool(attacks) and not any(_told_of_before(context, h.start) for h in segment.kinds)


def _told_of_before(context: Context, start: int) -> bool:
    """Whether an English word for an attack means the one just told: "the blast", "in that raid"."""
    articles = context.reading.within(max(0, start - _ARTICLE), start, "date_cue")
    return any(h.id in ("definite", "that") and context.words_between(h.end, start) <= 1 for h in articles)


def _struck_in(context: Context, segment: Segment, when: When) -> bool:
    """Whether a month is that in which an attack struck: "A roadside bomb targeted a suburb in July, killing 30"."""
    dated = segment.dated
    if dated is None or dated.when is not when or dated.said or not (when.precision in ("T4", "T5") or is_coarse(when)):
        return False
    events = [h.end for h in segment.kinds] + [t.harm_start for t in segment.tolls]
    struck = [e for e in events if 0 <= dated.start - e < _SAME_CLAUSE]
    if not struck:
        return False
    # "the town, which fell in May": the month is the place's
    return not any(h.id == "which" for h in context.reading.within(max(struck), dated.start, "date_cue"))


def _of_an_earlier_event(scene: Scene, segment: Segment, when: When | None) -> bool:
    """Whether a segment tells what came before: with no day ("Days earlier, a mosque was hit"), or on its day with dead that a
    scene without one does not count («وتأتي هذه الهجمات غداة مقتل 23»)."""
    dated = segment.dated
    if dated is None or not dated.behind or dated.when is not when:
        return False
    if not dated.when.known:
        return True
    there, here = _roots(scene.segments), _roots([segment])
    counted = {t.phrase.count.low for t in there} & {t.phrase.count.low for t in here}
    return scene.when is None and bool(there and here) and not counted


def _of_a_longer_time(scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts more dead since days before what the scene tells: «ومنذ الأحد قتل أكثر من 50», a sum of a campaign."""
    dated = segment.dated
    if dated is None or dated.opening is None or dated.when.start is None or scene.when is None or not scene.when.known:
        return False
    assert scene.when.start is not None
    if scene.when.precision not in PRECISE or dated.when.start >= scene.when.start:
        return False
    whole, part = _roots([segment]), _roots(scene.segments)
    return bool(whole and part) and min(t.phrase.count.low for t in whole) > max(t.phrase.count.low for t in part)


def _other_days(context: Context, told: When, segment: Segment, when: When) -> bool:
    """Whether two days of a page that says no day of its own lie apart: Tuesday and Friday, a weekday and "last month"."""
    if only_said(segment):
        return False
    first, second = (w.partial.removeprefix(_WEEKDAY) for w in (told, when))
    if first.isdigit() and second.isdigit() and len(first) == len(second) == 1:
        return (int(first) - int(second)) % 7 not in (0, 1, 6)
    return (
        is_coarse(when)
        and not is_coarse(told)
        and (opens_the_past(segment, when) or _struck_in(context, segment, when))
    )


def _another_days(context: Context, scene: Scene, segment: Segment, before: timedelta) -> bool:
    """Whether an Arabic stretch counts dead of its own, days before a statement about others: «واستهدف المستشفى الجمعة الماضي، ما أوقع 9»."""
    if before < _DAYS or not segment.tolls or not begins_arabic(context.text, segment.tolls[0].phrase.start):
        return False
    there, here = _roots(scene.segments), _roots([segment])
    return bool(there and here) and not {t.phrase.count.low for t in there} & {t.phrase.count.low for t in here}


def _a_day_within(scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch counts people of its own on one day of the days that the scene sums up.

    «توفي خمسة خلال الأيام الثلاثة الماضية … وقتل شاب أمس الجمعة».
    """
    when, days = segment.when, scene.when
    if when is None or days is None or not (when.known and days.known) or not segment.tolls:
        return False
    assert days.start is not None
    assert days.end is not None
    if days.end - days.start < _DAYS or when.start != when.end or only_said(segment) or segment.cued("update"):
        return False
    there = {(t.harm, t.phrase.count.low) for t in scene.tolls}
    here = {(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None}
    return not there & here


def strikes_a_town(context: Context, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether an English stretch that counts nobody names an attack outright, on a town of its own: "In May, a camp near Sarmada was shelled"."""
    town = place is not None and place.specific and any(p is place for p in segment.places)
    return (
        town and not segment.tolls and not begins_arabic(context.text, segment.start) and is_attack(segment, _OUTRIGHT)
    )


def _date_fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None) -> bool:
    of_the_headline = _headline_only(context, scene) and segment.start >= headline_end(context)  # the lead dates it
    if scene.when is None and when is not None and opens_the_past(segment, when) and not of_the_headline:
        return False
    if segment.tolls and (_of_an_earlier_event(scene, segment, when) or _of_a_longer_time(scene, segment)):
        return False
    if when is None or scene.when is None:
        return True
    if not when.known and not scene.when.known:
        return not (segment.tolls and _other_days(context, scene.when, segment, when))
    if not when.known or not scene.when.known:
        return True
    arabic = bool(segment.tolls) and begins_arabic(context.text, segment.tolls[0].phrase.start)
    if arabic and segment.when is when and _a_day_within(scene, segment):
        return False
    assert when.start
    assert when.end
    assert scene.when.start
    assert scene.when.end
    apart = when.end < scene.when.start or scene.when.end < when.start
    if when.precision not in PRECISE and scene.when.precision in PRECISE:
        # a month or year in passing ("which fell in May") dates no new event
        earlier = opens_the_past(segment, when) or _struck_in(context, segment, when)
        told = bool(segment.tolls) or strikes_a_town(context, segment, place)
        return not (apart and told and earlier)
    if scene.when.precision not in PRECISE:
        return not apart
    if (
        scene.when.basis == "anniversary"
        and when.basis == "absolute"
        and abs(when.start - scene.when.start) <= NEAR_ANNIVERSARY
    ):
        return True  # "next week is the anniversary of the massacre … On 3 April, soldiers entered"
    if scene.said and timedelta(0) <= scene.when.start - when.end <= SAID_AFTER:
        return not _another_days(context, scene, segment, scene.when.start - when.end)
    exactly = (segment.dated is not None and segment.dated.behind) or of_the_day_before(scene, segment)
    exactly = exactly or _another_attack_that_day(context, scene, segment)
    slack = timedelta(days=0 if exactly else 1)
    return when.start - slack <= scene.when.end and scene.when.start - slack <= when.end
