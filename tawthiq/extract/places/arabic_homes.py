"""Where an Arabic text itself says that a place lies: «حي المحطة بمدينة رأس العين», «قرية مضايا في ريف إدلب الجنوبي».

Rule: the larger place named right behind, put there by a preposition or a direction with nothing else between, is where the
place lies. Of homonyms those in it come first; where none is, the name with a cue is a place that no table lists.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import dataclass
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.places.place_belief import Raw, first_raw
from tawthiq.extract.places.place_hits import article, governorate_of, grammar

_BEHIND: Final = 40
"""Code points from a place to the larger one that it is said to lie in."""
_MARKS: Final = frozenset(".;:\n!?,")
_WORDS: Final = 4
"""Words at most between them."""
_AROUND_KM: Final = 35.0
"""How far from a city a place may be that is said to be in or beside it."""
_QUARTER_KM: Final = 15.0
"""How far from the middle of a town its quarters are."""
_TOWNS: Final = ("city", "town")
_AREAS: Final = ("district", "subdistrict")
_LARGER: Final = ("governorate", "region", "district", "subdistrict", "city")


@dataclass(frozen=True, slots=True)
class Home:
    """The larger place that the text puts a place in, or beside (`near`); `ids` are all that its name may mean, and `plain` says
    that nothing but words of place stands between."""

    place: Place
    near: bool
    ids: tuple[str, ...]
    plain: bool


def said_home(context: Context, raw: Raw, raws: list[Raw]) -> Home | None:
    """The larger place that the text puts a place in or beside, right behind its name; None where it says none. `raws` are in order."""
    places = context.gazetteer.places
    for position in range(first_raw(raws, raw.end), len(raws)):
        other = raws[position]
        if other.cue_start - raw.end > _BEHIND:
            return None
        gap = context.text[raw.end : other.cue_start - len(other.prefix) if other.cue is None else other.cue_start]
        words = gap.split()
        joined = other.prefix != "" and other.prefix[:1] in grammar().and_words
        if joined or len(words) > _WORDS or not _MARKS.isdisjoint(gap):
            return None
        if any(w[:1] in grammar().and_words for w in words):
            return None
        put = other.near or any(w in grammar().located_in or w in grammar().after_name for w in words)
        put = put or other.prefix[:1] in grammar().located_letters or gap.rstrip()[-1:] in grammar().located_letters
        put = put or (other.cue_start < other.start and context.text[other.cue_start] in grammar().located_letters)
        place = places[_of_its_cue(context, other)]
        put = put or (
            place.level == "region" and place.governorate is not None and not words
        )  # «قرية المالكية شرقي حلب»
        if not put or other.ids == raw.ids or not (other.near or place.level in _LARGER):
            return None
        plain = all(w in grammar().located_in or w in grammar().after_name or w.startswith(article()) for w in words)
        return Home(place, other.near, other.ids, plain)
    return None


def _of_its_cue(context: Context, raw: Raw) -> str:
    """What a name means behind the word of its sort: «ناحية سنجار» is the subdistrict, whatever town bears the name too."""
    places = context.gazetteer.places
    return next((i for i in raw.ids if raw.cue in _AREAS and places[i].level == raw.cue), raw.ids[0])


def in_home(context: Context, ident: str, home: Place, *, near: bool) -> bool:
    """Whether a place lies in the larger place that the text puts it in, or in its province, or near enough to it."""
    place = context.gazetteer.places[ident]
    province = governorate_of(home)
    if province is not None and province in (place.governorate, place.id):
        if (
            place.level == "neighbourhood" and home.level in _TOWNS and not near
        ):  # a quarter of another town of the province
            away = context.gazetteer.distance_km(place, home)
            return home.id in (place.id, place.parent) or away is None or away < _QUARTER_KM
        return True
    if home.level in ("governorate", "region") and not near:
        return province is None and place.country == home.country
    away = context.gazetteer.distance_km(place, home)
    return away is not None and away < _AROUND_KM
