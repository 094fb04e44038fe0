"""Builders for dates made of dates: weekday with date, part of a day, part of a period, ranges, since and until."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_rewrite import Matched

_EVERY: Final = "αβγδωτρπκσλ"
_FEAST: Final = 4
"""Days that the longest feast goes on."""


def _spanned(expression: DateExpression, m: Matched, **changes: object) -> DateExpression:
    return replace(expression, start=m.start, end=m.end, **changes)  # type: ignore[arg-type]


def dated_weekday(m: Matched) -> DateExpression | None:
    """الأحد 23 من شباط, Monday, 15 December 2025, اليوم 25/9/2020: the date counts, the weekday chooses a missing year."""
    day = m.expressions("α")[0]
    weekdays, short = m.expressions("ω"), m.token("w")
    weekday = weekdays[0].weekday if weekdays else short.value if short is not None else day.weekday
    return _spanned(day, m, weekday=weekday, rule=m.name)


def weekday_number(m: Matched) -> DateExpression | None:
    """Friday the 15th, السبت السادس عشر."""
    number = m.need("12")
    weekdays, short = m.expressions("ω"), m.token("w")
    if number.value > 31 or m.runs_on or (short is not None and number.symbol != "2"):
        return None
    weekday = weekdays[0].weekday if weekdays else short.value if short is not None else None
    return DateExpression(m.start, m.end, "day", m.name, day=number.value, weekday=weekday)


def named_day(m: Matched) -> DateExpression | None:
    """أمس الأحد, اليوم الاثنين: the weekday counts; today or yesterday only say on which side of the anchor it is."""
    today, day = m.expressions("τ")[0], m.expressions("ω")[0]
    if today.anchor == "event":
        return None
    return _spanned(day, m, unit="day", offset=today.offset, rule=m.name, part=today.part or day.part)


def part_of_day(m: Matched) -> DateExpression | None:
    """صباح أمس, فجر اليوم الاثنين, Tuesday afternoon; «ليل أمس» is the night that began yesterday.

    Two dates share a night of yesterday that is named by its weekday too (standards §1, date_prec), and what came after its midnight.
    """
    token = m.need("Pp")
    inner = m.expressions("αωτρλ")[0]
    part = str(token.get("part"))
    yesterday = m.pieces[0] is token and inner.kind != "day" and inner.unit == "day" and inner.offset == -1
    shared = part == "night" and yesterday and (inner.kind == "weekday" or bool(token.get("after_midnight")))
    return _spanned(inner, m, part=part, night=shared or inner.night)


def section_of_day(m: Matched) -> DateExpression | None:
    """Late Wednesday, early on 4 May: a part of that day."""
    parts = {"start": "morning", "end": "night", "middle": "noon"}
    name = str(m.need("Q").get("section"))
    if name == "eve":  # the eve of Eid al-Adha
        return DateExpression(m.start, m.end, "relative", m.name, unit="day", offset=-1, base=m.expressions("ωατ")[0])
    if name not in parts:
        return None
    return _spanned(m.expressions("ωατ")[0], m, part=parts[name])


def this_day_in(m: Matched) -> DateExpression | None:
    """في مثل هذا اليوم من عام 2012: the day and month of publication in that year."""
    today, year = m.expressions("τ")[0], m.expressions("γ")[0]
    if today.offset != 0 or year.year is None:
        return None
    return DateExpression(m.start, m.end, "anniversary", m.name, unit="year", year=year.year, direction=-1)


def part_alone(m: Matched) -> DateExpression | None:
    """فجرا, in the afternoon: of the day told before."""
    token = m.need("p")
    return DateExpression(m.start, m.end, "time_of_day", m.name, part=str(token.get("part")), anchor="event")


def week_of(m: Matched) -> DateExpression | None:
    """The week of April 10th."""
    return DateExpression(m.start, m.end, "relative", m.name, unit="week", offset=0, base=m.expressions("α")[0])


def day_of_feast(m: Matched) -> DateExpression | None:
    """The third day of Eid al-Adha: counted from the first."""
    number, feast = m.need("2"), m.expressions("α")[0]
    if feast.rule != "date.holiday" or not 1 <= number.value <= _FEAST:
        return None
    return DateExpression(m.start, m.end, "relative", m.name, unit="day", offset=number.value - 1, base=feast)


def from_date(m: Matched) -> DateExpression | None:
    """Two days before 5 May, 16 days from 1 June: a length counted from a date."""
    length = m.expressions("π")[0]
    base = m.expressions("ατωρ")[0]
    cue = m.token("AB")
    if length.amount is None or base.kind == "anniversary" or (cue is not None and cue.arabic):
        return None
    sign = -1 if cue is not None and cue.symbol == "A" else 1
    return DateExpression(
        m.start, m.end, "relative", m.name, unit=length.unit, offset=round(length.amount * sign), base=base, of=length.of
    )  # fmt: skip


def timed(m: Matched) -> DateExpression | None:
    """4 نيسان 2017 الساعة 6:49."""
    clock = m.expressions("κ")[0]
    inner = m.expressions("αωτρ")[0]
    return _spanned(inner, m, hour=clock.hour, minute=clock.minute)


def clock_part(m: Matched) -> DateExpression | None:
    """الساعة 7 مساء."""
    clock = m.expressions("κ")[0]
    token = m.need("PpI")
    hour, part = clock.hour or 0, str(token.get("part", ""))
    if token.symbol == "I":
        part = "evening" if m.text[token.start : token.start + 1] == "p" else "morning"
    if part in ("afternoon", "evening", "night") and 0 < hour < 12 and not (part == "night" and hour < 6):
        hour += 12
    return _spanned(clock, m, hour=hour, part=part)


def section(m: Matched) -> DateExpression | None:
    """منتصف مارس 2011, early this month, أواخر العام الماضي."""
    token = m.need("Q")
    found = m.expressions("βγδσ")
    name = str(token.get("section"))
    if not found:
        return _section_of_unit(m, name)
    inner = found[0]
    if name in ("half", "quarter", "third"):
        return None
    return DateExpression(
        m.start, m.end, "month" if inner.kind == "month" else "season", m.name, section=name, of=inner
    )


def _section_of_unit(m: Matched, name: str) -> DateExpression | None:
    """منتصف العام, the rest of the week: of the one that runs; طوال شهر, نصف عام: a length."""
    unit = m.need("YNV")
    if unit.get("plural"):
        return None
    fractions = {"all": 1.0, "half": 0.5, "quarter": 0.25}
    if name in fractions and (name == "all" or not unit.definite):
        return DateExpression(m.start, m.end, "duration", m.name, unit=str(unit.get("unit")), amount=fractions[name])
    if name in fractions or name == "third" or not (unit.definite or not unit.arabic):
        return None
    of = DateExpression(unit.start, unit.end, "relative", m.name, unit=str(unit.get("unit")), offset=0)
    return DateExpression(m.start, m.end, "season", m.name, section=name, of=of)


def numbered_section(m: Matched) -> DateExpression | None:
    """النصف الثاني من العام الماضي, the third quarter of 2016."""
    token, number = m.need("Q"), m.need("12lR")
    inner = m.expressions("βγσ")
    name, count = str(token.get("section")), {"half": 2, "quarter": 4, "third": 3}
    if name not in count or (number.symbol == "R" and number.number("offset") != -1):
        return None
    nth = number.value if number.symbol in "12" else count[name]
    if nth > count[name]:
        return None
    year = m.token("4")
    of = inner[0] if inner else None
    if year is not None:
        of = DateExpression(year.start, year.end, "year", m.name, year=year.value)
    return DateExpression(m.start, m.end, "season", m.name, section=f"{name}_{nth}", of=of)


def nth_weekday(m: Matched) -> DateExpression | None:
    """أول ثلاثاء من أكتوبر, the last Friday in October."""
    number = m.token("12lR")
    day = m.token("Ww")
    of = m.expressions("βγσ")[0]
    if number is None:
        return None
    nth = number.value if number.symbol in "12" else -1
    weekdays = m.expressions("ω")
    value = day.value if day is not None else weekdays[0].weekday
    return DateExpression(m.start, m.end, "weekday", m.name, weekday=value, nth=nth, of=of)


def nth_unit(m: Matched) -> DateExpression | None:
    """الأسبوع الأول من عام 2015, the last day of October."""
    number, unit = m.token("2lR"), m.token("JV")
    of = m.expressions("βγ")[0]
    if number is None:
        return None
    nth = number.value if number.symbol in "12" else -1
    name = str(unit.get("unit")) if unit is not None else "day"
    return DateExpression(m.start, m.end, "day" if name == "day" else "relative", m.name, unit=name, nth=nth, of=of)


def between(m: Matched) -> DateExpression | None:
    """من شباط 13 إلى 15 تموز, between 6 March and 10 April: what the end says, the start may leave out."""
    first, last = m.expressions(_EVERY)
    if first.kind == "duration" or last.kind == "duration":
        return None
    if first.kind in ("day", "month") and first.year is None and first.of is None and first.direction is None:
        over_new_year = (first.month or 0, first.day or 0) > (last.month or 99, last.day or 0)
        year = last.year - 1 if last.year is not None and over_new_year else last.year
        first = replace(
            first, year=year, of=last.of if last.kind == first.kind == "month" else None, direction=last.direction
        )
    return DateExpression(m.start, m.end, "range", m.name, of=first, until=last)


def months_joined(m: Matched) -> DateExpression | None:
    """في آذار ونيسان 2016, in September and October: a range where one month follows the other."""
    first, last = m.expressions("β")
    if first.month is None or last.month != first.month % 12 + 1 or first.year is not None or first.of is not None:
        return None
    return between(m) if first.calendar == last.calendar and first.direction is None else None


def to_its_end(m: Matched) -> DateExpression | None:
    """منذ منتصف العام الماضي وحتى نهايته: from a part of a period to the end of the same period."""
    first = m.expressions("σ")[0]
    return DateExpression(m.start, m.end, "range", m.name, of=first, until=first.of) if first.of is not None else None


def weekday_pair(m: Matched) -> DateExpression | None:
    """يومي السبت والأحد, on Saturday and Sunday: a range only where the days follow one another; side by side only of a night (ليل الأحد الاثنين)."""
    first, last = m.expressions("αω")
    if first.kind != "weekday" or first.weekday is None or last.weekday != first.weekday % 7 + 1:
        return None
    if m.row[m.at : m.stop].isalpha() and first.part != "night":
        return None
    return DateExpression(m.start, m.end, "range", m.name, of=first, until=last)


def since(m: Matched) -> DateExpression | None:
    """منذ 18 فبراير, since July."""
    return DateExpression(m.start, m.end, "since", m.name, of=m.expressions(_EVERY)[0])


def until(m: Matched) -> DateExpression | None:
    """حتى عام 2012, by 2017, before 1 January; an hour before midnight is still of its day."""
    inner = m.expressions(_EVERY)[0]
    if inner.kind == "duration" or _of_an_event(m, inner):
        return None
    if m.symbols[0] == "A" and (inner.hour is not None or inner.part):
        return _spanned(inner, m)
    return DateExpression(m.start, m.end, "until", m.name, of=inner)


def after(m: Matched) -> DateExpression | None:
    """بعد 2 أيار, after 2016: opens a range behind it; after 5 a.m. on 10 August is still of its day."""
    inner = m.expressions(_EVERY)[0]
    cue = m.need("B")
    if inner.hour is not None or inner.part:
        return _spanned(inner, m)
    if inner.kind == "weekday" or cue.get("adjective") or _of_an_event(m, inner):
        return None
    return DateExpression(m.start, m.end, "since", m.name, of=inner, section="after")


def _of_an_event(m: Matched, inner: DateExpression) -> bool:
    """Whether a date belongs to an event's name: after Sunday's strikes, before the 2018 elections."""
    between = m.text[m.start : inner.start]
    return m.text.startswith("'s", m.end) or (between.isascii() and len(between.split()) > 1)
