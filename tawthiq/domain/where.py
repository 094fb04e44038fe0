"""Where something happened: places of the gazetteer, and their mentions in a text.

Precision codes are those of standards §1 (place_prec), P1 exact point … P10 country.
"""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from tawthiq.domain.light import sealed
from tawthiq.domain.span import Quote


@sealed(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    `level` is country, region, governorate, district, subdistrict, city, town, village, camp, neighbourhood or
    landmark. `parent`, `country` and `governorate` are ids of places. `lat`/`lon` in degrees, None where unknown.
    `ambiguous` marks a name that is also an ordinary word, read as a place only after a cue ("مدينة", "town of").
    """

    id: str
    level: str
    name_en: str
    name_ar: str
    parent: str | None = None
    country: str | None = None
    governorate: str | None = None
    lat: float | None = None
    lon: float | None = None
    ambiguous: bool = False
    population: int = 0
    pcode: str = ""

    def __init__(
        self,
        id: str,
        level: str,
        name_en: str,
        name_ar: str,
        parent: str | None = None,
        country: str | None = None,
        governorate: str | None = None,
        lat: float | None = None,
        lon: float | None = None,
        ambiguous: bool = False,
        population: int = 0,
        pcode: str = "",
    ) -> None:
        self.id = id
        self.level = level
        self.name_en = name_en
        self.name_ar = name_ar
        self.parent = parent
        self.country = country
        self.governorate = governorate
        self.lat = lat
        self.lon = lon
        self.ambiguous = ambiguous
        self.population = population
        self.pcode = pcode

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, or copied, it is there once, however many reports name it."""
        return shared_place, tuple(getattr(self, name) for name in _PLACE)


_PLACE: Final = tuple(field.name for field in fields(Place))
_shared: dict[tuple[Any, ...], Place] = {}


def shared_place(*values: Any) -> Place:
    """The place of these values: one object for all that ask."""
    known = _shared.get(values)
    if known is None:
        known = _shared[values] = Place(*values)
    return known


@sealed(frozen=True, slots=True)
class PlaceMention:
    """A place as a text names it: the best reading, the other readings in order, and how precise it is (P1–P10)."""

    place: Place
    country_en: str
    governorate_en: str | None
    precision: str
    quote: Quote
    candidates: tuple[str, ...] = ()
    rule: str = ""

    def __init__(
        self,
        place: Place,
        country_en: str,
        governorate_en: str | None,
        precision: str,
        quote: Quote,
        candidates: tuple[str, ...] = (),
        rule: str = "",
    ) -> None:
        self.place = place
        self.country_en = country_en
        self.governorate_en = governorate_en
        self.precision = precision
        self.quote = quote
        self.candidates = candidates
        self.rule = rule
