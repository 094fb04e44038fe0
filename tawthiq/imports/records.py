"""What each system's record says, in our codes. Our own columns (`tawthiq_…`), where a record bears them, are exact and win."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Unreadable
from tawthiq.domain.toll_notation import Noted, tolls_of_cell
from tawthiq.imports.archiver import archived, is_archived
from tawthiq.imports.bayanat import bayanat_cells, kind_called
from tawthiq.imports.ftm import records
from tawthiq.imports.parties import parties_of
from tawthiq.imports.places import Places
from tawthiq.imports.rows import Row
from tawthiq.imports.told import Told, extraction_of
from tawthiq.knowledge.load import toml

Cells = Mapping[str, str]
_INTERNAL = "access internal"
"""The keyword of an event that an office exported for its own use."""
_DAYS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d/%m/%Y", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class Imported:
    """One record read; `custody` is what an archive says of how the material was kept."""

    extraction: Extraction
    custody: dict[str, Any]


def read_records(path: Path, places: Places) -> Iterator[Imported | Unreadable]:
    """The records of a file, in order; a row that cannot be read is named with file, row and reason.

    Raises OSError or ValueError where the file as a whole cannot be read.
    """
    for row in records(path):
        if isinstance(row, Unreadable):
            yield row
            continue
        try:
            if is_archived(row.cells):
                yield Imported(*archived(row))
            else:
                yield Imported(extraction_of(told_of(row, places), row.where), {})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            yield Unreadable(row.where, "bad_row", f"{row.where}: {reason}", str(path))


def told_of(row: Row, places: Places) -> Told:
    """What a row tells. Raises ValueError naming what is wrong with it."""
    cells = _flat(row.cells)
    system, names = _system(cells | {name.lower(): "" for name, value in row.cells.items() if value is None})
    get = _getter(cells, names)
    ident = get("id") or get("title")
    if not ident:
        raise ValueError("the record has no id")
    told = Told(f"{system}:{ident}", cells, get("title"), publisher=get("publisher"), url=get("url").split("|")[0])
    told.url = "" if told.url == "NA" else told.url
    told.published = day_of(get("published")) if get("published") else None
    told.parties = parties_of(system, get)
    told.columns = {
        "date": [*_named(cells, names, "start", "end", "range"), "tawthiq_date_start", "tawthiq_date_end"],
        "place": [*_named(cells, names, "place", "admin1"), "tawthiq_place_id", "place_id"],
        "kind": [*_named(cells, names, "type"), "tawthiq_kind", "kind"],
        "tolls": [*_named(cells, names, "killed", "killed_min", "killed_max", "civilians_min", "civilians_max"), "tawthiq_tolls", "tolls"],
        "parties": ["tawthiq_parties", "parties", *_named(cells, names, "accused", "second")],
        "weapons": ["tawthiq_weapons", "weapons"],
    }  # fmt: skip
    injured = _named(cells, names, "injured_min", "injured_max")
    if injured:
        told.columns["tolls.injured"] = injured
    _days(told, get, system)
    _figures(told, get)
    _what(told, get, system)
    _exact(told, cells if system != "tawthiq" else {f"tawthiq_{k}": v for k, v in cells.items()})
    lat, lon = _degrees(get("lat")), _degrees(get("lon"))
    if lat is None and "|" in get("position"):
        lat, lon = (_degrees(part) for part in get("position").split("|", 1))
    prefix = "" if system == "tawthiq" else "tawthiq_"
    places.settle(told, cells.get(f"{prefix}place_id", ""), get("place"), get("admin1"), get("country"), lat, lon)
    code = cells.get(f"{prefix}place_precision", "")
    foreign = toml("exchange/columns.toml")["place_precisions"].get(system, {}).get(get("place_precision"), "")
    told.place_precision = code or foreign or told.place_precision
    return told


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as cells; what Bayanat keeps in lists stands beside its plain fields."""
    cells = {
        str(k).lower(): v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)
        for k, v in record.items()
        if v is not None
    }
    cells |= bayanat_cells(record)
    return cells | _map_cells(record) if "date_precision" in record else cells


def _map_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The lists of a feature of our own map as the cells of our table."""
    cells = {
        name: "|".join(x if isinstance(x, str) else f"{x['code']}:{x['role']}:{x['mode']}" for x in record[name])
        for name in ("labels", "parties", "weapons", "alleged")
        if isinstance(record.get(name), list)
    }
    if isinstance(record.get("sources"), list):
        for name, said in (("sources", "publisher"), ("source_urls", "url")):
            cells[name] = "|".join(dict.fromkeys(x[said] for x in record["sources"] if x[said]))
    return cells


def _system(cells: Cells) -> tuple[str, Mapping[str, Any]]:
    """Which system a record is of, by its columns."""
    for system in ("tawthiq", "acled", "ged", "plover", "atlos", "ftm", "uwazi"):
        names = toml("exchange/columns.toml")[system]
        if all(column in cells for column in names["known"]):
            return system, names
    told = all(name in cells for name in ("title", "labels", "events"))  # an incident of Bayanat has no address
    if "source_link" in cells or told or ("tawthiq_id" in cells and "title" in cells):
        return "bayanat", toml("exchange/columns.toml")["bayanat"]
    for system in ("airwars", "uwazi_plain"):
        names = toml("exchange/columns.toml")[system]
        figures = any(c in cells for f in ("civilians_min", "killed_min") for c in names.get(f, ()))
        if all(column in cells for column in names["known"]) and (figures or system == "uwazi_plain"):
            return system.removesuffix("_plain"), names
    raise ValueError("the columns are those of no system that is known (docs/interchange.md)")


def _named(cells: Cells, names: Mapping[str, Any], *fields: str) -> list[str]:
    return [column for field in fields for column in names.get(field, ()) if cells.get(column)]


def _getter(cells: Cells, names: Mapping[str, Any]) -> Any:
    def get(field: str) -> str:
        return next((cells[c] for c in names.get(field, ()) if cells.get(c)), "")

    return get


def day_of(text: str) -> date:
    """A day as tables write it. Raises ValueError."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        for form in _DAYS:
            try:
                return datetime.strptime(text.strip(), form).date()
            except ValueError:
                continue
    raise ValueError(f"{text[:30]!r} is no day")


