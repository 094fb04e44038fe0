"""Cells and rows of tables: what a spreadsheet shows and never runs, what it holds, and how it is read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tawthiq.publish.wording import clean

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
_AS_IS = frozenset({int, float, type(None)})
"""What the csv module writes as `cell` would."""
LIST = "|"
"""Between the items of a cell that holds several."""


@lru_cache(maxsize=4096)  # most cells of a table are the same few codes and names
def safe_cell(value: str) -> str:
    """`value` as a spreadsheet will show it and never run it: = + - @, tab and return get an apostrophe before them."""
    value = clean(value)
    return f"'{value}" if value[:1] in _RUN else value


def cell(value: Any) -> str:
    """A value as text: empty for none, true/false, ISO days, numbers as they are, words defused."""
    if isinstance(value, str):
        return safe_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return safe_cell(str(value))


def listed(values: Iterable[str]) -> str:
    """Several words in one cell; the sign between them stands in none of them."""
    return LIST.join([value.replace(LIST, "/") for value in values if value])


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, above: Sequence[str] = (), between: str = ","
) -> int:
    """Writes a table as UTF-8 CSV (RFC 4180), `above` as a second line of headings; gives back the number of rows."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=between, lineterminator="\r\n")
        writer.writerow(header)
        if above:
            writer.writerow(above)
        for row in rows:
            writer.writerow(
                [
                    safe_cell(value) if (kind := type(value)) is str else value if kind in _AS_IS else cell(value)
                    for value in row
                ]
            )
            written += 1
    return written
