"""Groups the segments of a document into scenes: each scene is the telling of one incident.

Rule: a segment goes on with the scene being told unless it names an unrelated place or an incompatible date; then it
returns to an earlier scene that fits, or opens one where it counts people or names an attack. A scene told before or
after the main one and dated well before it, or opened by a background cue ("in an earlier attack", «سبق أن»), is
background. A scene that counts the dead of a whole region whose parts are scenes of their own rolls those up
(summary): it is never added to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.places.countryside_told import by_side
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import beside, related, same_governorate
from tawthiq.extract.tellings.date_fit import strikes_a_town
from tawthiq.extract.tellings.digest_dates import date_the_items
from tawthiq.extract.tellings.earlier_told import is_earlier
from tawthiq.extract.tellings.headlines import is_subheading, without_restated
from tawthiq.extract.tellings.lent_places import lend_place
from tawthiq.extract.tellings.openings import Opening
from tawthiq.extract.tellings.parts_told import listed_with, mark_summaries, most_dead, summed_up
from tawthiq.extract.tellings.scene import BESIDE, Scene, above, hails_from, is_attack, scene_place
from tawthiq.extract.tellings.scene_apart import (
    accuses_others,
    another_attack,
    attacked_besides,
    by_other_means,
    dead_of_the_accused,
    found_apart,
    goes_on_saying,
    goes_on_to_others,
    on_another_day,
    ranked_apart,
    struck_alike,
    struck_there_before,
    taken_by_others,
    turns_away,
)
from tawthiq.extract.tellings.scene_dates import (
    adopt_date,
    besieged_since,
    date_beside,
    date_the_only_one,
    dated_later,
    dates_the_undated,
    inherit_dates,
    lend_date,
    named_by_its_day,
    opens_the_past,
    refers_back,
    the_day_itself,
)
from tawthiq.extract.tellings.scene_fit import fits, of_those_told
from tawthiq.extract.tellings.scene_setting import (
    announced_date,
    announced_place,
    form_place,
    nearest_place,
    referred_place,
    set_there_too,
    struck_next,
    told_before,
    told_where,
)
from tawthiq.extract.tellings.segment import Segment, only_said
from tawthiq.extract.tellings.segments import NAMED_PERSON
from tawthiq.extract.tellings.told_scenes import ToldScenes
from tawthiq.extract.tellings.told_uncounted import opens, spared_elsewhere, strikes_a_province, to_come, worth_telling
from tawthiq.text.language import begins_arabic

_BACKGROUND_AGE: Final = timedelta(days=6)
_OPENS: Final = 5
"""Code points from the start of a stretch within which it opens with a time: "Earlier this month, …"."""
_LISTED: Final = 40
"""Code points within which two places under one cue are a list: the quarters of Joura and Qusour."""
_AREAS: Final = ("district", "subdistrict")
_TOWNS: Final = ("town", "village")
_PARAGRAPHS: Final = 2
"""How many paragraphs after a scene a stretch may still speak of it, where the document tells several."""


def find_scenes(context: Context, parts: Sequence[Segment], *, report: bool = False) -> list[Scene]:
    """The scenes of the document, in the order in which they are first told.

    In a statistical `report` only what counts people makes a scene: its prose speaks of campaigns, not of incidents.
    """
    scenes: list[Scene] = []
    current: Scene | None = None
    passing: Scene | None = (
        None  # a scene told in one breath, without a count: what comes after goes on with the one before
    )
    told_aside: Scene | None = None  # one told as background without a count: its count may stand right behind
    opening, known = Opening(), ToldScenes(context.gazetteer)
    waiting: list[Segment] = []  # stretches since the last event: their place and date may belong to the next
    for segment in parts:
        if told_aside is not None and not _goes_on_aside(segment, told_aside):
            told_aside = None
        if current is not None and (
            refers_back(context, current, segment)
            or named_by_its_day(context, current, segment)
            or the_day_itself(context, current, segment)
        ):
            adopt_date(current, segment, segment.when)
        elif current is not None and besieged_since(context, current, segment):
            current.when, current.said = segment.when, False
        elif current is not None and (other := dated_later(context, scenes, current, segment)) is not None:
            adopt_date(other, segment, segment.when)
        if current is not None and (where := told_where(context, current, segment)) is not None:
            current.place = where
            current.set_in(where)
        if current is not None:
            known.note(current)
        if current is not None and is_subheading(context, segment):
            waiting.append(segment)
            continue
        if not segment.tolls and not is_attack(segment):
            waiting.append(segment)
            if current is not None:
                lend_date(context, current, segment)
                lend_place(context, current, segment)
            continue
        if passing is not None and current is passing and goes_on_saying(context, passing, segment):
            passing = None
        if passing is not None and current is not None and segment.paragraph != passing.segments[-1].paragraph:
            current, passing = next((s for s in reversed(scenes) if s is not passing), passing), None
        place = scene_place(context, segment) or announced_place(context, waiting)
        when = segment.when or announced_date(waiting) or date_beside(waiting, segment)
        if current is not None and current.when is not None and only_said(segment):
            when = None  # the day of a statement about an event that is dated already
        lead = struck_next(context, current, waiting, segment) if current is not None else None
        if lead is not None:
            place, when = scene_place(context, lead), when or lead.when
        elif current is not None:
            place = set_there_too(context, segment, current.place, parts) or place
            if of_those_told(context, current, segment):
                place = when = None
        if current is None:  # a feature may set its scene before it says what happened
            opening.ask(context, waiting)
            place = place if place is not None and place.specific else opening.place or place
            if when is None:
                when = opening.day or opening.range
            elif only_said(segment) and not begins_arabic(context.text, segment.start):
                when = opening.told_day or when
        if current is not None and not segment.tolls and _wanders(context, current, segment, place):
            waiting.append(segment)
            continue
        home = told_aside or _home(context, scenes, known, current, segment, place, when)
        if home is None:
            before = current is not None and struck_there_before(current, segment)
            if not opens(context, segment, place) and not before:
                waiting.append(segment)
                continue
            home = Scene(background=current is not None and ranked_apart(context, current, segment))
            unplaced = place is None or not place.specific
            home.apart = unplaced and current is not None and by_other_means(context, current, segment)
            if place is None and scenes and when is not None and opens_the_past(segment, when):
                home.place = scenes[0].place  # "Last month the same quarter was hit": the page's own scene
            if place is None and current is not None and on_another_day(context, current, segment):
                kept = current.place if not by_side(current.place) else None
                home.place = referred_place(context, parts, segment) or kept  # "On Monday shells had injured nine"
                home.besides = before
            if current is not None and when is None and attacked_besides(context, current, segment, place):
                when, home.besides = current.when, True  # "Artillery also shelled …": the same day
            if when is None and segment.tolls:
                when = segment.when  # of another event a statement's day says more than the day of the one before
            scenes.append(home)
        opened = not home.segments
        if opened and lead is not None:
            _join(context, home, lead, place, lead.when)
        if (
            opened
            and waiting
            and waiting[-1].paragraph == segment.paragraph
            and begins_arabic(context.text, segment.start)
        ):
            home.lead = waiting[-1]
        if when is None and home.when is None and segment.tolls:
            when = told_before(context, waiting, place or home.place)
        _join(context, home, segment, place, when)
        known.note(home)
        alone = bool(segment.tolls) and all(t.phrase.rule == NAMED_PERSON for t in segment.tolls)
        home.sealed = home.sealed or (opened and alone)
        in_passing = opened and (not segment.tolls or alone) and current is not None
        if told_aside is None and not (in_passing and segment.cued("background")):
            passing, current = (home if in_passing else None), home
        told_aside = home if in_passing and segment.cued("background") and not segment.tolls else None
        waiting = []
    told = [s for s in without_restated(context, scenes) if _is_told(context, s, report=report)]
    for scene in told[:1]:
        scene.first = True
        scene.place = form_place(context, parts, scene) or scene.place
    for scene in told:
        if scene.place is None:
            scene.place = nearest_place(context, parts, scene)
    _lend_the_rest(context, parts, told)
    date_the_only_one(context, parts, told)
    _mark_background(told)
    inherit_dates(context, told)
    date_the_items(context, told)
    mark_summaries(context, told)
    return told


def _goes_on_aside(segment: Segment, scene: Scene) -> bool:
    """Whether a stretch only counts those of an event told right before, as background: "Earlier, Afrin was hit. Three died."."""
    last = scene.segments[-1]
    close = segment.paragraph == last.paragraph and segment.start - last.end < BESIDE
    return close and bool(segment.tolls) and not segment.places and not segment.dates


def scene_of(context: Context, parts: Sequence[Segment]) -> Scene:
    """The scene that segments tell together, for a reader that says itself which belong together."""
    scene = Scene()
    for segment in parts:
        _join(context, scene, segment, scene_place(context, segment), segment.when)
    return scene


def told_among(context: Context, scenes: Sequence[Scene], *, report: bool = False) -> list[Scene]:
    """Those of another reader's scenes that say enough to be written down, marked as background and summaries."""
    told = [s for s in scenes if _is_told(context, s, report=report)]
    _mark_background(told)
    mark_summaries(context, told)
    return told


