"""Whether a percentage is right for numbers that it was not read with: two of its own sentence, or a row of a table and the sum of its column
(standards §3, D7).

"97 of the 125 were below the age of five, or 77.6 per cent" may be read as a share of the five; "40% of the civilians" is one of the civilians' table.
"""

from __future__ import annotations

from itertools import combinations, permutations

from tawthiq.audit.report import Report, counts_between, value
from tawthiq.audit.share_wholes import POINTS, agrees, numbers_said
from tawthiq.audit.told_series import named_in, series_of
from tawthiq.domain.account import Aggregate
from tawthiq.domain.span import Span

_HALF = 0.5
"""How far a rounded number may be off, as a share of its last digit."""
_PAIRS = 800
"""Pairs of a figure and a total among which no share with a decimal is met by chance, and series that names are looked for in, at most."""
_NAMED = 4
"""Figures named in one sentence that are taken together, at most."""
_LEAST = 10
"""The least whole that a share of it is no accident for."""


def fits_beside(report: Report, percent: float, at: Span) -> bool:
    """Whether a percentage is that of two numbers told in its sentence or the one before."""
    reading = report.reading
    sentence = reading.sentence_at(reading.folded.bounds(at)[0])
    told = counts_between(report, reading.sentences[max(sentence - 1, 0)].start, reading.sentences[sentence].end)
    values = {int(n.value or 0) for n in told}
    return any(part <= whole >= _LEAST and agrees(percent, part, whole) for part, whole in permutations(values, 2))


def fits_a_named_figure(report: Report, percent: float, at: Span) -> bool:
    """Whether a percentage is that of a figure, or of several together, whose names its sentence holds, in a total of the report.

    A percentage with decimals is so exact that it is right where any figure of the report gives it in a total.
    """
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(reading.folded.bounds(at)[0])]
    decimals = len(f"{percent:g}".partition(".")[2])
    within = _HALF * 10.0**-decimals if decimals else POINTS
    totals = _totals(report)
    said = numbers_said(report)
    if (
        decimals
        and len(totals) * len(said) <= _PAIRS
        and any(p <= w and agrees(percent, p, w, within) for w in totals for p in said)
    ):
        return True
    for series in series_of(report)[:_PAIRS]:
        named = [item.value for item, _ in named_in(report, series, sentence.start, sentence.end)][:_NAMED]
        parts = {sum(some) for count in range(1, len(named) + 1) for some in combinations(named, count)}
        wholes = (*totals, series.sum) if named else ()
        if any(p <= w >= _LEAST and agrees(percent, p, w, within) for w in wholes for p in parts):
            return True
    return False


def _totals(report: Report) -> frozenset[int]:
    """The totals that a report states: of its statistics, and of its lists."""
    known: frozenset[int] | None = report.reading.memo.get("audit_totals_stated")
    if known is None:
        told = {n for f in report.totals if (n := value(f)) is not None}
        told |= {s.stated for s in report.page.sums}
        known = report.reading.memo["audit_totals_stated"] = frozenset(told - {0})
    return known


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