def _days(told: Told, get: Any, system: str) -> None:
    if get("range"):
        first, _, last = get("range").replace("~", ":").partition(":")
        told.start, told.end = day_of(first), day_of(last or first)
    elif get("start"):
        told.start = day_of(get("start"))
        told.end = day_of(get("end")) if get("end") else told.start
    if told.start is None or told.end is None:
        return
    if told.end < told.start:
        raise ValueError(f"the last day {told.end} lies before the first {told.start}")
    told.date_precision = (
        toml("exchange/columns.toml")["date_precisions"].get(system, {}).get(get("date_precision"), "")
    )
    if system == "acled" and told.date_precision == "T4":
        told.start, told.end = told.start - timedelta(days=3), told.start + timedelta(days=3)
    elif system == "acled" and told.date_precision == "T5":
        first = told.start.replace(day=1)
        told.start, told.end = first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _number(text: str) -> int | None:
    if not text:
        return None
    try:
        value = float(text)
        number = int(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:30]!r} is no number of people") from None
    if number != value or number < 0:
        raise ValueError(f"{text[:30]!r} is no number of people")
    return number


def _degrees(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text[:30]!r} is no position in degrees") from None
    if not -180 <= value <= 180:
        raise ValueError(f"{text[:30]!r} is no position in degrees")
    return value


def _figures(told: Told, get: Any) -> None:
    tolls = []
    for harm, group, best, low, high in (
        ("killed", None, "killed", "killed_min", "killed_max"),
        ("killed", "civilian", "civilians", "civilians_min", "civilians_max"),
        ("injured", None, "injured", "injured_min", "injured_max"),
    ):
        said = [_number(get(name)) for name in (best, low, high)]
        known = [n for n in said if n is not None]
        if not known or not any(known):
            continue
        least = said[1] if said[1] is not None else min(known)
        most = said[2] if said[2] is not None else max(known)
        if most < least:
            raise ValueError(f"the highest number {most} lies below the lowest {least}")
        tolls.append(
            Noted(harm, group, least, most, said[0] if said[0] is not None else least if least == most else None)
        )
    told.tolls = tuple(tolls)


def _what(told: Told, get: Any, system: str) -> None:
    kinds = toml("exchange/kinds.toml")
    if system == "acled":
        own = (k for k, v in kinds.items() if v.get("acled", ("", ""))[1] == get("type"))
        told.kind = next(own, kinds.get(f"acled:{get('type')}", {}).get("kind", "unknown"))
    elif system == "ged":
        told.kind = toml("exchange/columns.toml")["types"]["ged"].get(get("type"), "unknown")
    elif system == "airwars":
        told.kind = "airstrike"
    elif system == "plover":
        coded = toml("exchange/plover.toml").items()
        told.kind = next((k for k, v in coded if v["code"][:2] == [get("event_type"), get("type")]), "unknown")
    elif system == "bayanat":
        told.kind = kind_called(told.cells)
    elif system == "ftm":
        words = get("keywords").split("|")
        codes = [word for word in words if word in toml("vocabularies/kinds.toml")]
        told.kind, told.labels = next(iter(codes), "unknown"), tuple(codes[1:])
        told.restricted = _INTERNAL in words
        with suppress(ValueError):  # a summary in words, of another's making
            told.tolls = tolls_of_cell(get("tolls"))


def _exact(told: Told, cells: Cells) -> None:
    """Takes our own columns where the record bears them."""
    if "tawthiq_kind" not in cells:
        return
    told.kind = _code("kinds", cells["tawthiq_kind"])
    told.labels = tuple(_code("kinds", x) for x in cells.get("tawthiq_labels", "").split("|") if x)
    first, last = cells.get("tawthiq_date_start", ""), cells.get("tawthiq_date_end", "")
    told.start, told.end = (day_of(first), day_of(last)) if first and last else (None, None)
    told.date_precision = cells.get("tawthiq_date_precision", "")
    told.tolls = tolls_of_cell(cells.get("tawthiq_tolls", ""))
    parties = [tuple(x.split(":")) for x in cells.get("tawthiq_parties", "").split("|") if x]
    if any(len(p) != 3 for p in parties):
        raise ValueError(f"{cells['tawthiq_parties'][:40]!r} names no party as code:role:mode")
    told.parties = tuple((p[0], p[1], p[2]) for p in parties)
    told.weapons = tuple(x for x in cells.get("tawthiq_weapons", "").split("|") if x)
    told.restricted = cells.get("tawthiq_access") == "internal"


def _code(vocabulary: str, code: str) -> str:
    if code not in toml(f"vocabularies/{vocabulary}.toml"):
        raise ValueError(f"{code[:30]!r} is no code of {vocabulary}")
    return code
