"""How a scene gets its date: from its own segments, from a stretch beside it, or from the scene told before it.

Rule: the first precise day that a scene's own words give stands, and takes the place of a month, a year or the day of a
statement. A scene that says no day is of the day of the scene told before it: a report that goes on with another town goes
on with the same day. Such a date is inferred, and says so. What is told in passing inherits nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.nearby import related
from tawthiq.extract.tellings.scene import BESIDE, PRECISE, Scene, is_attack, scene_place
from tawthiq.extract.tellings.scene_apart import HUNGER, means_told
from tawthiq.extract.tellings.segment import Segment, only_said
from tawthiq.text.language import begins_arabic

SAID_AFTER: Final = timedelta(days=7)
"""How long after an event a statement about it is taken for the report of it."""
_OPENING: Final = 20
"""Code points from the start of a segment within which a date is what the segment is about."""
_LENT_AFTER: Final = timedelta(days=4)
NEAR_ANNIVERSARY: Final = timedelta(days=15)
"""How far from an anniversary's own day the report of it may be."""
_LONGEST_RANGE: Final = timedelta(days=120)
_COARSE: Final = ("T4", "T5", "T6", "T7")
_VAGUE: Final = re.compile(r"--\d\d|\d{4}(?:-\d\d)?|(?:week|month|year|decade) -\d+")
"""What is kept of a month, a year or a "last month" that nothing places (text/date_partial.py)."""
_OPENS_WITH: Final = 5
"""Code points from the start of a stretch within which it opens with a word."""
_HEAD: Final = 35
"""Code points from the start of a stretch within which it names the event it goes on about."""
_PARAGRAPHS: Final = 4
"""How many line breaks after a dated scene another still is of its day where the scenes of a page differ in date."""


def is_coarse(when: When) -> bool:
    """Whether a date is a month or longer, also one that nothing places: "in April" on a page without a day."""
    return when.precision in _COARSE or (not when.known and _VAGUE.fullmatch(when.partial) is not None)


def opens_the_past(segment: Segment, when: When) -> bool:
    """Whether a segment opens with a date that only places something in the past: "Last month, an explosion …"."""
    dated = segment.dated
    return (
        dated is not None
        and dated.when is when
        and not dated.said
        and is_coarse(when)
        and (dated.start - segment.start < _OPENING or segment.cued("background"))
    )


def adopt_date(scene: Scene, segment: Segment, when: When | None) -> None:
    """Gives a scene the date of a segment that joined it, where that says more than what the scene has."""
    if when is None:
        return
    said = only_said(segment) and segment.when is when
    old = scene.when
    better = old is None or (not old.known and when.known) or _finer(old, when) or _told_outright(old, when)
    if better or (old is not None and scene.said and not said and _reported(when, old)):
        scene.when, scene.said = when, said


def _finer(old: When, new: When) -> bool:
    return new.known and old.precision in ("T5", "T6", "T7") and new.precision in PRECISE


def _told_outright(old: When, new: When) -> bool:
    """Whether a day is told that was only the anniversary's before."""
    return old.basis == "anniversary" and new.basis == "absolute" and new.precision in PRECISE


def _reported(event: When, statement: When) -> bool:
    """Whether a day is that of the event which a statement of another day reports."""
    if event.end is None or statement.start is None or event.precision not in PRECISE:
        return False
    return timedelta(0) <= statement.start - event.end <= SAID_AFTER


def dates_the_undated(scene: Scene, segment: Segment) -> bool:
    """Whether an attack told without a count is what dates a scene that has no date so far."""
    if scene.when is not None or not is_attack(segment, 2) or only_said(segment) or segment.cued("background"):
        return False
    return segment.when is not None and segment.when.known and segment.when.precision in ("T1", "T2", "T3")


