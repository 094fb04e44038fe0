"""The times that rows stand under: days, weeks and months that follow one another and lie in the report's period (standards §3, D5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tawthiq.audit.messages import finding, named
from tawthiq.audit.own_period import body_start, frames_of, lines_of
from tawthiq.audit.report import Report, dates_between
from tawthiq.audit.spots import Spots
from tawthiq.audit.stretches import Point, Stretch, length, stretches_between
from tawthiq.audit.time_words import levantine_months
from tawthiq.audit.told_series import series_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit

_DAY = timedelta(days=1)
_ROWS = 3
_LONG = 4
"""Rows of a list of months or weekdays in which one is known to be out of turn, at least."""
_HEAD = 4
"""Words of a line before the time it begins with, at most."""
_ANY_YEAR = 2019
_LATE = 6
_WEEK, _MONTH, _YEAR = 7, 31, 12
_BETWEEN = re.compile(r"\s?[/(\"']\s?")
_LONGEST = 370
_OF = 25
"""Code points behind "the second week" in which its month stands."""
_NEAR = 40
"""Code points behind "the deadliest day" in which it is named."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A row of a list and the days it stands under, both included, with the words for them."""

    first: date
    last: date
    span: Span
    words: str
    spread: bool
    """Whether it stands under a stretch of days, or a month, and not under one day."""


def names_agree(report: Report) -> Iterator[Finding]:
    """The two names of one month are of the same month: «نيسان (أبريل)», never «نيسان (أغسطس)».

    Names of one family side by side are two months: «تموز/آب».
    """
    reading = report.reading
    months = [h for h in reading.of("month") if h.term.get("calendar") == "gregorian"]
    for first, second in pairwise(months):
        between = reading.text[first.end : second.start]
        closed = "(" not in between or reading.text[second.end : second.end + 2].strip()[:1] == ")"
        if not _BETWEEN.fullmatch(between) or not closed or _family(first) == _family(second):
            continue
        a, b = int(first.term.get("number")), int(second.term.get("number"))
        if a != b:
            spans = [reading.folded.span(h.start, h.end) for h in (first, second)]
            month, other = (named("month", f"--{n:02}") for n in (a, b))
            yield finding("D5", "names", "E", spans, month=month, other=other)


def _family(month: Hit) -> str:
    if month.term.wording.isascii():
        return "latin"
    return "levantine" if month.term.wording in levantine_months() else "other"


def rows_follow(report: Report) -> Iterator[Finding]:
    """The rows of a list by day, week or month lie in the report's period, and each between its neighbours.

    ar: «15–21 آذار» بين «8–14 شباط» و«22–28 شباط».
    en: "Sat 16 June" in the week of 3 to 9 June.
    """
    frame = _frame(report)
    for rows in _lists(report, frame):
        found = _out_of_turn(report, rows)
        if found is None and frame is not None:
            found = _uncovered(report, rows, frame)
        if found is None and frame is not None:
            found = _outside(report, rows, frame)
        if found is not None:
            yield found
            return
    if frame is not None:
        yield from _worst_days(report, frame)
    for kind, turn in (("weekday", _WEEK), ("month", _YEAR)):
        for series in series_of(report):
            if series.kind != kind or series.told or _ranked([i.value for i in series.items]):
                continue
            at = _odd_one([int(i.name) for i in series.items], turn)
            if at is not None:
                words = [_word(report, series.items[n].span) for n in (at, at - 1, at + 1)]
                spans = [series.items[n].span for n in (at - 1, at, at + 1)]
                yield finding("D5", "order", "E", spans, words=words[0], before=words[1], after=words[2])
                return


def weeks_of_a_month(report: Report) -> Iterator[Finding]:
    """D5: the days told of "the second week of February" are days of that week, or near it.

    ar: «الأسبوع الثالث من شباط … من 8 إلى 14».
    en: "the third week of February (8–14 February)".
    """
    reading, text = report.reading, report.reading.text
    for week in reading.of("audit_week"):
        months = reading.within(week.end, min(week.end + _OF, len(text)), "month")
        of = [h for h in months if len(text[week.end : h.start].split()) <= 2]
        if not of or any(c.isdigit() or c == "\n" for c in text[week.end : of[0].start]):
            continue  # "Week 1 (1–7 June)": the month is that of its days
        near = stretches_between(report, of[0].start + 1, min(of[0].end + _NEAR * 2, len(text)))
        told = next((s for s in near if s.kind == "days" and "." not in text[of[0].end : s.start]), None)
        number = int(week.term.get("number"))
        if told is None or told.last.day is None or told.last.month != int(of[0].term.get("number")):
            continue
        if not _WEEK * (number - 1) <= told.last.day < _WEEK * (number + 1):
            spans = [reading.folded.span(week.start, of[0].end), reading.folded.span(told.start, told.end)]
            words, other = (report.extraction.document.text[s.start : s.end].strip() for s in spans)
            yield finding("D5", "frames", "E", spans, words=words, other=other)
            return


