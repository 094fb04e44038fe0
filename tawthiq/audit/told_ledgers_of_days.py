"""Lines that each tell how many there were by one day: "at the close of 31 May: 866" (standards §3, D9).

Where the report says that its count only grows, the figure of a later day is no less than that of an earlier one, whichever way the
lines run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.audit.messages import Words, finding
from tawthiq.audit.report import Report, counts_between, dates_between
from tawthiq.audit.share_wholes import is_name, is_year
from tawthiq.domain.document import Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.dates import resolve
from tawthiq.text.numbers import NumberHit

_LEAST = 3
"""Lines of one form, at least."""
_WORDS = 16
"""Words of such a line, at most."""
_UP_TO = 24
_DAYS = ("day", "month", "until", "range")
"""Dates that a count can run up to; of a stretch of days the last one."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its day and its counts in order; whether it says "up to" that day."""

    day: tuple[int, int, int]
    counts: tuple[NumberHit, ...]
    label: Span
    up_to: bool


def days_never_fall(report: Report) -> Iterator[Finding]:
    """D9: a count that names are only added to never falls from one day to a later one.

    ar: «حتى 31 آذار: 231 / حتى 15 نيسان: 224» في نشرات تراكمية.
    en: "at the close of 31 May: 866 / at the close of 30 June: 833" in a running count.
    """
    if not report.reading.has("audit_running", "audit_only_grows"):
        return
    for run in _runs(report):
        one = len(run[0].counts) == 1
        if not all(line.up_to for line in run) and not (one and _headed(report, run)):
            continue
        lines = sorted(run, key=lambda line: line.day)
        if len({line.day for line in lines}) < len(lines):
            continue
        for column in range(len(lines[0].counts)):
            yield from _falls(report, lines, column)


def _falls(report: Report, lines: Sequence[_Line], column: int) -> Iterator[Finding]:
    folded = report.reading.folded
    for one, other in pairwise(lines):
        before, now = one.counts[column], other.counts[column]
        if (now.value or 0) >= (before.value or 0):
            continue
        words = folded.original[other.label.start : other.label.end]
        spans = [folded.span(n.core_start, n.core_end) for n in (before, now)]
        yield finding(
            "D9", "running", "E", spans, key=Words(words, words), before=int(before.value or 0), now=int(now.value or 0)
        )


def _runs(report: Report) -> Iterator[list[_Line]]:
    """Lines one below the other that each hold one day and as many counts."""
    run: list[_Line] = []
    start = 0
    for words in [*report.reading.text.split("\n"), ""]:
        line = _line(report, start, start + len(words)) if words.strip() else None
        if run and (line is None or len(line.counts) != len(run[0].counts)):
            if len(run) >= _LEAST:
                yield run
            run = []
        if line is not None:
            run.append(line)
        start += len(words) + 1


def _line(report: Report, start: int, end: int) -> _Line | None:
    reading = report.reading
    if len(reading.text[start:end].split()) > _WORDS:
        return None
    days = [d for d in dates_between(report, start, end) if d.kind in _DAYS]
    if len(days) != 1 or (day := _day(days[0])) is None:
        return None
    counts = tuple(
        n
        for n in counts_between(report, start, end)
        if not is_year(report, n) and not is_name(report, n) and not days[0].start <= n.start < days[0].end
    )
    if not counts:
        return None
    up_to = reading.within(max(days[0].start - _UP_TO, start), days[0].end, "audit_up_to")
    led = any(h.end > days[0].start or not reading.text[h.end : days[0].start].strip() for h in up_to)
    return _Line(day, counts, reading.folded.span(days[0].start, days[0].end), led)


def _day(told: DateExpression) -> tuple[int, int, int] | None:
    """The last day that a date names, its year 0 where it has none."""
    end = resolve(told, published=Published()).end
    if end is not None and told.year is not None:
        return end.year, end.month, end.day
    return (0, told.month, told.day or 0) if told.month is not None and told.kind in ("day", "month") else None


def _headed(report: Report, run: Sequence[_Line]) -> bool:
    """Whether the lines right above say that a running total follows."""
    text = report.reading.text
    at, _ = report.reading.folded.bounds(run[0].label)
    head = text.rfind("\n", 0, at)
    above = text.rfind("\n", 0, max(text.rfind("\n", 0, max(head, 0)), 0))
    return bool(report.reading.within(max(above, 0), max(head, 0), "audit_running"))