def refers_back(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a stretch that counts nobody dates the event just told: "The attack happened early on Wednesday in …".

    Only for a scene that gives no day of its own, from the stretch that follows it.
    """
    dated = segment.dated
    if (
        segment.tolls
        or dated is None
        or dated.said
        or segment.cued("background")
        or not (scene.when is None or scene.said)
    ):
        return False
    if segment.start - scene.segments[-1].end >= BESIDE:
        return False
    arabic = begins_arabic(context.text, dated.start)
    place = scene_place(context, segment) if arabic else None
    towns = place is not None and place.specific and scene.place is not None and scene.place.specific
    if towns and place and scene.place and not related(context.gazetteer, place.place, scene.place.place):
        return False
    month = dated.when.precision == "T5" and not arabic  # "That attack was in September"
    if dated.when.precision not in PRECISE and not month:
        return False
    low, high = segment.start, min(segment.end, segment.start + _HEAD)
    if not arabic:  # "the committee said in a statement the attack took place on Saturday"
        low, high = (low, high) if dated.start < high else (max(low, dated.start - _HEAD), dated.start)
    events = context.reading.within(low, high, "kind", "harm", "date_cue")
    articles = {h.end for h in events if h.id == "definite"}
    return any(
        h.id != "definite"
        and (h.category != "date_cue" or h.id == "event")
        and (toll_grammar().article in h.prefix or h.start - 1 in articles)
        for h in events
    )


def dated_later(context: Context, scenes: Sequence[Scene], current: Scene, segment: Segment) -> Scene | None:
    """The scene told before the current one which an Arabic stretch dates that counts nobody: «وقال المصدر إن الضربة على نيالا وقعت السبت».

    It has no day so far, or a statement's, and the stretch names its town.
    """
    dated, place = segment.dated, scene_place(context, segment)
    if (
        segment.tolls
        or dated is None
        or dated.said
        or dated.when.precision not in PRECISE
        or segment.cued("background")
    ):
        return None
    if place is None or not place.specific or not begins_arabic(context.text, dated.start):
        return None
    if not context.reading.of_id(max(segment.start, dated.start - _HEAD), dated.start, "date_cue", "happened"):
        return None
    for scene in reversed(scenes):
        if scene is not current and scene.place is not None and (scene.when is None or scene.said):
            old = scene.when
            late = old is None or (old.known and _reported(dated.when, old))
            if late and scene.place.specific and related(context.gazetteer, place.place, scene.place.place):
                return scene
    return None


def named_by_its_day(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a stretch that counts nobody calls the event told before by its day: "Pictures taken after Sunday's strikes"."""
    dated = segment.dated
    if segment.tolls or dated is None or not dated.names or segment.cued("background"):
        return False
    if not (scene.when is None or scene.said) or dated.when.precision not in PRECISE:
        return False
    place = scene_place(context, segment)
    return place is None or scene.place is None or related(context.gazetteer, place.place, scene.place.place)


def the_day_itself(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an English stretch gives the day of which the scene has only told the anniversary: "On 3 April 2012, tanks entered the town"."""
    dated, told = segment.dated, scene.when
    if dated is None or dated.said or told is None or told.basis != "anniversary" or told.start is None:
        return False
    day = dated.when
    if day.basis != "absolute" or day.start is None or day.precision not in ("T1", "T2", "T3"):
        return False
    return abs(day.start - told.start) <= NEAR_ANNIVERSARY and context.text[dated.start].isascii()


def besieged_since(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an English stretch says since when those are shut in whose hunger or want is told: "under siege since December 2015"."""
    dated = segment.dated
    if dated is None or dated.said or not dated.since or begins_arabic(context.text, dated.start):
        return False
    if not any(h.id == "siege" for h in segment.kinds) or segment.cued("background"):
        return False
    if not means_told(scene, counting=True) <= {HUNGER} or HUNGER not in means_told(scene):
        return False
    place = scene_place(context, segment)
    if (
        place is None or scene.place is None or place.start > dated.start
    ):  # "since May, when the road to El Obeid was closed"
        return True
    return related(context.gazetteer, place.place, scene.place.place)


def date_beside(waiting: Sequence[Segment], segment: Segment) -> When | None:
    """The day that the stretch right before gives in the same paragraph: "Five died this Saturday. In Homs, two men …"."""
    if not waiting or not segment.tolls:
        return None
    before = waiting[-1]
    own = before.paragraph == segment.paragraph and not only_said(before) and not before.cued("background")
    return before.when if own and before.when is not None and before.when.precision in ("T1", "T2", "T3") else None


def ranges(context: Context, segment: Segment) -> bool:
    """Whether an English stretch gives the first and the last day of what it opens with: "between January 6 and March 10, 2025"."""
    dated = segment.dated
    if dated is None or dated.said or dated.since or dated.when.start is None or dated.when.end is None:
        return False
    days = context.dates_in(dated.start, dated.end)
    two = any(d.kind == "range" and d.until is not None and d.until.kind == "day" for d in days)
    return two and dated.when.end - dated.when.start <= _LONGEST_RANGE and not begins_arabic(context.text, dated.start)


def _unplaced(when: When) -> bool:
    """Whether a time is told that nothing places: «بعد ثماني سنوات» in a headline."""
    return not when.known and not when.partial


def lend_date(context: Context, scene: Scene, segment: Segment) -> None:
    """A stretch without an event, right after one, may still say when it was."""
    close = segment.start - scene.segments[-1].end < BESIDE
    when = segment.when
    if not close or when is None or not when.known or when.precision not in PRECISE:
        return
    old = scene.when
    told = scene.said and not only_said(segment)
    if context.text[segment.start].isascii() and old is not None and old.known:
        told = told and (_one_day_of(when, old) or (_reported(when, old) and _of_late(when, old)))
    else:
        told = told and old is not None and _one_day_of(when, old)
    if old is None or not old.known or told:
        scene.when, scene.said = when, only_said(segment)


def _of_late(event: When, statement: When) -> bool:
    """Whether a day lies so shortly before a statement that a stretch which tells no harm may give it to what was stated."""
    return event.end is not None and statement.start is not None and statement.start - event.end <= _LENT_AFTER


def _one_day_of(day: When, days: When) -> bool:
    """Whether a day is one of several that a statement speaks of: «ما جرى بين 14 و16 تموز … صباح 16 تموز»."""
    if day.start is None or day.end is None or days.start is None or days.end is None:
        return False
    return days.start <= day.start == day.end <= days.end and days.start < days.end


def date_the_only_one(context: Context, parts: Sequence[Segment], told: Sequence[Scene]) -> None:
    """Dates the one event a page tells by the one day it names, wherever that stands; in English also all events of one day.

    "Three car bombs killed 93 on Wednesday. In the morning one killed 63 …. Two others killed 30 …" is all of that Wednesday.
    """
    undated = [s for s in told if (s.when is None or _unplaced(s.when)) and s.counts and not s.sealed]
    counted = [s for s in told if s.counts]
    days = [
        (d, d.when) for part in parts for d in part.dates if d.when.known and d.when.precision in ("T1", "T2", "T3")
    ]
    if not undated or len({(when.start, when.end) for _, when in days}) != 1:
        return
    if len(undated) == 1 and len(counted) == 1:
        undated[0].when = days[0][1]
        return
    first = days[0][0]
    if (
        first.said
        or first.since
        or first.behind
        or begins_arabic(context.text, first.start)
        or len(undated) != len(counted)
    ):
        return
    for scene in undated:
        if scene.start > first.start and not scene.segments[0].cued("background"):
            scene.when = replace(days[0][1], basis="inferred", rule=f"{days[0][1].rule}+date.only-day")


def _opens_apart(context: Context, scene: Scene, later: Scene) -> bool:
    """Whether a later scene opens with a day of its own at an unrelated place: "On Sunday, fighters attacked a camp in …"."""
    opening = later.segments[0]
    dated = opening.dated
    if dated is None or dated.start - opening.start >= _OPENING or scene.place is None or later.place is None:
        return False
    return not related(context.gazetteer, scene.place.place, later.place.place)


def inherit_dates(context: Context, told: Sequence[Scene]) -> None:
    """Gives each undated scene that counts people the day of the one told before it, else of the first one after it.

    Where the dated scenes of the page differ, only a scene close behind is of the same day. `told` are in order of telling.
    """
    _share_the_last_day(context, told)
    dated = [s for s in told if s.when is not None and s.when.known and s.when.precision in PRECISE]
    days = {(s.when.start, s.when.end) for s in dated if s.when is not None and not s.background}
    for scene in told:
        if scene.when is not None or scene.background or scene.sealed:
            continue
        before = [s for s in dated if s.start < scene.start and (not (s.background or s.said) or _gap(s, scene) == 0)]
        source = (
            before[-1]
            if before
            else next((s for s in dated if not (s.background or s.said)), None)
            if len(days) == 1
            else None
        )
        if source is not None and source.start > scene.start and _opens_apart(context, scene, source):
            continue
        if source is not None and source.when is not None and (len(days) == 1 or _gap(source, scene) <= _PARAGRAPHS):
            scene.when = replace(source.when, basis="inferred", rule=f"{source.when.rule}+date.same-day")
            scene.said = source.said


def _share_the_last_day(context: Context, told: Sequence[Scene]) -> None:
    """Gives the tellings that one sentence parts the day at its end: "killed two in Nawa, three in Jasim and one in Inkhil on Saturday"."""
    for scene, after in reversed(list(itertools.pairwise(told))):
        last, part = scene.segments[-1], after.segments[0]
        if scene.when is not None or after.when is None or len(scene.segments) > 1 or not (last.tolls and part.tolls):
            continue
        if part.start - last.end > 1 or context.sentence_bounds(last.start) != context.sentence_bounds(part.start):
            continue
        dated = part.dated
        shared = (dated is not None and dated.start > part.tolls[-1].phrase.end) or (
            dated is None and len(after.segments) == 1
        )
        if shared and after.when.known and after.when.precision in PRECISE:
            scene.when, scene.said = (
                replace(after.when, basis="inferred", rule=f"{after.when.rule}+date.same-day"),
                after.said,
            )


def _gap(before: Scene, after: Scene) -> int:
    """The line breaks from the end of one scene to the beginning of another."""
    return after.segments[0].paragraph - max(s.paragraph for s in before.segments if s.start < after.start)


def of_the_day_before(scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch opens with "had been", tells an earlier day and counts dead who were not counted: «وكان خمسة قتلوا أمس»."""
    dated = segment.dated
    if dated is None or dated.said or scene.said or scene.when is None or scene.when.start is None:
        return False
    if dated.when.end is None or dated.when.end >= scene.when.start:
        return False
    opens = any(c.id == "background" and c.start - segment.start < _OPENS_WITH for c in segment.cues)
    here = {t.phrase.count.low for t in segment.tolls if t.harm == "killed" and t.parent is None}
    told = scene.wholes
    return (
        opens
        and bool(here)
        and not any(("killed", low) in told for low in here)
        and not any(t.update or t.initial for t in segment.tolls)
    )