def _worst_days(report: Report, frame: tuple[date, date, Stretch]) -> Iterator[Finding]:
    """The day that saw most, of a report that is not about it."""
    reading, place = report.reading, _placing(frame)
    for hit in reading.of("audit_worst_day"):
        sentence = report.sentence(hit)
        after = dates_between(report, hit.end, min(hit.end + _NEAR, sentence.end))
        told = [d for d in after if d.kind == "day" and d.day and d.month and d.calendar == "gregorian"]
        other = ("audit_earlier", "audit_before", "audit_since", "audit_current", "audit_year_word")
        if len(told) != 1 or reading.within(sentence.start, told[0].end, *other):
            continue
        try:
            day = date(place(Point(told[0].month or 1, told[0].year)), told[0].month or 1, told[0].day or 1)
        except ValueError:
            continue
        if not frame[0] <= day <= frame[1]:
            span = reading.folded.span(told[0].start, told[0].end)
            period = reading.folded.span(frame[2].start, frame[2].end)
            text = report.extraction.document.text
            words, stretch = text[span.start : span.end], text[period.start : period.end].strip()
            yield finding("D5", "outside", "E", [span, period], words=words, period=stretch)


def _word(report: Report, figure: Span) -> str:
    """The label of the row in which a figure stands."""
    ledger = report.page.at(figure)
    rows = ledger.rows if ledger is not None else ()
    row = next((r for r in rows if any(c is not None and c.span == figure for c in r.cells)), None)
    at = row.label if row is not None else figure
    return report.extraction.document.text[at.start : at.end]


def _ranked(values: Sequence[int]) -> bool:
    """Whether rows stand in the order of their figures: their times need not follow one another."""
    falling, rising = sorted(values, reverse=True), sorted(values)
    return list(values) in (falling, rising)


def _odd_one(names: Sequence[int], turn: int) -> int | None:
    """The one row of a list that follows the calendar which stands where another belongs."""
    if len(names) < _LONG:
        return None
    wrong = [n for n in range(1, len(names) - 1) if names[n] != names[n - 1] % turn + 1]
    for at in wrong:
        rest = [(names[n] - names[0]) % turn == n % turn for n in range(len(names)) if n != at]
        if all(rest) and len(names) <= turn:
            return at
    return None


def _frame(report: Report) -> tuple[date, date, Stretch] | None:
    """The days of the one stretch that a report's title or its own words say it is about."""
    frames = [f.stretch for f in frames_of(report) if f.role != "lead" and f.stretch.kind != "year"]
    days = {d for f in frames if (d := f.days()) is not None}
    if not days:
        return None
    begins, ends = min(d[0] for d in days), max(d[1] for d in days)
    return (begins, ends, frames[0]) if length((begins, ends)) <= _LONGEST else None


def _lists(report: Report, frame: tuple[date, date, Stretch] | None) -> Iterator[list[Timed]]:
    """The ledgers whose rows each stand under one time, and the lines of the text that each begin with one."""
    place = _placing(frame)
    read: list[Span] = []
    for ledger in report.page.ledgers:
        rows = [_timed(report, *report.reading.folded.bounds(row.label), place) for row in ledger.rows]
        known = [row for row in rows if row is not None]
        if len(known) == len(rows) >= _ROWS:
            read.append(ledger.span)
            yield known
    headed = []
    known_ledgers = Spots(read)
    for line in lines_of(report):
        at = report.reading.folded.span(line.start, line.end)
        if not known_ledgers.touches(at) and line.start >= body_start(report):
            head = _timed(report, line.start, line.end, place, opening=True)
            if head is not None and head.spread:
                headed.append(head)
    if len(headed) >= _ROWS:
        yield headed


def _placing(frame: tuple[date, date, Stretch] | None) -> Callable[[Point], int]:
    """The year of a time that gives none: that of the period, or the next where its months are the first of one."""

    def year(point: Point) -> int:
        if point.year is not None:
            return point.year
        if frame is None:
            return _ANY_YEAR
        begins, ends, _ = frame
        return begins.year if begins.year == ends.year or point.month > _LATE else ends.year

    return year


