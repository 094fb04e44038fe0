"""Where and when a scene is set that does not say so itself: the lines of a form before it, the opening of a feature,
the stretches since the last event, or the place named nearest.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.places.countryside_told import BY_SIDE
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import beside, chain, lies_in, quarter_of, related, same_governorate
from tawthiq.extract.places.place_belief import HOME
from tawthiq.extract.places.place_hits import article, governorate_of, grammar
from tawthiq.extract.tellings.scene import PRECISE, Scene, came_from, scene_place
from tawthiq.extract.tellings.segment import Segment, hurts_nobody
from tawthiq.text.language import begins_arabic

_CLAUSE: Final = 80
"""Code points before a place in which the event stands that happened there."""
_THE: Final = 6
"""Code points before a word in which its article stands."""
_NEXT: Final = 2
"""How many line breaks after an event a stretch may say where it took place."""
_FURTHER: Final = 4
"""How many line breaks after an event an English stretch may say outright that it took place somewhere."""
_LABEL: Final = 90
"""Code points: a line shorter than this may be a line of a form."""
_LOOK_BACK: Final = 6
_CITIES: Final = ("city", "town")
_CASUALTIES: Final = ("killed", "injured")
_ANOTHER: Final = ("background", "separate", "also", "new_event")
"""Cues that a stretch tells of another event."""
_MEANT: Final = {
    "village": ("village", "town"),
    "town": ("town", "village", "city"),
    "city": ("city", "town"),
    "neighbourhood": ("neighbourhood",),
    "camp": ("camp",),
}
"""The levels of places that "the village", "the city" … can mean."""
_NEAR: Final = 600


def _is_label(segment: Segment) -> bool:
    """Whether a stretch is a line of a form («الموقع: إدلب», "Date: 2 April 2017"): short, and about what follows."""
    return segment.end - segment.start < _LABEL


def _is_a_line(context: Context, segment: Segment) -> bool:
    """Whether a stretch is a line of its own: in a paragraph "the families had fled from Saraqib" announces nothing."""
    before, behind = (
        context.text[max(0, segment.start - 1) : segment.start],
        context.text[segment.end : segment.end + 1],
    )
    return before in ("", "\n") and behind in ("", "\n")


def announced_place(context: Context, waiting: Sequence[Segment]) -> PlaceHit | None:
    """The place that the lines of a form just before an event give."""
    for segment in reversed(waiting[-_LOOK_BACK:]):
        if _is_label(segment) and segment.places:
            place = scene_place(context, segment)
            if place is not None or begins_arabic(context.text, segment.start) or _is_a_line(context, segment):
                return place or segment.places[-1]
    return None


def form_place(context: Context, parts: Sequence[Segment], scene: Scene) -> PlaceHit | None:
    """The town or smaller that the line "Location" of a form above gives to the first telling, where it says more than the telling does."""
    labels = grammar().form_places
    for segment, following in itertools.pairwise(parts):
        if following.start >= scene.start:
            return None
        line = context.text[segment.start : segment.end].strip()
        head, colon, _ = line.partition(":")
        given = segment if colon and head.strip() in labels else following if line.strip(" :") in labels else None
        named = [p for p in given.places if p.specific and not p.near] if given is not None else []
        if not named:
            continue
        old, place = scene.place, named[0]
        if old is None or old.near or not old.specific or old.place.level == "region":
            return place
        finer = lies_in(context.gazetteer, place.place, old.place) or same_governorate(place.place, old.place)
        return place if finer and not lies_in(context.gazetteer, old.place, place.place) else None
    return None


def set_there_too(
    context: Context, segment: Segment, current: PlaceHit | None, parts: Sequence[Segment]
) -> PlaceHit | None:
    """Where a stretch puts its event by "in the same district", «في المكان ذاته»: where the one before was, in `current`.

    "The same city" is the last city named in `parts` before. Where the stretch names a place itself, before these words, they
    mean that; but not the place that somebody came from.
    """
    again = next((c for c in segment.cues if c.id == "same_place"), None)
    if again is None or any(
        p.start < again.start and p.specific and not (p.aside or came_from(context, p)) for p in segment.places
    ):
        return None
    level = again.term.get("level")
    if level is None or (current is not None and level == current.place.level):
        return current
    named = [p for part in parts if part.start < segment.start for p in part.places if p.place.level == level]
    return named[-1] if named else None


def told_before(context: Context, waiting: Sequence[Segment], scene: PlaceHit | None) -> When | None:
    """The day that the stretches since the last event give, where they speak of the scene's place."""
    for segment in waiting:
        place = scene_place(context, segment)
        here = place is None or scene is None or related(context.gazetteer, place.place, scene.place)
        if here and place is not None and segment.when is not None and segment.when.precision in PRECISE:
            return segment.when
    return None


