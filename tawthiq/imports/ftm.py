"""FollowTheMoney's entities as records: each Event with what the entities that it points at are called.

A file of entities may stand in any order, so it is gone through twice: once for the names that events point at, which alone are held,
and once for the events. FtM knows no part that a party plays and no number of people: parties come back as involved, and figures where
the summary is written in the notation of our tables, as `tawthiq export` writes it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tawthiq.domain.document import Unreadable
from tawthiq.imports.rows import Row, rows

_FIRST = {
    "recordId": "ftm_record", "name": "ftm_name", "startDate": "ftm_start", "date": "ftm_start", "endDate": "ftm_end",
    "country": "ftm_country", "location": "ftm_location", "summary": "ftm_summary", "sourceUrl": "ftm_url",
}  # fmt: skip
"""Properties of an event of which one value counts, and the cells that it becomes."""
_JOINED = {"name": "ftm_names", "location": "ftm_locations", "keywords": "ftm_keywords", "notes": "ftm_notes"}
_PLACED = {
    "keywords": "tawthiq_place_id",
    "state": "ftm_state",
    "latitude": "ftm_latitude",
    "longitude": "ftm_longitude",
}
_POINTED = {"involved": "ftm_involved", "proof": "ftm_proof"}
_PARTIAL = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?")
_BETWEEN = "|"
_OURS = "tawthiq-place-"

Entity = Mapping[str, Any]


def records(path: Path) -> Iterator[Row | Unreadable]:
    """The records of a file: the events of one that holds FtM's entities, else what stands in it.

    Raises OSError or ValueError where the file as a whole cannot be read.
    """
    told = rows(path)
    first = next(told, None)
    if first is None:
        return
    if isinstance(first, Unreadable) or not _is_entity(first.cells):
        yield first
        yield from told
        return
    known = {
        row.cells["id"]: _pointed_at(row.cells)
        for row in rows(path)
        if isinstance(row, Row) and _is_entity(row.cells) and row.cells["schema"] != "Event"
    }
    for row in rows(path):
        if isinstance(row, Unreadable) or not _is_entity(row.cells):
            yield row
        elif row.cells["schema"] == "Event":
            yield Row(row.where, _cells(row.cells, known))


def _is_entity(cells: Entity) -> bool:
    return isinstance(cells.get("id"), str) and "schema" in cells and isinstance(cells.get("properties"), dict)


def _values(entity: Entity, prop: str) -> list[str]:
    found = entity["properties"].get(prop) or []
    return [str(value) for value in (found if isinstance(found, list) else [found])]


def _pointed_at(entity: Entity) -> dict[str, str]:
    """What an event may need of an entity that it points at: its name, and where it lies; by our id where the entity is ours."""
    placed = {cell: values[0] for prop, cell in _PLACED.items() if (values := _values(entity, prop))}
    if not entity["id"].startswith(_OURS):
        placed.pop(_PLACED["keywords"], None)
    return {"name": next(iter(_values(entity, "name")), ""), **placed}


def _cells(event: Entity, known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """An event as cells."""
    cells = {"ftm_id": str(event["id"])}
    for prop, cell in _FIRST.items():
        if values := _values(event, prop):
            cells.setdefault(cell, values[0])
    if start := cells.get("ftm_start"):
        cells |= {"ftm_start": _day(start, last=False), "ftm_end": _day(cells.get("ftm_end", start), last=True)}
    for prop, cell in _JOINED.items():
        cells[cell] = _joined(_values(event, prop))
    for prop, cell in _POINTED.items():
        cells[cell] = _joined(known.get(ident, {}).get("name", "") for ident in _values(event, prop))
    for ident in _values(event, "addressEntity")[:1]:
        cells |= {cell: value for cell, value in known.get(ident, {}).items() if cell in _PLACED.values()}
    return cells


def _day(told: str, *, last: bool) -> str:
    """The first or last day of what a date says: FtM gives a year or a month alone where no more is known."""
    if (found := _PARTIAL.fullmatch(told)) is None:
        return told
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    return f"{year:04}-{month:02}-{monthrange(year, month)[1] if last else 1:02}"


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(value.replace(_BETWEEN, "/") for value in values if value)
