"""What the page's tables bear out of the statistics read from them (standards §3, D1–D3).

A statistic is read by the words of its row. The name of its column may say that it counts something else, and a row of cells that is no row
of figures tells of one attack in words: neither is a figure that a report adds up.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.audit.ledger_sums import Page
from tawthiq.domain.account import Aggregate
from tawthiq.domain.span import Span
from tawthiq.text.reading import Reading

_OF_PEOPLE = ("killed", "injured", "detained", "abducted", "displaced")
_MARK, _MARKS = "\t", 2
"""What parts the cells of a row, and how many of it a row of three cells has."""


def borne_out(figures: Iterable[Aggregate], reading: Reading, page: Page) -> tuple[Aggregate, ...]:
    """The figures without those of records and of columns that count something else."""
    return tuple(f for f in figures if not in_a_record(f.quote.span, reading, page) and not _misnamed(f, reading, page))


def in_a_record(span: Span, reading: Reading, page: Page) -> bool:
    """Whether a figure stands in a row of cells that belongs to no list of figures."""
    text = reading.folded.original
    end = text.find("\n", span.start)
    cells = text.count(_MARK, text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))
    return cells >= _MARKS and page.at(span) is None


def _misnamed(figure: Aggregate, reading: Reading, page: Page) -> bool:
    """Whether people were read from a column that is named for attacks and no harm: "Incidents"."""
    ledger = page.at(figure.quote.span)
    if figure.measure not in _OF_PEOPLE or ledger is None or not ledger.names or ledger.width < 2:
        return False
    rows = (*ledger.rows, *([ledger.total] if ledger.total else []))
    told = figure.quote.span
    columns = {at for row in rows for at, c in enumerate(row.cells) if c is not None and c.span.overlaps(told)}
    if len(columns) != 1:
        return False
    name = reading.folded.bounds(ledger.names[columns.pop() + 1])
    return bool(reading.within(*name, "counted_unit")) and not reading.within(*name, "harm", "people")
