"""Deaths that came of wounds received before: «توفي متأثراً بجراحه», "succumbed to his injuries" (R12).

Rule: in a sentence that says so, the count of killed nearest to those words is such a death. A count that the text calls an update
(«ارتفع عدد القتلى إلى 12 بعد وفاة …») is a total, and stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tawthiq.extract.context import Context
from tawthiq.text.language import begins_arabic

if TYPE_CHECKING:
    from tawthiq.extract.counts.bound_count import BoundCount

_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/ar/kinds.toml)."""
_REACH: Final = 140
"""Code points between a count and the words of wounds, at most."""


def tells_of_wounds(context: Context, start: int, end: int) -> bool:
    """Whether folded `[start, end)` says that somebody died of wounds."""
    return bool(context.reading.within(start, end, "wounds"))


def told_as_a_killing(context: Context, start: int, end: int) -> bool:
    """Whether folded `[start, end)` says of a death of any cause that it came of wounds, torture, hunger or captivity, or in
    Arabic of a weapon or an attack: «مات الطفل عمر بلغم»."""
    within = context.reading.within
    if within(start, end, "wounds", "death_cause"):
        return True
    if not begins_arabic(context.text, start):
        return False
    return bool(within(start, end, "weapon")) or any(
        h.term.get("strength", 2) >= _OUTRIGHT and not h.term.get("generic") for h in within(start, end, "kind")
    )


def died_of_wounds(context: Context, start: int, end: int, tolls: Sequence[BoundCount]) -> set[int]:
    """Which of the counts of folded `[start, end)`, by position in `tolls`, are of people who died of wounds."""
    where = context.reading.sentence_at
    found: set[int] = set()
    for hit in context.reading.within(start, end, "wounds"):
        near = [
            (max(bound.phrase.start - hit.end, hit.start - bound.phrase.end), index)
            for index, bound in enumerate(tolls)
            if bound.harm == "killed" and bound.parent is None and where(bound.phrase.start) == where(hit.start)
        ]
        if near and min(near)[0] <= _REACH and not tolls[min(near)[1]].update:
            found.add(min(near)[1])
    return found
