"""Days that cannot be: the 31st of April, a Friday that was a Monday, a day outside the period, a stretch of another length (standards §3, D5)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from tawthiq.audit.messages import Fact, Words, finding, named, said
from tawthiq.audit.own_period import frames_of
from tawthiq.audit.report import Report, counts_harm, dates_in, numbers_between, value
from tawthiq.audit.stretches import stretches_of
from tawthiq.domain.document import Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.dates import resolve

_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d{2})(?!\d)")
_LAST = 39
"""The highest number before a month that is a slip for its day; a larger one counts something."""
_LEAP = 2012
_LEAPLESS = 2019
"""A year to count days in whose year nobody tells."""
_SOON = timedelta(days=31)
"""Behind a report's period, the time in which it is written."""
_APART = 5
"""Code points from the start of a day's number to its month, at most."""
_LINE_START = 4
"""Words of a line before the day that the line is about, at most."""
_INSIDE = 2
"""Days of a report that lie in its period, at least, before one that does not is a slip."""
_STRETCH = 40
"""Code points between a stretch of days and its length."""
_TITLE = 25
"""Words of a title, at most."""
_LONGEST = 92
"""Days that a report's period has at most: of a longer one no day is named by mistake alone."""


def days_are_possible(report: Report) -> Iterator[Finding]:
    """D5: the days a report names exist, fall on the weekday it gives them, lie in its period and are as many as it says.

    ar: «31 نيسان»، «الجمعة 11 آذار 2013»، «من 3 إلى 9 آذار، خلال 10 أيام».
    en: "31 April", "Friday 11 March 2013", "from 3 to 9 March, over 10 days".
    """
    yield from _beyond_the_month(report)
    yield from _written_days(report)
    yield from _weekdays(report)
    yield from _lengths(report)
    yield from _outside(report)


def _words(report: Report, start: int, end: int) -> tuple[Span, Words]:
    span = report.reading.folded.span(start, end)
    text = report.extraction.document.text[span.start : span.end]
    return span, Words(text, text)


def _beyond_the_month(report: Report) -> Iterator[Finding]:
    """A number right before a month that has no such day."""
    text, original = report.reading.text, report.extraction.document.text
    last = -1
    for month in report.reading.of("month"):
        start = max(month.start - _APART, text.rfind("\n", 0, month.start) + 1)
        before = numbers_between(report.reading, start, month.start)
        number = before[-1] if before else None
        listed = (
            last >= 0 and number is not None and not text[last : number.start].strip(" :=-–\t|")
        )  # "June 35, July 40"
        last = month.end
        if number is None or number.value is None or listed or text[number.end : month.start].strip(" /-"):
            continue
        span, words = _words(report, number.core_start, month.end)
        first = original[span.end - (month.end - month.start)]
        if first.isascii() and not first.isupper():
            continue  # "35 may have died"
        which = int(month.term.get("number"))
        days = monthrange(_LEAP, which)[1]
        if days < number.value <= _LAST and text[number.core_start : number.core_end].isdigit():
            yield finding(
                "D5", "no_such_day", "E", [span], words=words, last=days, month=named("month", f"--{which:02}")
            )


def _written_days(report: Report) -> Iterator[Finding]:
    """Days written in digits that are none in either order: 31/04/2020."""
    for match in _DIGITS.finditer(report.reading.text):
        first, second, year = (int(g) for g in match.groups())
        orders = [(d, m) for d, m in ((first, second), (second, first)) if 1 <= m <= 12 and 1 <= d <= 31]
        if orders and not any(d <= monthrange(year, m)[1] for d, m in orders):
            span, words = _words(report, match.start(), match.end())
            month = orders[0][1]
            yield finding(
                "D5", "no_such_day", "E", [span], words=words, last=monthrange(year, month)[1],
                month=named("month", f"--{month:02}"),
            )  # fmt: skip


def _weekdays(report: Report) -> Iterator[Finding]:
    """A day beside a weekday that it was not: one of a known year, one near the report's own period, and the ends of a stretch.

    Where no year is known two days of one report that give their weekdays must be as far apart as these are.
    """
    own = _own_days(report)
    loose: list[tuple[date, int, DateExpression]] = []
    wrong: list[tuple[int, int, date]] = []
    for told in (part for whole in dates_in(report.reading) for part in _parts(whole)):
        if told.weekday is None or told.nth is not None:
            continue
        day = _day(told, None) or _near(told, own)
        if day is not None and day.isoweekday() != told.weekday and not _as_published(report, told):
            wrong.append((told.start, told.end, day))
        elif day is None and own is None and (undated := _day(told, _LEAPLESS)) is not None:
            loose.append((undated, told.weekday, told))
    for stretch in stretches_of(report):
        days = stretch.days(own[1].year if own is not None else None)
        for day, point in zip(days or (), (stretch.first, stretch.last), strict=False):
            if point.weekday is not None and day.isoweekday() != point.weekday:
                wrong.append((stretch.start, stretch.end, day))
    known: list[tuple[int, int]] = []
    for start, end, day in wrong:
        if not any(a < end and start < b for a, b in known):
            known.append((start, end))
            span, words = _words(report, start, end)
            yield finding("D5", "weekday", "W", [span], words=words, weekday=said(f"weekday.{day.isoweekday()}"))
    yield from _weekdays_apart(report, loose)


