"""Which dates of a text may date an event, and when they fall.

Rule: a day, range, month, year or relative wording may; a duration, an age, a "since" or a clock time alone may not. A
date that stands beside a verb of saying dates the statement ("activists said on Wednesday"), and dates the event only
where nothing else does; the line that gives the publication dates the page and is left out. "Since" dates what goes on
(a siege, a campaign's toll) from its first day to the statement. A report that "comes a day after" an event dates that
event from its own day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tawthiq.domain.document import Published
from tawthiq.domain.light import initialised, replace
from tawthiq.domain.when import When, precision_of
from tawthiq.extract.context import Context
from tawthiq.extract.days.later_dates import came_later, of_a_taking, of_a_total
from tawthiq.extract.days.page_dates import dates_the_page
from tawthiq.extract.days.statement_dates import cued, dates_a_statement, of_a_place
from tawthiq.extract.days.that_day import day_of_a_deed
from tawthiq.text.datelines import opens_a_line
from tawthiq.text.dates import DateExpression, resolve
from tawthiq.text.language import is_arabic

_NOT_EVENTS: Final = frozenset({"duration", "time_of_day", "recurring", "until"})
_SINCE: Final = 4
"""How far a "since" stands behind a date of its own: it dates what goes on (a siege, a disappearance)."""
_CAMPAIGN: Final = timedelta(days=62)
"""How long ago a "since" may be to date a toll; what goes on longer is the war."""
SAID: Final = 8
"""How far the date of a statement stands behind: it dates the event only where nothing else does."""
_RANK: Final = {"T1": 0, "T2": 0, "T3": 0, "T4": 2, "T5": 3, "T6": 5, "T7": 6, "T0": 7}
_FULL: Final = 20
"""Code points before "today" in which "years" stands."""
_CUE: Final = 40
"""Code points before a date within which a word says what the date is to the event."""
_RANKED: Final = 90
"""Code points before a "since" within which a superlative makes it a comparison: "the deadliest bombing in the city since"."""
_WENT_BEFORE: Final = 90
"""Code points before a day in which "after taking …" stands."""
_DOING: Final = "ing"
"""How an English verb ends behind "after"."""
_CLAUSE_WORDS: Final = 3
"""Words behind "after" from which it opens a clause of its own."""
_TAKEN: Final = ("abduction", "arbitrary_detention", "abducted", "detained", "missing")
"""What goes before the finding of somebody killed."""
_PUT_UP_LATER: Final = timedelta(days=3)
"""How long after it was written a text is published at most."""
_DAWN: Final = 20
"""Code points behind the weekday of a night in which the dawn stands that it ends in."""
_BESIDE: Final = 15
_FEW_WORDS: Final = 6
_ADJECTIVES: Final = 2
"""Words at most between a day and the event that it names."""
_LASTS: Final = ("besieged", "starvation", "siege")


@initialised(slots=True, unsafe_hash=True, init=False)
class EventDate:
    """A wording at folded `[start, end)` that may date an event. Lower `rank` is more telling.

    `opening` is the first day of a "since": it dates what happened on one day and still holds (people missing since).
    `behind` marks an event that the one told before came after: another event. `names` says that the day names an event
    told before ("Sunday's attack"); `since` that it is the first day of what goes on; `held` that it is only the day on
    which a place was taken: it dates no telling.
    """

    start: int
    end: int
    when: When
    rank: int
    opening: When | None = None
    behind: bool = False
    names: bool = False
    since: bool = False
    held: bool = False

    def __init__(
        self,
        start: int,
        end: int,
        when: When,
        rank: int,
        opening: When | None = None,
        behind: bool = False,
        names: bool = False,
        since: bool = False,
        held: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.when = when
        self.rank = rank
        self.opening = opening
        self.behind = behind
        self.names = names
        self.since = since
        self.held = held

    @property
    def said(self) -> bool:
        """Whether it dates a statement."""
        return self.rank >= SAID


def event_dates(context: Context) -> list[EventDate]:
    """The dates of the document that may date an event, in order. Wordings relative to an event follow the date before."""
    published = context.document.published
    found: list[EventDate] = []
    years, written = _years_said(context), _day_of_writing(context)
    last: When | None = None
    said_last: When | None = None  # the day of a statement: what is "earlier in the day" where nothing else is dated
    for expression in context.dates:
        if expression.kind in _NOT_EVENTS:
            continue
        if (
            _is_now(context, expression)
            or _names_a_street(context, expression)
            or _of_what_went_before(context, expression)
            or _behind_its_day(context, expression)
            or _years_to_the_day(context, expression)
            or _night_before(context, expression)
        ):
            continue
        expression = _since_what_happened(context, expression)
        deed = day_of_a_deed(context, expression)
        expression = deed or expression
        behind = deed is not None or _comes_after(context, expression)
        if behind and expression.offset is not None and expression.rule.startswith("date.ago"):
            expression = replace(expression, offset=-abs(expression.offset))
        expression = _in_its_year(expression, years)
        quote = context.quote(expression.start, expression.end)
        around = _stated(context, expression, found) or last or said_last
        day = written if written is not None and _is_by_the_writing(expression) else published
        when = resolve(expression, published=day, default_event=around, quote=quote)
        if dates_the_page(context, expression, when, quote):
            continue
        if published.end is not None and when.start is not None and when.start > published.end:
            continue  # nothing reported has happened after its report
        if _is_the_reports_time(when, published.day):
            continue
        if expression.kind == "since":
            found.extend(_since(context, expression, when, found))
            continue
        aside = of_a_place(context, expression) or came_later(context, expression)
        heads = opens_a_line(context.text, expression.start, expression.end)  # a page's day, unless it says no other
        said = aside or heads or (not behind and dates_a_statement(context, expression))
        if when.known and not behind and _RANK.get(when.precision, 7) <= 1:
            last, said_last = (last, when) if said else (when, said_last)
        rank = _RANK.get(when.precision, 7) + SAID * said + aside
        if not said and expression.kind == "day":
            when = _as_long_as_it_lasted(context, expression, when)
        names = not said and _names_an_event(context, expression.end)
        held = not said and of_a_taking(context, expression)
        found.append(EventDate(expression.start, expression.end, when, rank, behind=behind, names=names, held=held))
    return found


def _day_of_writing(context: Context) -> Published | None:
    """The day that a text calls "today" by its name where it was published later: «اليوم (السبت)», «أمس الجمعة» on a page of Sunday.

    None where it names no such day, or not within a few days before its publication.
    """
    published = context.document.published
    for expression in context.dates:
        if expression.kind == "weekday" and expression.offset in (0, -1) and published.day is not None:
            when = resolve(expression, published=published)
            if when.start is None or when.start != when.end:
                return None
            day = when.start - timedelta(days=expression.offset or 0)
            late = published.day - day
            return Published(day, day, published.basis) if timedelta(0) < late <= _PUT_UP_LATER else None
    return None


def _is_by_the_writing(expression: DateExpression) -> bool:
    """Whether a wording counts from the day of writing and names no day itself: «مساء اليوم», «أمس»."""
    return expression.kind == "relative" and expression.anchor == "publication" and expression.offset in (0, -1)


def _years_said(context: Context) -> dict[tuple[int, int], set[int]]:
    """The years, its own at most, that the document gives to each day of a month."""
    years: dict[tuple[int, int], set[int]] = {}
    latest = context.document.published.end
    for d in context.dates:
        if d.kind != "day" or d.day is None or d.month is None or d.year is None:
            continue
        if latest is None or d.year <= latest.year:
            years.setdefault((d.day, d.month), set()).add(d.year)
    return years


def _in_its_year(expression: DateExpression, years: dict[tuple[int, int], set[int]]) -> DateExpression:
    """A day without a year in the one year that the document gives to it elsewhere: "on 24 March 2017 … the attack of 24 March"."""
    if expression.kind != "day" or expression.year is not None or expression.day is None or expression.month is None:
        return expression
    said = years.get((expression.day, expression.month), set())
    return replace(expression, year=next(iter(said))) if len(said) == 1 else expression


def _is_the_reports_time(when: When, published: date | None) -> bool:
    """Whether a year or more counted from an event comes to the time of the report: "nine years later nobody has been tried"."""
    if published is None or when.start is None or when.end is None or when.basis != "relative_to_event":
        return False
    return when.precision in ("T6", "T7") and when.start <= published <= when.end


def _names_an_event(context: Context, end: int) -> bool:
    """Whether a day names the event it is of: "Sunday's attack", "Tuesday's deadly bombing"."""
    if context.text[end : end + 3] != "'s ":
        return False
    named = context.reading.within(end + 3, min(len(context.text), end + _CUE), "kind", "date_cue")
    events = [h for h in named if h.category == "kind" or h.id == "event"]
    return bool(events) and context.words_between(end + 3, events[0].start) <= _ADJECTIVES


def _stated(context: Context, expression: DateExpression, before: list[EventDate]) -> When | None:
    """The day of the statement that a wording of the same sentence counts from: "said on Sunday that … the previous day"."""
    if expression.anchor != "event":
        return None
    low = context.sentence_bounds(expression.start)[0]
    said = [d for d in before if d.start >= low and d.when.known]
    return said[-1].when if said and said[-1].said and said[-1].when.precision in ("T1", "T2") else None


def _is_now(context: Context, expression: DateExpression) -> bool:
    """Whether a wording speaks of the time of writing and no day: "the rebellion, now a year old"."""
    hits = context.reading.within(expression.start, expression.end, "date_relative")
    return bool(hits) and hits[0].term.get("role") == "now"


def _of_what_went_before(context: Context, expression: DateExpression) -> bool:
    """Whether a day is of a deed that the event came after, where its sentence gives another day: "executed soldiers after taking
    the base at the weekend", «عثر اليوم على جثة شاب بعد اختطافه منذ يومين»."""
    low, high = context.sentence_bounds(expression.start)
    hits = context.reading.within(max(low, expression.start - _WENT_BEFORE), expression.start, "date_relative")
    behind = [h.end for h in hits if h.id == ("after" if context.text[h.start].isascii() else "hence")]
    stretch = context.text[behind[-1] : expression.start] if behind else ""
    if any(c in stretch for c in ",;:"):
        return False
    if is_arabic(stretch.strip()[:1]):
        taken = context.reading.within(behind[-1], expression.start, "kind", "harm")
        if not any(h.id in _TAKEN for h in taken) or len(stretch.split()) > _FEW_WORDS:
            return False
    elif (
        expression.anchor == "event" and (expression.offset or 0) < 0 and behind
    ):  # "after they were taken the day before"
        return len(stretch.split()) >= _CLAUSE_WORDS
    elif not any(w.endswith(_DOING) for w in stretch.split()[:2]):
        return False
    return any(
        d.start != expression.start and d.kind in ("day", "weekday", "relative") for d in context.dates_in(low, high)
    )


