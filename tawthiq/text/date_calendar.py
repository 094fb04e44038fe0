"""Days on the calendar: months, years, weeks and Hijri dates as first and last day, and steps between them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from hijridate import Gregorian, Hijri

from tawthiq.text.date_expression import DateExpression

Days = tuple[date, date]
_DAY: Final = timedelta(days=1)
_UNIT_DAYS: Final = {"day": 1, "week": 7, "weekend": 7}
_UNIT_MONTHS: Final = {"month": 1, "year": 12, "decade": 120}


def fields_in(e: DateExpression, year: int) -> Days:
    if e.calendar == "hijri":
        return _hijri(e, year if year < 1700 else hijri_year_in(e, year))
    if e.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if e.kind == "season":
        start = date(year, e.month, 1)
        return start, months_from(start, 3) - _DAY
    if e.day is None:
        return date(year, e.month, 1), date(year, e.month, monthrange(year, e.month)[1])
    day = date(year, e.month, e.day)
    return day, day


def hijri_year_in(e: DateExpression, year: int) -> int:
    """The Hijri year whose month (or day) begins in the Gregorian `year`: رمضان 2012."""
    first = hijri_year(date(year, 1, 1))
    return next((y for y in (first, first + 1) if _hijri(e, y)[0].year == year), first)


def _hijri(e: DateExpression, year: int) -> Days:
    month, day = e.month or 1, e.day or 1
    first = Hijri(year, month, day).to_gregorian()
    start = date(first.year, first.month, first.day)
    if e.day is not None:
        return start, start
    length = Hijri(year, month, 1).month_length() if e.month is not None else Hijri(year, 1, 1).year_length()
    return start, start + timedelta(days=length - 1)


def hijri_year(day: date) -> int:
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def shift(day: date, unit: str, amount: int) -> date:
    if unit in _UNIT_MONTHS:
        return months_from(day, amount * _UNIT_MONTHS[unit])
    return day + amount * _UNIT_DAYS.get(unit, 0) * _DAY


def months_from(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_of(day: date, unit: str) -> Days:
    """The day, week (from Monday), month, year or decade that holds `day`."""
    if unit == "week":
        start = day - (day.isoweekday() - 1) * _DAY
        return start, start + 6 * _DAY
    if unit == "weekend":
        start = day - (day.isoweekday() - 1) * _DAY
        return start + 5 * _DAY, start + 6 * _DAY
    if unit == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    return day, day
