"""What is said of the day where no date could be made of it: "on Sunday", «السادس عشر من آب» without a year (R16).

Such a word places nothing on the calendar, yet one event's tellings agree in it, and tellings of two do so by chance only: in
one pair of seven for a weekday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tawthiq.link.comparison import Comparison, alike, compared, weights
from tawthiq.link.telling import Telling

YEAR_END = 365
"""Days from the first to the last day of a leap year: these two are next to one another as well."""
_EXACT = ("T1", "T2", "T3")
_LONGEST = timedelta(days=1)
"""From the first to the last day of a date that still says a weekday: a night has two days."""
_PARTIAL = re.compile(r"weekday (?P<weekday>[1-7])|--(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LEAP = 2000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a telling says of the day, the year aside.

    `weekdays`, and `near_weekdays` with those a day off: a bit each, Monday's being the lowest. `year_first` and `year_last`: days of
    a leap year, from 1, None where not said. `months`: a bit each. `partial`: no year is known. `said`: the words or the date.
    """

    weekdays: int = 0
    near_weekdays: int = 0
    year_first: int | None = None
    year_last: int | None = None
    months: int = 0
    partial: bool = False
    said: str = field(default="", compare=False)


_NOTHING = Calendar()


def calendar_of(one: Telling) -> Calendar:
    """What a telling says of the day: by its date where that is one day or a night, else by what is known of it without a year."""
    when = one.account.date
    if when is None:
        return _NOTHING
    if when.start is not None and when.end is not None:
        if when.precision not in _EXACT or when.end - when.start > _LONGEST:
            return _NOTHING
        days, around = {when.start, when.end}, {when.start - _DAY, when.start, when.end, when.end + _DAY}
        first, last = _year_day(when.start), _year_day(when.end)
        return Calendar(
            _weekdays(days), _weekdays(around), first, max(first, last), _months(around), said=when.start.isoformat()
        )
    if (known := _PARTIAL.fullmatch(when.partial)) is None:
        return _NOTHING
    said = when.quote.text if when.quote is not None else when.partial
    if known["weekday"]:
        day = date.fromisocalendar(_LEAP, 2, int(known["weekday"]))
        return Calendar(_weekdays({day}), _weekdays({day - _DAY, day, day + _DAY}), partial=True, said=said)
    month = int(known["month"])
    if not known["day"]:
        return Calendar(months=1 << month, partial=True, said=said)
    try:
        day = date(_LEAP, month, int(known["day"]))
    except ValueError:
        return _NOTHING
    number = _year_day(day)
    return Calendar(0, 0, number, number, _months({day - _DAY, day, day + _DAY}), partial=True, said=said)


def _weekdays(days: Iterable[date]) -> int:
    return sum({1 << day.weekday() for day in days})


def _months(days: Iterable[date]) -> int:
    return sum({1 << day.month for day in days})


def _year_day(day: date) -> int:
    return day.replace(year=_LEAP).timetuple().tm_yday


def compare_day(a: Telling, b: Telling) -> Comparison | None:
    """Whether what one telling says of an unknown date agrees with what the other says; None where it says nothing."""
    one, other = calendar_of(a), calendar_of(b)
    if not (one.partial or other.partial):
        return None
    found = _agreement(one, other)
    return compared("day", found, float(weights("day")[found]), alike(a=one.said, b=other.said)) if found else None


def _agreement(one: Calendar, other: Calendar) -> str:
    if one.months and other.months and not one.months & other.months:
        return "other_month"
    if one.year_first and one.year_last and other.year_first and other.year_last:
        apart = max(other.year_first - one.year_last, one.year_first - other.year_last)
        if apart <= 0:
            return "month_day"
        return "other_month_day" if 1 < apart < YEAR_END else ""
    if one.weekdays and other.weekdays:
        if one.weekdays & other.weekdays:
            return "weekday"
        return "" if one.near_weekdays & other.weekdays else "other_weekday"
    return "month" if one.months and other.months else ""
