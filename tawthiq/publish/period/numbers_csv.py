"""`numbers.csv`: every printed figure in one tidy table, and the same text as a report that the audit can read.

A row is a row of a table, a cell of a crossing or a margin of one. The audit is given the very text that is written,
each figure with its place in it, so what it approves is what is printed (standards D17).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count
from tawthiq.domain.when import Period
from tawthiq.publish.exports.cells import safe_cell
from tawthiq.publish.period.numbers import Numbers
from tawthiq.publish.period.tables import Label
from tawthiq.publish.period.term import Term
from tawthiq.publish.statistics import Row, Table

FIELDS: tuple[tuple[str, str], ...] = (
    ("table", "month, actor, governorate, weapon, group, a crossing (governorate+party), or before:actor, before:governorate."),
    ("row", "Code of the row, or total."),
    ("column", "Code of the column of a crossing, or total; empty in other tables."),
    ("row_en", "The row in English."),
    ("row_ar", "The row in Arabic."),
    ("column_en", "The column in English."),
    ("column_ar", "The column in Arabic."),
    ("from", "First day of the period."),
    ("to", "Last day of the period."),
    ("incidents", "Number of incidents that certainly fall into the period; those mentioned in passing are not counted."),
    ("massacres", "Of these, incidents that a source calls a massacre."),
    ("killed_min", "Sum of the minima of people killed, over the incidents that report a number."),
    ("killed_max", "Sum of the maxima of people killed; not a confidence bound (R17)."),
    ("injured_min", "Sum of the minima of people injured, over the incidents that report a number."),
    ("injured_max", "Sum of the maxima of people injured; not a confidence bound (R17)."),
    ("killed_incidents", "Number of incidents that report a number of people killed."),
    ("injured_incidents", "Number of incidents that report a number of people injured."),
    ("killed_open", "true where a maximum of people killed is open (more than)."),
    ("injured_open", "true where a maximum of people injured is open (more than)."),
    ("naming", "By means: number of incidents that name it, alone or beside others; empty elsewhere."),
)  # fmt: skip
"""Name and meaning of every column, in order."""
MEASURES = (
    "incidents", "massacres", "killed_min", "killed_max", "injured_min", "injured_max", "killed_incidents",
    "injured_incidents",
)  # fmt: skip
"""The columns that add up."""
BEFORE = "before"
_PEOPLE = ("killed_min", "killed_max", "injured_min", "injured_max")
NAMED_GROUP = "group_named"
"""How the audit knows the number of incidents that name a group: no count of people, which would have to fit the whole (D7)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed row or cell: where it stands, its codes and labels, its period and its figures."""

    table: str
    row: Label
    column: Label | None
    term: Term
    figures: Row
    naming: int | None = None


def values(row: Row) -> tuple[int, ...]:
    """The figures of a row in the order of `MEASURES`."""
    killed, injured = row.killed, row.injured
    return (
        len(row.incidents), len(row.massacres), killed.low, killed.high, injured.low, injured.high, killed.incidents,
        injured.incidents,
    )  # fmt: skip


def _label(row: Row) -> Label:
    return Label(row.key, row.label_ar, row.label_en)


def _table(name: str, one: Table, term: Term, named: dict[str, int] | None = None) -> Iterator[Printed]:
    for row in (*one.rows, one.total):
        yield Printed(name, _label(row), None, term, row, named.get(row.key, 0) if named is not None else None)


def printed(numbers: Numbers) -> Iterator[Printed]:
    """Every printed row and cell, in the order of print."""
    term = numbers.term
    for one in numbers.tables:
        yield from _table(one.dimension, one, term, _naming(numbers) if one.dimension == "weapon" else None)
    for row in (*numbers.groups, *([numbers.total] if numbers.groups else [])):
        yield Printed("group", _label(row), None, term, row)
    for crossed in numbers.crossings:
        total = _label(crossed.total)
        columns = {label.key: label for label in crossed.columns}
        for label in crossed.rows:
            for key, column in columns.items():
                cell = crossed.cells.get((label.key, key))
                if cell is not None:
                    yield Printed(crossed.id, label, column, term, cell)
            yield Printed(crossed.id, label, total, term, crossed.row_totals[label.key])
        for key, column in columns.items():
            yield Printed(crossed.id, total, column, term, crossed.column_totals[key])
        yield Printed(crossed.id, total, total, term, crossed.total)
    if numbers.before_term is not None:
        for one in numbers.before:
            yield from _table(f"{BEFORE}:{one.dimension}", one, numbers.before_term)


def _naming(numbers: Numbers) -> dict[str, int]:
    return numbers.named | {"total": sum(bool(t.weapons) for t in numbers.counted)}


def _texts(item: Printed) -> list[str]:
    column = item.column
    return [
        *(safe_cell(text) for text in (item.table, item.row.key, column.key if column else "")),
        *(
            safe_cell(text)
            for text in (item.row.en, item.row.ar, column.en if column else "", column.ar if column else "")
        ),
        item.term.start.isoformat(),
        item.term.end.isoformat(),
    ]


def _rest(item: Printed) -> list[str]:
    flags = ("true" if s.open else "false" for s in (item.figures.killed, item.figures.injured))
    return [*flags, "" if item.naming is None else str(item.naming)]


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def numbers_csv(numbers: Numbers) -> str:
    """The whole table as CSV text with `\\r\\n` line ends (RFC 4180)."""
    return _written(numbers)[0]


def _written(numbers: Numbers) -> tuple[str, list[tuple[Printed, list[Span]]]]:
    """The text, and for each row the places of its figures in it."""
    parts = [_line([name for name, _ in FIELDS]), "\r\n"]
    at = sum(map(len, parts))
    found: list[tuple[Printed, list[Span]]] = []
    for item in printed(numbers):
        head = _line(_texts(item)) + ","
        figures = [str(value) for value in values(item.figures)]
        start, spans = at + len(head), []
        for figure in figures:
            spans.append(Span(start, start + len(figure)))
            start += len(figure) + 1
        text = head + ",".join([*figures, *_rest(item)]) + "\r\n"
        found.append((item, spans))
        parts.append(text)
        at += len(text)
    return "".join(parts), found


def _where(item: Printed) -> tuple[str, str | None, str | None]:
    """Dimension, key and subject by which the audit knows a figure.

    The period before is a subject of its own, so that its totals are not taken for this period's. Signs that join codes
    are none of those that cross two dimensions.
    """
    table, _, compared = item.table.partition(":")
    subject = BEFORE if compared else None
    keys = [k.key.replace("+", "&") for k in (item.row, item.column) if k is not None and k.key != "total"]
    dimensions = (compared or table).split("+")
    if len(dimensions) == 2 and len(keys) == 1:  # a margin: the row or column that the cells add up to
        dimensions = [dimensions[0] if item.row.key != "total" else dimensions[1]]
    return ("+".join(dimensions), "+".join(keys), subject) if keys else ("total", None, subject)


def as_reported(numbers: Numbers) -> tuple[Extraction, dict[tuple[str, str | None, str, str | None], Row]]:
    """`numbers.csv` as an extraction whose statistics are its figures; and the row that each figure belongs to.

    The rows are those of the printed tables: by (dimension, key, measure, subject), the incidents that a figure counts.
    """
    text, found = _written(numbers)
    tables: dict[str, int] = {}
    aggregates: list[tuple[int, int, Aggregate]] = []
    behind: dict[tuple[str, str | None, str, str | None], Row] = {}
    for item, spans in found:
        dimension, key, subject = _where(item)
        crossed = "+" in item.table
        index = tables.setdefault(f"{item.table}/{dimension}" if crossed else item.table, len(tables) + 1)
        if dimension == "total" and crossed:
            continue  # the corner is the total of the tables, said there
        period = Period(item.term.start, item.term.end)
        listed = (
            None if item.table == "group" else index
        )  # groups overlap: no list that is held to add up (D7 reads them)
        for order, (measure, value, span) in enumerate(zip(MEASURES, values(item.figures), spans, strict=True)):
            quote, count = Quote.of(text, span), Count(value, value, value)
            by = NAMED_GROUP if dimension == "group" and measure not in _PEOPLE else dimension
            aggregates.append(
                (index, order, Aggregate(period, by, key, measure, count, quote, table=listed, subject=subject))
            )
            behind[by, key, measure, subject] = item.figures
    aggregates.sort(key=lambda item: (item[0], item[1], item[2].dimension != "total" or item[2].key is not None))
    document = Document("numbers.csv", text, "en", title="numbers.csv")
    return Extraction(document, aggregates=tuple(a for _, _, a in aggregates)), behind
