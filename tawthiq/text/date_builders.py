"""Builders for dates on the calendar: one small function per form, named in the rule tables (dates.py).

A builder returns None where the words only look like the form (a day 31 in September, "may" as a verb, a count after a month).
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_rewrite import Matched
from tawthiq.text.date_tokens import Token

_MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def direction_of(token: Token | None) -> int | None:
    """−1 last, 0 this, 1 next; None without an adjective."""
    return None if token is None else token.number("offset")


def adjective_anchor(*tokens: Token | None) -> str:
    """Whether a wording counts from publication or from the event told before."""
    return "event" if any(t is not None and t.get("anchor") == "event" for t in tokens) else "publication"


def unit_of(token: Token) -> str:
    """The unit of time a word names."""
    return str(token.get("unit"))


def _calendar(m: Matched, month: Token | None = None) -> str:
    era = m.token("E")
    if era is not None and era.get("calendar") == "hijri":
        return "hijri"
    return str(month.get("calendar", "gregorian")) if month is not None else "gregorian"


def _possible(day: int, month: int, calendar: str) -> bool:
    return 1 <= day <= (_MONTH_DAYS[month - 1] if calendar == "gregorian" else 30)


def full_year(year: int, written: str = "") -> int:
    """A two-digit year in full: 00–49 are this century's, 50–99 the last one's."""
    return year if len(written) > 2 or year > 99 else 2000 + year if year < 50 else 1900 + year


def _year(m: Matched) -> int | None:
    """The year of a month or day, where it is written."""
    year = m.token("4")
    return year.value if year is not None else None


def _relative_year(m: Matched) -> DateExpression | None:
    unit, adjective = m.token("Y"), m.token("RG")
    if unit is None or adjective is None:
        return None
    return DateExpression(
        unit.start,
        adjective.end,
        "relative",
        "date.year-relative",
        unit="year",
        offset=direction_of(adjective),
        anchor=adjective_anchor(adjective),
    )


def numeric(m: Matched) -> DateExpression | None:
    """25/9/2012, 2015-07-22, 14-09-1432 هـ: day first where both readings are possible."""
    token = m.need("X")
    parts, written = token.parts, token.written
    calendar = _calendar(m)
    lengths = [len(p) for p in _split(written)]
    if lengths[0] == 4:
        year, a, b, order = parts[0], parts[1], parts[2], "ymd"
        day, month = (b, a) if a <= 12 else (a, b)
    elif lengths[2] == 4:
        a, b, year = parts
        day, month, order = (a, b, "dmy") if b <= 12 else (b, a, "mdy")
    else:
        a, b = parts[0], parts[1]
        year = full_year(parts[2], "00")
        day, month, order = (a, b, "dmy") if b <= 12 else (b, a, "mdy")
        if not _valid(day, month, calendar) and _valid(parts[2], b, calendar):
            year, day, month, order = full_year(a, "00"), parts[2], b, "ymd"
    if calendar == "gregorian" and 1300 <= year <= 1500 and order != "mdy":
        calendar = "hijri"
    if not _valid(day, month, calendar) or not 1300 <= year <= 2200:
        return None
    return DateExpression(
        m.start, m.end, "day", m.name, year=year, month=month, day=day, calendar=calendar, order=order
    )


def _split(written: str) -> list[str]:
    pieces = [""]
    for char in written:
        if char.isdigit():
            pieces[-1] += char
        elif char in "/.-":
            pieces.append("")
    return pieces


def _valid(day: int, month: int, calendar: str) -> bool:
    return 1 <= month <= 12 and _possible(day, month, calendar)


def numeric_month(m: Matched) -> DateExpression | None:
    """9/2021, 2015-11."""
    token = m.need("Z")
    a, b = token.parts
    year, month = (a, b) if a > 12 else (b, a)
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        return None
    return DateExpression(m.start, m.end, "month", m.name, year=year, month=month)


def numeric_pair(m: Matched) -> DateExpression | None:
    """22/04 after a cue: day first where both readings are possible."""
    token = m.need("F")
    a, b = token.parts
    day, month = (a, b) if b <= 12 else (b, a)
    cued = m.at > 0 and m.row[m.at - 1] in "i@oWSLA"
    if not _valid(day, month, "gregorian") or (not cued and (max(a, b) <= 12 or m.runs_on)):
        return None
    return DateExpression(m.start, m.end, "day", m.name, month=month, day=day)


def day_month(m: Matched) -> DateExpression | None:
    """25 أيلول 2012, الثامن من يوليو, 25 يوليو الماضي, September 25, 2012."""
    day, month = m.need("12"), m.need("M")
    calendar = _calendar(m, month)
    if not _possible(day.value, month.value, calendar):
        return None
    if _weak(m, month) or (day.end < month.start and "." in m.text[day.end : month.start] and m.token("4") is None):
        return None  # a word for zero; the sentence ended there
    of = _relative_year(m)
    direction = None if of is not None else direction_of(m.token("RG"))
    return DateExpression(
        m.start, m.end, "day", m.name, year=_year(m), month=month.value, day=day.value, calendar=calendar, direction=direction, of=of
    )  # fmt: skip


def month_day(m: Matched) -> DateExpression | None:
    """March 15: not where the number counts what follows (in March 15 people; في مارس 3 مجازر)."""
    day, month = m.need("12"), m.need("M")
    if day.symbol == "1" and m.token("4") is None:
        if month.arabic and (not day.spelled or m.runs_on):
            return None
        if m.at and m.row[m.at - 1] == "i" and m.runs_on:
            return None
    return day_month(m)


def days_month(m: Matched) -> DateExpression | None:
    """من 3 إلى 5 أيار, 25-27 August 2012, November 18-19; days told one by one run from the first to the last."""
    days, month = m.tokens("12"), m.need("M")
    if days[-1].value <= days[0].value or _weak(m, month):
        return None
    calendar = _calendar(m, month)
    if not (_possible(days[0].value, month.value, calendar) and _possible(days[-1].value, month.value, calendar)):
        return None
    of = _relative_year(m)
    direction = None if of is not None else direction_of(m.token("RG"))
    first = DateExpression(
        m.start, m.end, "range", m.name, year=_year(m), month=month.value, day=days[0].value, calendar=calendar, direction=direction, of=of
    )  # fmt: skip
    return replace(first, until=replace(first, kind="day", day=days[-1].value))


def days_of_month(m: Matched) -> DateExpression | None:
    """من 4 إلى 22 هذا الشهر."""
    days = m.tokens("12")
    unit, adjective = m.need("N"), m.need("RG")
    of = DateExpression(unit.start, unit.end, "relative", m.name, unit="month", offset=direction_of(adjective))
    first = DateExpression(m.start, m.end, "range", m.name, day=days[0].value, of=of)
    return replace(first, until=replace(first, kind="day", day=days[1].value))


def month(m: Matched) -> DateExpression | None:
    """أيلول 2012, September 2012, أكتوبر الماضي, last October, يونيو من العام الماضي; alone where the word is no other word."""
    token = m.need("M")
    of = _relative_year(m)
    direction = None if of is not None else direction_of(m.token("RG"))
    lone = m.token("4") is None and of is None and direction is None and m.token("N") is None
    if token.get("ambiguous") and lone and not _led_in(m, token):
        return None
    if m.token("G") is not None and token.get("ambiguous") and not m.token("4"):
        return None
    calendar = _calendar(m, token)
    year = _year(m)
    if calendar == "hijri" and year is not None and year > 1700:
        calendar = "hijri"
    return DateExpression(
        m.start, m.end, "month", m.name, year=year, month=token.value, calendar=calendar, direction=direction, of=of
    )


def _weak(m: Matched, month: Token) -> bool:
    """Whether a month's word is more likely another word (صفر, zero) even beside a day."""
    return bool(month.get("weak")) and m.token("4N") is None


