"""The stretch of time a statistic covers: which time expressions are long enough for one, and when that is.

Long is a month, a half-year, a year, a range or "since" of six days and more; a day, a night, a weekday is short: it
dates an incident. A period without a year stays as worded, with open ends.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from tawthiq.domain.when import Period, When
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.figures import Figure
from tawthiq.text.dates import DateExpression, resolve

_SHORT_KINDS: Final = frozenset(("day", "weekday", "time_of_day", "anniversary", "recurring"))
_LONG_KINDS: Final = frozenset(("month", "year", "season"))
_DAYS: Final = {"year": 365, "month": 30, "week": 7, "day": 1}
_LONG_DAYS: Final = 5
_TAIL: Final = 5
_BEFORE: Final = 12  # code points
_WEEKS: Final = 60  # days
_OPENS: Final = 60
_AT_ONCE: Final = 4
"""Code points at the head of a sentence in which its time stands, and before that time."""
_OVER: Final = frozenset({"year_to_date"})
_SHORTEST_MONTH: Final = 28  # days
_LEAD: Final = 2
"""Sentences in which a page says what it is about."""
_SINCE: Final = frozenset({"since", "start"})
"""Cues that all is counted from what they open ("since the outbreak of")."""
_SIEGE: Final = frozenset({"siege", "starvation"})
_CLAUSE: Final = 10
"""Words at most between "since" and the day of what it opens."""
_MARKS: Final = frozenset(",;:.(\n")


def lasts_months(period: Period | When) -> bool:
    """Whether a stretch of time has two ends that lie months apart: a campaign of some weeks has one toll."""
    return period.start is not None and period.end is not None and (period.end - period.start).days > _WEEKS


def lasts_weeks(period: Period) -> bool:
    """Whether a stretch of time has two ends that lie a month or more apart, as that of a report does."""
    return (
        period.start is not None and period.end is not None and (period.end - period.start).days + 1 >= _SHORTEST_MONTH
    )


def opens_long(context: Context) -> bool:
    """Whether a page names a month or a longer time in its title or its first sentence."""
    opening = context.reading.sentences[:_LEAD]
    return bool(opening) and any(length(context, d) == "long" for d in context.dates_in(0, opening[-1].end))


def since_before(context: Context, figure: Figure) -> Period | None:
    """The period of a "since" in the sentence right before that of a figure: "… since March 2015. The war has killed 10,000"."""
    if figure.sentence == 0:
        return None
    before = context.reading.sentences[figure.sentence - 1]
    dates = [d for d in context.dates_in(before.start, before.end) if length(context, d) == "long"]
    goes_on = [d for d in dates if d.kind == "since" or _begins_what_goes_on(context, d)]
    return period_of(context, goes_on[-1]) if goes_on else None


def opens_since(context: Context, start: int, end: int) -> bool:
    """Whether a sentence opens with the time that all it tells is counted over: "Since March 2019, …", "So far this year …".

    An offensive that began weeks ago is told as one: "Since June 19 the army has been attacking …" in a page of July; so is a siege,
    however long, and what an Arabic sentence opens with sets its scene.
    """
    if context.lang != "en" or any(h.id in _SIEGE for h in context.reading.within(start, end, "kind")):
        return False
    low, high = start, min(end, start + _OPENS)
    if any(h.id in _OVER and h.start - low < _AT_ONCE for h in context.reading.within(low, high, "statistic_cue")):
        return True
    dates = context.dates_in(low, high)
    since = [d for d in dates if d.kind == "since" and d.start - low < _AT_ONCE and length(context, d) == "long"]
    return any(period.start is None or lasts_months(period) for period in (period_of(context, d) for d in since))


def length(context: Context, expression: DateExpression) -> str:
    """ "long", "short" or "" (no stretch of time that says either) for a time expression."""
    if expression.kind in _LONG_KINDS or expression.section.startswith(("first_half", "second_half", "quarter")):
        return "long"
    if expression.kind in _SHORT_KINDS:
        return "short"
    known: tuple[DateExpression, str] | None = context.reading.memo.get(("length", expression.start))
    if known is None or known[0] is not expression:
        known = context.reading.memo["length", expression.start] = (expression, _length(context, expression))
    return known[1]


def _length(context: Context, expression: DateExpression) -> str:
    """The same, of an expression whose kind alone does not say it."""
    if expression.kind == "since" and (expression.of or expression).weekday is not None:
        return "short"
    if expression.kind == "until" and expression.of is not None and expression.of.offset == 0:
        return ""  # "up to now": as long as whatever it was counted from
    if expression.kind == "duration" and _counted_in(context, expression):
        return "long"
    when = period_of(context, expression)
    if when.start is not None and when.end is not None:
        return "long" if (when.end - when.start).days + 1 > _LONG_DAYS else "short"
    if expression.kind == "since" and when.start is not None:
        return "long"
    if expression.kind == "since":
        inner = expression.of or expression
        return "short" if inner.weekday is not None or inner.unit in ("day", "hour") else "long"
    if expression.kind == "range":
        return "long" if _days_apart(expression) + 1 > _LONG_DAYS else "short"
    days = _DAYS.get(expression.unit, 0)
    if expression.kind == "relative" and days:
        amount = expression.amount if expression.amount is not None else 1
        if expression.amount is None and days < 30:
            return "short"
        return "long" if days * amount > _LONG_DAYS else "short"
    return ""


def counted_in_weeks(context: Context, expression: DateExpression) -> bool:
    """Whether a length of time is a week or more within which something was counted: "have been killed in two weeks"."""
    return expression.kind == "duration" and _counted_in(context, expression, _DAYS["week"])


def _counted_in(context: Context, expression: DateExpression, least: int = _DAYS["month"]) -> bool:
    """Whether a length of time is `least` days or more within which something was counted: "in 162 days", «على مدى 3 أشهر»."""
    if days_long(context, expression) < least:
        return False
    before = context.text[max(0, expression.start - _BEFORE) : expression.start].split()[-1:]
    return any(word in toll_grammar().within for word in before)


def days_long(context: Context, expression: DateExpression) -> int:
    """How many days a length of time or a stretch with two ends lasts; 0 where it does not say."""
    if expression.kind == "duration":
        return int((expression.amount or 0) * _DAYS.get(expression.unit, 0))
    when = period_of(context, expression)
    return (when.end - when.start).days if when.start is not None and when.end is not None else 0


def _days_apart(expression: DateExpression) -> int:
    """How far the ends of a range without a year lie apart, in days; a month where they lie in two."""
    first, last = expression.of or expression, expression.until
    if last is None:
        return 0
    if last.month != first.month and last.month is not None and first.month is not None:
        return _DAYS["month"]
    return abs(last.day - first.day) if first.day is not None and last.day is not None else 0


def period_of(context: Context, expression: DateExpression) -> Period:
    """The period an expression names; "since" runs to the day of publication where that is known."""
    known: tuple[DateExpression, Period] | None = context.reading.memo.get(("period", expression.start))
    if known is None or known[0] is not expression:
        known = context.reading.memo["period", expression.start] = (expression, _period_of(context, expression))
    return known[1]


def _period_of(context: Context, expression: DateExpression) -> Period:
    when = resolve(expression, published=context.document.published)
    text = context.quote(expression.start, expression.end).text
    end = when.end
    if expression.kind == "since" or _begins_what_goes_on(context, expression):
        end = context.document.published.end
        if when.end is not None and when.start is not None and when.end > when.start and end is None:
            end = when.end
    return Period(when.start, end, text)


def _begins_what_goes_on(context: Context, expression: DateExpression) -> bool:
    """Whether a day or month only dates what all is counted since: "since the beginning of its air campaign in March 2015"."""
    if expression.kind not in _LONG_KINDS | {"day"}:
        return False
    low = context.sentence_bounds(expression.start)[0]
    cues = [h for h in context.reading.within(low, expression.start, "statistic_cue") if h.id in _SINCE]
    if not cues or context.words_between(cues[-1].end, expression.start) > _CLAUSE:
        return False
    between = context.text[cues[-1].end : expression.start]
    counts = context.numbers_in(cues[-1].end, expression.start)
    harms = context.reading.within(cues[-1].end, expression.start, "harm")
    return not (_MARKS.intersection(between) or counts or harms)


def headline_period(context: Context, figures: list[Figure]) -> Period:
    """The period of a report: its first long time expression or named half-year up to its first figure, or beside one."""
    known: tuple[list[Figure], Period] | None = context.reading.memo.get("headline period")
    if known is None or known[0] is not figures:  # asked for thrice with one list
        known = context.reading.memo["headline period"] = (figures, _headline_period(context, figures))
    return known[1]


def _headline_period(context: Context, figures: list[Figure]) -> Period:
    told = [f for f in figures if f.measure is not None and f.noun is not None]
    first = told[0].end if told else 0
    sentences = {f.sentence for f in told}
    found: list[tuple[bool, int, Period]] = []

    def add(start: int, period: Period) -> None:
        apart = start > first and context.reading.sentence_at(start) not in sentences
        found.append((apart, start, period))

    for hit in context.reading.of("named_period"):
        end = _tail(context, hit.end)
        inside = [d for d in context.dates if hit.start < d.end and d.start < end]
        period = period_of(context, inside[0]) if inside else Period(None, None)
        text = context.quote(hit.start, max([end, *(d.end for d in inside)])).text
        add(hit.start, Period(period.start, period.end, text))
    for expression in context.dates:
        if length(context, expression) == "long" and expression.kind != "duration":  # which lies nowhere
            add(expression.start, period_of(context, expression))
    return min(found, key=lambda f: f[:2])[2] if found else Period(None, None)


def _tail(context: Context, at: int) -> int:
    """Where the wording of a named period ends: up to five words on, before any mark or number's noun."""
    end = at
    for _ in range(_TAIL):
        start = end
        while start < len(context.text) and context.text[start] == " ":
            start += 1
        stop = start
        while stop < len(context.text) and (context.text[stop].isalnum() or context.text[stop] == "-"):
            stop += 1
        if stop == start or start - end > 1:
            break
        end = stop
        if context.text[stop : stop + 1] != " ":
            break
    return end


def month_period(context: Context, start: int, end: int, code: str, period: Period) -> tuple[str, Period]:
    """The key ("2016-06", "--06" where no year is known) and the period of a month's row."""
    month = int(code[-2:])
    years = [d.year for d in context.dates_in(start, end) if d.year is not None and d.month == month]
    if not years and period.start is not None and period.end is not None:
        years = [
            y for y in range(period.start.year, period.end.year + 1) if _inside(y, month, period.start, period.end)
        ]
        if not years and period.start.year == period.end.year:
            years = [period.start.year]
    text = next((context.quote(d.start, d.end).text for d in context.dates_in(start, end) if d.month == month), "")
    if len(set(years)) != 1:
        return code, Period(None, None, text)
    year = years[0]
    return f"{year}-{month:02}", Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), text)


def _inside(year: int, month: int, start: date, end: date) -> bool:
    return (start.year, start.month) <= (year, month) <= (end.year, end.month)
