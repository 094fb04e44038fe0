"""Reads a table of posts: one row, one document; a bad row is named by its line and the others go on.

The header names the columns, in any order and case: `text` must be there; `id`, `lang`, `published`, `url`, `publisher`,
`title`, `author` and `crawled` may be. Columns of other names are left alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date

from tawthiq.ingest.decode import decode
from tawthiq.ingest.page import Page, Refused

COLUMNS = ("id", "text", "lang", "published", "url", "publisher", "title", "author", "crawled")
DELIMITERS = (",", ";", "\t")
MAX_FIELD = 5_000_000
MAX_MENDED = 20
"""Quotation marks left open in one file before the rest of it is given up."""

Row = tuple[str, Page, dict[str, str]]


def read_csv(raw: bytes, name: str) -> Iterator[Row | Refused]:
    """Yields `(id, page, extra)` for each row, `extra` being the row's named cells other than id and text, as written;
    a `Refused` in place of a row that cannot be read. A row without an id is called by its line, "line-7".

    Raises Refused, before the first row: what `decode` refuses, and "no_text_column".
    """
    lines = decode(raw).removeprefix("\ufeff").splitlines(keepends=True)
    delimiter, columns, header_lines = _header(lines)
    if "text" not in columns:
        raise Refused("no_text_column", "the first line names no column “text”")
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FIELD))  # the library's own limit is below a long report
    seen: dict[str, int] = {}
    for line, cells in _cells(lines, header_lines, delimiter):
        if isinstance(cells, Refused):
            yield cells
        elif any(cell.strip() for cell in cells):
            yield _row(line, cells, columns, seen)


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


def _cells(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, list[str] | Refused]]:
    """Each row with the line that it begins on. After a quotation mark that is never closed, reading begins again on the
    line below it."""
    for _ in range(MAX_MENDED + 1):
        again = -1
        reader = csv.reader(lines[start:], delimiter=delimiter)
        begun = start
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield begun + 1, Refused("bad_row", f"line {begun + 1}: {error}")
                begun = start + reader.line_num
                continue
            if cells is None:
                break
            end = start + reader.line_num
            if end == len(lines) and end - begun > 1 and _open_quote(lines[begun:end]):
                yield begun + 1, Refused("bad_row", f"line {begun + 1}: a quotation mark is opened and never closed")
                again = begun + 1
                break
            yield begun + 1, cells
            begun = end
        if again < 0:
            return
        start = again
    yield start + 1, Refused("bad_row", f"line {start + 1}: too many open quotation marks; the rest is not read")


def _open_quote(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


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
