"""Lists by week: every week of the month once, and their sum (standards §3, D1 and D5).

Weeks are no dimension of a statistic, so they are read here, from the report's lines: a line or clause that begins with
the name of a week holds that week's figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.audit.messages import Words, finding, joined, rows, unit
from tawthiq.audit.report import Report, numbers_between, value
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span

_MONTH_DAYS = (28, 31)
_WEEKS_OF_A_MONTH = 5


@dataclass(frozen=True, slots=True)
class Week:
    """A week's row: its number, its words, its figure (None where the row has none) and the span of both."""

    number: int
    words: str
    count: int | None
    span: Span


def weeks_of(report: Report) -> list[Week]:
    """The rows of the report's list by week, in order of the text; empty where fewer than two weeks are listed."""
    hits = list(report.reading.of("audit_week"))
    folded = report.reading.folded
    places = [folded.span(hit.whole_start, hit.end) for hit in hits]
    text = report.reading.text
    found: list[Week] = []
    for index, (hit, words) in enumerate(zip(hits, places, strict=True)):
        line = text.rfind("\n", 0, hit.start) + 1
        line_end = text.find("\n", hit.end)
        stop = len(text) if line_end < 0 else line_end
        alone = index == 0 or hits[index - 1].end <= line
        if index + 1 < len(hits):
            alone = alone and stop <= hits[index + 1].whole_start
            stop = min(stop, hits[index + 1].whole_start)
        numbers = [n for n in numbers_between(report.reading, line, stop) if n.kind == "cardinal"]
        inside = [n for n in numbers if n.start >= hit.end]
        if not inside and alone:  # "217 killed in the first week"
            inside = [n for n in numbers if n.end <= hit.whole_start]
        ranges = [n for n in numbers if n.start < hit.end < n.end and n.said is not None]
        if not inside and not ranges:
            continue
        number = (ranges or inside)[0]
        told = number.said[1] if ranges and number.said else number.value  # "week 2 – 84": no range
        span = folded.span(number.core_start, number.core_end)
        whole = Span(min(words.start, span.start), max(words.end, span.end))
        found.append(
            Week(
                int(hit.term.get("number")),
                report.extraction.document.text[words.start : words.end],
                int(told) if told is not None else None,
                whole,
            )
        )
    return found if len(found) > 1 else []


def weeks_fit_the_month(report: Report) -> Iterator[Finding]:
    """The weeks of a month are listed once each, none is left out, and a month has no sixth.

    ar: الأسبوع الأول والثاني والرابع بلا الثالث.
    en: the first, second and fourth week, without the third.
    """
    weeks = weeks_of(report)
    if not weeks:
        return
    spans = [w.span for w in weeks]
    failed = False
    for number, times in Counter(w.number for w in weeks).items():
        if times > 1:
            failed = True
            same = [w for w in weeks if w.number == number]
            yield finding("D5", "week_repeated", "E", (w.span for w in same), week=same[0].words)
    listed = {w.number for w in weeks}
    absent = [n for n in range(1, max(max(listed), 4) + 1) if n not in listed]
    total = _month_total(report)
    if absent and total is not None:
        failed = True
        yield finding("D5", "week_missing", "E", spans, weeks=joined([Words(f"{n}", f"{n}") for n in absent]))
    beyond = next((w for w in weeks if w.number > _WEEKS_OF_A_MONTH), None)
    if beyond is not None and total is not None:
        failed = True
        yield finding("D5", "week_beyond", "E", [beyond.span], week=beyond.words, period=total.period.text)
    if not failed and total is not None:
        yield finding("D5", "week_passed", "E", spans, weeks=len(weeks), period=total.period.text)


def weeks_add_up(report: Report) -> Iterator[Finding]:
    """D1 for a list by week: its rows add up to the month's total.

    ar: «الأسبوع الأول 40 … الرابع 20» تُجمع إلى 142.
    en: "first week 40 … fourth week 20" add up to 142.
    """
    weeks = weeks_of(report)
    total = _month_total(report)
    if not weeks or total is None or any(w.count is None for w in weeks):
        return
    added, stated = sum(w.count or 0 for w in weeks), value(total) or 0
    spans = (*(w.span for w in weeks), total.quote.span)
    what = unit(total.measure, total.subject)
    weekly = rows("week")
    if added == stated:
        yield finding("D1", "passed", "E", spans, rows=weekly, sum=added, unit=what)
    elif abs(added - stated) * 2 < stated:  # a list of something else would lie far off
        yield finding(
            "D1", "failed", "E", spans, rows=weekly, sum=added, unit=what, stated=stated, difference=abs(added - stated)
        )


def _month_total(report: Report) -> Aggregate | None:
    """The report's first total for one calendar month, no week's own figure; None where it has none."""
    weekly = [week.span for week in weeks_of(report)]
    for figure in report.totals:
        if any(span.start <= figure.quote.span.start <= span.end for span in weekly):
            continue
        start, end = figure.period.start, figure.period.end
        if start and end and _MONTH_DAYS[0] <= (end - start).days + 1 <= _MONTH_DAYS[1] and value(figure):
            return figure
    return None