def _names_a_street(context: Context, expression: DateExpression) -> bool:
    """Whether a day without a year is the name of a road, a square or a quarter: «على طريق 21 أكتوبر», «حي 7 نيسان»."""
    if expression.kind != "day" or expression.year is not None:
        return False
    cues = context.reading.within(max(0, expression.start - _BESIDE), expression.start, "place_cue")
    return any(
        c.term.get("level") in ("landmark", "neighbourhood", "city", "camp")
        and not context.text[c.whole_end : expression.start].strip(' "')
        and is_arabic(context.text[c.start])
        for c in cues
    )


def _since_what_happened(context: Context, expression: DateExpression) -> DateExpression:
    """The "since" that a day closes behind what happened on it: "since the campaign began, last Thursday", «منذ بدء الهجوم يوم الخميس»."""
    month = expression.kind == "month" and context.text[expression.start].isascii()  # "since the siege began in July"
    if expression.kind not in ("day", "weekday") and not month:
        return expression
    low = max(context.sentence_bounds(expression.start)[0], expression.start - _CUE)
    hits = [h for h in context.reading.within(low, expression.start, "date_relative") if h.term.get("role") == "since"]
    between = context.text[hits[-1].end : expression.start].rstrip(" ,") if hits else ""
    if (
        not hits
        or "," in between
        or len(between.split()) > _FEW_WORDS
        or context.dates_in(hits[-1].start, expression.start)
    ):
        return expression
    start = hits[-1].whole_start
    return DateExpression(start, expression.end, "since", "date.since", of=expression)


