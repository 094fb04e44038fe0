"""A record of Bayanat as cells: what its lists of events, places, sources and labels say, beside its plain fields.

The first event gives the days, the first place the scene; a mark on its map gives the position where the place has none. Labels and
event types are read by what they are called: our own, which `tawthiq export` ships, or Bayanat's terms for what is claimed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any

from tawthiq.knowledge.load import toml

_TAG = re.compile(r"<[^<>]{0,2000}>")
_TITLED = ("labels", "verLabels", "claimed_violations")


def bayanat_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """What a record says in lists and markup; empty for the records of other systems."""
    cells = _exact(record)
    description = record.get("description")
    if isinstance(description, str) and "<" in description:
        cells["description"] = " ".join(unescape(_TAG.sub(" ", description)).split())
    if titles := [str(s["title"]) for s in _listed(record, "sources") if s.get("title")]:
        cells["source_title"] = "; ".join(titles)
    for event in _listed(record, "events"):
        cells |= {k: str(event[k])[:10] for k in ("from_date", "to_date") if event.get(k)}
        kind = event.get("eventtype") or event.get("type")
        cells["event_type_title"] = "|".join(_titles([kind] if isinstance(kind, dict) else [{"title": kind}]))
        break
    for spot in _listed(record, "geoLocations"):
        cells |= {f"location_{k}": str(spot[k]) for k in ("lat", "lng") if spot.get(k) is not None}
        break
    for place in _listed(record, "locations"):
        cells |= {
            f"location_{k}": str(place[k]) for k in ("title", "title_ar", "lat", "lng") if place.get(k) is not None
        }
        country = place.get("country")
        cells["location_country"] = str((country.get("title") if isinstance(country, dict) else country) or "")
        break
    for name in _TITLED:
        if titles := _titles(_listed(record, name)):
            cells[f"{name.lower()}_titles"] = "|".join(titles)
    return cells


def _exact(record: Mapping[str, Any]) -> dict[str, str]:
    """The exact values that our own export keeps in `comments`, with nothing in their place."""
    comments = record.get("comments")
    if not (isinstance(comments, str) and comments.startswith("{") and "tawthiq_id" in comments):
        return {}
    values = json.loads(comments)
    return {k: v if isinstance(v, str) else "|".join(map(str, v)) for k, v in values.items()} | {"comments": ""}


def _listed(record: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    found = record.get(name)
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _titles(entries: Any) -> list[str]:
    return [str(one[key]) for one in entries for key in ("title", "title_ar") if one.get(key)]


@cache
def _terms() -> tuple[dict[str, str], dict[str, str]]:
    """What kinds are called in both languages, and what claims are."""
    kinds = toml("vocabularies/kinds.toml").items()
    claims = toml("exchange/bayanat.toml")["claims"].values()
    return (
        {entry[lang].casefold(): code for code, entry in kinds for lang in ("en", "ar")},
        {claim[lang].casefold(): claim["kinds"][0] for claim in claims for lang in ("en", "ar")},
    )


def kind_called(cells: Mapping[str, str]) -> str:
    """The kind of a record: its event type's or a label's name, else what it claims; "unknown" where none is a kind of ours."""
    kinds, claims = _terms()
    named = (
        ("event_type_title", kinds),
        ("labels_titles", kinds),
        ("verlabels_titles", kinds),
        ("claimed_violations_titles", claims),
    )
    for column, codes in named:
        for title in cells.get(column, "").split("|"):
            if title.casefold() in codes:
                return codes[title.casefold()]
    return "unknown"
