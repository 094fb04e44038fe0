"""What linking asks of a gazetteer, and what it can say without one: from the places of the accounts themselves."""

from __future__ import annotations

import math
from typing import Protocol

from tawthiq.domain.where import Place


class Geography(Protocol):
    """The two questions put to a gazetteer; both raise KeyError for ids it does not know."""

    def within(self, inner: str, outer: str) -> bool:
        """Whether place `inner` is `outer` or lies in it."""
        ...

    def distance_km(self, a: Place | str, b: Place | str) -> float | None:
        """Kilometres as the crow flies; None where unknown."""
        ...


def lies_in(inner: Place, outer: Place, geography: Geography | None) -> bool:
    """Whether `inner` is `outer` or lies in it."""
    if outer.id in (inner.id, inner.parent, inner.governorate, inner.country):
        return True
    if geography is None:
        return False
    try:
        return geography.within(inner.id, outer.id)
    except KeyError:
        return False


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance of two places; None where either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def governorate_of(place: Place) -> str | None:
    """The id of the governorate a place lies in or is."""
    return place.id if place.level == "governorate" else place.governorate
