"""How anniversaries are counted: an event of 25 September 2012 is eight years old on 25 September 2020, not a day before.

An event of 29 February is remembered on the 28th of a year that has no 29th: on the last day of its month, as it was.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

KNOWN_TO_THE_DAY = ("T1", "T2")
"""Precision codes of dates that have an anniversary (standards §1, date_prec)."""


def remembered(event: date, year: int) -> date:
    """The day of `year` on which `event` is remembered: its own; 28 February for a 29th where the year has none."""
    if (event.month, event.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return event.replace(year=year)


def years_on(event: date, day: date) -> int | None:
    """How many years ago `event` was where `day` is its anniversary; None on any other day and in the year itself."""
    years = day.year - event.year
    return years if years > 0 and remembered(event, day.year) == day else None


def anniversaries_between(event: date, first: date, last: date) -> Iterator[tuple[date, int]]:
    """Every anniversary of `event` from `first` to `last`, both included, with its years."""
    for year in range(max(first.year, event.year + 1), last.year + 1):
        day = remembered(event, year)
        if first <= day <= last:
            yield day, year - event.year


def month_days(first: date, last: date) -> frozenset[tuple[int, int]]:
    """Month and day of every event that can have an anniversary from `first` to `last`, both included."""
    span = min((last - first).days, 366)
    days = {((first + timedelta(days=n)).month, (first + timedelta(days=n)).day) for n in range(span + 1)}
    return frozenset(days | ({(2, 29)} if (2, 28) in days else set()))