def _led_in(m: Matched, token: Token) -> bool:
    """Whether a small word before it makes a month of a word such as may, مارس or آب: in, since, mid-, another month and."""
    before = m.row[max(0, m.at - 2) : m.at]
    if before[-1:] in ("&", "-", "/"):
        return before[:1] == "M"
    return before[-1:] in (_ARABIC_LEADS if token.arabic else _ENGLISH_LEADS)


_ARABIC_LEADS: Final = tuple("iSLbtQAB@")
_ENGLISH_LEADS: Final = tuple("ioSLytQABb")


def numbered_month(m: Matched) -> DateExpression | None:
    """شهر 9, الشهر التاسع, شهر 11 الماضي."""
    number = m.need("12")
    unit = m.token("N")
    if number.value > 12 or (unit is not None and unit.get("plural")) or (m.runs_on and m.token("4RY") is None):
        return None
    of = _relative_year(m)
    return DateExpression(
        m.start, m.end, "month", m.name, year=_year(m), month=number.value, direction=None if of else direction_of(m.token("R")), of=of
    )  # fmt: skip


def day_of_numbered_month(m: Matched) -> DateExpression | None:
    """الثالث من شهر عشرة."""
    day, month_number = m.tokens("12")
    if (
        month_number.value > 12
        or (m.runs_on and m.token("4RY") is None)
        or not _possible(day.value, month_number.value, "gregorian")
    ):
        return None
    return DateExpression(m.start, m.end, "day", m.name, year=_year(m), month=month_number.value, day=day.value)


