"""`numbers.xlsx`: the figures of numbers.csv, and every incident of the period as a line, in one workbook.

Numbers are numbers, every text is a plain string and defused, the file's own dates are fixed: the same register gives the
same bytes. Sheets run right to left where the report is in Arabic alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tawthiq.publish import public
from tawthiq.publish.buckets import accused
from tawthiq.publish.exports.sheet_rows import SheetRows, write_book
from tawthiq.publish.governorates import division_of
from tawthiq.publish.incident_view import place_words
from tawthiq.publish.period.numbers import Numbers
from tawthiq.publish.period.numbers_csv import FIELDS, MEASURES, numbers_csv
from tawthiq.publish.period.tables import Tally
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import wording

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COUNTS = frozenset((*MEASURES, "naming"))
_INCIDENT = (
    "id", "from", "to", "title", "place", "governorate", "kind", "alleged", "killed_min", "killed_max", "killed_open",
    "injured_min", "injured_max", "injured_open", "grade", "attribution_grade", "origins", "documents",
)  # fmt: skip


def write_workbook(numbers: Numbers, path: Path, lang: str) -> None:
    """Writes the workbook; `lang` "ar" or "en" names incidents in that language. Raises OSError."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    rows = list(csv.reader(io.StringIO(numbers_csv(numbers), newline="")))[1:]
    names = [name for name, _ in FIELDS]
    figures = [[int(v) if n in _COUNTS and v else v for n, v in zip(names, row, strict=True)] for row in rows]
    with ExitStack() as opened:
        incidents = [_incident(tally, lang) for tally in numbers.counted]
        sheets = (
            _sheet(book, "numbers", names, figures, head, lang),
            _sheet(book, "incidents", _INCIDENT, incidents, head, lang),
            _sheet(book, "columns", ("column", "meaning"), FIELDS, head, "en"),
        )
        book.close()
        write_book(made, {at: opened.enter_context(sheet) for at, sheet in enumerate(sheets, start=1)}, path)


def _incident(tally: Tally, lang: str) -> list[object]:
    w, incident = wording(lang), tally.incident
    days, division = public.dates(incident), division_of(incident.place)
    figures: list[object] = []
    for figure in (tally.killed, tally.injured):
        figures += ["", "", ""] if figure is None else [figure.low, figure.high, figure.open]
    return [
        public.public_id(incident), *([day.isoformat() for day in days] if days else ["", ""]), public_title(incident, w),
        place_words(incident, w)[0], w.pick(division.name_ar, division.name_en) if division else "", incident.kind,
        "|".join(party.code for party in accused(incident)), *figures, incident.grade, incident.attribution_grade,
        len(incident.origins), len({document for document, _ in incident.accounts}),
    ]  # fmt: skip


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    head: Format,
    lang: str,
) -> SheetRows:
    """A sheet with its heads, and the rows that stand below them when the book is written."""
    sheet: Worksheet = book.add_worksheet(name)
    if lang == "ar":
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for at, words in enumerate(heads):
        longest = max([len(words), *(len(str(row[at])) for row in rows)])
        sheet.set_column(at, at, min(48, max(9, longest + 1)))
        sheet.write_string(0, at, words, head)
    below = SheetRows(len(heads))
    for row in rows:
        below.add(row)
    return below
