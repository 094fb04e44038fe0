"""Dates as a reader says them: month names of the reader's language, Western digits, no more precision than is known.

Arabic months carry both names in use («أيلول/سبتمبر»). A wording that nothing anchors is quoted and called undated.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from tawthiq.domain.document import Published
from tawthiq.domain.when import Period, When
from tawthiq.publish.wording import Wording, isolate, ltr

_ISO_DAY = re.compile(r"(?<![\dA-Za-z_-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")


_DAYS_HELD = 8192
"""Days and stretches whose words are kept: a register tells of the same days again and again."""


@cache
def month_name(month: int, w: Wording) -> str:
    """The name of month 1–12."""
    return w.items("months.names")[month - 1]


@lru_cache(_DAYS_HELD)
def month_words(year: int, month: int, w: Wording) -> str:
    """A month of a year: "September 2012", «أيلول/سبتمبر 2012»."""
    return w("dates.month_only", month=month_name(month, w), year=year)


@lru_cache(_DAYS_HELD)
def day_words(day: date, w: Wording) -> str:
    """One day: "25 September 2012", «25 أيلول/سبتمبر 2012»."""
    return w("dates.day", day=day.day, month=month_name(day.month, w), year=day.year)


def spoken(text: str, w: Wording) -> str:
    """A message with its ISO days said in words, since "2017-10-30" reads backwards inside Arabic."""

    def words(found: re.Match[str]) -> str:
        try:
            return day_words(date.fromisoformat(found.group()), w)
        except ValueError:
            return found.group()

    return _ISO_DAY.sub(words, text)


@lru_cache(_DAYS_HELD)
def range_words(start: date, end: date, w: Wording) -> str:
    """First to last day, as short as it can be said: a day, days of a month, whole months, whole years."""
    if start == end:
        return day_words(start, w)
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else ltr(f"{start.year}–{end.year}")
    if whole:
        a, b = month_words(start.year, start.month, w), month_words(end.year, end.month, w)
        return a if a == b else w("dates.range", a=a, b=b)
    if (start.year, start.month) == (end.year, end.month):
        days = ltr(f"{start.day}–{end.day}")
        return w("dates.days_in_month", days=days, month=month_name(start.month, w), year=start.year)
    return w("dates.range", a=day_words(start, w), b=day_words(end, w))


def _partial_words(partial: str, w: Wording) -> str:
    """What is known of a date without a year: "--08-16" or "weekday 7" (ISO, Sunday is 7)."""
    if partial.startswith("--") and len(partial) == 7:
        month, day = int(partial[2:4]), int(partial[5:7])
        return w("dates.year_unknown", day=w("dates.day_no_year", day=day, month=month_name(month, w)))
    if partial.startswith("weekday "):
        return w("dates.weekday_known", weekday=w.items("weekdays.names")[int(partial.split()[1]) - 1])
    return ""


def when_words(when: When | None, w: Wording) -> str:
    """The date of an incident or account; an unanchored wording is quoted and called undated."""
    if when is None:
        return w("dates.no_date")
    if when.start is not None and when.end is not None:
        return range_words(when.start, when.end, w)
    partial = _partial_words(when.partial, w)
    if when.quote is not None and when.quote.text:
        words = w("dates.undated_quote", text=isolate(when.quote.text))
        return f"{words} ({partial})" if when.partial.startswith("--") else words
    return partial or w("dates.undated")


def precision_words(when: When | None, w: Wording) -> str:
    """How precisely a date is known and on what basis; empty where it stands on no calendar."""
    if when is None or not when.known:
        return ""
    precise = w("dates.time_of_day") if when.precision == "T1" else w.label("date_precisions", when.precision)
    return f"{precise} · {w.label('date_bases', when.basis)}"


def period_words(period: Period, w: Wording) -> str:
    """The stretch of time of a statistic; the document's own words where no end is known."""
    if period.start is not None and period.end is not None:
        return range_words(period.start, period.end, w)
    if period.start is not None:
        return w("dates.since", a=day_words(period.start, w))
    if period.end is not None:
        return w("dates.until", b=day_words(period.end, w))
    return isolate(period.text) if period.text else w("dates.undated")


def published_words(published: Published, w: Wording) -> str:
    """When a document was published and what that rests on."""
    if published.start is not None and published.end is not None:
        words = range_words(published.start, published.end, w)
    elif published.end is not None:
        words = w("dates.until", b=day_words(published.end, w))
    else:
        return w("documents.published_none")
    basis = w(f"documents.published_{published.basis}") if published.basis != "none" else ""
    return f"{words} ({basis})" if basis else words
