"""Takes an official list of places into an office's own gazetteer table.

Read: OCHA COD-AB as CSV (`ADM1_EN`, `ADM1_AR`, `ADM1_PCODE`, … `ADM4_*`, lat/lon under several spellings) or GeoJSON
(the same properties, or `name_en`/`name_ar`; a polygon gives its centroid), GeoNames' dump (19 tab-separated columns)
and JSON Lines with a `gold` of names, coordinates and codes. What the gazetteer knows already is left alone; the rest is
appended to the office's table. A bad row is one message with file and line, and the rest goes on.
"""

from __future__ import annotations

import csv
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tawthiq.knowledge.gazetteer import Gazetteer, kilometres, load_gazetteer
from tawthiq.knowledge.place_spelling import matching_key
from tawthiq.knowledge.place_tables import PlaceRow, format_table, parse_table

SAME_KM = 10.0
_LEVELS = {0: "country", 1: "governorate", 2: "district", 3: "subdistrict", 4: "town"}
_LAT = ("lat", "latitude", "y", "latitude_y", "point_y", "lat_dd")
_LON = ("lon", "lng", "long", "longitude", "x", "longitude_x", "point_x", "lon_dd")
_GEONAMES_LEVELS = {"PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLX": "neighbourhood", "RGN": "region"}
_GEONAMES_ADMIN = {"ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict", "PCLI": "country"}
_ADMIN_COLUMN = re.compile(r"adm(?:in)?([0-4])_?(name_en|name_ar|name1|name|en|ar|pcode|p_code|code)")
_ADMIN_CELLS = {"name": "en", "name_en": "en", "name1": "ar", "name_ar": "ar", "p_code": "pcode", "code": "pcode"}
_ARABIC = re.compile(r"[\u0621-\u064a]")
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670\u200e\u200f]")


@dataclass(frozen=True, slots=True)
class ImportedPlace:
    """One place of an official list: names, level, coordinates in degrees, the codes of the place and of what it lies
    in (nearest first), the line it stood on; `error` says why a row is no place, and then the rest is empty."""

    line: int
    name_en: str = ""
    name_ar: str = ""
    level: str = "town"
    lat: float | None = None
    lon: float | None = None
    pcode: str = ""
    parents: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    error: str = ""


@dataclass(slots=True)
class ImportCounts:
    """What an import did: places added, places known already, rows skipped with one-line reasons `file:line: why`."""

    added: int = 0
    known: int = 0
    skipped: list[str] = field(default_factory=list)


def read_official(path: Path) -> Iterator[ImportedPlace]:
    """The places of an official list, in file order; a bad row comes as a place with its `error`.

    Raises ValueError where the file as a whole is of no known format, OSError where it cannot be read.
    """
    suffix = path.suffix.casefold()
    if suffix in (".geojson", ".json"):
        yield from _read_geojson(path)
    elif suffix in (".jsonl", ".ndjson"):
        yield from _read_jsonl(path)
    else:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            first = file.readline()
        if first.count("\t") == 18:
            yield from _read_geonames(path)
        else:
            yield from _read_csv(path, "\t" if first.count("\t") > first.count(",") else ";" if ";" in first else ",")


def _number(value: object, limit: float) -> float | None:
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"{text!r} is no coordinate") from None
    if not -limit <= number <= limit:
        raise ValueError(f"{text} is no coordinate")
    return number


def _name(value: object) -> str:
    """A name tidied: no tatweel, no vowel marks, no stray spaces, no `|` or tab, which the table gives a meaning."""
    return " ".join(_MARKS.sub("", str(value if value is not None else "")).replace("|", " ").split())


def _column(name: object) -> str:
    """A column's name levelled: `admin1Name_en`, `ADM1_EN` and the newer `adm1_name` are all `adm1_en`."""
    plain = str(name).strip().casefold()
    match = _ADMIN_COLUMN.fullmatch(plain)
    if not match:
        return plain
    level, what = match.groups()
    return f"adm{level}_{_ADMIN_CELLS.get(what, what)}"


