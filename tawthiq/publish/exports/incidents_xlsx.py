"""Incidents as a workbook: a sheet of incidents and one that says what each column means.

Rows go to the disk as they come. Every text is a plain string and defused as in CSV, for a workbook is saved as CSV
sooner or later. The file's own dates are fixed: the same register gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tawthiq.publish.exports.cells import cell
from tawthiq.publish.exports.columns import Column, columns
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import ACCESS

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 32_767
"""Characters that a cell of a workbook holds."""
_ROWS = 1_048_575
"""Rows that a sheet holds below its header; further incidents go on in another sheet."""


def write(export: Export, path: Path) -> int:
    """Writes the workbook; gives back the number of incidents. Raises OSError."""
    table = columns(internal=export.internal)
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"comments": f"access: {ACCESS[export.internal]}", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True})
    written = 0
    sheet = _sheet(book, table, head, 0)
    for one in export.incidents():
        if written and written % _ROWS == 0:
            sheet = _sheet(book, table, head, written // _ROWS)
        _row(sheet, written % _ROWS + 1, [c.value(one) for c in table])
        written += 1
    meanings = book.add_worksheet("columns")
    for at, words in enumerate([("column", "meaning"), *((c.name, c.meaning) for c in table)]):
        for column, word in enumerate(words):
            meanings.write_string(at, column, word, head if at == 0 else None)
    book.close()
    return written


def _sheet(book: xlsxwriter.Workbook, table: tuple[Column, ...], head: Format, number: int) -> Worksheet:
    sheet = book.add_worksheet("incidents" if number == 0 else f"incidents {number + 1}")
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table):
        sheet.write_string(0, at, column.name, head)
    return sheet


def _row(sheet: Worksheet, number: int, values: list[object]) -> None:
    for at, value in enumerate(values):
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, at, value)
        elif isinstance(value, int | float):
            sheet.write_number(number, at, value)
        else:
            sheet.write_string(number, at, value.isoformat() if isinstance(value, date) else cell(value)[:_WIDEST])