def day_of_relative_month(m: Matched) -> DateExpression | None:
    """12 من الشهر الحالي, the 20th of next month."""
    day, unit, adjective = m.need("12"), m.need("N"), m.need("RG")
    of = DateExpression(
        unit.start,
        adjective.end,
        "relative",
        m.name,
        unit="month",
        offset=direction_of(adjective),
        anchor=adjective_anchor(adjective),
    )
    return DateExpression(m.start, m.end, "day", m.name, day=day.value, of=of)


def year(m: Matched) -> DateExpression | None:
    """عام 2014, in 2014: a bare number is a year only after a cue."""
    token = m.need("4")
    cued = m.token("YE") is not None
    calendar = _calendar(m)
    if cued and 1300 <= token.value <= 1500:
        calendar = "hijri"
    if not cued and (not 1900 <= token.value <= 2100 or (token.spelled and m.runs_on)):
        return None
    return DateExpression(m.start, m.end, "year", m.name, year=token.value, calendar=calendar)


def years(m: Matched) -> DateExpression | None:
    """2014-2018, بين 2015 و2017."""
    first, last = m.tokens("4")
    if not 1900 <= first.value < last.value <= 2100 or (m.runs_on and first.value % 100 == last.value % 100 == 0):
        return None
    until = DateExpression(last.start, last.end, "year", m.name, year=last.value)
    return DateExpression(m.start, m.end, "range", m.name, year=first.value, until=until)


def season(m: Matched) -> DateExpression | None:
    """صيف 2013, last summer."""
    token = m.need("H")
    of = _relative_year(m)
    return DateExpression(
        m.start, m.end, "season", m.name, year=_year(m), month=token.number("first_month"), direction=None if of else direction_of(m.token("RG")), of=of
    )  # fmt: skip


def decade(m: Matched) -> DateExpression | None:
    """The 1980s, السبعينيات."""
    token = m.need("8")
    start = token.value if token.core is not None else token.number("value")
    if start < 100:
        start += 1900
    until = DateExpression(m.start, m.end, "year", m.name, year=start + 9)
    return DateExpression(m.start, m.end, "range", m.name, year=start, until=until)


def holiday(m: Matched) -> DateExpression | None:
    """عيد الأضحى 2013: a feast with a fixed day in its calendar."""
    token = m.need("q")
    of = _relative_year(m)
    direction = None if of is not None else direction_of(m.token("R"))
    return DateExpression(
        m.start, m.end, "day", m.name, year=_year(m), month=token.number("month"), day=token.number("day"),
        calendar=str(token.get("calendar")), direction=direction, of=of,
    )  # fmt: skip


def day_number(m: Matched) -> DateExpression | None:
    """يوم 27: the day of a month that is not said."""
    unit, number = m.need("J"), m.need("1")
    if not unit.arabic or unit.get("plural") or unit.definite or number.spelled or m.runs_on:
        return None
    return DateExpression(m.start, m.end, "day", m.name, day=number.value)


def day_alone(m: Matched) -> DateExpression | None:
    """On the 13th: the day of a month that is not said, where nothing follows that it could count or rank."""
    number = m.need("2")
    if number.arabic or number.spelled or m.runs_on or not 1 <= number.value <= 31:
        return None
    return DateExpression(m.start, m.end, "day", m.name, day=number.value)
