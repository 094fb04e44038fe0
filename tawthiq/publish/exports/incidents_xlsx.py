"""Incidents as a workbook: a sheet of incidents and one that says what each column means.

Rows go to the disk as they come, every text a plain string and defused as in CSV. The file's own dates are fixed: the same
register gives the same bytes.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tawthiq.publish.exports.columns import Column, columns, row
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.sheet_rows import MOST, SheetRows, write_book
from tawthiq.publish.exports.shown import ACCESS

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(export: Export, path: Path) -> int:
    """Writes the workbook; gives back the number of incidents. Raises OSError."""
    table = columns(internal=export.internal)
    with ExitStack() as opened:
        sheets = [opened.enter_context(SheetRows(len(table)))]
        for one in export.incidents():
            if sheets[-1].count == MOST:  # further incidents go on in another sheet
                sheets.append(opened.enter_context(SheetRows(len(table))))
            sheets[-1].add(row(one, table))
        book = _book(table, len(sheets), ACCESS[export.internal])
        write_book(book, dict(enumerate(sheets, start=1)), path)
        return sum(sheet.count for sheet in sheets)


def _book(table: tuple[Column, ...], sheets: int, access: str) -> BytesIO:
    """The workbook with the first line of its sheets of incidents, and the sheet of meanings."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    book.set_properties({"comments": f"access: {access}", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True})
    for number in range(sheets):
        sheet = book.add_worksheet("incidents" if number == 0 else f"incidents {number + 1}")
        sheet.freeze_panes(1, 1)
        for at, named in enumerate(table):
            sheet.write_string(0, at, named.name, head)
    meanings = book.add_worksheet("columns")
    for at, words in enumerate([("column", "meaning"), *((c.name, c.meaning) for c in table)]):
        for column, word in enumerate(words):
            meanings.write_string(at, column, word, head if at == 0 else None)
    book.close()
    return made
