"""What is done "regularly", or summed up "since March 2019", tells no one event: neither what it names nor whom it counts without a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.statistics.periods import opens_since
from tawthiq.text.phrases import Hit

_HABITUAL: Final = "habitual"
_GOES_ON: Final = "goes_on"
_OPENS: Final = 4
"""Code points from the start of a sentence within which it opens with the verb of what somebody keeps doing."""


def told_all_along(context: Context, cues: tuple[Hit, ...], start: int, end: int) -> bool:
    """Whether what a stretch names was done time and again: as its discourse cues say, or the long "since" that it opens with."""
    return _is_habit(context, cues, start, end) or opens_since(context, start, end)


def _is_habit(context: Context, cues: Sequence[Hit], start: int, end: int) -> bool:
    """Whether the discourse cues of a stretch say that what it names is done time and again.

    Some say so only where no day stands: «تشهد المنطقة اليوم قصفا» tells of one.
    """
    habits = [c for c in cues if c.id == _HABITUAL]
    return any(not c.term.get("undated") for c in habits) or bool(habits and not context.dates_in(start, end))


def counts_a_habit(context: Context, bound: Sequence[BoundCount], start: int, end: int) -> bool:
    """Whether a sentence tells what happens time and again and counts nobody: "the shelling leaves people dead almost daily"."""
    if any(b.phrase.count.qualifier not in ("unquantified", "vague") for b in bound):
        return False
    cues = context.reading.within(start, end, "discourse")
    goes_on = any(c.id == _GOES_ON and c.start - start < _OPENS for c in cues) and not context.dates_in(start, end)
    return goes_on or _is_habit(context, cues, start, end)
