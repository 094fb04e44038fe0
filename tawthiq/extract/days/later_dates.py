"""Dates of what came after an event and of what goes on beside it: a funeral, a verdict, a death of wounds, a running total.

Rule: the day on which a party took a place, or on which a settlement was made there, dates no event that is told beside it. The day on which the dead were buried, on which a court ruled, or on which one of the wounded died dates the event only
where nothing else does. A long "since" in a sentence that brings a total up to date is the total's and dates no event.
"""

from __future__ import annotations

import re
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
_AT_ONCE: Final = 20
"""Code points behind a day within which the verb of a taking follows at once."""
_TOTAL: Final = timedelta(days=2)
"""From which length a "since" beside a running total is the total's."""
_HELD: Final = 90
"""Code points between the taking of a place and its day."""
_GOES_ON: Final = re.compile(r"[;:.]|, ?\u0648")
"""What ends the clause of a taking: behind a comma and "and" another begins."""
_AND: Final = re.compile(r",? (?:and |\u0648)")
_DATED: Final = ("day", "month", "season", "year", "range")
_NEAR: Final = ("weekday", "relative")
_HAPPENED: Final = ("kind", "harm", "weapon")
_HARMED: Final = ("kind", "harm")


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


def of_a_taking(context: Context, expression: DateExpression) -> bool:
    """Whether a day, a month or a year only says since when somebody holds a place, or when a settlement was made: «منذ سيطرته على
    المدينة في حزيران 2014». What happened must not come between; a weekday is never so."""
    if expression.kind not in _DATED:
        return False
    low, high = context.sentence_bounds(expression.start)
    goes_on = _AND.match(context.text, expression.end) is not None
    if goes_on and context.reading.within_any(expression.end, min(high, expression.end + _AT_ONCE), _HAPPENED):
        return False  # "took control of the town on 3 August and killed …"
    for cue in context.reading.of_id(max(low, expression.start - _HELD), expression.start, "date_cue", "held"):
        between = context.text[cue.end : expression.start]
        if not _GOES_ON.search(between) and not context.reading.within_any(cue.end, expression.start, _HARMED):
            return True
    behind = context.reading.of_id(expression.end, min(high, expression.end + _AT_ONCE), "date_cue", "held")
    return bool(behind) and not context.text[expression.end : behind[0].whole_start].strip(" ,")


def of_a_total(context: Context, expression: DateExpression, when: When) -> bool:
    """Whether a "since" only opens the count of a total: "bringing to 139 the number of people killed since May 10"."""
    if when.start is None or when.end is None or when.end - when.start < _TOTAL:
        return False
    low, high = context.sentence_bounds(expression.start)
    return cued(context, low, high, "running")
