"""Cells and rows of tables: what a spreadsheet shows and never runs, what it holds, and how it is read back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from tawthiq.publish.wording import clean

SIGNS = frozenset("=+-@")
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
    written, told = 0, iter(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = Table(file, between=between, end="\r\n")
        table.head(header)
        if above:
            table.head(above)
        while block := list(islice(told, _TOGETHER)):
            table.add(block)
            written += len(block)
    return written


_TOGETHER = 64


class Table:
    """A CSV file under way, every cell defused. Python's csv looks at each sign of a cell and takes twice as long; the lines are the same."""

    def __init__(self, file: TextIO, *, between: str = ",", end: str = "\n") -> None:
        self._file, self._between, self._end = file, between, end
        self.text = texts(between)

    def head(self, names: Sequence[str]) -> None:
        """A line of headings, as they are. Raises OSError."""
        csv.writer(self._file, delimiter=self._between, lineterminator=self._end).writerow(names)

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Writes rows of two cells or more. Raises OSError."""
        text, between, end = self.text, self._between, self._end
        self.write([between.join([text(v) if type(v) is str else _other(v) for v in row]) + end for row in rows])

    def write(self, lines: Iterable[str]) -> None:
        """Writes lines whose cells are written with `text`. Raises OSError."""
        self._file.write("".join(lines))


def _other(value: Any) -> str:
    """A value that is no text; a number's signs run nothing."""
    return "" if value is None else cell(value)


@cache
def texts(between: str) -> Callable[[str], str]:
    """How a text is written as a cell of a table with this sign between its cells."""

    def written(value: str) -> str:
        if value.isprintable() and value[:1] not in SIGNS:  # most are, and hold no break of a line then
            if between not in value and '"' not in value:
                return value
        else:
            value = safe_cell(value)
            if "\r" not in value and "\n" not in value and between not in value and '"' not in value:
                return value
        doubled = value.replace('"', '""')
        return f'"{doubled}"'

    return written