def _weekdays_apart(report: Report, told: list[tuple[date, int, DateExpression]]) -> Iterator[Finding]:
    """The one of several days without a year whose weekday does not go with those of all others."""
    shifts = [(day.isoweekday() - weekday) % 7 for day, weekday, _ in told]
    for at, shift in enumerate(shifts):
        others = {s for n, s in enumerate(shifts) if n != at}
        if len(shifts) > _INSIDE and len(others) == 1 and shift not in others:
            odd, beside = (_words(report, told[n][2].start, told[n][2].end) for n in (at, at - 1 if at else 1))
            yield finding("D5", "unlike", "W", (odd[0], beside[0]), words=odd[1], other=beside[1])


def _own_days(report: Report) -> tuple[date, date] | None:
    """The days that a report's title, or its own words, say it is about, where they are of one year."""
    days = [d for f in frames_of(report) if f.role != "lead" and (d := f.stretch.days()) is not None]
    return days[0] if days and days[0][0].year == days[0][1].year else None


def _as_published(report: Report, told: DateExpression) -> bool:
    """Whether a day without a year had its weekday in the year the report was published."""
    published = report.extraction.document.published.end
    day = _day(told, published.year) if published is not None and told.year is None else None
    return day is not None and day.isoweekday() == told.weekday


def _near(told: DateExpression, own: tuple[date, date] | None) -> date | None:
    """A day without a year that lies in the report's own period, or right behind it."""
    if own is None or told.year is not None:
        return None
    day = _day(told, own[1].year)
    return day if day is not None and own[0] <= day <= own[1] + _SOON else None


def _parts(told: DateExpression) -> Iterator[DateExpression]:
    """A date and those that it holds: "since Friday 3 May"."""
    yield told
    for part in (told.of, told.base, told.until):
        if part is not None:
            yield from _parts(part)


def _day(told: DateExpression, year: int | None) -> date | None:
    if told.calendar != "gregorian" or told.month is None or told.day is None or (told.year or year) is None:
        return None
    try:
        return date(told.year or year or 0, told.month, told.day)
    except ValueError:
        return None


def _lengths(report: Report) -> Iterator[Finding]:
    """A stretch from one day to another, and the number of days it is said to have right beside it."""
    dates = dates_in(report.reading)
    text = report.reading.text
    for first, second in pairwise(dates):
        for stretch, length in ((first, second), (second, first)):
            if length.kind != "duration" or length.unit != "day" or not length.amount or stretch.kind != "range":
                continue
            between = text[first.end : second.start]
            if len(between) > _STRETCH or len(between.split()) > 3 or any(c in between for c in ".;:\n0123456789"):
                continue
            when = resolve(stretch, published=Published())
            if when.start is None or when.end is None:
                continue
            days = (when.end - when.start).days + 1
            if int(length.amount) not in (days, days - 1):
                span, words = _words(report, stretch.start, stretch.end)
                facts: dict[str, Fact] = {"words": words, "days": days, "stated": int(length.amount)}
                yield finding("D5", "length", "E", (span, _words(report, length.start, length.end)[0]), **facts)


def title_ends(report: Report) -> int:
    """Where the title of a report ends: its first line, where that is short and no sentence with a full stop; 0 without a title."""
    text = report.reading.text
    line = text.partition("\n")[0]
    return len(line) if len(line) < len(text) and len(line.split()) <= _TITLE and ". " not in f"{line.rstrip()} " else 0


def period_of(report: Report) -> tuple[date, date, str] | None:
    """The days that the report's title, else its first dated total, says it covers, and their words."""
    title_end = title_ends(report)
    title = [
        d for d in dates_in(report.reading) if d.end <= title_end and d.kind in ("month", "season", "range", "year")
    ]
    if len(title) == 1:
        when = resolve(title[0], published=Published())
        if when.start is not None and when.end is not None:
            return when.start, when.end, _words(report, title[0].start, title[0].end)[1].en
    if any(d.end <= title_end for d in dates_in(report.reading)):
        return None
    own = next((f.period for f in report.totals if value(f) and f.period.start is not None), None)
    return (own.start, own.end, own.text) if own is not None and own.start and own.end else None


def _outside(report: Report) -> Iterator[Finding]:
    """Days with victims of their own that lie outside the report's period: one among several of it, or one after its end."""
    period = period_of(report)
    if period is None or (period[1] - period[0]).days >= _LONGEST:
        return
    start, end, words = period
    inside = 0
    outside: list[tuple[DateExpression, date]] = []
    for told in dates_in(report.reading):
        day = _day(told, start.year if start.year == end.year else None)
        if told.kind != "day" or day is None or not _heads_a_line(report, told):
            continue
        if start <= day <= end:
            inside += 1
        elif _tells_victims(report, told):
            outside.append((told, day))
    if inside < _INSIDE or not outside or len(outside) * _INSIDE > inside:
        return
    for told, _ in outside:
        span, day_words = _words(report, told.start, told.end)
        yield finding("D5", "outside", "E", [span], words=day_words, period=words)


def _heads_a_line(report: Report, told: DateExpression) -> bool:
    """Whether a line or sentence of a list begins with a day: what it goes on to tell happened then."""
    text = report.reading.text
    sentence = report.reading.sentences[report.reading.sentence_at(told.start)]
    start = max(text.rfind("\n", 0, told.start) + 1, sentence.start)
    return len(text[start : told.start].split()) <= _LINE_START


def _tells_victims(report: Report, told: DateExpression) -> bool:
    text = report.reading.text
    line_end = text.find("\n", told.end)
    sentence = report.reading.sentences[report.reading.sentence_at(told.start)]
    end = min(sentence.end, line_end if line_end >= 0 else sentence.end)
    told_after = numbers_between(report.reading, told.end, end)
    cells = any(c in text[told.end : end] for c in "\t|")
    return any(n.kind == "cardinal" and (cells or counts_harm(report, n)) for n in told_after)
