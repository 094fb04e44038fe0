"""One scene: the segments that tell one incident, and where a segment's event is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from tawthiq.domain.light import initialised, replace
from tawthiq.domain.when import When
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.places.before_places import words_before
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import chain, lies_in, quarter_of, same_governorate
from tawthiq.extract.places.place_hits import CUE_LEVELS, grammar
from tawthiq.extract.tellings.segment import Segment
from tawthiq.text.language import begins_arabic
from tawthiq.text.ordered import bisect_left

PRECISE: Final = ("T1", "T2", "T3", "T4")
"""Date precisions up to a week: what can date one event."""
BESIDE: Final = 25
"""Code points between a place and the larger place that its wording puts it in."""
_INSIDE: Final = 12
"""Code points between a place and the one that a preposition puts it in."""
_CAMP: Final = 40
"""Code points in which a place's own sort ("Palestinian refugee camp") and "in" stand before the larger place."""
_ORIGIN: Final = 2.0
"""How much less a place says that may be where somebody is from."""
_COUNTY: Final = 3.0
"""How much less a county says where one of its villages is named."""
_VAST: Final = 1.5
"""How much less a region says that holds provinces: the West Bank, where Nablus is named."""
_PERSON: Final = 40
_OF_PERSON: Final = 4
"""Code points, and words of these, in which the one stands who is from a place."""
_OF_WHICH: Final = 2
"""Words before a place of which one may say that another belongs to it, the letter joined to its cue among them."""
_TOLD: Final = 60
"""Code points between a place and the words that tell what happened there."""
_SOME_TIME: Final = 7
"""Words before a place in which it is said how long after another attack this one came."""
_SINCE_THEN: Final = 4
"""Words that this takes at the least: after, so long, from, the attack."""
_SEVERAL: Final = 3
_COUNTIES: Final = ("district", "subdistrict")
"""How many quarters of one town make it the town that is told of."""


@initialised(slots=True, init=False)
class Scene:
    """The segments of one telling, in order; `place` is its best place so far, `mains` the first mention of each place that a
    segment is set in, `places` all that its segments name. `said` marks a date that is only the day of a statement. `beside` are stretches that speak of it without being
    of it: they may name who did it, with what, under whom. `lead` is the stretch right before it in its paragraph, which may say what it was. One told `apart` is by other means than the one before it, and takes nobody over from the rest of the text. The `first` is told before all others. One told `besides` struck another town together with the one before it. A `sealed` scene (one fighter's death) takes nothing more in."""

    segments: list[Segment]
    place: PlaceHit | None
    places: list[PlaceHit]
    mains: dict[Place, PlaceHit]
    when: When | None
    said: bool
    background: bool
    summary: bool
    beside: list[Segment]
    lead: Segment | None
    sealed: bool
    apart: bool
    first: bool
    besides: bool
    asked: dict[str, tuple[int, set[Any]]]

    def __init__(self, background: bool = False) -> None:
        self.segments = []
        self.place = None
        self.places = []
        self.mains = {}
        self.when = None
        self.said = False
        self.background = background
        self.summary = False
        self.beside = []
        self.lead = None
        self.sealed = False
        self.apart = False
        self.first = False
        self.besides = False
        self.asked = {}

    @property
    def tolls(self) -> list[BoundCount]:
        """The counts of all segments, in order."""
        return [t for s in self.segments for t in s.tolls]

    @property
    def counts(self) -> bool:
        """Whether a segment counts anybody."""
        return bool(self.counted)

    @property
    def counted(self) -> set[tuple[str, int]]:
        """Every harm with every number that a segment counts of it. Not to be changed, as all that is gathered of a telling (`all_of`)."""
        return self.all_of("counted", _counted)

    @property
    def wholes(self) -> set[tuple[str, int]]:
        """The same, of counts that are no part of another."""
        return self.all_of("wholes", _wholes)

    @property
    def harms(self) -> set[str]:
        """The harms of all counts."""
        return self.all_of("all harms", _harms)

    @property
    def dead(self) -> set[int]:
        """How many dead the segments count, as `roots` has them."""
        return self.all_of("dead", _dead)

    @property
    def kind_ids(self) -> set[str]:
        """The kinds that words of the segments name."""
        return self.all_of("kinds", _kind_ids)

    @property
    def start(self) -> int:
        """Where the telling begins."""
        return self.segments[0].start

    def all_of(self, name: str, of: Callable[[Segment], Iterable[Any]]) -> set[Any]:
        """What `of` gives for any segment, under a name of its own: no segment is asked twice while segments are only added, however often
        a telling of thousands is asked. Not to be changed."""
        done, found = self.asked.get(name, (0, set()))
        for segment in self.segments[done:]:
            found.update(of(segment))
        self.asked[name] = len(self.segments), found
        return found

    def set_in(self, *places: PlaceHit) -> None:
        """Sets the telling in places: each is held once, however often a long text tells it again."""
        for place in places:
            self.mains.setdefault(place.place, place)


