"""Cells and rows of tables: what a spreadsheet shows and never runs, what it holds, and how it is read back."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

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
_WRITTEN = {True: "true", False: "false"}


class Table:
    """A CSV file under way: rows are written several together, every cell defused.

    One look at the written lines says whether a cell needs it; where one may, each is looked at by itself.
    """

    def __init__(self, file: TextIO, *, between: str = ",", end: str = "\n") -> None:
        self._file, self._between, self._end = file, between, end
        self._lines: list[str] = []
        self._writer = csv.writer(_To(self._lines.append), delimiter=between, lineterminator=end)
        self._runs = re.compile(rf'[=+@-](?<=[{between}\n"].)').search

    def head(self, names: Sequence[str]) -> None:
        """A line of headings, as they are. Raises OSError."""
        self._writer.writerow(names)
        self._flush()

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Writes rows. Raises OSError."""
        if not self._try(rows):
            for row in rows:
                if len(rows) == 1 or not self._try((row,)):
                    self._writer.writerow([safe_cell(value) if type(value) is str else cell(value) for value in row])
                self._flush()
        self._flush()

    def _try(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether these rows could be written without a look at each cell: their lines then wait to go to the file."""
        self._writer.writerows([[_WRITTEN[v] if v is True or v is False else v for v in row] for row in rows])
        if self._is_safe(self._end + "".join(self._lines), len(rows)):
            return True
        self._lines.clear()
        return False

    def _is_safe(self, lines: str, count: int) -> bool:
        """It may say no where all is well ("a,-b" inside quotes), never yes where a cell needs defusing or cleaning."""
        end, between = self._end, self._between
        if lines.count(end) != count + 1:
            return False
        bare = lines.replace(end, "")
        if not between.isprintable():
            if '"' in bare:  # a cell may hold the sign itself
                return False
            bare = bare.replace(between, "")
        return bare.isprintable() and self._runs(lines) is None

    def _flush(self) -> None:
        self._file.write("".join(self._lines))
        self._lines.clear()


class _To:
    """Where the csv module writes: it hands over a line at a time."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write
