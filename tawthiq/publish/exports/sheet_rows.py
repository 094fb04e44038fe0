"""Rows of a workbook written by the ten thousand: xlsxwriter makes the book with its headers, this fills in what stands below them.

A cell by a call costs xlsxwriter twenty times what its text costs, so rows go to the disk as the XML that xlsxwriter would have
written (ISO/IEC 29500, inline strings), and into the sheet when the book is closed. Every text is a plain string, defused as in
CSV: a workbook is saved as CSV sooner or later.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from tawthiq.publish.exports.cells import SIGNS, cell
from tawthiq.publish.exports.zipped import lightly

MOST = 1_048_575
"""Rows that a sheet holds below its header."""
WIDEST = 32_767
"""Characters that a cell of a workbook holds."""
_WRITTEN_OUT = 10**15
"""Whole numbers below it are written with all their digits by xlsxwriter too."""
_TRUE, _FALSE = '" t="b"><v>1</v></c>', '" t="b"><v>0</v></c>'
_END = b"</sheetData>"
_REACH = re.compile(rb'<dimension ref="[^"]*"/>')
_MARKUP = re.compile("[&<>\r]|_x[0-9a-fA-F]{4}_")
_AS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "_x000D_"}


class SheetRows:
    """The rows of one sheet below its first line, kept on the disk until the book is whole; a context manager.

    `columns` is how many the sheet has; a shorter row leaves the last empty.
    """

    def __init__(self, columns: int) -> None:
        self.count = 0
        self._columns = [f'<c r="{xl_col_to_name(at)}' for at in range(columns)]
        self._last = xl_col_to_name(columns - 1)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115

    def __enter__(self) -> SheetRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, values: Sequence[Any]) -> None:
        """One row. Empty texts and None leave a cell empty. Raises OSError where the disk is full."""
        self.count += 1
        number = str(self.count + 1)
        told = [f'<row r="{number}">']
        for head, value in zip(self._columns, values, strict=False):
            kind = type(value)
            if kind is str:
                if value:
                    told += head, number, _text(value)
            elif value is None:
                continue
            elif kind is bool:
                told += head, number, _TRUE if value else _FALSE
            elif kind is int and -_WRITTEN_OUT < value < _WRITTEN_OUT:
                told += head, number, f'"><v>{value}</v></c>'
            elif kind is int or kind is float:
                told += head, number, f'"><v>{value:.16G}</v></c>'
            else:
                told += head, number, _text(value.isoformat() if isinstance(value, date) else cell(value))
        told.append("</row>")
        self._file.write("".join(told).encode("utf-8"))

    @property
    def is_large(self) -> bool:
        """Whether the sheet may take more than two gigabytes."""
        return self._file.tell() > 1 << 31

    def fill(self, sheet: bytes, out: Any) -> None:
        """Writes a sheet that holds its first line alone, with the rows below it."""
        head, end, tail = sheet.partition(_END)
        out.write(_REACH.sub(f'<dimension ref="A1:{self._last}{self.count + 1}"/>'.encode(), head, count=1))
        self._file.seek(0)
        shutil.copyfileobj(self._file, out, 1 << 20)
        out.write(end + tail)


@lru_cache(maxsize=8192)  # most cells of a table are the same few codes and names
def _text(value: str) -> str:
    """What of a text's cell stands behind its number."""
    if not (value.isprintable() and value[:1] not in SIGNS):  # most are as a spreadsheet may have them
        value = cell(value)
    value = value[:WIDEST]
    if _MARKUP.search(value) is not None:
        value = _MARKUP.sub(lambda found: _AS.get(found[0]) or f"_x005F{found[0]}", value)
    kept = ' xml:space="preserve"' if value[:1].isspace() or value[-1:].isspace() else ""
    return f'" t="inlineStr"><is><t{kept}>{value}</t></is></c>'


def write_book(book: BytesIO, rows: Mapping[int, SheetRows], path: Path) -> None:
    """Writes the workbook that xlsxwriter closed in `book` to `path`, the rows filled into its sheets by number, the first 1.

    Raises OSError.
    """
    members = {f"xl/worksheets/sheet{number}.xml": one for number, one in rows.items()}
    with zipfile.ZipFile(book) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for info in made.infolist():
            content, filled = made.read(info), members.get(info.filename)
            if filled is None:
                out.writestr(info, content)
                continue
            with out.open(lightly(info), "w", force_zip64=filled.is_large) as sheet:
                filled.fill(content, sheet)