def _counted(segment: Segment) -> Iterable[tuple[str, int]]:
    return [(t.harm, t.phrase.count.low) for t in segment.tolls]


def _wholes(segment: Segment) -> Iterable[tuple[str, int]]:
    return [(t.harm, t.phrase.count.low) for t in segment.tolls if t.parent is None]


def _harms(segment: Segment) -> Iterable[str]:
    return [t.harm for t in segment.tolls]


def _dead(segment: Segment) -> Iterable[int]:
    return [t.phrase.count.low for t in roots([segment])] if segment.tolls else ()


def _kind_ids(segment: Segment) -> Iterable[str]:
    return [h.id for h in segment.kinds]


def is_attack(segment: Segment, least: int = 1) -> bool:
    """Whether a segment tells of an attack: a word for a kind of `least` strength, or a weapon."""
    if segment.weapons or not segment.kinds:
        return bool(segment.weapons)
    return any(h.term.get("strength", 2) >= least for h in segment.kinds)


def scene_place(context: Context, segment: Segment) -> PlaceHit | None:
    """The place a segment's event is in: the most telling by level, cue and nearness, then the smallest inside it."""
    usable = [p for p in segment.places if not (p.aside or _is_theirs(context, p) or _struck_before(context, p))]
    if not usable:
        return None
    anchors = [t.phrase.start for t in segment.tolls] + [h.start for h in segment.kinds]
    anchors += [w.start for w in segment.weapons]
    anchors.sort()
    arabic = begins_arabic(context.text, segment.start)

    best = usable[0]
    if len(usable) > 1:
        weights = [_weight(context, place, usable, anchors, arabic=arabic) for place in usable]
        best = usable[weights.index(max(weights))]
    for place in usable:
        county = best.place.level == "governorate" and place.place.level in _COUNTIES and place.located
        inside = place is not best and (place.specific or county) and place.place.id != best.place.id
        if inside and any(is_in(context.gazetteer, place.place, best.place) for is_in in (lies_in, quarter_of)):
            # "in Rafah, two died when their tent in X quarter was hit"
            said_in = bool(segment.tolls) and place.located and place.cue in CUE_LEVELS
            rough = not best.specific and place.cue is not None and any(abs(place.start - a) < _TOLD for a in anchors)
            best = place if rough or said_in or abs(place.start - best.start) < 60 else best
    for place in usable:  # "the Quds hospital in Sukkari"
        inner = place.specific and best.located and 0 < best.start - place.end < _INSIDE
        inner = inner or (place.specific and best.specific and not arabic and _put_in(context, place, best))
        best = place if inner and not lies_in(context.gazetteer, best.place, place.place) else best
    return _whole(context, usable, best)


def _put_in(context: Context, place: PlaceHit, best: PlaceHit) -> bool:
    """Whether a few English words put a place inside the next one: "the Ain al-Hilweh Palestinian refugee camp in the city of Sidon"."""
    if not 0 < best.start - place.end < _CAMP:
        return False
    between = context.text[place.end : best.start]
    words = [w for w in between.split() if w not in grammar().definite]
    if not words or words[-1] not in grammar().inside or set(between) & set(",;:.()"):
        return False
    return bool(context.reading.within(place.end, best.start, "place_cue"))


def _weight(
    context: Context, place: PlaceHit, usable: Sequence[PlaceHit], anchors: list[int], *, arabic: bool
) -> tuple[float, int]:
    """How much a place says of where the event was; `anchors` are what it is told with, in order."""
    origin = came_from(context, place)
    reference = place.near and _is_reference(place, usable)
    put = (place.located and not origin) or place.cue in CUE_LEVELS or (place.near and not reference and arabic)
    score = 3.0 * place.specific + 2.0 * put + 1.5 * (place.cue is not None)
    score -= 4.0 * (place.place.level == "country")
    if place.near:
        score -= 3.0 if reference else 1.0
    score -= _COUNTY * (arabic and _is_a_county(context, place) and any(_is_in_it(place, p) for p in usable))
    score -= _ORIGIN * (origin or _is_what_it_belongs_to(context, place))
    score -= _VAST * (place.place.level == "region" and place.place.governorate is None)
    if anchors:
        at = bisect_left(anchors, place.start)
        score -= min([abs(place.start - a) for a in anchors[max(0, at - 1) : at + 1]]) / 60
    return (score, -place.start)