def _wanders(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether a stretch that counts nobody has left the scene: what is feared or threatened, or general talk further on."""
    if to_come(context, segment):
        return True
    if place is None and segment.cued("new_event") and accuses_others(scene, segment):
        return True  # another party's deed elsewhere
    if dates_the_undated(scene, segment):
        return False
    if place is not None and (place.specific or strikes_a_province(context, segment, place)):
        return False
    return segment.paragraph - scene.segments[-1].paragraph > 1 or not is_attack(segment, 2)


def _lend_the_rest(context: Context, parts: Sequence[Segment], told: Sequence[Scene]) -> None:
    """Gives each stretch that belongs to no scene to the one told last before it, or to the only one there is.

    Not given: what is feared or to come, and what names a place that the scene is not in.
    """
    owned = {s.start for scene in told for s in scene.segments}
    for segment in parts:
        if (
            segment.start in owned
            or segment.cued("future")
            or not (segment.actors or segment.weapons or segment.persons)
        ):
            continue
        before = [s for s in told if s.start < segment.start] or list(told)
        if not before:
            continue
        scene = (
            told[0]
            if len(told) == 1
            else max(before, key=lambda s: s.segments[-1].end if s.segments[-1].end < segment.start else -1)
        )
        far = abs(segment.paragraph - scene.segments[-1].paragraph) > _PARAGRAPHS and len(told) > 1
        place = scene_place(context, segment)
        elsewhere = (
            place is not None
            and place.specific
            and scene.place is not None
            and not related(context.gazetteer, place.place, scene.place.place)
        )
        if not far and not elsewhere:
            scene.beside.append(segment)


def _home(
    context: Context,
    scenes: list[Scene],
    known: ToldScenes,
    current: Scene | None,
    segment: Segment,
    place: PlaceHit | None,
    when: When | None,
) -> Scene | None:
    """The scene a segment goes on with, or None where it opens one."""
    if segment.tolls and all(t.phrase.rule == NAMED_PERSON for t in segment.tolls):
        return _death_of(scenes, segment)
    if current is None:
        return None
    if is_earlier(segment) and context.sentence_bounds(segment.start)[0] < segment.start:
        return None
    if _tells_apart(context, segment, place) and (segment.tolls or is_attack(segment, 2)):
        return None
    if turns_away(current, segment) or goes_on_to_others(context, current, segment):
        return None
    if ranked_apart(context, current, segment):
        return None
    if segment.tolls and segment.cued("also") and accuses_others(current, segment):
        return None
    if attacked_besides(context, current, segment, place) or spared_elsewhere(context, current, segment, place):
        return None
    if dead_of_the_accused(context, current, segment) or taken_by_others(current, segment):
        return None
    if struck_alike(current, segment, place):
        return None
    if found_apart(current, segment) or by_other_means(context, current, segment):
        return None
    if on_another_day(context, current, segment):
        return None
    if place is None or not place.specific:  # the one told last, else the latest that fits
        if not current.sealed and fits(context, current, segment, place, when):
            return current
        others = (s for s in known.may_fit(segment, place, when, current) if s is not current)
        return next((s for s in others if fits(context, s, segment, place, when)), None)
    fitting = [s for s in known.may_fit(segment, place, when, current) if fits(context, s, segment, place, when)]
    fitting = [s for s in fitting if s is current or not summed_up(context, s, current, segment)]
    if not fitting:
        return None
    exact = [s for s in fitting if s.place is not None and related(context.gazetteer, s.place.place, place.place)]
    if exact:
        return min(exact, key=lambda s: s.place is not None and s.place.place.level == "country")
    if current in fitting and not segment.cued("new_event"):
        return current
    return None if segment.tolls else fitting[0]


def _tells_apart(context: Context, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether a stretch says that what it tells is another event, before its first count: "in a separate incident"."""
    first = min((t.phrase.start for t in segment.tolls), default=segment.end)
    if another_attack(context, segment, first):
        return True
    if segment.tolls and any(c.term.get("before") and c.start - segment.start < _OPENS for c in segment.cues):
        return segment.dated is not None and not segment.dated.said
    elsewhere = any(p.specific and not p.aside for p in segment.places)
    if elsewhere and any(c.id == "that_day" and c.start - segment.start < _OPENS for c in segment.cues):
        return bool(segment.tolls)
    if any(c.id in ("past", "turn") and c.start - segment.start < _OPENS for c in segment.cues):
        dated = segment.dated is not None and not segment.dated.said
        return bool(segment.tolls) or (dated and strikes_a_town(context, segment, place))
    return any(c.id == "separate" and c.start < first for c in segment.cues)


def _death_of(scenes: Sequence[Scene], segment: Segment) -> Scene | None:
    """The scene that already tells the death of a fighter whom the segment names; None where it is the first to."""
    named = _fighters(segment)
    return next((scene for scene in scenes if not scene.all_of("fighters", _fighters).isdisjoint(named)), None)


def _fighters(segment: Segment) -> set[str]:
    return {p.key or p.name for p in segment.persons if p.role == "fighter_killed"}


def _join(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None, when: When | None) -> None:
    scene.segments.append(segment)
    scene.places.extend(p for p in segment.places if not p.aside)
    if place is not None:
        opening = len(scene.segments) == 1
        beside = [p for p in segment.places if p is not place and p.specific]
        listed = listed_with(context, place, segment.places)
        scene.set_in(place, *[p for p in beside if p in listed or _told_together(place, p, opening=opening)])
    if place is not None and (scene.place is None or _narrows(context, scene, segment, place)):
        scene.place = place
    adopt_date(scene, segment, when)


def _told_together(place: PlaceHit, other: PlaceHit, *, opening: bool) -> bool:
    """Whether two places are one scene: a list under one cue, or quarters of one town in the sentence that opens it."""
    if place.cue != other.cue:
        return False
    quarters = opening and place.place.level == "neighbourhood" and place.place.parent == other.place.parent
    return quarters or abs(place.start - other.start) < _LISTED


def _narrows(context: Context, scene: Scene, segment: Segment, new: PlaceHit) -> bool:
    """Whether the place of a segment just taken in is a more exact word for the scene: smaller and inside it.

    A quarter is so for its town only where as many died there: what happened in one quarter may be a part.
    """
    old = scene.place
    assert old is not None
    if hails_from(context, new):
        return False
    if old.near and not new.near and new.specific and beside(context.gazetteer, old.place, new.place):
        return not 0 < most_dead(segment) < most_dead(scene)
    if not old.specific:
        vast = old.place.level == "region" and old.place.governorate is None
        return new.specific or (
            new.place.level != "country"
            and (old.place.level == "country" or (vast and new.place.level == "governorate" and new.located))
        )
    if old.place.level in ("city", "town") and new.place.level == "neighbourhood":
        return most_dead(segment) >= most_dead(scene)
    if old.cue in _AREAS and new.cue in _TOWNS and new.located and same_governorate(old.place, new.place):
        return True  # "Baalbek area hit": "airstrikes on Khreibeh, a village in …"
    sibling = old.cue is None and new.cue is not None and old.place.parent == new.place.parent
    sibling = sibling and not (segment.cued("new_event") and not segment.tolls)
    return new.specific and (old.place.id in above(context, new) or sibling)


_COUNTRYSIDE: Final = "region"
"""The level of one side of a province."""


def _is_told(context: Context, scene: Scene, *, report: bool) -> bool:
    """Whether a scene is written down: it counts people, or says enough without. A report's definitions count nobody.

    What a report counts in a whole province or country is a figure of it, and no incident.
    """
    if report:
        placed = scene.place is not None and (scene.place.specific or scene.place.place.level == _COUNTRYSIDE)
        return scene.counts and placed
    return scene.counts or worth_telling(context, scene)


def _mark_background(scenes: list[Scene]) -> None:
    """Scenes told in passing: dated well before the main one, or opened by a cue after it."""
    if not scenes:
        return
    main = next((s for s in scenes if s.counts), scenes[0])
    for scene in scenes:
        if scene is main:
            continue
        opening = scene.segments[0]
        older = (
            scene.when is not None
            and main.when is not None
            and scene.when.end is not None
            and main.when.start is not None
            and scene.when.end < main.when.start - _BACKGROUND_AGE
        )
        passing = (_told_in_passing(opening) or is_earlier(opening)) and scene.start > main.start
        scene.background = scene.background or older or passing or not scene.counts


def _told_in_passing(opening: Segment) -> bool:
    """Whether a stretch opens with a cue that what it tells is background, before its first count: «وكان قد قتل», not «كانت تلعب»."""
    first = min((min(t.phrase.start, t.harm_start) for t in opening.tolls), default=opening.end)
    return any(c.id == "background" and c.start <= first for c in opening.cues)
