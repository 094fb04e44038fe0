"""Reads a table of posts: one row, one document; a bad row is named by its line and the others go on.

The header names the columns, in any order and case: `text` must be there; `id`, `lang`, `published`, `url`, `publisher`,
`title`, `author`, `crawled` and `access` may be. Columns of other names are left alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date

from tawthiq.ingest.decode import decode
from tawthiq.ingest.limits import limits
from tawthiq.ingest.page import Page, Refused

COLUMNS = ("id", "text", "lang", "published", "url", "publisher", "title", "author", "crawled", "access")
DELIMITERS = (",", ";", "\t")
FAR = 200
MAX_MENDED = 50
"""Rows that run on for more than `FAR` lines before they fail; after so many the rest of the file is given up."""

Row = tuple[str, Page, dict[str, str]]


def read_csv(raw: bytes, name: str) -> Iterator[Row | Refused]:
    """Yields `(id, page, extra)` for each row, `extra` being the row's named cells other than id and text, as written;
    a `Refused` in place of a row that cannot be read. A row without an id is called by its line, "line-7".

    Raises Refused, before the first row: what `decode` refuses, and "no_text_column".
    """
    text = decode(raw).removeprefix("\ufeff")
    if (count := text.count("\n")) > limits().table_lines:
        raise Refused("too_large", f"the table has {count:,} lines; the limit is {limits().table_lines:,}")
    lines = text.splitlines(keepends=True)
    delimiter, columns, header_lines = _header(lines)
    if "text" not in columns:
        raise Refused("no_text_column", "the first line names no column “text”")
    # One for the process: another reader may have left its own, higher or lower.
    csv.field_size_limit(limits().table_cell_characters)
    seen: dict[str, int] = {}
    for line, cells in _cells(lines, header_lines, len(columns), delimiter):
        if isinstance(cells, Refused):
            yield cells
        elif any(cell.strip() for cell in cells):
            yield _row(line, cells, columns, seen)


def is_table_of_figures(raw: bytes) -> bool:
    """Whether a CSV is no table of posts: its first line names no text column. Raises Refused where it cannot be decoded."""
    return "text" not in _header(decode(raw).removeprefix("\ufeff").splitlines(keepends=True)[:50])[1]


def _header(lines: list[str]) -> tuple[str, list[str], int]:
    """The delimiter under which the first row names the most known columns, those names, and the lines it takes."""
    best: tuple[int, str, list[str], int] = (-1, ",", [], 1)
    for delimiter in DELIMITERS:
        reader = csv.reader(lines[:50], delimiter=delimiter)
        try:
            names = [cell.strip().lower() for cell in next(reader, [])]
        except csv.Error:
            continue
        known = sum(name in COLUMNS for name in names)
        if known > best[0]:
            best = (known, delimiter, names, reader.line_num)
    return best[1:]


def _cells(lines: list[str], start: int, columns: int, delimiter: str) -> Iterator[tuple[int, list[str] | Refused]]:
    """Each row with the line that it begins on. Where quotation marks do not add up, the row is refused rather than
    guessed at, and reading begins again at the next line that makes a row with every column."""
    lost, reason, tries = -1, "", 0
    while start < len(lines):
        # No copy of what is left: a table in which every row is broken begins anew at every line.
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True)
        begun = start
        try:
            for cells in reader:
                if lost >= 0 and len(cells) != columns:
                    break
                if lost >= 0:
                    yield lost + 1, _unread(lost, begun, reason)
                    lost = -1
                yield begun + 1, cells
                begun = start + reader.line_num
            else:
                break
        except csv.Error as error:
            if lost < 0:
                lost, reason = begun, str(error)
            tries += start + reader.line_num - begun > FAR
            if tries > MAX_MENDED:
                begun = len(lines)
        start = begun + 1
    if lost >= 0:
        yield lost + 1, _unread(lost, len(lines), reason)


def _unread(first: int, after: int, reason: str) -> Refused:
    where = f"line {first + 1}" if after - first <= 1 else f"lines {first + 1}–{after}"
    return Refused("bad_row", f"{where}: the quotation marks do not add up ({reason})")


def _row(line: int, cells: Sequence[str], columns: list[str], seen: dict[str, int]) -> Row | Refused:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return Refused("bad_row", f"line {line}: {len(cells)} cells for {len(columns)} columns")
    values: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column in COLUMNS:
            values.setdefault(column, cell if column == "text" else cell.strip())
    text = values.pop("text", "")
    if not text.strip():
        return Refused("no_text", f"line {line}: the row has no text")
    ident = values.pop("id", "") or f"line-{line}"
    if ident in seen:
        return Refused("duplicate_id", f"line {line}: the id {ident[:60]!r} stands on line {seen[ident]} already")
    seen[ident] = line
    extra = {column: value for column, value in values.items() if value}
    page = Page(
        text=text,
        media_type="text/csv",
        title=extra.get("title", ""),
        author=extra.get("author", ""),
        publisher=extra.get("publisher", ""),
        url=extra.get("url", ""),
        published=_day(extra.get("published", "")),
    )
    return ident, page, extra


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
