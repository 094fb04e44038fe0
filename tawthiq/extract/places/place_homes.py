"""The larger place in which a place lies that no table lists."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.places.place_asides import is_headed
from tawthiq.extract.places.place_hits import AROUND, PlaceHit, governorate_of, grammar
from tawthiq.text.language import is_arabic

_POPULATED: Final = ("city", "town", "village")
_PROVINCES: Final = ("governorate", "district", "subdistrict")
_TOWNS: Final = ("city", "town")
_SMALL: Final = (*_POPULATED, "neighbourhood", "camp", "landmark")
_OF: Final = 24
_OF_WORDS: Final = 2
"""Code points and words behind a name within which it is said of what it is a part."""
_BESIDE: Final = 90
"""Code points behind a name within which a larger place says where it lies."""


def home_of(context: Context, start: int, end: int, level: str, found: list[PlaceHit]) -> Place | None:
    """The larger place that the name lies in: named just behind it, else before it in its sentence, else the nearest."""
    opens, closes = context.sentence_bounds(start)
    usable = [p for p in found if (not p.aside and p.place.country is not None) or p.place.level == "country"]
    around = [p for p in usable if p.place.level in AROUND and opens <= p.start < closes]
    behind = [p for p in around if 0 <= p.start - end < _BESIDE and p.place.level != "country"]
    before = [p for p in around if p.end <= start and p.place.level != "country"]
    quarter = level == "neighbourhood" and is_arabic(context.text[start])
    headed = [p for p in found if p.place.level in _PROVINCES and opens <= p.start < closes]
    headed = [p for p in headed if is_headed(context, p.start)]  # "said the governor of …"
    provinced = [p for p in behind if governorate_of(p.place) is not None] if context.text[start].isascii() else behind
    said = _of_which(context, end, usable) or (provinced or behind)[:1] or before[-1:] or headed[:1]
    if said:
        return _city_of_the_name(context, said[0]) if quarter else said[0].place
    local = [p for p in usable if p.place.level != "country"] or usable
    local = [p for p in local if p.start < closes] or local  # what a later sentence names is elsewhere
    if quarter:
        local = [p for p in local if _city_of_the_name(context, p).level in _TOWNS] or local
    nearest = min(local, key=lambda p: (abs(p.start - start), p.start), default=None)
    if nearest is None:
        return None
    if quarter:
        return _city_of_the_name(context, nearest)
    small = nearest.place.level in _SMALL and level in _POPULATED  # a village lies in no other
    return context.gazetteer.places.get(nearest.place.governorate or "") if small else nearest.place


def _of_which(context: Context, end: int, found: list[PlaceHit]) -> list[PlaceHit]:
    """The place right behind an "of" that a name ends in: "the Rabt Project area of Tarhuna, 90 km south of Tripoli"."""
    near = [p for p in found if 0 <= p.start - end < _OF and p.place.level != "country"]
    words = context.text[end : near[0].start].split() if near else []
    return near[:1] if words and words[-1] in grammar().loose and len(words) <= _OF_WORDS else []


def _city_of_the_name(context: Context, hit: PlaceHit) -> Place:
    """The city instead of the province of its name, where no word says that the province is meant: «وفي سبها … في حي الطيوري»."""
    if hit.place.level != "governorate" or hit.cue is not None:
        return hit.place
    places = context.gazetteer.places
    known = [places[i] for i in hit.candidates if i in places]
    return next((p for p in known if p.level in _TOWNS and p.governorate == hit.place.id), hit.place)
