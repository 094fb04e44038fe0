"""Incidents as the CSV that Atlos imports in bulk: description, date, position, sensitivity, and sources in numbered columns.

A description has 8 to 240 characters; sources are addresses, ten at most, more of them stand in `more_info` with the figures.
A day stands in `date` where it is known to the day. Our own columns follow: Atlos reads those that it knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown
from tawthiq.publish.wording import wording

SOURCES = 10
HEADER = (
    "description", "status", "sensitive", "date", "latitude", "longitude", "tags", "more_info",
    *(f"source_{n}" for n in range(1, SOURCES + 1)),
)  # fmt: skip
_SHORTEST, _LONGEST = 8, 240
_TO_THE_DAY = ("T1", "T2")


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of incidents. Raises OSError."""
    return write_csv(path, (*HEADER, *EXACT), _rows(export))


def _rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for one in export.incidents():
        yield (*_row(one), *exact(one))


def _row(one: Shown) -> tuple[Any, ...]:
    links = list(dict.fromkeys([s.url for s in one.sources if s.url]))
    numbered = [*links[:SOURCES], *[None] * (SOURCES - len(links[:SOURCES]))]
    hurt = any(figure is not None and figure.high for figure in (one.killed, one.injured))
    lat, lon = (one.position[1], one.position[0]) if one.position is not None else (None, None)
    return (
        described(one), "Unclaimed", "Graphic Violence" if hurt else "Not Sensitive",
        one.start if one.date_precision in _TO_THE_DAY and one.start == one.end else None, lat, lon, f"tawthiq:{one.id}",
        ". ".join(filter(None, [toll_cell(one.tolls), *links[SOURCES:]])), *numbered,
    )  # fmt: skip


def described(one: Shown) -> str:
    """The title, made long enough by the id and short enough by an ellipsis."""
    words = one.title_en or wording("en").label("kinds", one.kind)
    if one.start is not None:
        words = f"{words}, {one.start}" if one.start == one.end else f"{words}, {one.start} to {one.end}"
    if len(words) < _SHORTEST:
        words = f"{words} ({one.id})"
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