def _from_properties(raw: Mapping[str, Any], line: int) -> ImportedPlace:
    """A place from columns or properties: by plain names, else the deepest ADM level that is filled."""
    cells = {_column(k): v for k, v in raw.items() if k is not None and v not in (None, "")}
    lat = _number(next((cells[k] for k in _LAT if k in cells), None), 90)
    lon = _number(next((cells[k] for k in _LON if k in cells), None), 180)

    def cell(key: str) -> str:
        return _name(cells.get(key, ""))

    def codes(below: int) -> tuple[str, ...]:
        return tuple(code for level in range(below - 1, -1, -1) if (code := cell(f"adm{level}_pcode")))

    name_en, name_ar, plain = cell("name_en"), cell("name_ar"), cell("name")
    if plain and not (name_en or name_ar):
        name_en, name_ar = ("", plain) if _ARABIC.search(plain) else (plain, "")
    depth = next((d for d in (4, 3, 2, 1, 0) if f"adm{d}_en" in cells or f"adm{d}_ar" in cells), None)
    if name_en or name_ar or depth is None:
        return _checked(ImportedPlace(line, name_en, name_ar, "town", lat, lon, cell("pcode"), codes(5)))
    name_en, name_ar = cell(f"adm{depth}_en"), cell(f"adm{depth}_ar")
    code = cell(f"adm{depth}_pcode")
    return _checked(ImportedPlace(line, name_en, name_ar, _LEVELS[depth], lat, lon, code, codes(depth)))


def _checked(place: ImportedPlace) -> ImportedPlace:
    if not (place.name_en or place.name_ar):
        raise ValueError("no name")
    if (place.lat is None) != (place.lon is None):
        raise ValueError("only one of latitude and longitude")
    return place


def _safely(raw: Mapping[str, Any], line: int) -> ImportedPlace:
    try:
        return _from_properties(raw, line)
    except ValueError as error:
        return ImportedPlace(line, error=str(error))


def _read_csv(path: Path, delimiter: str) -> Iterator[ImportedPlace]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter)
        columns = " ".join(reader.fieldnames or ()).casefold()
        if not re.search(r"adm(?:in)?\d_?(?:en|ar)|name", columns):
            raise ValueError(f"{path}: no column of place names (ADM1_EN …, name_en, name_ar, name)")
        for row in reader:
            if not any(v for k, v in row.items() if k is not None and str(k)[:1] != "#"):
                continue
            if any(str(v or "").startswith("#adm") for v in row.values()):  # the HXL tags under the header
                continue
            yield _safely(row, reader.line_num)


def _points(coordinates: object) -> Iterator[tuple[float, float]]:
    if (
        isinstance(coordinates, list)
        and len(coordinates) >= 2
        and all(isinstance(c, int | float) for c in coordinates[:2])
    ):
        yield float(coordinates[0]), float(coordinates[1])
    elif isinstance(coordinates, list):
        for part in coordinates:
            yield from _points(part)


def _centroid(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude of a geometry's middle: the area centroid of its largest ring, else the mean point."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    rings: list[Any] = []
    if kind == "Polygon" and isinstance(coordinates, list):
        rings = coordinates[:1]
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        rings = [polygon[0] for polygon in coordinates if polygon]
    weighed = [found for ring in rings if (found := _ring_centroid(list(_points(ring))))]
    if weighed:
        _, lat, lon = max(weighed)
        return lat, lon
    points = list(_points(coordinates))
    if not points:
        return None
    return sum(y for _, y in points) / len(points), sum(x for x, _ in points) / len(points)


def _ring_centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float] | None:
    """Area (square degrees), latitude and longitude of a ring's centroid; None where it has no area."""
    twice = lon = lat = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        twice += cross
        lon += (x0 + x1) * cross
        lat += (y0 + y1) * cross
    return None if abs(twice) < 1e-12 else (abs(twice) / 2, lat / (3 * twice), lon / (3 * twice))


def _read_geojson(path: Path) -> Iterator[ImportedPlace]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = content["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: no GeoJSON feature collection ({error})") from error
    for number, feature in enumerate(features, start=1):  # a feature's number stands for its line
        if not isinstance(feature, dict):
            yield ImportedPlace(number, error="no feature")
            continue
        properties = dict(feature.get("properties") or {})
        middle = _centroid(feature.get("geometry") or {})
        if middle:
            properties = {k: v for k, v in properties.items() if str(k).casefold() not in (*_LAT, *_LON)}
            properties["lat"], properties["lon"] = middle
        yield _safely(properties, number)


def _read_jsonl(path: Path) -> Iterator[ImportedPlace]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                yield ImportedPlace(number, error="no JSON")
                continue
            if not isinstance(record, dict):
                yield ImportedPlace(number, error="no object")
                continue
            gold = record.get("gold", record)
            yield _safely(gold if isinstance(gold, dict) else {}, number)


def _read_geonames(path: Path) -> Iterator[ImportedPlace]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 19:
                yield ImportedPlace(number, error=f"{len(cells)} columns, GeoNames has 19")
                continue
            kind, code = cells[6], cells[7]
            if kind not in "AP" and code not in _GEONAMES_LEVELS:
                continue  # hills and wells: not what reports place incidents by
            others = [n for n in map(_name, cells[3].split(",")) if n]
            arabic = [n for n in others if _ARABIC.search(n)]
            try:
                yield _checked(
                    ImportedPlace(
                        number, _name(cells[2] or cells[1]), arabic[0] if arabic else "",
                        _GEONAMES_ADMIN.get(code, _GEONAMES_LEVELS.get(code, "village")),
                        _number(cells[4], 90), _number(cells[5], 180), "", (), tuple(arabic[1:4]),
                    )
                )  # fmt: skip
            except ValueError as error:
                yield ImportedPlace(number, error=str(error))


