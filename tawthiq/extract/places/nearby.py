"""Whether two places can be the scene of one event: the same, or one inside the other."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.where import Place
from tawthiq.knowledge.gazetteer import Gazetteer
from tawthiq.text.fold import fold_word

SUBURB_KM: Final = 35.0
"""How far from a town what happens "near" it may be."""
_QUARTER_KM: Final = 12.0
"""How far from a city's centre a quarter or landmark of its province is one of its own."""
_OF_A_CITY: Final = ("neighbourhood", "landmark")
_DISTRICTS: Final = ("district", "subdistrict")


def chain(gazetteer: Gazetteer, place: Place) -> list[str]:
    """The ids of a place and of all it lies in; an unlisted place lies in the place it was read beside."""
    if place.id in gazetteer.places:
        return list(gazetteer.chain(place.id))
    parent = place.parent if place.parent in gazetteer.places else None
    return [place.id, *(gazetteer.chain(parent) if parent is not None else ())]


def lies_in(gazetteer: Gazetteer, small: Place, large: Place) -> bool:
    """Whether a place lies in another: by the gazetteer, or as the quarter of a city in whose district both are listed."""
    if large.id in chain(gazetteer, small)[1:]:
        return True
    district = gazetteer.places.get(small.parent or "")
    quarter = small.level in _OF_A_CITY and large.level == "city" and small.parent == large.parent
    return quarter and district is not None and district.level in _DISTRICTS


def quarter_of(gazetteer: Gazetteer, small: Place, large: Place) -> bool:
    """Whether a quarter that is listed under its province alone, as many abroad are, stands in a city of it, by its distance."""
    if small.level not in _OF_A_CITY or large.level != "city" or small.parent != large.governorate:
        return False
    away = gazetteer.distance_km(small, large)
    return away is not None and away < _QUARTER_KM


def related(gazetteer: Gazetteer, a: Place, b: Place) -> bool:
    """Whether one of two places is the other or lies in it. A name borne by a town and its district is one place."""
    if a.id == b.id or lies_in(gazetteer, a, b) or lies_in(gazetteer, b, a):
        return True
    same_name = bool(a.name_ar) and fold_word(a.name_ar) == fold_word(b.name_ar)
    return same_name and a.governorate == b.governorate


def in_the_vast(small: Place, large: Place) -> bool:
    """Whether a place may lie in a region of a country that no table fills: a town in "eastern Syria"."""
    return large.level == "region" and large.governorate is None and small.country == large.country


def in_the_countryside(small: Place, large: Place) -> bool:
    """Whether a place may lie in a part of its own province that no table fills: a town in "the countryside of Aleppo"."""
    return large.level == "region" and large.governorate is not None and small.governorate == large.governorate


def same_governorate(a: Place, b: Place) -> bool:
    """Whether both lie in (or are) one governorate; unknown agrees with anything."""
    first = a.governorate or (a.id if a.level == "governorate" else None)
    second = b.governorate or (b.id if b.level == "governorate" else None)
    return first is None or second is None or first == second


def beside(gazetteer: Gazetteer, a: Place, b: Place) -> bool:
    """Whether a place said to be near one of two can be the other: no farther than a suburb."""
    if a.id not in gazetteer.places or b.id not in gazetteer.places:
        return False
    away = gazetteer.distance_km(a, b)
    return away is not None and away < SUBURB_KM
