"""Tables written by the ten thousand: every cell defused, whichever way its row was written; workbooks as xlsxwriter has them."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.publish.exports.cells import cell, write_csv
from tawthiq.publish.exports.sheet_rows import SheetRows, write_book

_TEXT = st.text(alphabet=st.sampled_from('ab =+-@\t\r\n",;|ش\u202e\u200f\x00\ud800'), max_size=5)
_VALUE = st.one_of(_TEXT, st.none(), st.booleans(), st.integers(-20, 20), st.floats(-2, 2), st.just(date(2016, 7, 1)))
_ROWS = st.lists(st.lists(_VALUE, min_size=3, max_size=3), max_size=4)


@pytest.mark.parametrize("between", [",", "\t"])
@given(rows=_ROWS)
@settings(max_examples=300, deadline=None)
def test_every_cell_of_a_csv_is_defused(between: str, rows: list[list[Any]]) -> None:
    expected = io.StringIO(newline="")
    writer = csv.writer(expected, delimiter=between, lineterminator="\r\n")
    writer.writerow("abc")
    writer.writerows([cell(value) for value in row] for row in rows)
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "out.csv"
        assert write_csv(path, "abc", rows, between=between) == len(rows)
        assert path.read_bytes() == expected.getvalue().encode()


ODD = [
    "",
    "a&b<c>",
    "_x0041_",
    " before",
    "after\n",
    "two\rlines",
    "<r>x</r>",
    "=1+1",
    "مجزرة",
    "x" * 40_000,
    "\u202eabc",
]
VALUES = [[text, None, True, False, 7, -3.25, 33.4581, date(2016, 7, 1)] for text in ODD]


def _book(rows: list[list[Any]]) -> io.BytesIO:
    """A workbook by xlsxwriter with a header, a call for every cell."""
    made = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("incidents")
    sheet.right_to_left()
    for at in range(8):
        sheet.write_string(0, at, f"c{at}")
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                sheet.write_boolean(number, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(number, at, cell(value)[:32_767])
    book.close()
    return made


def test_rows_of_a_workbook_are_those_of_xlsxwriter(tmp_path: Path) -> None:
    plain = [row for row in VALUES if not str(row[0]).startswith("<r>")]  # xlsxwriter takes it for its own markup
    with SheetRows(8) as rows:
        for row in plain:
            rows.add(row)
        write_book(_book([]), {1: rows}, tmp_path / "quick.xlsx")
    with zipfile.ZipFile(tmp_path / "quick.xlsx") as quick, zipfile.ZipFile(_book(plain)) as slow:
        assert quick.namelist() == slow.namelist()
        for name in slow.namelist():
            assert quick.read(name) == slow.read(name), name


def test_a_workbook_is_read_back_by_openpyxl(tmp_path: Path) -> None:
    with SheetRows(8) as rows:
        for row in VALUES:
            rows.add(row)
        write_book(_book([]), {1: rows}, tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["incidents"]
    assert sheet.sheet_view.rightToLeft
    found = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(found) == len(VALUES)
    assert [row[1:] for row in found] == [[None, True, False, 7, -3.25, 33.4581, "2016-07-01"]] * len(VALUES)
    assert found[1][0] == "a&b<c>"
    assert found[6][0] == "<r>x</r>"
    assert found[7][0] == "'=1+1"
    assert len(found[9][0]) == 32_767
    assert found[10][0] == "abc"
