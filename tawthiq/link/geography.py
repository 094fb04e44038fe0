"""What linking can say of places without a gazetteer: from the places of the accounts themselves."""

from __future__ import annotations

from tawthiq.domain.where import Place
from tawthiq.knowledge.gazetteer import kilometres as between


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance of two places; None where either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return between(a.lat, a.lon, b.lat, b.lon)


def governorate_of(place: Place) -> str | None:
    """The id of the governorate a place lies in or is."""
    return place.id if place.level == "governorate" else place.governorate
