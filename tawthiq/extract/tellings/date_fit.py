"""Whether a segment may tell of a scene's day: an earlier event, a longer stretch of time, another attack of that day do not fit."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.tellings.headlines import headline_end, headline_only
from tawthiq.extract.tellings.scene import PRECISE, Scene, is_attack, roots
from tawthiq.extract.tellings.scene_apart import told_of_before
from tawthiq.extract.tellings.scene_dates import (
    NEAR_ANNIVERSARY,
    SAID_AFTER,
    is_coarse,
    of_the_day_before,
    opens_the_past,
)
from tawthiq.extract.tellings.segment import Segment, only_said
from tawthiq.text.language import begins_arabic

_SAME_CLAUSE: Final = 60
"""Code points behind a word for an attack within which a month is when it struck."""
_WEEKDAY: Final = "weekday "
"""How a day of the week is kept that nothing places (text/date_partial.py)."""
_ITS_DAY: Final = 90
"""Code points between a word for an attack and its day."""
_DAYS: Final = timedelta(days=2)
"""How long before a statement about one event another may be told with it."""
_OUTRIGHT: Final = 2
"""The strength from which a word names a kind (knowledge/en/kinds.toml)."""


def _another_attack_that_day(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an English segment tells of an attack not told before, with its day and its dead: "On Monday, rockets fell on …, killing one"."""
    dated = segment.dated
    if dated is None or dated.said or scene.said or begins_arabic(context.text, dated.start):
        return False
    dead = {t.phrase.count.low for t in roots([segment])}
    if not dead or not dead.isdisjoint(scene.dead) or any(t.update for t in segment.tolls) or segment.cued("toll_word"):
        return False
    attacks = [h for h in segment.kinds if not h.term.get("label") and abs(h.start - dated.start) < _ITS_DAY]
    return bool(attacks) and not any(told_of_before(context, h.start) for h in segment.kinds)


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
    return not context.reading.of_id(max(struck), dated.start, "date_cue", "which")


def _of_an_earlier_event(scene: Scene, segment: Segment, when: When | None) -> bool:
    """Whether a segment tells what came before: with no day ("Days earlier, a mosque was hit"), or on its day with dead that a
    scene without one does not count («وتأتي هذه الهجمات غداة مقتل 23»)."""
    dated = segment.dated
    if dated is None or not dated.behind or dated.when is not when:
        return False
    if not dated.when.known:
        return True
    there, here = scene.dead, roots([segment])
    return scene.when is None and bool(there and here) and there.isdisjoint(t.phrase.count.low for t in here)


def _of_a_longer_time(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a segment counts more dead since days before what the scene tells: «ومنذ الأحد قتل أكثر من 50», a sum of a campaign;
    «46 قتيلا في اليومين الماضيين»."""
    dated = segment.dated
    if dated is None or dated.when.start is None or scene.when is None or not scene.when.known:
        return False
    over = dated.when.start != dated.when.end and dated.when.precision in PRECISE and not dated.said
    if dated.opening is None and not (over and begins_arabic(context.text, dated.start)):
        return False
    assert scene.when.start is not None
    if scene.when.precision not in PRECISE or dated.when.start >= scene.when.start:
        return False
    whole, part = roots([segment]), scene.dead
    return bool(whole and part) and min(t.phrase.count.low for t in whole) > max(part)


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
    there, here = scene.dead, roots([segment])
    return bool(there and here) and there.isdisjoint(t.phrase.count.low for t in here)


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
    return scene.counted.isdisjoint((t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None)


def strikes_a_town(context: Context, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether an English stretch that counts nobody names an attack outright, on a town of its own: "In May, a camp near Sarmada was shelled"."""
    town = place is not None and place.specific and any(p is place for p in segment.places)
    return (
        town and not segment.tolls and not begins_arabic(context.text, segment.start) and is_attack(segment, _OUTRIGHT)
    )


def date_fits(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None) -> bool:
    """Whether a segment of that place and day may tell of the scene's day."""
    of_the_headline = headline_only(context, scene) and segment.start >= headline_end(context)  # the lead dates it
    if scene.when is None and when is not None and opens_the_past(segment, when) and not of_the_headline:
        return False
    if segment.tolls and (_of_an_earlier_event(scene, segment, when) or _of_a_longer_time(context, scene, segment)):
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
