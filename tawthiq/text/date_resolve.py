"""Places a date expression on the calendar: first and last possible day, precision, and what that rests on.

Rule: reports look back. A day or month without its year is the latest one not after publication; a bare weekday is the
latest such day, the day of publication included; "yesterday, Sunday" is the nearest Sunday not after publication. Where
only the day of capture is known it stands in as the latest possible day. Where nothing anchors a wording, nothing is
invented: both days stay None and `partial` keeps what is known (standards §1, date_basis and date_prec).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tawthiq.domain.document import Published
from tawthiq.domain.light import initialised, replace
from tawthiq.domain.span import Quote
from tawthiq.domain.when import When, precision_of
from tawthiq.text.date_calendar import Days, fields_in, hijri_year, months_from, period_of, shift
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_partial import partial

_DAY: Final = timedelta(days=1)


@initialised(slots=True, unsafe_hash=True, init=False)
class _Anchors:
    """What relative wordings count from."""

    published: date | None
    event: Days | None
    past: bool

    def __init__(self, published: date | None, event: Days | None, past: bool) -> None:
        self.published = published
        self.event = event
        self.past = past


def resolve(
    expression: DateExpression,
    *,
    published: Published,
    default_event: When | None = None,
    prefer: str = "past",
    quote: Quote | None = None,
) -> When:
    """The calendar days of `expression`.

    `default_event` is the date told before, which "that day" and "three days later" count from. `prefer` "future" reads
    a missing year or bare weekday forward (diaries); news are read with "past".
    """
    event: Days | None = None
    if default_event is not None and default_event.start is not None and default_event.end is not None:
        event = (default_event.start, default_event.end)
    anchors = _Anchors(published.day or published.end, event, prefer != "future")
    try:
        days = _days(expression, anchors)
    except (ValueError, OverflowError):  # 31 June, a year past the calendar's end
        days = None
    if days is None or days[1] < days[0]:
        return When(None, None, "T0", "unresolved", quote, expression.rule, partial(expression))
    return When(days[0], days[1], _precision(expression, days), _basis(expression), quote, expression.rule)


def _days(e: DateExpression, a: _Anchors) -> Days | None:
    if e.night and not e.until:
        day = _days(replace(e, night=False), a)
        return None if day is None else (day[0], day[1] + _DAY)
    if e.kind == "range":
        return _range(e, a)
    if e.kind == "since":
        return _since(e, a)
    if e.kind == "until":
        return _days(e.of, a) if e.of is not None else None
    if e.kind == "anniversary":
        if a.published is None or (e.amount is None and e.year is None):
            return None
        years = a.published.year - e.year if e.year is not None else int(e.amount or 0)
        then = months_from(a.published, -12 * years)
        return then, then
    if e.kind in ("duration", "recurring"):
        return None
    if e.kind == "time_of_day":
        return a.event
    if e.nth is not None:
        return _nth(e, a)
    if e.section:
        return _section(e, a)
    if e.kind == "weekday":
        return _weekday(e, a)
    if e.kind == "relative":
        return _relative(e, a)
    return _calendar(e, a)


def _calendar(e: DateExpression, a: _Anchors) -> Days | None:
    """A day, month, season or year by its numbers."""
    if e.day is not None and e.month is None:
        return _day_alone(e, a)
    year = e.year
    if year is None and e.of is not None:
        of = _days(e.of, a)
        if of is None:
            return None
        year = of[0].year
    if year is not None:
        return fields_in(e, year)
    if a.published is not None:
        return _without_year(e, a.published, a.past)
    if a.event is None:
        return None
    around = [
        fields_in(e, a.event[0].year + shift) for shift in (-1, 0, 1)
    ]  # the year that the day told before suggests
    return min(around, key=lambda days: abs((days[0] - a.event[0]).days))  # type: ignore[index]


def _without_year(e: DateExpression, anchor: date, past: bool) -> Days | None:
    if e.calendar == "hijri":
        this_year = hijri_year(anchor)
        years = [this_year + shift for shift in (1, 0, -1, -2)]
    else:
        years = [anchor.year + shift for shift in (1, 0, -1, -2, -3, -4, -5, -6, -7, -8)]
    found = []
    for year in years:
        try:
            found.append(fields_in(e, year))
        except ValueError:  # 29 February
            continue
    before = [days for days in found if days[0] <= anchor]
    after = [days for days in reversed(found) if days[1] > anchor and days[0] > anchor]
    if e.direction is not None:
        if e.direction < 0:
            earlier = [d for d in found if d[1] < anchor]
            return earlier[-e.direction - 1] if len(earlier) >= -e.direction else None
        if e.direction > 0:
            return after[0] if after else None
        return next((d for d in found if d[0].year == anchor.year), None)
    if e.weekday is not None:  # Tuesday 25 September: the nearest year in which it is one
        fitting = [d for d in [*before, *after] if d[0].isoweekday() == e.weekday]
        if fitting:
            return min(fitting, key=lambda d: abs((d[0] - anchor).days))
    if not past and after:
        return after[0]
    return before[0] if before else None


def _day_alone(e: DateExpression, a: _Anchors) -> Days | None:
    """The 12th of this month; Friday the 15th."""
    assert e.day is not None
    if e.of is not None:
        month = _days(e.of, a)
        if month is None:
            return None
        day = month[0].replace(day=e.day)
        return day, day
    if a.published is None:
        return None
    for back in range(400):
        day = a.published - back * _DAY * (1 if a.past else -1)
        if day.day == e.day and (e.weekday is None or day.isoweekday() == e.weekday):
            return day, day
    return None


def _weekday(e: DateExpression, a: _Anchors) -> Days | None:
    assert e.weekday is not None
    if e.of is not None:
        week = _days(e.of, a)
        if week is None:
            return None
        day = week[0] + (e.weekday - 1) * _DAY
        return day, day
    anchor = a.published
    if anchor is None:
        return None
    back = (anchor.isoweekday() - e.weekday) % 7
    if e.direction is not None and e.direction < 0:
        day = anchor - ((back or 7) + 7 * (-e.direction - 1)) * _DAY
    elif e.direction is not None and e.direction > 0:
        day = anchor + ((7 - back) + 7 * (e.direction - 1)) * _DAY
    elif a.past or e.offset is not None:
        day = anchor - back * _DAY
    else:
        day = anchor + (7 - back) % 7 * _DAY
    return day, day


def _relative(e: DateExpression, a: _Anchors) -> Days | None:
    base: Days | None = (a.published, a.published) if a.published is not None else None
    if e.base is not None:
        base = _days(e.base, a)
    elif e.anchor == "event":
        base = a.event
    if base is None:
        return None
    if e.offset is None:
        return _stretch(e, base)
    start = base[1] if e.offset > 0 else base[0]
    inner = e.of  # two years and three months ago
    while inner is not None:
        start = shift(start, inner.unit, int((inner.amount or 0) * (1 if e.offset > 0 else -1)))
        inner = inner.of
    if e.unit in ("hour", "minute"):
        days = -(-abs(e.offset) // 24) if e.unit == "hour" and abs(e.offset) >= 12 else 0
        moved = start + (days if e.offset > 0 else -days) * _DAY
        return (min(moved, start), max(moved, start)) if abs(e.offset) % 24 else (moved, moved)
    day = shift(start, e.unit, e.offset)
    if e.rule in ("date.ago", "date.from-date") and (e.unit in ("day", "week") or e.base is not None):
        return day, day
    return period_of(day, e.unit)


def _stretch(e: DateExpression, base: Days) -> Days | None:
    """The last three days: that many units up to the anchor, the anchor's day included."""
    if e.amount is None:
        return None
    sign = -1 if (e.direction or 0) < 0 else 1
    if e.unit in ("hour", "minute"):
        days = max(1, round(e.amount / 24)) if e.unit == "hour" and e.amount >= 12 else 0
        moved = base[0] + sign * days * _DAY
    else:
        moved = shift(base[0], e.unit, int(e.amount) * sign)
    return (moved, base[1]) if sign < 0 else (min(base[0] + _DAY, moved), moved)


