"""Incidents as a UCDP-GED-like table: best, high and low number of deaths, where_prec and date_prec (standards A7).

GED holds events with at least one death in best, low or high, with first and last day: incidents without are left out and
counted. Our id stands in `relid`; `id` is a number made from it, the same every time. Sides, dyads and conflicts that GED
numbers are left empty but for the names of the parties accused: numbering conflicts is UCDP's work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tawthiq.domain.incident import TollRange
from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.acled import country_of, kind_of, precision
from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown

HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
NO_DEATH = "no death that sources report, which GED asks for"
NO_DAYS = "no first and last day, which GED asks for"


def number_of(ident: str) -> int:
    """A number for an id of ours: the same every time, below 2^53, so that every spreadsheet keeps it whole."""
    return int.from_bytes(hashlib.sha256(ident.encode()).digest()[:8], "big") >> 11


def grid_cell(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a position: half a degree each way, numbered from the south-west corner by rows."""
    row, column = min(359, int((lat + 90) * 2)), min(719, int((lon + 180) * 2))
    return row * 720 + column + 1


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of rows. Raises OSError."""
    return write_csv(path, (*HEADER, *EXACT), _rows(export))


def _rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for one in export.incidents():
        if one.killed is None or one.killed.high < 1:
            export.left_out[NO_DEATH] += 1
        elif one.start is None or one.end is None:
            export.left_out[NO_DAYS] += 1
        else:
            yield (*_row(one, one.start, one.end, deaths(one)), *exact(one))


def deaths(one: Shown) -> tuple[int, int, int]:
    """Low, best and high number of deaths; best is the number put forward, else the lowest (standards R8)."""
    figure = one.killed
    if figure is None:
        return 0, 0, 0
    bests = [part.best if part.best is not None else part.min for part in figure.parts]
    return figure.low, min(max(sum(bests), figure.low), figure.high), figure.high


def _count(toll: TollRange | None, most: int) -> int:
    if toll is None:
        return 0
    return min(most, toll.best if toll.best is not None else toll.min)


def _row(one: Shown, start: date, end: date, dead: tuple[int, int, int]) -> tuple[Any, ...]:
    low, best, high = dead
    civilians = _count(one.toll("killed", "civilian"), best)
    accused = [party.name_en for party in one.accused]
    targets = [p.name_en for p in one.parties if p.role == "target"]
    one_sided = kind_of(one.kind).get("ged") == 3
    side_b = "; ".join(targets) or ("Civilians" if one_sided else "")
    lat, lon = (one.position[1], one.position[0]) if one.position is not None else (None, None)
    place = (one.place.name_en or one.place.name_ar) if one.place is not None else None
    division = one.division.name_en if one.division is not None else None
    where = precision("place_precisions", one.place_precision, "ucdp") or ("4" if division else "6")
    return (
        number_of(one.id), one.id, start.year, None, None, 3 if one_sided else None, None, None, None, None, None,
        " - ".join(filter(None, ("; ".join(accused), side_b))), None, None, "; ".join(accused), None, None, side_b,
        len(one.sources), "; ".join(s.title or s.url for s in one.sources), "; ".join(dict.fromkeys(s.publisher for s in one.sources if s.publisher)),
        "; ".join(s.published for s in one.sources if s.published), None, None, int(where), place or division,
        one.title_en, division, None, lat, lon, f"POINT ({lon} {lat})" if lat is not None else None,
        grid_cell(lat, lon) if lat is not None and lon is not None else None, one.country_en,
        toml("exchange/countries.toml").get(country_of(one), {}).get("gw"), None, 1,
        int(precision("date_precisions", one.date_precision, "ucdp") or 5), start, end, None, None, civilians,
        best - civilians, best, high, low, None, None,
    )  # fmt: skip