def _timed(
    report: Report, start: int, end: int, place: Callable[[Point], int], *, opening: bool = False
) -> Timed | None:
    """The one time in folded `[start, end)`, or that which a line opens with."""
    reading = report.reading
    told = stretches_between(report, start, end)
    days = [d for d in dates_between(report, start, end) if d.kind == "day" and d.day and d.month]
    days = [d for d in days if d.calendar == "gregorian" and _plain(report, d.start, d.end)]
    if opening:
        told = [s for s in told[:1] if s.kind == "days" and len(reading.text[start : s.start].split()) <= _HEAD]
        days = []
    days = [d for d in days if not any(s.start < d.end and d.start < s.end for s in told)]
    if len(told) + len(days) != 1:
        return None
    try:
        if told:
            stretch = told[0]
            both = stretch.days(place(stretch.last)) if stretch.kind != "part" else None
            if both is None:
                return None
            first, last, at = both[0], both[1], (stretch.start, stretch.end)
        else:
            point = Point(days[0].month or 1, days[0].year, days[0].day)
            first = last = date(place(point), point.month, point.day or 1)
            at = (days[0].start, days[0].end)
    except ValueError:
        return None
    span = reading.folded.span(*at)
    return Timed(first, last, span, report.extraction.document.text[span.start : span.end].strip(), bool(told))


def _plain(report: Report, start: int, end: int) -> bool:
    """Whether a day and its month stand right beside each other: no number of a row («(3) آذار»)."""
    months = report.reading.within(start, end, "month")
    return bool(months) and not any(c in report.reading.text[start : months[0].start] for c in "()|")


def _out_of_turn(report: Report, rows: list[Timed]) -> Finding | None:
    """A row whose neighbours leave exactly its place between them, and that does not stand there."""
    backward = rows[0].first > rows[-1].last
    ordered = list(reversed(rows)) if backward else rows
    for at in range(1, len(ordered) - 1):
        before, row, after = ordered[at - 1 : at + 2]
        room = length((before.last + _DAY, after.first - _DAY)) if before.last < after.first else 0
        months = row.spread and row.first.day == 1 and abs(room - length((row.first, row.last))) <= _ROWS
        fits = room == length((row.first, row.last)) or (months and before.spread)
        strays = row.first > after.last or row.last < before.first
        rest = [r for n, r in enumerate(ordered) if n != at]
        rising = all(a.last < b.first for a, b in pairwise(rest))
        if room and fits and strays and rising:
            return finding(
                "D5", "order", "E", (before.span, row.span, after.span),
                words=row.words, before=before.words, after=after.words,
            )  # fmt: skip
    return None


def _uncovered(report: Report, rows: list[Timed], frame: tuple[date, date, Stretch]) -> Finding | None:
    """A day that stands twice in a list with as many rows as its period has days: another day is then left out."""
    begins, ends, _ = frame
    if any(r.spread for r in rows) or len(rows) != length((begins, ends)) or not _ROWS <= len(rows) <= _MONTH:
        return None
    days = [r.first for r in rows]
    at = next((n for n, day in enumerate(days) if day in days[:n]), None)
    inside = all(begins <= day <= ends for day in days)
    if at is None or not inside or len(set(days)) != len(days) - 1:
        return None
    twin = days.index(days[at])
    beside = rows[at + 1] if at + 1 < len(rows) else rows[at - 1]
    row, before = rows[at], rows[twin]
    return finding(
        "D5", "twice", "E", (before.span, row.span, beside.span), words=row.words, days=len(rows),
        missing=min({begins + n * _DAY for n in range(len(rows))} - set(days)).isoformat(),
    )  # fmt: skip


def _outside(report: Report, rows: list[Timed], frame: tuple[date, date, Stretch]) -> Finding | None:
    """The one row, of several in the report's period, that has no day in it and does not go on from the row beside it."""
    begins, ends, stretch = frame
    out = [n for n, r in enumerate(rows) if r.last < begins or r.first > ends]
    if len(out) != 1 or len(rows) < _ROWS:
        return None
    row = rows[out[0]]
    beside = [rows[n] for n in (out[0] - 1, out[0] + 1) if 0 <= n < len(rows)]
    if any(r.last + _DAY == row.first or row.last + _DAY == r.first for r in beside):
        return None  # the row before the first, to compare with
    text = report.reading.text
    start, end = report.reading.folded.bounds(row.span)
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    if report.reading.within(line, stop if stop >= 0 else len(text), "audit_earlier"):
        return None
    span = report.reading.folded.span(stretch.start, stretch.end)
    period = report.extraction.document.text[span.start : span.end].strip()
    return finding("D5", "outside", "E", [row.span, span], words=row.words, period=period)