class _Register:
    """What is known: places by code and by name, with their coordinates."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.codes: dict[str, str] = {}
        self.keys: dict[str, list[tuple[float | None, float | None]]] = {}
        self.ids = set(gazetteer.places)
        for place in gazetteer.places.values():
            if place.pcode:
                self.codes.setdefault(place.pcode, place.id)
        for name, ids in gazetteer.names.items():
            spots = [(gazetteer.places[i].lat, gazetteer.places[i].lon) for i in ids]
            self.keys.setdefault(matching_key(name), []).extend(spots)

    def knows(self, place: ImportedPlace) -> bool:
        """The same code, or the same name within SAME_KM; without coordinates, the same name."""
        if place.pcode and place.pcode in self.codes:
            return True
        spots = [s for n in (place.name_en, place.name_ar) if n for s in self.keys.get(matching_key(n), ())]
        if place.lat is None or place.lon is None:
            return bool(spots)
        return any(
            lat is not None and lon is not None and kilometres(lat, lon, place.lat, place.lon) <= SAME_KM
            for lat, lon in spots
        )

    def add(self, row: PlaceRow) -> None:
        """Remembers a new place, so that its twin later in the list is known."""
        self.ids.add(row.id)
        if row.pcode:
            self.codes[row.pcode] = row.id
        for name in filter(None, (row.name_en, row.name_ar)):
            self.keys.setdefault(matching_key(name), []).append((row.lat, row.lon))

    def new_id(self, place: ImportedPlace) -> str:
        """A stable id: by code, else by name and position."""
        spot = "" if place.lat is None or place.lon is None else f"-{place.lat:.3f}-{place.lon:.3f}"
        stem = place.pcode or matching_key(place.name_en or place.name_ar) + spot.replace(".", "")
        ident = base = "office." + re.sub(r"[^\w-]+", "-", stem.casefold())
        number = 2
        while ident in self.ids:
            ident, number = f"{base}-{number}", number + 1
        return ident

    def parent(self, place: ImportedPlace) -> str | None:
        """The nearest place above it that is known: by code, else what the nearest known town within 60 km lies in."""
        for code in place.parents:
            if code in self.codes:
                return self.codes[code]
        if place.lat is None or place.lon is None:
            return None
        best: tuple[float, str] | None = None
        for other in self.gazetteer.places.values():
            if (
                other.lat is None
                or other.lon is None
                or other.parent is None
                or other.level not in ("city", "town", "village")
            ):
                continue
            if abs(other.lat - place.lat) < 0.6 and abs(other.lon - place.lon) < 0.7:
                distance = kilometres(other.lat, other.lon, place.lat, place.lon)
                if best is None or distance < best[0]:
                    best = (distance, other.governorate or other.parent)
        return best[1] if best else None


def merge_into_office(path: Path, office_tsv: Path) -> ImportCounts:
    """Adds to the office's table what the list at `path` has and the gazetteer lacks; returns the counts.

    A place is known by its code, or by its name (folded) within 10 km. The table is replaced in one step, so a reader
    never sees half of it, and importing the same list again adds nothing. Raises ValueError where the list or the table
    is of no known format, OSError where one cannot be read or written.
    """
    rows = list(parse_table(office_tsv.read_text(encoding="utf-8"), str(office_tsv))) if office_tsv.is_file() else []
    load_gazetteer.cache_clear()  # the table may have changed since it was last read
    register = _Register(load_gazetteer(office_tsv if rows else None))
    counts = ImportCounts()
    for place in read_official(path):
        if place.error:
            counts.skipped.append(f"{path.name}:{place.line}: {place.error}")
        elif register.knows(place):
            counts.known += 1
        elif (parent := register.parent(place)) is None and place.level != "country":
            counts.skipped.append(f"{path.name}:{place.line}: {place.name_en or place.name_ar} lies in nothing known")
        else:
            row = PlaceRow(
                register.new_id(place), place.level, parent or "", place.lat, place.lon, place.name_en, place.name_ar,
                (), place.variants, place.pcode, "source:" + "_".join(path.name.split()),
            )  # fmt: skip
            rows.append(row)
            register.add(row)
            counts.added += 1
    if counts.added:
        _replace(office_tsv, format_table(rows))
        load_gazetteer.cache_clear()
    return counts


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
