"""What lies around a place: a point by its coordinates or by the place's name, a distance, and the incidents within it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import kilometres
from tawthiq.publish.wording import Wording
from tawthiq.workbench.register.models import Incident
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.review.claim_forms import place_choices

NAMES = ("near", "near_id", "lat", "lon", "km")
"""What an address may say: a place's name, which of several places of that name, or a point; and how far, in kilometres."""
USUAL = 10.0
"""Kilometres where a place is named and no distance."""
FARTHEST = 2_000
_DEGREE = 111.2
_WIDE = ("subdistrict", "district", "governorate", "region", "country")
# A distance from a name is asked of a town before it is asked of the district or governorate that bears its name.


class NoSuchPlace(ValueError):
    """A name that no place with known coordinates has; `args[0]` is the key of the words for it."""


@dataclass(frozen=True, slots=True)
class Around:
    """A point and a distance in kilometres; `place` is what was found by name, `others` are further places of that name, by id."""

    lat: float
    lon: float
    km: float
    place: str = ""
    others: tuple[tuple[str, str], ...] = ()


def around(asked: Mapping[str, str], w: Wording) -> Around | None:
    """What an address asks for; None where it asks for no place or says it wrongly. Raises NoSuchPlace."""
    km = _number(asked.get("km", ""), FARTHEST)
    name = asked.get("near", "")
    if name:
        places = the_gazetteer(office_places()).places
        found = [(ident, words) for ident, words in place_choices({}, name, w) if places[ident].lat is not None]
        found.sort(key=lambda f: _WIDE.index(places[f[0]].level) + 1 if places[f[0]].level in _WIDE else 0)
        chosen = next((f for f in found if f[0] == asked.get("near_id")), found[0] if found else None)
        if chosen is None:
            raise NoSuchPlace("search.no_place")
        place = places[chosen[0]]
        others = tuple(f for f in found if f != chosen)
        return Around(float(place.lat or 0), float(place.lon or 0), km or USUAL, chosen[1], others)
    lat, lon = _number(asked.get("lat", ""), 90), _number(asked.get("lon", ""), 180)
    if lat is None or lon is None or km is None or km <= 0:
        return None
    return Around(lat, lon, km)


def _number(text: str, most: float) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if -most <= found <= most else None


def near(rows: QuerySet[Incident], found: Around | None) -> QuerySet[Incident]:
    """The incidents within the distance: a box of degrees first, then the true distance; all of them where nothing is asked."""
    if found is None:
        return rows
    tall, wide = found.km / _DEGREE, found.km / _DEGREE * 2.5
    boxed = rows.filter(
        lat__range=(found.lat - tall, found.lat + tall), lon__range=(found.lon - wide, found.lon + wide)
    )
    inside = [
        pk
        for pk, lat, lon in boxed.values_list("pk", "lat", "lon")
        if kilometres(found.lat, found.lon, lat or 0.0, lon or 0.0) <= found.km
    ]
    return rows.filter(pk__in=inside)
