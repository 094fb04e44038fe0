"""The day a report was let out, and the end of what it covers (standards §3, D6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from tawthiq.audit.messages import finding
from tawthiq.audit.own_period import Frame, body_start, first_sentence, frames_of, lines_of
from tawthiq.audit.report import Report, counts_harm, dates_in, numbers_between, numbers_in, the_matcher
from tawthiq.audit.stretches import Stretch, stretches_between
from tawthiq.domain.account import Aggregate
from tawthiq.domain.document import Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.datelines import opens_a_line
from tawthiq.text.dates import resolve
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import read

_LONG = timedelta(days=300)
"""What a period must be longer than to be told once by its year and once by its last day."""
_REPORT = 3
"""Totals that make a text without tables a statistical report."""
_TOP_LINES = 8
"""Lines in which a dateline opens the text."""
_LAST_LINES = 4
"""Lines that may sign a report."""
_SIGNED = 7
"""Words beside the date of a line that signs a report, at most: its place, its office."""
_CUED = 3
"""Words between "published" and the day, at most."""
_SHORT = 16
"""Words of a line that says when a report was let out, at most."""
_FIRST_DAYS = timedelta(days=8)
"""Days of a month in which what is let out under its name is about the month before."""
_NEARLY_OVER = 25
_FAR = timedelta(days=750)
"""What ends so much later is a plan or a forecast."""
_IN = 12
"""Code points before a month in which a word says that something happened in it."""
_YEARLY = timedelta(days=31)
"""Days before the end of a year in which its report may come out."""
_GIVEN, _UNSAID = ("given", "metadata"), ("crawled", "none")
_PAIR, _YEAR = 2, 12
_TAIL = 400
"""Code points before the last line in which a clause may say when the report was closed."""
_CLAUSE = re.compile(r"[.;؛(]\s*")
_OPENING = " -–—*•([:,"
_PLACE = re.compile(r"[^\d,.;:]{2,30},\s")
"""What opens a line before its day: a place."""
_STOP = re.compile(r"\.\s")
_BEHIND_A_PLACE = re.compile(r"(?:^|[-–—,(:]\s?)[^\W\d_]+(?:[\s-][^\W\d_]+){0,2},\s$")
"""What stands before a day that ends a line: the report's place, set off."""
_ORDER = 60
"""Code points around a stretch in which a word says that it is still to come."""


def releases_of(report: Report) -> list[tuple[date, Span]]:
    """The days on which a report says that it was let out, each with its words: a dateline, a line that signs it, or behind "published"."""
    known: list[tuple[date, Span]] | None = report.reading.memo.get("audit_releases")
    if known is None:
        known = report.reading.memo["audit_releases"] = list(_releases(report))
    return known


def _releases(report: Report) -> Iterator[tuple[date, Span]]:
    reading, lines = report.reading, lines_of(report)
    starts = [line.start for line in lines]
    for told in dates_in(reading):
        if told.kind != "day" or None in (told.year, told.month, told.day) or told.calendar != "gregorian":
            continue
        at = bisect_right(starts, told.start) - 1
        if at < 0 or told.end > lines[at].end:
            continue
        line, span = lines[at], reading.folded.span(told.start, told.end)
        if report.page.at(span) is not None or not (_cued(report, line, told) or _placed(report, at, told)):
            continue
        when = resolve(told, published=Published())
        if when.start is not None and when.start == when.end:
            yield when.start, span


def _cued(report: Report, line: Span, told: DateExpression) -> bool:
    """Whether a short line, or a clause near the end, says that the report was let out on that day: "Published on 12 July 2021"."""
    reading = report.reading
    start, end = line.start, line.end
    if end > lines_of(report)[-1].start - _TAIL:
        clause = [m.end() for m in _CLAUSE.finditer(reading.text, line.start, told.start)]
        stop = _CLAUSE.search(reading.text, told.end, line.end)
        start, end = (clause[-1] if clause else start), (stop.start() if stop else end)
    cues = reading.within(start, told.start, "audit_released")
    if not cues or len(reading.text[start:end].split()) > _SHORT:
        return False
    between = reading.text[cues[-1].end : told.start]
    first = not reading.text[start : cues[0].start].strip(_OPENING)
    return len(between.split()) <= _CUED and (first or cues[-1].end >= told.start - _CUED)


