"""The one table format of places, read and written: the project's own files and an office's file are the same.

A place is a line of tab-separated cells under the header below. `variants_*` are joined with `|`. `note` holds
words separated by spaces: `ambiguous` (the Arabic name is also an ordinary word), `approx` (the coordinates are
the parent's, or good to some tens of kilometres only), `gn:IQ.07` (the first-level division's code at GeoNames, more
than one where it has several), `pop:250000`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEADER = ("id", "level", "parent", "lat", "lon", "name_en", "name_ar", "variants_en", "variants_ar", "pcode", "note")

_ADMINISTRATIVE = ("country", "region", "governorate", "district", "subdistrict")
LEVELS = frozenset((*_ADMINISTRATIVE, "city", "town", "village", "camp", "neighbourhood", "landmark"))


class PlaceTableError(ValueError):
    """A line that breaks the format; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of a place table; empty strings and None where a cell is empty."""

    id: str
    level: str
    parent: str
    lat: float | None
    lon: float | None
    name_en: str
    name_ar: str
    variants_en: tuple[str, ...] = ()
    variants_ar: tuple[str, ...] = ()
    pcode: str = ""
    note: str = ""

    def noted(self, key: str) -> tuple[str, ...]:
        """The values of every `key:value` in the note."""
        return tuple(w[len(key) + 1 :] for w in self.note.split() if w.startswith(f"{key}:"))


def _degrees(cell: str, limit: float) -> float | None:
    if not cell:
        return None
    value = float(cell)
    if not -limit <= value <= limit:
        raise ValueError(f"{cell} is no coordinate")
    return value


def _row(cells: list[str]) -> PlaceRow:
    if len(cells) > len(HEADER):
        raise ValueError(f"{len(cells)} cells for {len(HEADER)} columns")
    cells = [c.strip() for c in cells] + [""] * (len(HEADER) - len(cells))
    ident, level, parent, lat, lon, name_en, name_ar, variants_en, variants_ar, pcode, note = cells
    if not ident or not (name_en or name_ar):
        raise ValueError("an id and a name are needed")
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}")
    return PlaceRow(
        ident, level, parent, _degrees(lat, 90), _degrees(lon, 180), name_en, name_ar,
        tuple(v for v in variants_en.split("|") if v), tuple(v for v in variants_ar.split("|") if v), pcode, note,
    )  # fmt: skip


def parse_table(text: str, source: str) -> Iterator[PlaceRow]:
    """The places of a table's text, in order; blank lines and lines that open with `#` are skipped.

    Raises PlaceTableError, naming `source` and the line, at the first line that breaks the format.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        raise PlaceTableError(f"{source}:1: the header must be {' '.join(HEADER)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield _row(line.split("\t"))
        except ValueError as error:
            raise PlaceTableError(f"{source}:{number}: {error}") from error


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(_cell(v).replace("|", "/") for v in value)
    if isinstance(value, float):
        return f"{value:.5f}".rstrip("0").rstrip(".")
    return "" if value is None else " ".join(str(value).split())


def format_table(rows: Iterable[PlaceRow]) -> str:
    """The table's text with its header; `parse_table` reads back the same rows."""
    lines = ["\t".join(HEADER)]
    lines.extend("\t".join(_cell(getattr(row, column)) for column in HEADER) for row in rows)
    return "\n".join(lines) + "\n"
