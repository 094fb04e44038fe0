"""Places by id and by name, and which of several of one name a document means.

Reading asks it for every place of a text, so it is compiled with reading (docs/running.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from tawthiq.domain.where import Place

NEAR_KM: Final = 30.0
_EARTH_KM: Final = 6371.0
_REMEMBERED: Final = 30_000
"""Pairs of places of which a gazetteer keeps in mind how near they are; then it begins anew, so that memory stays flat."""


class Gazetteer:
    """Places by id, and ids by name.

    `names` maps a surface form, as written, to the ids of the places that bear it, likeliest first. `ambiguous_names`
    are the surface forms that are ordinary words too: a place by such a name counts only after a cue.
    """

    __slots__ = ("_chains", "_ties", "ambiguous_names", "names", "places")

    def __init__(
        self, places: dict[str, Place], names: dict[str, tuple[str, ...]], ambiguous_names: frozenset[str] = frozenset()
    ) -> None:
        self.places = places
        self.names = names
        self.ambiguous_names = ambiguous_names
        self._chains: dict[str, tuple[str, ...]] = {}  # asked for again and again
        self._ties: dict[tuple[str, str], int] = {}

    def path(self, place: Place | str) -> tuple[Place, ...]:
        """The place itself, then what it lies in, up to its country. Raises KeyError for an unknown id."""
        if isinstance(place, str):
            return tuple(self.places[i] for i in self.chain(place))
        above = self.chain(place.parent) if place.parent is not None and place.parent in self.places else ()
        return (place, *(self.places[i] for i in above if i != place.id))

    def chain(self, ident: str) -> tuple[str, ...]:
        """The ids of a place and of all that it lies in, up to its country. Raises KeyError for an unknown id."""
        found = self._chains.get(ident)
        if found is None:
            ids: list[str] = []
            current: Place | None = self.places[ident]
            while current is not None and current.id not in ids:
                ids.append(current.id)
                current = self.places.get(current.parent) if current.parent else None
            found = self._chains[ident] = tuple(ids)
        return found

    def within(self, inner: str, outer: str) -> bool:
        """Whether place `inner` is `outer` or lies in it. Raises KeyError for an unknown id."""
        return outer in self.chain(inner)

    def distance_km(self, a: Place | str, b: Place | str) -> float | None:
        """Kilometres between two places as the crow flies; None where either has no coordinates."""
        first = self.places[a] if isinstance(a, str) else a
        second = self.places[b] if isinstance(b, str) else b
        if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
            return None
        return kilometres(first.lat, first.lon, second.lat, second.lon)

    def rank(
        self,
        ids: Iterable[str],
        context: Iterable[str] = (),
        *,
        country: str | None = None,
        governorate: str | None = None,
        cue: str | None = None,
    ) -> tuple[str, ...]:
        """`ids` best first, for one mention in a document.

        The rule, each step deciding only what the steps before left equal:
        1. inside the hinted `governorate`, then inside the hinted `country` (ids of places);
        2. ties to `context`, the ids of places the document names: inside one of them, from a governorate down (3);
           within 30 km of one that is a town or smaller (2); in the governorate of one (2); in the country of one (1);
        3. of the level that a cue word says (`cue`: "neighbourhood" after حي);
        4. the order in which `ids` came: our own places before GeoNames', by standing, then population.
        """
        given = list(dict.fromkeys(ids))
        if len(given) == 1 and given[0] in self.places:
            return (given[0],)
        nearby = [self.places[i] for i in dict.fromkeys(context) if i in self.places]
        worse: list[int] = []  # each step a digit, then the position
        for position, ident in enumerate(given):
            place = self.places[ident]
            elsewhere = governorate is None or (governorate != place.governorate and governorate != place.id)
            abroad = country is None or (country != place.country and country != place.id)
            steps = (8 if elsewhere else 0) + (4 if abroad else 0) + 3 - self._closest(place, nearby)
            worse.append((2 * steps + (cue != place.level)) * len(given) + position)
        worse.sort()
        return tuple([given[rank % len(given)] for rank in worse])

    def _closest(self, place: Place, others: list[Place]) -> int:
        """The strongest tie of `place` to any of `others`: 0 to 3."""
        best = 0
        ident, ties = place.id, self._ties
        for other in others:
            pair = ident, other.id
            tie = ties.get(pair)
            if tie is None:  # the same towns are named together again and again
                if len(ties) >= _REMEMBERED:
                    ties.clear()
                tie = ties[pair] = self._tie(place, other)
            if tie > best:
                if tie == 3:
                    return 3
                best = tie
        return best

    def _tie(self, place: Place, other: Place) -> int:
        """The tie of `place` to another: 0 to 3."""
        if other.level == "country":
            return int(place.country == other.id)
        if other.id in self.chain(place.id):
            return 3
        if (other.governorate is not None and place.governorate == other.governorate) or self._near(place, other):
            return 2
        return int(place.country is not None and place.country == other.country)

    def _near(self, place: Place, other: Place) -> bool:
        """Whether a town or smaller lies within 30 km of a place."""
        if other.level == "governorate":
            return False
        distance = self.distance_km(place, other)
        return distance is not None and distance <= NEAR_KM


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two points in degrees."""
    lat_1, lat_2 = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
