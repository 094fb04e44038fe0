"""The map: governorates shaded by number of incidents, and marks that are never sharper than the place is known.

Plain geometry for the template to draw. P1–P2 a point, P3–P4 a ring, P5–P7 a dashed circle, P8–P9 a hatched circle;
the country alone (P10) is not drawn (standards §0.5). Marks of one class closer than ten units become one, numbered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.governorates import division_of, divisions
from tawthiq.publish.outlines import Outline, outlines
from tawthiq.publish.wording import Wording

WEST, EAST, SOUTH, NORTH = 34.90, 42.60, 32.15, 37.48
SCALE = 100.0
_SQUEEZE = math.cos(math.radians(35))
WIDTH = round((EAST - WEST) * SCALE * _SQUEEZE, 1)
HEIGHT = round((NORTH - SOUTH) * SCALE, 1)
SHADES = (0, 1, 2, 5, 10, 25)
"""The lowest number of incidents of each shade."""
_CLASSES = {"P1": "point", "P2": "point", "P3": "ring", "P4": "ring", "P5": "area", "P6": "area", "P7": "area"}
RADII = {"point": 5.0, "ring": 9.0, "area": 17.0, "hatched": 26.0}
_TOGETHER = 10.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Shape:
    """A governorate as an SVG path, with its name, number of incidents and shade (0 the palest)."""

    id: str
    path: str
    name: str
    incidents: int
    shade: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its class, place on the drawing, radius, and the ids of its incidents."""

    kind: str
    x: float
    y: float
    radius: float
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing; `off` are the ids of incidents that cannot be drawn, `shade_labels` the shades in use."""

    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    off: tuple[str, ...]
    shade_labels: tuple[str, ...]
    width: float = WIDTH
    height: float = HEIGHT
    hundred_km: float = round(100 / KM_PER_DEGREE * SCALE, 1)

    def told(self, w: Wording) -> str:
        """What the map shows, in words, for who cannot see it."""
        rows = (f"{s.name}: {w.count('incident', s.incidents)}." for s in self.shapes if s.incidents)
        return w("map.desc", rows=" ".join(rows))


def project(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees to drawing units, origin at the north-west corner, north up."""
    return round((lon - WEST) * SCALE * _SQUEEZE, 1), round((NORTH - lat) * SCALE, 1)


def _path(outline: Outline) -> str:
    rings = []
    for ring in outline.rings:
        points = [project(lon, lat) for lon, lat in ring[:-1]]
        rings.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(rings)


def shade_of(incidents: int) -> int:
    """The index of the shade for a number of incidents."""
    return max(index for index, lowest in enumerate(SHADES) if incidents >= lowest)


def shade_labels(highest: int) -> tuple[str, ...]:
    """The numbers of incidents that each shade stands for, up to the shade with index `highest`."""
    labels = []
    for low, following in zip(SHADES, (*SHADES[1:], None), strict=True):
        last = f"{low}+" if following is None else f"{low}–{following - 1}"
        labels.append(str(low) if following == low + 1 else last)
    return tuple(labels[: highest + 1])


def draw(incidents: tuple[Incident, ...], w: Wording) -> Map:
    """The map of `incidents`, with names in the language of `w`."""
    counts: dict[str, int] = {}
    for incident in incidents:
        division = division_of(incident.place)
        if division is not None:
            counts[division.id] = counts.get(division.id, 0) + 1
    drawn = shapes(counts, w)
    marks, off = _marks(incidents)
    return Map(drawn, marks, off, shade_labels(max(shape.shade for shape in drawn)))


def shapes(counts: Mapping[str, int], w: Wording) -> tuple[Shape, ...]:
    """The governorates, shaded by how many incidents `counts` gives each, by its id."""
    drawn = []
    for outline in outlines():
        division = divisions().get(outline.id)
        name = w.pick(division.name_ar, division.name_en) if division else outline.pcode
        number = counts.get(outline.id, 0)
        drawn.append(Shape(outline.id, _path(outline), name, number, shade_of(number), *project(*outline.label)))
    return tuple(drawn)


def mark_kind(precision: str) -> str:
    """The class of mark for a precision of place: point, ring, area or hatched."""
    return _CLASSES.get(precision, "hatched")


@cache
def _labels() -> dict[str, tuple[float, float]]:
    return {outline.id: outline.label for outline in outlines()}


def _spot(incident: Incident) -> tuple[str, float, float] | None:
    place = public.coordinates(incident)
    division = division_of(incident.place)
    kind = mark_kind(public.precision(incident))
    known = _labels()
    if public.precision(incident) == "P8" and division is not None and division.id in known:
        x, y = project(*known[division.id])
        return kind, x, y
    if place is None or not (WEST < place[0] < EAST and SOUTH < place[1] < NORTH):
        return None
    return kind, *project(*place)


def _marks(incidents: tuple[Incident, ...]) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    marks: list[tuple[str, float, float, list[str]]] = []
    off: list[str] = []
    mark_at: dict[tuple[str, float, float], int] = {}  # the same spot always falls to the same mark, the first near it
    for incident in incidents:
        spot = _spot(incident)
        if spot is None:
            off.append(incident.id)
            continue
        kind, x, y = spot
        if spot not in mark_at:
            near = (n for n, (of, a, b, _) in enumerate(marks) if of == kind and math.hypot(a - x, b - y) < _TOGETHER)
            mark_at[spot] = next(near, len(marks))
            if mark_at[spot] == len(marks):
                marks.append((*spot, []))
        marks[mark_at[spot]][-1].append(incident.id)
    made = (Mark(kind, x, y, RADII[kind], tuple(members)) for kind, x, y, members in marks)
    return tuple(sorted(made, key=lambda mark: -mark.radius)), tuple(off)