def _is_a_county(context: Context, place: PlaceHit) -> bool:
    """Whether an Arabic name is that of a county by the word before it, though a town bears it too: «قضاء بعلبك», «بمديرية صالة»."""
    if place.cue not in _COUNTIES:
        return False
    word, counties = context.text[place.start : place.end].split(" ", 1)[0], grammar().county_words
    return word in counties or (word[:1] in grammar().located_letters and word[1:] in counties)


def _is_in_it(county: PlaceHit, place: PlaceHit) -> bool:
    """Whether something is put in another town, village or quarter of the county's province."""
    town = place.cue in CUE_LEVELS and place.located and not place.near
    return town and same_governorate(county.place, place.place) and place.place.id != county.place.id


def came_from(context: Context, place: PlaceHit) -> bool:
    """Whether a place may only be where somebody is from: «شاب من دير الزور», "a shepherd from Abu Khashab"."""
    words = words_before(context, place.start, 2)
    if len(words) > 1 and words[-1] in grammar().people_of:
        words = words[:-1]  # «شاب من أبناء بلدة صيدا»
    if not words or words[-1] not in grammar().origin:
        return False
    if hails_from(context, place):
        return True
    before = context.reading.within(max(0, place.start - _PERSON), place.start, "people")
    return bool(before) and context.words_between(before[-1].end, place.start) <= _OF_PERSON


def _is_theirs(context: Context, place: PlaceHit) -> bool:
    """Whether a place is only where those told of before are at home: «وهما من أبناء بلدة صيدا»."""
    *rest, last = words_before(context, place.start, 3) or [""]
    if rest and last in grammar().people_of:
        *rest, last = rest
    return bool(rest) and last in grammar().origin and rest[-1] in grammar().who_are


def _struck_before(context: Context, place: PlaceHit) -> bool:
    """Whether an Arabic place is only where something was struck some time before: «بعد وقت قصير من استهداف بلدة النيرب»."""
    words = words_before(context, place.start, _SOME_TIME)
    if len(words) < _SINCE_THEN or words[-2] not in grammar().origin or grammar().after.isdisjoint(words[:-2]):
        return False
    attacks = context.reading.within(place.start - len(words[-1]) - 1, place.start, "kind", "cue")
    return any(h.category == "kind" or h.id == "attack_noun" for h in attacks)


def hails_from(context: Context, place: PlaceHit) -> bool:
    """Whether a place is where somebody named in quotation marks is from: «"فلان الفلاني" من بلدة جباب»."""
    words = words_before(context, place.start, 1)
    if not words or words[0] not in grammar().origin or not begins_arabic(context.text, place.start):
        return False
    return context.text[max(0, place.start - _PERSON) : place.start].rpartition(words[0])[0].rstrip().endswith('"')


def _is_what_it_belongs_to(context: Context, place: PlaceHit) -> bool:
    """Whether a place only says what another is a part of: «بلدة بداما التابعة لمدينة جسر الشغور»."""
    return not grammar().belonging.isdisjoint(words_before(context, place.start, _OF_WHICH))


def _is_reference(near: PlaceHit, places: Sequence[PlaceHit]) -> bool:
    """Whether a place something is near to only says where another lies: "Baghiliyah, west of Deir ez-Zor"."""
    return any((p.specific or p.is_area) and 0 <= near.start - p.end < BESIDE for p in places)


def _whole(context: Context, places: Sequence[PlaceHit], best: PlaceHit) -> PlaceHit:
    """The town instead of the first of several of its quarters: what is told of three quarters is told of the town."""
    town = context.gazetteer.places.get(best.place.parent or "")
    if best.place.level != "neighbourhood" or town is None:
        return best
    quarters = {p.place.id for p in places if p.place.level == "neighbourhood" and p.place.parent == town.id}
    return replace(best, place=town, cue=None, rule="place.quarters") if len(quarters) >= _SEVERAL else best


def above(context: Context, place: PlaceHit) -> list[str]:
    """The ids of all that a place lies in."""
    return chain(context.gazetteer, place.place)[1:]


def roots(segments: Sequence[Segment]) -> list[BoundCount]:
    """The wholes among the dead that segments count, and so that a number is known."""
    exact = ("exact", "at_least", "more_than", "about")
    return [
        t
        for s in segments
        for t in s.tolls
        if t.harm == "killed" and t.parent is None and t.phrase.count.qualifier in exact
    ]
