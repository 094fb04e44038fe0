"""Incidents as GeoJSON (RFC 7946), with how precisely place and date are known and how firmly the incident stands.

An incident whose place has no published coordinates keeps its feature with a null geometry: it is unlocated, not lost.
`tawthiq build` writes it of a register at hand, `tawthiq export` of a register's files, one feature at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from tawthiq.domain.register import Register
from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import ACCESS, Shown, shown
from tawthiq.publish.figures import Figure
from tawthiq.publish.register_files import cases_of


def _figures(name: str, figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {f"{name}_min": None, f"{name}_max": None, f"{name}_open_ended": False}
    return {f"{name}_min": figure.low, f"{name}_max": figure.high, f"{name}_open_ended": figure.open}


def _properties(one: Shown) -> dict[str, Any]:
    place, untitled = one.place, one.hidden and not one.internal
    properties = {
        "id": one.id,
        "access": one.access,
        "title_ar": None if untitled else one.title_ar,
        "title_en": None if untitled else one.title_en,
        "kind": one.kind,
        "labels": list(one.labels),
        "date_start": one.start.isoformat() if one.start else None,
        "date_end": one.end.isoformat() if one.end else None,
        "date_precision": one.date_precision,
        "place_id": place.id if place else None,
        "place_ar": (place.name_ar or place.name_en) if place else None,
        "place_en": (place.name_en or place.name_ar) if place else None,
        "place_precision": one.place_precision or None,
        "governorate": one.division.id if one.division else None,
        "alleged": [party.code for party in one.accused],
        "parties": [{"code": p.code, "role": p.role, "mode": p.mode} for p in one.parties],
        "weapons": list(one.weapons),
        **_figures("killed", one.killed),
        **_figures("injured", one.injured),
        "tolls": toll_cell(one.tolls),
        "grade": one.grade,
        "attribution_grade": one.attribution_grade,
        "origins": one.origins,
        "massacre_labelled": one.massacre_labelled,
        "massacre_definitions": list(one.massacre_definitions),
        "massacre_definitions_ar": [d.ar for d in one.definitions],
        "massacre_definitions_en": [d.en for d in one.definitions],
        "background_only": one.background_only,
        "sources": [{"publisher": s.publisher, "url": s.url, "published": s.published} for s in one.sources],
    }
    if one.internal:
        properties["persons"] = [{"name": p.name, "role": p.role} for p in one.persons]
    return properties


def feature(one: Shown) -> dict[str, Any]:
    """One incident; its position is [lon, lat]."""
    geometry = {"type": "Point", "coordinates": list(one.position)} if one.position else None
    return {"type": "Feature", "id": one.id, "geometry": geometry, "properties": _properties(one)}


def _public(register: Register) -> Iterable[Shown]:
    return (one for case in cases_of(register) if (one := shown(case)) is not None)


def incidents_geojson(register: Register) -> dict[str, Any]:
    """A FeatureCollection with one feature per incident that may leave, in the order of the register."""
    return {"type": "FeatureCollection", "features": [feature(one) for one in _public(register)]}


def write_geojson(register: Register, path: Path) -> None:
    """Writes `incidents.geojson` (UTF-8), one feature on a line. Raises OSError where it cannot be written."""
    _write_features(path, {"type": "FeatureCollection"}, _public(register))


def write(export: Export, path: Path) -> int:
    """Writes a collection, one feature on a line; gives back the number of features. Raises OSError."""
    return _write_features(path, {"type": "FeatureCollection", "access": ACCESS[export.internal]}, export.incidents())


def _write_features(path: Path, head: dict[str, Any], told: Iterable[Shown]) -> int:
    written = 0
    with path.open("wb") as file:
        file.write(orjson.dumps(head)[:-1] + b',"features":[')
        for one in told:
            file.write((b",\n" if written else b"\n") + orjson.dumps(feature(one)))
            written += 1
        file.write(b"\n]}\n")
    return written
