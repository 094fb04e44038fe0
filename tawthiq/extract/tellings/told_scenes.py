"""The scenes told so far, found by where they are set: which of a thousand a stretch at some place may go on with.

`scene_fit.fits` decides; what is found here is all that it can find to fit for the place, and mostly little more.
"""

from __future__ import annotations

import math
from typing import Final

from tawthiq.domain.when import When
from tawthiq.domain.where import Place
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import SUBURB_KM, chain
from tawthiq.extract.tellings.scene import BESIDE, PRECISE, Scene
from tawthiq.extract.tellings.segment import Segment
from tawthiq.knowledge.gazetteer import Gazetteer
from tawthiq.text.fold import fold_word

_CELL: Final = 0.33
"""Degrees of a cell: more kilometres of latitude than `SUBURB_KM`."""
_AROUND: Final = math.ceil(360 / _CELL)
_DEGREE_KM: Final = 111.1
_HURT: Final = frozenset({"killed", "injured"})
_QUARTERED: Final = ("neighbourhood", "landmark", "city")
"""Levels of which two of one district may be a quarter and its city."""
_Key = tuple[object, ...]


class ToldScenes:
    """The scenes of a text by what may make a stretch fit them. To be told (`note`) of each that was changed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._scenes: list[Scene] = []
        self._number: dict[int, int] = {}
        self._noted: dict[int, tuple[PlaceHit | None, int, int]] = {}
        self._dated: dict[int, tuple[When | None, bool]] = {}
        self._keys: dict[_Key, dict[int, None]] = {}

    def note(self, scene: Scene) -> None:
        """Notes where a scene is set now; where it was set before stays known."""
        number = self._number.get(id(scene))
        if number is None:
            number = self._number[id(scene)] = len(self._scenes)
            self._scenes.append(scene)
        if self._dated.get(number) != (scene.when, scene.said):
            self._dated[number] = scene.when, scene.said
            self._on_days(number, scene)
        place, mains, segments = self._noted.get(number, (None, 0, 0))
        if segments and place is scene.place and mains == len(scene.mains) and segments == len(scene.segments):
            return
        self._noted[number] = scene.place, len(scene.mains), len(scene.segments)
        for main in list(scene.mains)[mains:]:
            self._set_in(number, main)
        if scene.place is None:
            self._put(number, "placeless")
            return
        moved = place is not scene.place
        if moved:
            self._set_in(number, scene.place.place)
            self._stands(number, scene.place)
            if not scene.place.specific and scene.segments[0].paragraph == 0:
                self._put(number, "headline")
        province = _province(scene.place.place)
        for segment in scene.segments[0 if moved else segments :]:
            for toll in segment.tolls:
                if toll.parent is None and toll.harm in _HURT:
                    self._put(number, "counts", toll.harm, toll.phrase.count.low, province)
                    self._put(number, "counts", toll.harm, toll.phrase.count.low)

    def may_fit(self, segment: Segment, place: PlaceHit | None, when: When | None, current: Scene) -> list[Scene]:
        """The scenes that a stretch of some place and day may go on with: the one being told, then the latest first."""
        days = _days(when) if when is not None else None
        found: dict[int, None] | None = None
        if days is not None:
            found = dict(self._keys.get(("any day",), {}))
            for day in days:
                self._find(found, "day", day)
        if place is not None and place.place.level != "country":
            there = self._there(segment, place)
            found = there if found is None else {number: None for number in there if number in found}
        numbers = range(len(self._scenes)) if found is None else sorted(found)
        others = [self._scenes[number] for number in reversed(numbers)]
        return [s for s in [current, *[s for s in others if s is not current]] if not s.sealed]

    def _there(self, segment: Segment, place: PlaceHit) -> dict[int, None]:
        """Those that a stretch set in a place smaller than a country may go on with for the place."""
        found = dict(self._keys.get(("placeless",), {})) | self._keys.get(("headline",), {})
        self._around(place.place, found)
        self._find(found, "in", place.place.id)
        province = _province(place.place)
        if place.specific:
            self._find(found, "vast", place.place.country)
            self._find(found, "side", place.place.governorate)
            for other in segment.places:
                if 0 <= other.start - place.end < BESIDE:
                    self._around(other.place, found)
            self._told_again(segment, province, found)
        elif province is None:
            found = dict.fromkeys(range(len(self._scenes)))
        else:
            self._find(found, "province", province)
            self._find(found, "province", None)
        self._near(place, found)
        return found

    def _on_days(self, number: int, scene: Scene) -> None:
        """Notes the days that a scene is told of; one that is dated roughly, or by a statement alone, may be of any."""
        when = scene.when
        days = _days(when) if when is not None and not scene.said and when.basis != "anniversary" else None
        if days is None:
            self._put(number, "any day")
            return
        for day in range(days.start - 1, days.stop + 1):  # a day more on either side
            self._put(number, "day", day)

    def _put(self, number: int, *key: object) -> None:
        self._keys.setdefault(key, {})[number] = None

    def _find(self, found: dict[int, None], *key: object) -> None:
        found.update(self._keys.get(key, {}))

    def _set_in(self, number: int, place: Place) -> None:
        """Notes what makes another place `related` to one."""
        self._put(number, "at", place.id)
        for ident in chain(self._gazetteer, place):
            self._put(number, "in", ident)
        if place.name_ar:
            self._put(number, "name", fold_word(place.name_ar), place.governorate)
        if place.level in _QUARTERED and place.parent:
            self._put(number, "under", place.parent)
        if place.level == "region":
            self._put(number, *(("side", place.governorate) if place.governorate else ("vast", place.country)))

    def _around(self, place: Place, found: dict[int, None]) -> None:
        """Those set in a place itself or in one that it lies in."""
        for ident in chain(self._gazetteer, place):
            self._find(found, "at", ident)
        if place.name_ar:
            self._find(found, "name", fold_word(place.name_ar), place.governorate)
        if place.level in _QUARTERED and place.parent:
            self._find(found, "under", place.parent)

    def _told_again(self, segment: Segment, province: str | None, found: dict[int, None]) -> None:
        """The same dead and the same wounded at another place of the province."""
        here = {(t.harm, t.phrase.count.low): None for t in segment.tolls if t.parent is None and t.harm in _HURT}
        if len(here) < 2:
            return
        harm, low = next(iter(here))
        if province is None:
            self._find(found, "counts", harm, low)
            return
        self._find(found, "counts", harm, low, province)
        self._find(found, "counts", harm, low, None)

    def _stands(self, number: int, hit: PlaceHit) -> None:
        self._put(number, "province", _province(hit.place))
        if hit.place.lat is not None and hit.place.lon is not None:
            self._put(number, "cell", _cell(hit.place.lat, hit.place.lon))
            if hit.near:
                self._put(number, "near cell", _cell(hit.place.lat, hit.place.lon))

    def _near(self, hit: PlaceHit, found: dict[int, None]) -> None:
        """Those no farther than a suburb, where one of the two places is only one that something is near to."""
        if hit.place.lat is None or hit.place.lon is None:
            return
        row, column = _cell(hit.place.lat, hit.place.lon)
        narrowest = math.cos(math.radians(min(89.0, abs(hit.place.lat) + _CELL)))
        wide = min(_AROUND // 2, int(SUBURB_KM / (_DEGREE_KM * narrowest) / _CELL) + 1)
        for at in (row - 1, row, row + 1):
            for beside in {(column + by) % _AROUND for by in range(-wide, wide + 1)}:
                self._find(found, "cell" if hit.near else "near cell", (at, beside))


def _days(when: When) -> range | None:
    """The days of a date that dates one event, as numbers; None of any other."""
    if not when.known or when.precision not in PRECISE or when.start is None or when.end is None:
        return None
    return range(when.start.toordinal(), when.end.toordinal() + 1)


def _province(place: Place) -> str | None:
    """The governorate that a place lies in or is."""
    return place.governorate or (place.id if place.level == "governorate" else None)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / _CELL), math.floor(lon / _CELL) % _AROUND
