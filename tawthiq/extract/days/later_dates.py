"""Dates of what came after an event and of what goes on beside it: a funeral, a verdict, a death of wounds, a running total.

Rule: the day on which the dead were buried, on which a court ruled, or on which one of the wounded died dates the event only
where nothing else does. A long "since" in a sentence that brings a total up to date is the total's and dates no event.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.days.statement_dates import cued
from tawthiq.text.dates import DateExpression

_CLAUSE: Final = 70
"""Code points between a word for what came later and its day, on either side."""
_DEATH: Final = 45
"""Code points between a day and the words that say of what wounds somebody died on it."""
_TOTAL: Final = timedelta(days=2)
"""From which length a "since" beside a running total is the total's."""
_NEAR: Final = ("weekday", "relative")
_HAPPENED: Final = ("kind", "harm", "weapon")


def came_later(context: Context, expression: DateExpression) -> bool:
    """Whether a day of this week is that of a funeral, of a verdict or of a death of wounds."""
    if expression.kind not in _NEAR:
        return False
    low, high = context.sentence_bounds(expression.start)
    for cue in context.reading.within(max(low, expression.start - _CLAUSE), expression.start, "date_cue"):
        if cue.id == "after" and not context.reading.within_any(cue.end, expression.start, _HAPPENED):
            return True
    for wound in context.reading.within(
        max(low, expression.start - _DEATH), min(high, expression.end + _DEATH), "wounds"
    ):
        between = context.text[min(wound.end, expression.end) : max(wound.start, expression.start)]
        if "," not in between and ":" not in between:
            return True
    return False


def of_a_total(context: Context, expression: DateExpression, when: When) -> bool:
    """Whether a "since" only opens the count of a total: "bringing to 139 the number of people killed since May 10"."""
    if when.start is None or when.end is None or when.end - when.start < _TOTAL:
        return False
    low, high = context.sentence_bounds(expression.start)
    return cued(context, low, high, "running")