def _comes_after(context: Context, expression: DateExpression) -> bool:
    """Whether a wording places an earlier event behind it: "the strike came two days after a car bomb …"."""
    if expression.kind != "relative" or expression.anchor != "event":
        return False
    if expression.rule == "date.day-behind" or _opens_before(context, expression):
        return True
    if not expression.rule.startswith("date.ago") or (expression.offset or 0) <= 0:
        return False
    low = max(context.sentence_bounds(expression.start)[0], expression.start - _CUE)
    return cued(context, low, expression.start, "came")


def _years_to_the_day(context: Context, expression: DateExpression) -> bool:
    """Whether "today" only says that so many years are full: "it is five years today since a bomber walked in"."""
    if expression.kind != "relative" or expression.offset != 0:
        return False
    years = [d for d in context.dates_in(max(0, expression.start - _FULL), expression.start) if d.kind == "duration"]
    gap = context.text[years[-1].end : expression.start] if years and years[-1].unit == "year" else "?"
    return not gap.strip()


def _night_before(context: Context, expression: DateExpression) -> bool:
    """Whether a weekday only names the night that ends in the dawn named right behind it: «بعد منتصف ليل الأربعاء فجر الخميس»."""
    if (
        expression.kind != "weekday"
        or expression.weekday is None
        or context.text[expression.end : expression.end + 1] != " "
    ):
        return False
    following = context.dates_in(expression.end, min(len(context.text), expression.end + _DAWN))
    dawn = following[0] if following else None
    if dawn is None or dawn.start != expression.end + 1 or dawn.kind != "weekday" or dawn.weekday is None:
        return False
    return bool(dawn.part) and (dawn.weekday - expression.weekday) % 7 == 1


