"""Which city a place is named by: "in Aleppo" most often means the city, though the word is the governorate's too."""

from __future__ import annotations

from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.geography import Geography

_NAMED = "place.named"
"""The rule of a place read from its name alone, no word such as "province" beside it."""


def city_meant(mention: PlaceMention, geography: Geography | None) -> Place | None:
    """The city, or the chief city of a governorate that is named by the bare word; None for other places, and where nobody knows."""
    if mention.place.level == "city":
        return mention.place
    if mention.place.level != "governorate" or mention.rule != _NAMED or geography is None:
        return None
    for reading in mention.candidates:
        try:
            place = geography.path(reading)[0]
        except KeyError:
            continue
        if place.level == "city" and place.governorate == mention.place.id:
            return place
    return None
