"""Which dates of a text may date an event, and when they fall.

Rule: a day, range, month, year or relative wording may; a duration, an age, a "since" or a clock time alone may not. A
date that stands beside a verb of saying dates the statement ("activists said on Wednesday"), and the line that gives
the publication dates the page: both are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tawthiq.domain.span import Quote
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.text.datelines import is_dateline
from tawthiq.text.dates import DateExpression, resolve

_NOT_EVENTS = frozenset({"duration", "time_of_day", "recurring", "until"})
_SINCE = 4
"""How far a "since" stands behind a date of its own: it dates what goes on (a siege, a disappearance)."""
_JOINED = 3
"""Code points between a speaker and the day on which it spoke («أعلن المرصد أمس»)."""
SAID = 8
"""How far the date of a statement stands behind: it dates the event only where nothing else does."""
_RANK = {"T1": 0, "T2": 0, "T3": 0, "T4": 2, "T5": 3, "T6": 5, "T7": 6, "T0": 7}


@dataclass(frozen=True, slots=True)
class EventDate:
    """A wording at folded `[start, end)` that may date an event. Lower `rank` is more telling."""

    start: int
    end: int
    when: When
    rank: int


def event_dates(context: Context) -> list[EventDate]:
    """The dates of the document that may date an event, in order. Wordings relative to an event follow the date before."""
    published = context.document.published
    found: list[EventDate] = []
    last: When | None = None
    for expression in context.dates:
        if expression.kind in _NOT_EVENTS:
            continue
        quote = context.quote(expression.start, expression.end)
        when = replace(resolve(expression, published=published, default_event=last), quote=quote)
        if _dates_the_page(context, expression, when, quote):
            continue
        if published.end is not None and when.start is not None and when.start > published.end:
            continue  # nothing reported has happened after its report
        said = _beside_saying(context, expression.start, expression.end)
        if when.known and not said and _RANK.get(when.precision, 7) <= 1:
            last = when
        rank = _RANK.get(when.precision, 7) + _SINCE * (expression.kind == "since") + SAID * said
        if expression.kind != "since" or when.precision == "T2":
            found.append(EventDate(expression.start, expression.end, when, rank))
    return found


def _dates_the_page(context: Context, expression: DateExpression, when: When, quote: Quote) -> bool:
    """Whether a date only says when the page was published: a dateline, or "today is the anniversary of …"."""
    published = context.document.published
    if published.basis == "text" and published.span is not None and published.span.overlaps(quote.span):
        sentence = context.reading.sentences[context.reading.sentence_at(expression.start)]
        if any(d.kind == "anniversary" for d in context.dates_in(sentence.start, sentence.end)):
            return True
    return (
        published.day is not None
        and when.start == published.day
        and is_dateline(context.text, expression.start, expression.end)
    )


def _beside_saying(context: Context, start: int, end: int) -> bool:
    """Whether a verb of saying stands right before the date or right behind it, or the date is joined to a speaker."""
    for verb in context.reading.within(max(0, start - 60), start, "say"):
        if context.words_between(verb.end, start) <= 1 and "," not in context.text[verb.end : start]:
            return True
    text = context.text
    for verb in context.reading.within(end, min(len(text), end + 25), "say"):
        if not text[end : verb.whole_start].strip():  # «وفي الأول من آذار خلصت اللجنة»: the day the verb speaks of
            return True
    return any(0 <= start - s.end <= _JOINED and "," not in context.text[s.end : start] for s in context.speakers)
