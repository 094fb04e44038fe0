"""The statistics as one tidy table: a row per dimension and key, with labels in both languages.

A cell that a spreadsheet would take for a formula is prefixed with an apostrophe, so that a hostile title or name in
a report can do nothing on the reader's machine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from tawthiq.domain.register import Register
from tawthiq.publish.exports.cells import safe_cell
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.statistics import tables as tables_of

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("dimension", "string", "What the row divides by: total, month, actor, governorate or kind."),
    ("key", "string", "Code of the row within its dimension."),
    ("label_en", "string", "The row in English."),
    ("label_ar", "string", "The row in Arabic."),
    ("incidents", "integer", "Number of incidents; those mentioned in passing are not counted."),
    ("killed_min", "integer", "Sum of the minima of people killed, over the incidents that report a number."),
    ("killed_max", "integer", "Sum of the maxima of people killed; not a confidence bound (R17)."),
    ("injured_min", "integer", "Sum of the minima of people injured, over the incidents that report a number."),
    ("injured_max", "integer", "Sum of the maxima of people injured; not a confidence bound (R17)."),
    ("open_ended", "boolean", 'Whether killed or injured includes an open figure such as "more than".'),
    ("killed_incidents", "integer", "Number of incidents that report a number of people killed."),
    ("injured_incidents", "integer", "Number of incidents that report a number of people injured."),
    ("massacre_labelled", "integer", "Number of incidents that a source calls a massacre."),
)
"""Name, Frictionless type and meaning of every column, in order."""


def _cells(row: Row, dimension: str) -> list[str]:
    numbers = (row.killed.low, row.killed.high, row.injured.low, row.injured.high)
    is_open = row.killed.open or row.injured.open
    counts = (row.killed.incidents, row.injured.incidents, len(row.massacres))
    return [
        *(safe_cell(text) for text in (dimension, row.key, row.label_en, row.label_ar)),
        str(len(row.incidents)),
        *(str(number) for number in numbers),
        "true" if is_open else "false",
        *(str(count) for count in counts),
    ]


def statistics_csv(register: Register, made: Mapping[str, Table] | None = None) -> str:
    """The whole table as CSV text with `\\r\\n` line ends (RFC 4180), the total first; `made` are its tables, where they are at hand."""
    tables = list((made or tables_of(register)).values())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _, _ in FIELDS])
    writer.writerow(_cells(tables[0].total, "total"))
    for one in tables:
        writer.writerows(_cells(row, one.dimension) for row in one.rows)
    return out.getvalue()


def write_statistics(register: Register, path: Path, made: Mapping[str, Table] | None = None) -> None:
    """Writes `statistics.csv` (UTF-8). Raises OSError where it cannot be written."""
    path.write_text(statistics_csv(register, made), encoding="utf-8", newline="")