def _placed(report: Report, at: int, told: DateExpression) -> bool:
    """Whether a day is that of a dateline that opens the text, or of a line that signs it: "Bogotá, 25 January 2022"."""
    reading, lines = report.reading, lines_of(report)
    line, text = lines[at], reading.text
    before, behind = text[line.start : told.start], text[told.end : line.end]
    if at < _TOP_LINES and opens_a_line(text, told.start, told.end):
        return True
    if at < _TOP_LINES and _PLACE.fullmatch(before) and _STOP.match(behind):
        return True
    titled, last = line.end <= body_start(report), len(lines) - at <= _LAST_LINES
    if not (titled or last):
        return False
    if _BEHIND_A_PLACE.search(before) and not behind.strip(_OPENING + ".)"):
        return not reading.within(max(told.start - _ORDER, line.start), told.start, "audit_covering", "audit_since")
    if _harmful(report, line, told):
        return False
    bare = not reading.within(line.start, told.start, "audit_covering", "audit_since", "audit_planned")
    return (
        bare and len(before.split()) + len(behind.split()) <= _SIGNED and not any(c.isdigit() for c in before + behind)
    )


def _harmful(report: Report, line: Span, told: DateExpression) -> bool:
    """Whether a line tells what happened beside its day, which is then that of an attack."""
    told_of = ("harm", "people", "kind", "weapon", "counted_unit")
    return any(
        report.reading.within(start, end, *told_of) for start, end in ((line.start, told.start), (told.end, line.end))
    )


def published_after_the_period(report: Report) -> Iterator[Finding]:
    """D6: a report is dated after the period it covers.

    ar: «عدن، 23 آب 2019 — … للفترة من 1 إلى 31 آب 2019».
    en: "Published on 12 June 2021", of a report that covers 1 April to 30 June 2021.
    """
    published = report.extraction.document.published
    told = releases_of(report)
    days = {day for day, _ in told}
    told_by_a_row = published.span is not None and report.page.at(published.span) is not None
    if published.end is not None and published.basis in _GIVEN:
        days = {published.end}
    elif published.end is not None and published.basis not in _UNSAID and not told_by_a_row:
        days.add(published.end)
    if not days:
        return
    latest = max(days)
    spans = [span for day, span in told if day == latest]
    figure = _early_figure(report, latest)
    frames = frames_of(report) if _counts(report) else ()
    frame = next((f for f in frames if _too_late(report, f, latest)), None)
    if frame is not None:
        ends = frame.stretch.days()
        spans.append(report.reading.folded.span(frame.stretch.start, frame.stretch.end))
        end = ends[1].isoformat() if ends is not None else ""
        yield finding("D6", "failed", "W", spans, published=latest.isoformat(), end=end)
    elif (month := _month_not_over(report, latest)) is not None:
        spans.append(report.reading.folded.span(month.start, month.end))
        end = date(latest.year, latest.month, monthrange(latest.year, latest.month)[1]).isoformat()
        yield finding("D6", "failed", "W", spans, published=latest.isoformat(), end=end)
    elif figure is not None and figure.period.end is not None:
        spans.append(figure.quote.span)
        end = figure.period.end.isoformat()
        yield finding("D6", "failed", "W", spans, published=latest.isoformat(), end=end)


def _counts(report: Report) -> bool:
    """Whether a text counts what such reports count, twice at least: news of a tournament to come is none."""
    if report.page.ledgers or len(report.figures) >= _PAIR:
        return True
    told = (n for n in numbers_in(report.reading) if n.kind == "cardinal" and counts_harm(report, n))
    return next(told, None) is not None and next(told, None) is not None


def _too_late(report: Report, frame: Frame, published: date) -> bool:
    """Whether a report's own days end behind the day it was let out."""
    stretch, reading = frame.stretch, report.reading
    days = _days_beside(report, stretch) or stretch.days()
    if (
        days is None
        or days[1] > published + _FAR
        or days[1] - (_YEARLY if stretch.kind == "year" else timedelta()) <= published
    ):
        return False
    if stretch.kind == "month" and _of_the_issue(report, stretch, published):
        return False
    line = reading.text.rfind("\n", 0, stretch.start) + 1
    if stretch.kind == "year" and reading.text[line:].partition("\n")[0].rstrip().endswith("."):
        return False
    start, end = max(line, stretch.start - _ORDER), stretch.end + _ORDER
    open_ended = ("audit_since",) if stretch.kind == "year" else ()
    return not reading.within(start, end, "audit_planned", "audit_current", "audit_fiscal", *open_ended)


