"""Whether a percentage is right for numbers that it was not read with: two of its own sentence, or a row of a table and the sum of its column
(standards §3, D7).

"97 of the 125 were below the age of five, or 77.6 per cent" may be read as a share of the five; "40% of the civilians" is one of the civilians' table.
"""

from __future__ import annotations

from itertools import permutations

from tawthiq.audit.report import Report, counts_between, value
from tawthiq.audit.share_wholes import agrees
from tawthiq.domain.account import Aggregate
from tawthiq.domain.span import Span

_LEAST = 10
"""The least whole that a share of it is no accident for."""


def fits_beside(report: Report, percent: float, at: Span) -> bool:
    """Whether a percentage is that of two numbers told in its sentence or the one before."""
    reading = report.reading
    sentence = reading.sentence_at(reading.folded.bounds(at)[0])
    told = counts_between(report, reading.sentences[max(sentence - 1, 0)].start, reading.sentences[sentence].end)
    values = {int(n.value or 0) for n in told}
    return any(part <= whole >= _LEAST and agrees(percent, part, whole) for part, whole in permutations(values, 2))


def fits_a_table(report: Report, share: Aggregate) -> bool:
    """Whether a percentage is that of the rows of its name in a table: of the table's sum, of its total, or in a crossed one of the last column."""
    if share.percent is None:
        return False
    keys = (share.key or "").rpartition("+")[2].split("&")
    for table in report.tables:
        rows = [r for r in table.rows if set((r.key or "").split("+")) & set(keys)]
        part = sum(value(r) or 0 for r in rows)
        wholes = [table.sum, (value(table.total) or 0) if table.total is not None else 0]
        if rows and any(part <= whole >= _LEAST and agrees(share.percent, part, whole) for whole in wholes):
            return True
        if any(_in_its_row(report, share.percent, row) for row in rows):
            return True
    return False


def _in_its_row(report: Report, percent: float, row: Aggregate) -> bool:
    """Whether a percentage is that of the last cell of a row of the page in the last column's total."""
    ledger = report.page.at(row.quote.span)
    if ledger is None or ledger.total is None or ledger.total.cells[-1] is None:
        return False
    line = next((r for r in ledger.rows if r.span.overlaps(row.quote.span)), None)
    last = line.cells[-1] if line is not None else None
    return last is not None and agrees(percent, last.value, max(ledger.total.cells[-1].value, 1))
