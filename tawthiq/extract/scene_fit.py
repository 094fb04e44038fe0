"""Whether a segment may tell of a scene: its place, its date and its harms compatible with it, or unsaid.

Places: once a scene is set in a town, another town does not fit, unless the text puts one inside the other; a place
around it fits unless more people died there (a roll-up), a place inside it unless fewer did (a part).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.harm_binding import BoundCount
from tawthiq.extract.headlines import headline_end
from tawthiq.extract.nearby import beside, in_the_countryside, in_the_vast, related, same_governorate
from tawthiq.extract.places import PlaceHit
from tawthiq.extract.scene import BESIDE, PRECISE, Scene
from tawthiq.extract.scene_dates import SAID_AFTER, opens_the_past
from tawthiq.extract.segments import Segment
from tawthiq.text.language import is_arabic

_SAME_CLAUSE = 60
"""Code points behind a word for an attack within which a month is when it struck."""
_DAYS = timedelta(days=2)
"""How long before a statement about one event another may be told with it."""
_LASTING = frozenset({"besieged", "displaced", "malnourished"})
"""Harms that last, and make a telling of their own beside a strike."""


def fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None) -> bool:
    """Whether a segment may tell of the scene: place related or unsaid, date compatible or unsaid."""
    return (
        _place_fits(context, scene, segment, place)
        and not _next_door_another_day(context, scene, segment, place, when)
        and _date_fits(context, scene, segment, when)
        and _harm_fits(scene, segment)
    )


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


def _harm_fits(scene: Scene, segment: Segment) -> bool:
    """Whether people besieged or displaced and people struck are told together: only within one paragraph."""
    lasting = {t.harm in _LASTING for t in segment.tolls}
    if not lasting or not scene.segments or segment.paragraph == scene.segments[-1].paragraph:
        return True
    told = [s.tolls for s in scene.segments if s.tolls]
    return not told or any((t.harm in _LASTING) in lasting for tolls in told for t in tolls)


def _place_fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    if place is None or scene.place is None or place.place.level == "country":
        return True
    if _headline_only(context, scene) and not (place.specific and scene.place.specific):
        return True  # a headline names the place loosely; the lead says it
    near = scene.place.near or place.near
    if near and beside(context.gazetteer, place.place, scene.place.place) and not _counts_less(scene, segment):
        return True
    exact = [old for old in scene.mains.values() if old.specific]
    if place.specific and exact:
        near = any(related(context.gazetteer, place.place, old.place) for old in exact)
        return near or _said_inside(context, segment, place, scene.place)
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
        0 <= other.start - place.end < BESIDE and other.located and related(context.gazetteer, other.place, old.place)
        for other in segment.places
    )


def _struck_in(context: Context, segment: Segment, when: When) -> bool:
    """Whether a month is that in which an attack struck: "A roadside bomb targeted a suburb in July, killing 30"."""
    dated = segment.dated
    if dated is None or dated.when is not when or dated.said or when.precision not in ("T4", "T5"):
        return False
    events = [h.end for h in segment.kinds] + [t.harm_start for t in segment.tolls]
    struck = [e for e in events if 0 <= dated.start - e < _SAME_CLAUSE]
    if not struck:
        return False
    # "the town, which fell in May": the month is the place's
    return not any(h.id == "which" for h in context.reading.within(max(struck), dated.start, "date_cue"))


def _of_an_earlier_event(segment: Segment, when: When | None) -> bool:
    """Whether a segment opens before what was told, with no day: "Days earlier, a mosque was hit"."""
    dated = segment.dated
    return dated is not None and dated.behind and dated.when is when and not dated.when.known


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


def _another_days(context: Context, scene: Scene, segment: Segment, before: timedelta) -> bool:
    """Whether an Arabic stretch counts dead of its own, days before a statement about others: «واستهدف المستشفى الجمعة الماضي، ما أوقع 9»."""
    if before < _DAYS or not segment.tolls or not is_arabic(context.text[segment.tolls[0].phrase.start]):
        return False
    there, here = _roots(scene.segments), _roots([segment])
    return bool(there and here) and not {t.phrase.count.low for t in there} & {t.phrase.count.low for t in here}


def _date_fits(context: Context, scene: Scene, segment: Segment, when: When | None) -> bool:
    of_the_headline = _headline_only(context, scene) and segment.start >= headline_end(context)  # the lead dates it
    if scene.when is None and when is not None and opens_the_past(segment, when) and not of_the_headline:
        return False
    if segment.tolls and (_of_an_earlier_event(segment, when) or _of_a_longer_time(scene, segment)):
        return False
    if when is None or scene.when is None or not when.known or not scene.when.known:
        return True
    assert when.start
    assert when.end
    assert scene.when.start
    assert scene.when.end
    apart = when.end < scene.when.start or scene.when.end < when.start
    if when.precision not in PRECISE and scene.when.precision in PRECISE:
        # a month or year in passing ("which fell in May") dates no new event
        earlier = opens_the_past(segment, when) or _struck_in(context, segment, when)
        return not (apart and segment.tolls and earlier)
    if scene.when.precision not in PRECISE:
        return not apart
    if scene.said and timedelta(0) <= scene.when.start - when.end <= SAID_AFTER:
        return not _another_days(context, scene, segment, scene.when.start - when.end)
    slack = timedelta(days=0 if segment.dated is not None and segment.dated.behind else 1)
    return when.start - slack <= scene.when.end and scene.when.start - slack <= when.end
