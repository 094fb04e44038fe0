"""The day of a page that reports a day item by item: "Daily bulletin, Thursday 8 February", then its items without dates.

Rule: where one of the first lines holds a date and either a word for such a page or a list of items below it, the telling
that gives no day of its own and took none over from the telling before it is of that day. The date is inferred, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.days.statement_dates import cued
from tawthiq.extract.tellings.scene import Scene
from tawthiq.text.dates import resolve

_HEAD_LINES: Final = 3
"""Lines at the head of a page among which its day stands."""
_LONG: Final = 110
"""Code points of a line that is a sentence and no heading."""
_ITEM: Final = re.compile(r"^[ \t]{0,8}(?:[-*·•▪■●◾►–]|\d{1,2}[:.]\d{2}\b|\d{1,2}[-.)] )", re.MULTILINE)
_ITEMS: Final = 3
"""Items from which a page is a list of them."""


def date_the_items(context: Context, told: Sequence[Scene]) -> None:
    """Gives the undated scenes of a bulletin the day that heads it."""
    undated = [s for s in told if s.when is None and not s.background and not s.sealed]
    day = _day_at_the_head(context) if undated else None
    for scene in undated if day is not None else ():
        scene.when = day


def _day_at_the_head(context: Context) -> When | None:
    start = 0
    for _ in range(_HEAD_LINES):
        end = context.text.find("\n", start)
        end = len(context.text) if end < 0 else end
        dates = [d for d in context.dates_in(start, end) if d.kind in ("day", "weekday")]
        if dates and end - start < _LONG and (cued(context, start, end, "digest") or _lists(context.text, end)):
            when = resolve(dates[0], published=context.document.published)
            if not when.known or when.precision not in ("T1", "T2"):
                return None
            quote = context.quote(dates[0].start, dates[0].end)
            return replace(when, quote=quote, basis="inferred", rule=f"{when.rule}+date.page-of-a-day")
        start = end + 1
        if start >= len(context.text):
            break
    return None


def _lists(text: str, start: int) -> bool:
    return sum(1 for _, _ in zip(range(_ITEMS), _ITEM.finditer(text, start), strict=False)) == _ITEMS
