"""The larger place in which a place lies that no table lists."""

from __future__ import annotations

from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.place_hits import AROUND, PlaceHit

_POPULATED = ("city", "town", "village")
_SMALL = (*_POPULATED, "neighbourhood", "camp", "landmark")
_BESIDE = 90
"""Code points behind a name within which a larger place says where it lies."""


def home_of(context: Context, start: int, end: int, level: str, found: list[PlaceHit]) -> Place | None:
    """The larger place that the name lies in: named just behind it, else before it in its sentence, else the nearest."""
    opens, closes = context.sentence_bounds(start)
    usable = [p for p in found if (not p.aside and p.place.country is not None) or p.place.level == "country"]
    around = [p for p in usable if p.place.level in AROUND and opens <= p.start < closes]
    behind = [p for p in around if 0 <= p.start - end < _BESIDE and p.place.level != "country"]
    before = [p for p in around if p.end <= start and p.place.level != "country"]
    if behind:
        return behind[0].place
    if before:
        return before[-1].place
    local = [p for p in usable if p.place.level != "country"] or usable
    local = [p for p in local if p.start < closes] or local  # what a later sentence names is elsewhere
    nearest = min(local, key=lambda p: (abs(p.start - start), p.start), default=None)
    if nearest is None:
        return None
    small = nearest.place.level in _SMALL and level in _POPULATED  # a village lies in no other
    return context.gazetteer.places.get(nearest.place.governorate or "") if small else nearest.place
