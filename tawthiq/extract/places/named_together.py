"""Which of the places that bear a name is meant, by all other places that a text names: what `Gazetteer.rank` decides, asked of a
thousand names of one text. What the others tie a place to is gathered once, not asked of every pair.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final, TypeVar

from tawthiq.domain.where import Place
from tawthiq.extract.places.place_belief import Raw
from tawthiq.knowledge.ranking import NEAR_KM, Gazetteer

_CELL: Final = 0.3
"""Degrees of a cell: more kilometres of latitude than `NEAR_KM`."""
_AROUND: Final = round(360 / _CELL)
_DEGREE_KM: Final = 111.1
"""Kilometres of a degree of latitude, at least."""
Ids = tuple[str, ...]


class NamedTogether:
    """The places a text names: `sure` are the ids of those that no other bears the name of, `raws` all mentions."""

    def __init__(self, gazetteer: Gazetteer, sure: list[str], raws: list[Raw]) -> None:
        self._gazetteer = gazetteer
        self._sure = frozenset(sure)
        self._ranked: dict[tuple[Ids, str | None], Ids] = {}
        named: dict[Ids, int] = {}
        for raw in raws:
            _count(named, raw.ids)
        self._mentions: dict[str, int] = {}
        for ids, times in named.items():
            for ident in dict.fromkeys(ids):
                self._mentions[ident] = self._mentions.get(ident, 0) + times
        self._firsts: dict[str, int] = {}
        for ids in named:
            if ids:
                _count(self._firsts, ids[0])
        self._ids: set[str] = set()
        self._of_countries: set[str] = set()
        self._in_provinces: dict[str, int] = {}
        self._in_countries: dict[str, int] = {}
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for ident in {**dict.fromkeys(sure), **dict.fromkeys(self._firsts)}:
            place = gazetteer.places.get(ident)
            if place is not None:
                self._take(place)

    def _take(self, place: Place) -> None:
        if place.level == "country":
            self._of_countries.add(place.id)
            return
        self._ids.add(place.id)
        if place.governorate is not None:
            _count(self._in_provinces, place.governorate)
        if place.country is not None:
            _count(self._in_countries, place.country)
        if place.level != "governorate" and place.lat is not None and place.lon is not None:
            self._cells.setdefault(_cell(place.lat, place.lon), []).append(place)

    def mentioned_beside(self, ident: str, raw: Raw) -> bool:
        """Whether another mention than `raw` may mean the place `ident`."""
        return self._mentions.get(ident, 0) > (ident in raw.ids)

    def rank(self, ids: Ids, *, cue: str | None) -> Ids:
        """The places that bear a name, best first, by all that the text names beside it; a name is no evidence of itself."""
        known = self._ranked.get((ids, cue))
        if known is not None:  # depends on the name and its cue alone: asked once, however often the text says it
            return known
        places = self._gazetteer.places
        abroad = len({places[i].country for i in ids}) > 1  # Rafah is no evidence of its own country
        without = [
            i
            for i in dict.fromkeys(ids)
            if not ((i in self._sure and not abroad) or self._firsts.get(i, 0) > (i == ids[0]))
        ]
        given = list(dict.fromkeys(ids))
        if len(given) > 1 or given[0] not in places:
            order = [
                (-self._closest(places[i], without), -(cue == places[i].level), position)
                for position, i in enumerate(given)
            ]
            given = [given[position] for *_, position in sorted(order)]
        ranked = self._ranked[ids, cue] = tuple(given)
        return ranked

    def _closest(self, place: Place, without: Collection[str]) -> int:
        """The strongest tie of a place to any that the text names, as `Gazetteer.rank` has it, some of them left out: 0 to 3."""
        others = [self._gazetteer.places[i] for i in without if i in self._ids]
        if any(i in self._ids and i not in without for i in self._gazetteer.chain(place.id)):
            return 3
        province = place.governorate
        if province is not None and self._in_provinces.get(province, 0) > len(
            [o for o in others if o.governorate == province]
        ):
            return 2
        if self._is_near(place, without):
            return 2
        country = place.country
        if country is None:
            return 0
        if country in self._of_countries and country not in without:
            return 1
        return int(self._in_countries.get(country, 0) > len([o for o in others if o.country == country]))

    def _is_near(self, place: Place, without: Collection[str]) -> bool:
        if place.lat is None or place.lon is None:
            return False
        row, column = _cell(place.lat, place.lon)
        narrowest = math.cos(math.radians(min(89.0, abs(place.lat) + _CELL)))
        wide = min(_AROUND // 2, int(NEAR_KM / (_DEGREE_KM * narrowest) / _CELL) + 1)
        columns = {(column + by) % _AROUND for by in range(-wide, wide + 1)}
        for at in (row - 1, row, row + 1):
            for beside in columns:
                for other in self._cells.get((at, beside), ()):
                    if other.id not in without:
                        away = self._gazetteer.distance_km(place, other)
                        if away is not None and away <= NEAR_KM:
                            return True
        return False


_Counted = TypeVar("_Counted", str, Ids)


def _count(counted: dict[_Counted, int], one: _Counted) -> None:
    """One more of it (`collections.Counter` takes three times as long to be made as what it counts of a text)."""
    counted[one] = counted.get(one, 0) + 1


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / _CELL), math.floor(lon / _CELL) % _AROUND
