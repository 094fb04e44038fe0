"""Incidents as GeoJSON (RFC 7946), with how precisely place and date are known and how firmly the incident stands.

An incident whose place has no published coordinates keeps its feature with a null geometry: it is unlocated, not lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish import public
from tawthiq.publish.buckets import accused
from tawthiq.publish.figures import Figure, TollOf, headline
from tawthiq.publish.governorates import division_of
from tawthiq.publish.massacres import is_labelled
from tawthiq.publish.titles import public_title
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import wording


def _figures(name: str, figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {f"{name}_min": None, f"{name}_max": None, f"{name}_open_ended": False}
    return {f"{name}_min": figure.low, f"{name}_max": figure.high, f"{name}_open_ended": figure.open}


def _properties(incident: Incident, toll_of: TollOf) -> dict[str, Any]:
    division, days, hidden = division_of(incident.place), public.dates(incident), public.is_hidden(incident)
    return {
        "id": incident.id,
        "title_ar": None if hidden else public_title(incident, wording("ar")),
        "title_en": None if hidden else public_title(incident, wording("en")),
        "kind": incident.kind,
        "date_start": days[0].isoformat() if days else None,
        "date_end": days[1].isoformat() if days else None,
        "date_precision": incident.date.precision if incident.date else "T0",
        "place_ar": public.place_name(incident, "ar") or None,
        "place_en": public.place_name(incident, "en") or None,
        "place_precision": public.precision(incident) or None,
        "governorate": division.id if division else None,
        "alleged": [party.code for party in accused(incident)],
        **_figures("killed", headline(incident, "killed", toll_of)),
        **_figures("injured", headline(incident, "injured", toll_of)),
        "grade": incident.grade,
        "attribution_grade": incident.attribution_grade,
        "origins": len(incident.origins),
        "massacre_labelled": is_labelled(incident),
        "massacre_definitions": list(incident.massacre_by),
        "background_only": incident.background_only,
    }


def incidents_geojson(register: Register) -> dict[str, Any]:
    """A FeatureCollection with one feature per incident, in the order of the register; positions are [lon, lat]."""
    toll_of = Trace(register).toll
    features = []
    for incident in register.incidents:
        position = public.coordinates(incident)
        geometry = {"type": "Point", "coordinates": list(position)} if position else None
        properties = _properties(incident, toll_of)
        features.append({"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def write_geojson(register: Register, path: Path) -> None:
    """Writes `incidents.geojson` (UTF-8). Raises OSError where it cannot be written."""
    text = json.dumps(incidents_geojson(register), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