def struck_next(context: Context, current: Scene, waiting: Sequence[Segment], segment: Segment) -> Segment | None:
    """The stretch right before one that counts people, where it names an attack at another town: "A second strike hit the police station
    in Sousa. A couple were killed." The word for the attack may be one that alone tells of nothing ("strike", "blast")."""
    lead = waiting[-1] if waiting else None
    if lead is None or not segment.tolls or lead.paragraph != segment.paragraph or not lead.kinds:
        return None
    if segment.dated is not None or any(p.specific and not p.aside for p in segment.places):
        return None
    place = scene_place(context, lead)
    if place is None or not place.specific or place.near or not place.located or current.place is None:
        return None
    apart = any(lead.cued(c) for c in _ANOTHER) or (lead.dated is not None and not lead.dated.said)
    return lead if apart and not related(context.gazetteer, place.place, current.place.place) else None


def _away(part: Segment, scene: Scene, *, arabic: bool) -> int:
    """How far a stretch stands from a telling; in Arabic from its nearer end, for the stretch before may be long."""
    if not arabic or part.start >= scene.start:
        return abs(part.start - scene.start)
    return max(0, scene.start - part.end)


def referred_place(context: Context, parts: Sequence[Segment], first: Segment) -> PlaceHit | None:
    """The place named last before a stretch whose words mean it by its sort alone: «طوقوا القرية» is of the village told of before."""
    for cue in context.reading.within(first.start, first.end, "place_cue"):
        levels = _MEANT.get(str(cue.term.get("level")), ())
        definite = cue.prefix.endswith(article()) or cue.term.wording.startswith(article())
        article_apart = context.text[max(0, cue.start - _THE) : cue.start].split()[-1:]
        definite = definite or not grammar().definite.isdisjoint(article_apart)
        if not levels or not definite:
            continue
        named = [
            p
            for part in parts
            if part.start < first.start
            for p in part.places
            if p.place.level in levels and not p.near
        ]
        named = [p for p in named if not came_from(context, p)] or named
        if named:
            return replace(named[-1], rule=f"{named[-1].rule}+place.referred")
        before = [p for part in parts if part.start < first.start for p in part.places if not p.near and not p.aside]
        for hit in reversed(before):  # "the Sukkari district of Aleppo … In other parts of the city"
            around = [context.gazetteer.places[i] for i in chain(context.gazetteer, hit.place)[1:]]
            around = [p for p in around if p.level in levels]
            if around:
                return replace(hit, place=around[0], rule=f"{hit.rule}+place.referred")
    return None


def told_where(context: Context, scene: Scene, segment: Segment) -> PlaceHit | None:
    """The town or smaller that a stretch which counts nobody gives to the event just told: «ووقع الهجوم قرب بلدة داقوق».

    Only where the scene is set in a province so far, or beside a place; the town must lie in the same province. In English also
    where it is set in a neighbouring town: "The attack took place on the road to …".
    """
    old = scene.place
    lines = segment.paragraph - scene.segments[-1].paragraph
    close = lines <= 1
    if lines <= _NEXT and old is not None and old.place.level in _CITIES and not old.near:
        place = scene_place(context, segment)
        if place is not None and _quarter_struck(context, segment, place, old):
            return replace(place, rule=f"{place.rule}+place.told-where")
    if not begins_arabic(context.text, segment.start):
        return _took_place(context, scene, segment)
    if old is None or (old.specific and not old.near) or segment.tolls or segment.cued("background") or not close:
        return None
    if segment.cued("separate"):
        return None
    place = scene_place(context, segment)
    if place is None or not place.specific or not same_governorate(place.place, old.place):
        return None
    events = context.reading.within(max(segment.start, place.start - _CLAUSE), place.start, "kind", "date_cue")
    told = any(h.prefix.endswith(article()) and (h.category == "kind" or h.id == "event") for h in events)
    if not told or governorate_of(place.place) is None:
        return None
    return replace(place, rule=f"{place.rule}+place.told-where")