def _days_beside(report: Report, month: Stretch) -> tuple[date, date] | None:
    """The days that the line of a month names in it: "the second week of May 2018 (8–14 May)"."""
    if month.kind != "month" or month.year is None:
        return None
    text = report.reading.text
    start, end = text.rfind("\n", 0, month.start) + 1, text.find("\n", month.end)
    beside = stretches_between(report, start, end if end >= 0 else len(text))
    days = [s for s in beside if s.kind == "days" and s.first.month == s.last.month == month.first.month]
    return days[0].days(month.year) if days else None


def _of_the_issue(report: Report, month: Stretch, published: date) -> bool:
    """Whether a month in a title may be that of the issue and not of what is reported: its first days, or a text that names the month before."""
    before = (month.first.month - _PAIR) % _YEAR + 1
    named = any(int(h.term.get("number")) == before for h in report.reading.of("month"))
    days = month.days()
    return named or (days is not None and days[0] <= published < days[0] + _FIRST_DAYS)


def _month_not_over(report: Report, published: date) -> Hit | None:
    """The month without a year that a report opens with as its own, let out in the middle of that month: "Subject: who came in May", of 18 May."""
    reading = report.reading
    if not _FIRST_DAYS.days < published.day < _NEARLY_OVER or any(f.stretch.days() for f in frames_of(report)):
        return None
    if not reading.sentences:
        return None
    first = first_sentence(report)
    end = reading.sentences[min(first + 1, len(reading.sentences) - 1)].end
    days = [(d.start, d.end) for d in dates_in(reading) if d.day is not None or d.year is not None]
    months = [
        h
        for h in reading.within(0, end, "month")
        if h.term.get("calendar") == "gregorian" and not any(a <= h.start < b for a, b in days)
    ]
    own = [h for h in months if reading.within(max(h.start - _IN, 0), h.start, "audit_span_of")]
    if not own or {int(h.term.get("number")) for h in own} != {published.month}:
        return None
    if reading.within(0, end, "audit_current", "audit_since", "audit_planned", "audit_earlier"):
        return None
    counted = any(n.kind == "cardinal" and counts_harm(report, n) for n in numbers_between(reading, 0, end))
    return own[0] if counted else None


def _early_figure(report: Report, published: date) -> Aggregate | None:
    """A total over a time that had not ended when the report was let out."""
    plain = not report.tables and len(report.totals) < _REPORT
    if plain and report.extraction.appeals:
        return None  # an appeal that mentions a figure of the month is no report on that month
    running = [span for _, span in report.hits("audit_current")]
    early = (
        f
        for f in report.totals
        if f.period.end is not None
        and f.period.end > published
        and not (plain and not any(c.isdigit() for c in f.period.text))  # "in July", said in passing in July
        and not _still_running(report, f, running)
        and not _ended(report, f, published)
        and _named(f)
    )
    return next(early, None)


def _named(figure: Aggregate) -> bool:
    """Whether a period is named by a day, a month, a year or a part of one: "mid-year" is none that can end too late."""
    words = figure.period.text
    return not words or any(c.isdigit() for c in words) or read(words, the_matcher()).has("month", "named_period")


def _ended(report: Report, figure: Aggregate, published: date) -> bool:
    """Whether the report itself says up to which earlier day it counts: "2006" after "from the beginning of 2006 to 27 December"."""
    return any(
        f.period.start == figure.period.start
        and f.period.start is not None
        and f.period.end is not None
        and f.period.start + _LONG < f.period.end <= published
        for f in report.figures
    )


def _still_running(report: Report, figure: Aggregate, running: list[Span]) -> bool:
    """Whether a figure's period goes on, as its own words ("this year") or its sentence or line say: "this month so far"."""
    if read(figure.period.text, the_matcher()).has("audit_current"):
        return True
    text, at = report.extraction.document.text, figure.quote.span
    start = max(text.rfind("\n", 0, at.start), text.rfind(". ", 0, at.start))
    ends = [e for e in (text.find("\n", at.end), text.find(". ", at.end)) if e >= 0]
    return any(start < span.start < min(ends, default=len(text)) for span in running)