def _nth(e: DateExpression, a: _Anchors) -> Days | None:
    """The first Tuesday of October, the last week of 2015."""
    period = _days(e.of, a) if e.of is not None else None
    if period is None or e.nth is None:
        return None
    start, end = period
    if e.unit == "week":
        first = period_of(start + 3 * _DAY, "week")[0]
        last = period_of(end - 3 * _DAY, "week")[0]
        week = last if e.nth < 0 else first + 7 * (e.nth - 1) * _DAY
        return week, week + 6 * _DAY
    if e.unit == "day" or e.weekday is None:
        day = end if e.nth < 0 else start + (e.nth - 1) * _DAY
    elif e.nth < 0:
        day = end - (end.isoweekday() - e.weekday) % 7 * _DAY
    else:
        day = start + (e.weekday - start.isoweekday()) % 7 * _DAY + 7 * (e.nth - 1) * _DAY
    return (day, day) if start <= day <= end else None


def _section(e: DateExpression, a: _Anchors) -> Days | None:
    """Middle of March: the 11th to the 20th; start and end of a longer period: its first and last third; halves, quarters."""
    of = e.of
    if of is None:
        if a.published is None:
            return None
        of = DateExpression(e.start, e.end, "relative", e.rule, unit="year", offset=0)
    period = _days(of, a)
    if period is None:
        return None
    start, end = period
    name, _, number = e.section.partition("_")
    if name in ("half", "quarter", "third"):
        months = {"half": 6, "quarter": 3, "third": 4}[name]
        if (end - start).days > 300:
            first = months_from(start, months * (int(number) - 1))
            return first, months_from(first, months) - _DAY
        middle = start + ((end - start).days + 1) // 2 * _DAY
        return (start, middle - _DAY) if number == "1" else (middle, end)
    if name == "rest":
        return (max(start, a.published), end) if a.published is not None else None
    if name == "all":
        return period
    if of.kind == "month" or 27 < (end - start).days < 32:
        opening, closing = {"start": (1, 10), "middle": (11, 20), "end": (21, end.day)}[name]
        return start.replace(day=opening), start.replace(day=closing)
    if name == "middle" and (end - start).days > 300:  # mid-year: the two months around its middle day
        return start.replace(month=6), start.replace(month=7, day=31)
    third = ((end - start).days + 1) // 3
    begin = {"start": start, "middle": start + third * _DAY, "end": end - (third - 1) * _DAY}[name]
    return begin, begin + (third - 1) * _DAY


