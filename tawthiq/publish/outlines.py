"""The outlines of Syria's governorates, as rings of longitude and latitude (`knowledge/places/outlines.toml`).

Borders are stored once as arcs and shared by both neighbours, so rings of neighbours meet without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tawthiq.knowledge.load import KnowledgeError, toml

Point = tuple[float, float]
"""(longitude, latitude) in degrees."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One governorate: its id in the gazetteer, P-code, closed rings (the first outer, the rest holes), label point."""

    id: str
    pcode: str
    rings: tuple[tuple[Point, ...], ...]
    label: Point


def _ring(names: list[str], arcs: dict[str, list[list[float]]]) -> tuple[Point, ...]:
    points: list[Point] = []
    for name in names:
        arc = [(float(lon), float(lat)) for lon, lat in arcs[name.removeprefix("-")]]
        if name.startswith("-"):
            arc.reverse()
        if points and points[-1] != arc[0]:
            raise KnowledgeError(f"knowledge/places/outlines.toml: arc {name} does not start where the ring stands")
        points += arc[1:] if points else arc
    if points[0] != points[-1]:
        raise KnowledgeError(f"knowledge/places/outlines.toml: the ring of {names[0]} is not closed")
    return tuple(points)


@cache
def outlines() -> tuple[Outline, ...]:
    """Every governorate in file order. Raises KnowledgeError where a ring is broken."""
    content = toml("places/outlines.toml")
    arcs = content["arcs"]
    return tuple(
        Outline(
            ident,
            entry["pcode"],
            (_ring(entry["ring"], arcs), *(_ring(hole, arcs) for hole in entry.get("holes", []))),
            (float(entry["label"][0]), float(entry["label"][1])),
        )
        for ident, entry in content["governorate"].items()
    )
