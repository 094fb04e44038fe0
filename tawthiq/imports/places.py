"""The places that records name: by our id, else by name inside the governorate named, else by a place of the record's own."""

from __future__ import annotations

import hashlib

from tawthiq.domain.where import Place
from tawthiq.imports.told import Told
from tawthiq.knowledge.gazetteer import Gazetteer, kilometres

_NEAR_KM = 30.0
_LEVELS = {
    "country": "P10", "governorate": "P8", "district": "P7", "subdistrict": "P6", "neighbourhood": "P3", "landmark": "P2",
}  # fmt: skip


class Places:
    """Finds places in a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def settle(
        self, told: Told, ident: str, name: str, admin1: str, country: str, lat: float | None, lon: float | None
    ) -> None:
        """Gives `told` its place, country, governorate and how precise that is."""
        place = self.gazetteer.places.get(ident) or self._named(name, admin1, country, lat, lon)
        if place is None and (name or lat is not None):
            home = self._division(country, "country")
            division = self._division(admin1, "governorate")
            key = hashlib.sha256(f"{name}|{admin1}|{country}|{lat}|{lon}".encode()).hexdigest()[:12]
            place = Place(
                ident or f"import.{key}", "town", name or admin1 or country, "",
                division.id if division else home.id if home else None, home.id if home else None,
                division.id if division else None, lat, lon,
            )  # fmt: skip
        place = place or self._division(admin1, "governorate") or self._division(country, "country")
        if place is None:
            return
        told.place = place
        told.country_en = self._name(place.country or (place.id if place.level == "country" else None)) or country
        told.governorate_en = self._name(place.id if place.level == "governorate" else place.governorate)
        told.place_precision = _LEVELS.get(place.level, "P4")

    def _name(self, ident: str | None) -> str | None:
        place = self.gazetteer.places.get(ident or "")
        return place.name_en if place is not None else None

    def _division(self, name: str, level: str) -> Place | None:
        named = (
            (name, *self.gazetteer.names.get(name, ()))
            if name in self.gazetteer.places
            else self.gazetteer.names.get(name, ())
        )
        found = (self.gazetteer.places[ident] for ident in named)
        return next((place for place in found if place.level == level), None)

    def _named(self, name: str, admin1: str, country: str, lat: float | None, lon: float | None) -> Place | None:
        """The place of this name in the governorate or country named, and near the position where one is given."""
        ids = self.gazetteer.names.get(name, ()) if name else ()
        division, home = self._division(admin1, "governorate"), self._division(country, "country")
        for ident in self.gazetteer.rank(
            ids, country=home.id if home else None, governorate=division.id if division else None
        ):
            place = self.gazetteer.places[ident]
            if division is not None and division.id not in (place.id, place.governorate):
                continue
            if home is not None and home.id not in (place.id, place.country):
                continue
            if place.level not in ("country", "governorate") and _far(place, lat, lon):
                continue
            return place
        return None


def _far(place: Place, lat: float | None, lon: float | None) -> bool:
    """Whether a place lies elsewhere than the position that a record gives."""
    if lat is None or lon is None or place.lat is None or place.lon is None:
        return False
    return kilometres(lat, lon, place.lat, place.lon) > _NEAR_KM