def _since(e: DateExpression, a: _Anchors) -> Days | None:
    if e.of is None or e.unit:  # منذ 6 سنوات 4 أشهر
        if a.published is None or e.amount is None:
            return None
        start = shift(a.published, e.unit, -int(e.amount))
        inner = e.of
        while inner is not None:
            start = shift(start, inner.unit, -int(inner.amount or 0))
            inner = inner.of
        return start, a.published
    inner_days = _length_back(e.of, a) if e.of.kind == "duration" else _opening(e.of, a)
    if inner_days is None:
        return None
    start = inner_days[1] + _DAY if e.section == "after" else inner_days[0]
    if a.published is not None and a.published >= start:
        return start, a.published
    return start, max(start, inner_days[1])


def _length_back(e: DateExpression, a: _Anchors) -> Days | None:
    if a.published is None or e.amount is None:
        return None
    start = shift(a.published, e.unit, -int(e.amount))
    return start, start


def _range(e: DateExpression, a: _Anchors) -> Days | None:
    first = e.of if e.of is not None and e.day is None else replace(e, kind=_own_kind(e), until=None)
    start = _opening(first, a)
    if start is None or e.until is None:
        return None
    until = e.until
    if until.kind == "weekday" and until.direction is None and until.of is None and first.kind == "weekday":
        gap = ((until.weekday or 1) - start[0].isoweekday()) % 7
        begun = start[0]
        bare = first.direction is None and first.of is None and first.offset is None
        if bare and a.past and a.published is not None and begun + gap * _DAY > a.published:
            begun -= 7 * _DAY  # "between Monday and Thursday", told on a Tuesday
        return begun, begun + gap * _DAY
    end = _closing(until, start[0], a)
    if end is None:
        return None
    if end[1] < start[0] and first.kind == "weekday":
        start = (start[0] - 7 * _DAY, start[1])
    elif first.kind == "weekday" and until.kind == "weekday" and (end[1] - start[0]).days > 6:
        start = (start[0] + 7 * _DAY, start[1])
    return (start[0], end[1]) if start[0] <= end[1] else None


def _opening(e: DateExpression, a: _Anchors) -> Days | None:
    """The days of what opens a range: from the middle of a year counts from the first of July."""
    days = _days(e, a)
    if days is not None and e.section == "middle" and (days[1] - days[0]).days > 31:
        return days[0].replace(month=7, day=1), days[1]
    return days


def _closing(e: DateExpression, start: date, a: _Anchors) -> Days | None:
    """The days of what closes a range: without a year of its own, the first such day or month from the start on."""
    if e.year is None and e.of is None and e.month is not None and e.direction is None and e.calendar == "gregorian":
        for year in (start.year, start.year + 1):
            days = fields_in(e, year)
            if days[1] >= start:
                return days
    return _days(e, a)


def _own_kind(e: DateExpression) -> str:
    return "day" if e.day is not None else "month" if e.month is not None else "year"


def _basis(e: DateExpression) -> str:
    if e.kind == "anniversary":
        return "anniversary"
    if e.kind == "time_of_day":
        return "relative_to_event"
    if e.anchor == "event":
        return "relative_to_event"
    if e.year is not None:
        return "absolute"
    if e.base is not None:
        return "relative_to_event" if e.base.anchor == "event" else _basis(e.base)
    if e.of is not None and not e.unit:
        return _basis(e.of)
    return "relative_to_publication"


def _precision(e: DateExpression, days: Days) -> str:
    if days[0] == days[1]:
        if e.hour is not None or e.part:
            return "T1"
        if e.rule == "date.ago-about" or (e.rule == "date.ago" and e.unit == "week"):
            return "T4"
    return precision_of(*days)