def _behind_its_day(context: Context, expression: DateExpression) -> bool:
    """Whether a wording counts from what happened before, and the event's own day stands right before it: "was found on Monday, two
    days after he was kidnapped"."""
    if expression.kind != "relative" or expression.anchor != "event" or (expression.offset or 0) <= 0:
        return False
    low = max(context.sentence_bounds(expression.start)[0], expression.start - _CUE)
    before = [d for d in context.dates_in(low, expression.start) if d.end <= expression.start]
    if not before or before[-1].kind not in ("day", "weekday"):
        return False
    return not context.text[before[-1].end : expression.start].strip(" ,")


def _opens_before(context: Context, expression: DateExpression) -> bool:
    """Whether a sentence opens with a time before what was told: "A day earlier, …", "Days earlier, …"."""
    backward = (expression.offset or 0) < 0 or (expression.direction or 0) < 0
    low = context.sentence_bounds(expression.start)[0]
    return backward and context.words_between(low, expression.start) <= 1


def _since(context: Context, expression: DateExpression, when: When, before: list[EventDate]) -> Iterator[EventDate]:
    """The date a "since" gives: from its first day to the statement's, if it is no war's length and no comparison."""
    if when.start is None or when.end is None:
        return
    start, end = context.sentence_bounds(expression.start)
    if cued(context, max(start, expression.start - _CUE), expression.start, "ranked"):
        return
    if cued(context, max(start, expression.start - _RANKED), expression.start, "superlative"):
        return
    lasting = context.reading.within(start, end, "kind", "harm")
    if of_a_total(context, expression, when):
        return
    if when.end - when.start > _CAMPAIGN and not any(h.id in _LASTS for h in lasting):
        return
    inner = resolve(expression.of, published=context.document.published) if expression.of is not None else None
    opening = None
    if inner is not None and inner.known and inner.precision in ("T1", "T2"):
        opening = replace(inner, quote=when.quote)
    stated = next(
        (d.when.start for d in before if d.said and start <= d.start and d.when.precision in ("T1", "T2")), None
    )
    if stated is not None and when.start < stated <= when.end:
        when = replace(when, end=stated, precision=precision_of(when.start, stated))
    rank = _SINCE + min(_RANK.get(when.precision, 3), 3)
    yield EventDate(expression.start, expression.end, when, rank, opening, since=True)


def _as_long_as_it_lasted(context: Context, expression: DateExpression, when: When) -> When:
    """The days from the one told to the last, where the sentence says for how many it went on: "began on … and lasted seven days"."""
    if when.start is None or when.start != when.end:
        return when
    end = context.sentence_bounds(expression.start)[1]
    for length in context.dates_in(expression.end, end):
        if length.kind != "duration" or length.unit != "day" or not length.amount or length.amount > 60:
            continue
        if cued(context, max(expression.end, length.start - _BESIDE), length.start, "lasted"):
            last = when.start + timedelta(days=round(length.amount) - 1)
            return replace(when, end=last, precision=precision_of(when.start, last))
    return when
