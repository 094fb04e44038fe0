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
    kept = [value for value in values if value]
    if not kept:
        return ""
    joined = LIST.join(kept)
    return joined if joined.count(LIST) < len(kept) else LIST.join([value.replace(LIST, "/") for value in kept])


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, above: Sequence[str] = (), between: str = ","
) -> int:
    """Writes a table as UTF-8 CSV (RFC 4180), `above` as a second line of headings; gives back the number of rows."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = _Lines()
        writer = csv.writer(lines, delimiter=between, lineterminator=_END)
        write, runs = file.write, tuple([f"{between}{quote}{sign}" for quote in ("", '"') for sign in "=+-@"])
        writer.writerow(header)
        write(lines.last)
        if above:
            writer.writerow(above)
            write(lines.last)
        for row in rows:
            writer.writerow([_WRITTEN[value] if value is True or value is False else value for value in row])
            line = lines.last[: -len(_END)]
            if not _is_safe(line, between, runs):
                writer.writerow([safe_cell(value) if type(value) is str else cell(value) for value in row])
            write(lines.last)
            written += 1
    return written


_END = "\r\n"
_WRITTEN = {True: "true", False: "false"}


class _Lines:
    """Where the csv module writes: it hands over a line at a time."""

    last = ""

    def write(self, line: str) -> None:
        self.last = line


def _is_safe(line: str, between: str, runs: tuple[str, ...]) -> bool:
    """Whether no cell of a written line needs defusing or cleaning: one look at the line instead of one at every cell.

    It may say no where all is well ("a,-b" inside quotes), never yes where it is not: cells are looked at one by one then.
    """
    if not between.isprintable():
        if '"' in line:  # a cell may hold the sign itself
            return False
        printable = line.replace(between, "").isprintable()
    else:
        printable = line.isprintable()
    return printable and line.lstrip('"')[:1] not in _RUN and not any(run in line for run in runs)
