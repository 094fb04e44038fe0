"""What is done "regularly" tells no one event: neither what it names nor whom it counts without a number."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.text.phrases import Hit

_HABITUAL = "habitual"


def told_all_along(context: Context, cues: Sequence[Hit], start: int, end: int) -> bool:
    """Whether the discourse cues of a stretch say that what it names is done time and again.

    Some say so only where no day stands: «تشهد المنطقة اليوم قصفا» tells of one.
    """
    habits = [c for c in cues if c.id == _HABITUAL]
    return any(not c.term.get("undated") for c in habits) or bool(habits and not context.dates_in(start, end))


def counts_a_habit(context: Context, bound: Sequence[BoundCount], start: int, end: int) -> bool:
    """Whether a sentence tells what happens time and again and counts nobody: "the shelling leaves people dead almost daily"."""
    if any(b.phrase.count.qualifier not in ("unquantified", "vague") for b in bound):
        return False
    return told_all_along(context, context.reading.within(start, end, "discourse"), start, end)
