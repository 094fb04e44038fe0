"""Days and months that prose tells one after another, and the number that is all of them (standards §3, D1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.messages import finding, rows, said
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_series import Series, series_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_WEEK = 7
_LEAST = 3
"""Months that are told one after another, at least."""
_NEAR = 0.25
"""How far the sum may miss the total, as a share of it."""
_FEW = 9
"""And how far however small it is."""


def told_series_add_up(report: Report) -> Iterator[Finding]:
    """D1: the days of a week, or months on end, add up to the number that is said to be all of them.

    ar: «الأحد 3 … السبت 2، وبذلك يبلغ ضحايا الأسبوع 24».
    en: "three on Sunday … two on Saturday: 24 in the seven days".
    """
    known: set[tuple[Span, ...]] = set()
    read = Spots(row.quote.span for table in report.tables for row in table.rows)
    for series in series_of(report):
        figures = tuple(item.span for item in series.items)
        if not series.told or not _complete(series) or figures in known or any(map(read.touches, figures)):
            continue
        known.add(figures)
        all_ = _all_of(report, series)
        if all_ is None:
            continue
        span = report.reading.folded.span(all_.core_start, all_.core_end)
        spans = (*(item.span for item in series.items), span)
        stated, what = int(all_.value or 0), said("unit.told")
        named = rows("month" if series.kind == "month" else "day")
        if stated == series.sum:
            yield finding("D1", "passed", "E", spans, rows=named, sum=stated, unit=what)
        else:
            yield finding(
                "D1", "failed", "E", spans, rows=named, sum=series.sum, unit=what, stated=stated,
                difference=abs(stated - series.sum),
            )  # fmt: skip


def _complete(series: Series) -> bool:
    """Whether a series has all days of a week (one without a figure has none), or months on end."""
    if series.kind == "weekday":
        return len(series.names) == _WEEK and len(series.items) > _WEEK // 2
    if series.kind != "month" or len(series.items) < _LEAST:
        return False
    numbers = [int(item.name) for item in series.items]
    return all((b - a) % 12 == 1 for a, b in pairwise(numbers))


def _all_of(report: Report, series: Series) -> NumberHit | None:
    """The number that a series adds up to, else the one beside it that it was meant to."""
    reading = report.reading
    own = {item.start for item in series.items}
    first, last = min(own), max(own)
    most = max(item.value for item in series.items)
    every = [n for n in counts_between(report, 0, len(reading.text)) if n.core_start not in own and n.start not in own]
    right = next((n for n in every if n.value == series.sum), None)
    if right is not None:
        return right
    at = reading.sentence_at(last)
    end = reading.sentences[min(at + 1, len(reading.sentences) - 1)].end
    for number in every:
        value = int(number.value or 0)
        near = abs(value - series.sum) <= max(_NEAR * value, _FEW) and value > most
        behind = last < number.start < end
        ahead = number.start < first and reading.sentence_at(number.start) >= reading.sentence_at(first) - 1
        if near and (behind or ahead):
            return number
    return None