def _took_place(context: Context, scene: Scene, segment: Segment) -> PlaceHit | None:
    """The town or smaller behind "the attack took place in", where the scene is set in none of its own or right beside it."""
    close = segment.paragraph - scene.segments[-1].paragraph <= _FURTHER
    if segment.tolls or segment.cued("separate") or not close:
        return None
    place = scene_place(context, segment)
    if place is None or not place.specific:
        return None
    if any(c.id == "background" and c.start < place.start for c in segment.cues):
        return None  # but "took place in …, just days after"
    within = context.reading.within
    verbs = [
        h for h in within(max(segment.start, place.start - _CLAUSE), place.start, "date_cue") if h.id == "happened"
    ]
    low = segment.start
    told = verbs and any(
        h.category in ("kind", "harm") or h.id == "event"
        for h in within(low, verbs[-1].start, "kind", "harm", "date_cue")  # "the killings took place in"
    )
    if not told or verbs[-1].start - low > _CLAUSE:
        return None
    old = scene.place
    if old is not None and old.specific and not old.near:
        nearer = lies_in(context.gazetteer, place.place, old.place)
        next_door = beside(context.gazetteer, place.place, old.place) and not related(
            context.gazetteer, place.place, old.place
        )
        if not nearer and not next_door:
            return None
    return replace(place, rule=f"{place.rule}+place.told-where")


def _quarter_struck(context: Context, segment: Segment, place: PlaceHit, city: PlaceHit) -> bool:
    """Whether a stretch that counts no casualties says in which quarter of the city the attack just told struck: "The strike had destroyed a house in …"."""
    if place.near or not any(is_in(context.gazetteer, place.place, city.place) for is_in in (lies_in, quarter_of)):
        return False
    if any(t.harm in _CASUALTIES for t in segment.tolls) or any(segment.cued(c) for c in _ANOTHER):
        return False
    for kind in context.reading.within(max(segment.start, place.start - _CLAUSE), place.start, "kind", "date_cue"):
        if kind.category == "date_cue" and kind.id != "event":
            continue
        before = context.text[max(segment.start, kind.start - _THE) : kind.start].split()
        if kind.prefix.endswith(article()) or (before[-1:] and before[-1] in grammar().definite):
            return True
    return False


def _in_others(context: Context, scene: Scene) -> bool:
    """Whether an English telling puts itself in places that nothing before it names: "in other areas", "in a different district"."""
    first = scene.segments[0]
    words = [w.strip(",.;:") for w in context.text[first.start : first.end].split()]
    return any(w in grammar().others and after in grammar().somewhere for w, after in itertools.pairwise(words))


def announced_date(waiting: Sequence[Segment]) -> When | None:
    """The date that the lines of a form just before an event give."""
    return next((s.when for s in reversed(waiting[-_LOOK_BACK:]) if _is_label(s) and s.when is not None), None)


def nearest_place(context: Context, parts: Sequence[Segment], scene: Scene) -> PlaceHit | None:
    """For a telling that names no place: the last place named before it, else the first after it.

    Nor is it where what stands apart was struck and hurt nobody. Where the document has none but a dateline or an office's seat, that, if the document speaks of its country.
    """
    referred = referred_place(context, parts, scene.segments[0])
    if referred is not None:
        return referred
    arabic = begins_arabic(context.text, scene.start)
    own = {s.start for s in scene.segments}
    usable = [p for p in parts if p.start in own or p.tolls or not hurts_nobody(context, p)]
    if not arabic and _in_others(context, scene):
        usable = [part for part in usable if part.start > scene.start]
    around = [(_away(part, scene, arabic=arabic), scene_place(context, part)) for part in usable]
    near = [(d, p) for d, p in around if p is not None and p.place.level != "country" and p.rule != BY_SIDE]
    if near and min(near, key=lambda item: item[0])[0] < _NEAR:
        return min(near, key=lambda item: item[0])[1]
    named = [(abs(part.start - scene.start), p) for part in parts for p in part.places if p.place.level != "country"]
    countries = {p.place.country or p.place.id for part in parts for p in part.places if not p.aside} or {HOME}
    seats = [(distance, p) for distance, p in named if p.aside and p.place.country in countries]
    return min(seats, key=lambda item: (item[0], item[1].start))[1] if seats and not near else None
