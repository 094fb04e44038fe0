"""What a sentence tells at its end as earlier: "… killed five, a day after 14 civilians were killed there", «وذلك بعد مقتل سبعة».

Rule: such a clause is of another event where the sentence has counted people before it and the clause itself counts others or names
an attack outright. It is told in passing and never goes on with the telling before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.tellings.segment import Segment
from tawthiq.text.language import is_arabic

_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
_OPENS: Final = 12
"""Code points from the start of a part within which the words for "after" stand: ", two days after"."""
_PARTS: Final = frozenset(",;-")


def earlier_told(context: Context, bound: Sequence[BoundCount], start: int, end: int) -> int:
    """Where the clause begins that tells of an earlier event; 0 where no such clause ends the sentence."""
    cues = [c for c in context.reading.within(start, end, "discourse") if c.term.get("after")]
    if not cues:
        return 0
    begins = cues[-1].start
    comma = max(context.text.rfind(mark, start, begins) for mark in _PARTS)
    arabic = is_arabic(context.text[begins])
    if not arabic and (comma < 0 or begins - comma > _OPENS):
        return 0
    cut = begins if arabic else comma + 1
    if cut <= start or not any(b.phrase.end <= cut and b.harm_start < cut for b in bound):
        return 0
    counted = any(b.phrase.start >= cut and b.harm_start >= cut for b in bound)
    if any((b.phrase.start < cut) != (b.harm_start < cut) for b in bound):
        return 0
    kinds = context.reading.within(cut, end, "kind")
    return (
        cut if counted or any(h.term.get("strength", 2) >= _OUTRIGHT and not h.term.get("label") for h in kinds) else 0
    )


def is_earlier(segment: Segment) -> bool:
    """Whether a segment is such a clause, cut off from its sentence."""
    return any(c.term.get("after") and c.start - segment.start < _OPENS for c in segment.cues)
