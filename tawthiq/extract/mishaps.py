"""Sentences that count people hurt by illness, traffic or nature: neither an incident's toll nor a statistic of violence."""

from __future__ import annotations

from tawthiq.extract.context import Context

_OUTRIGHT = 3
"""The strength from which a word names an attack outright (knowledge/ar/kinds.toml)."""


def is_mishap(context: Context, start: int, end: int) -> bool:
    """Whether folded `[start, end)` (a sentence) tells of illness, traffic or nature, and of no attack."""
    if "not_violence" not in context.reading.rows or not context.reading.within(start, end, "not_violence"):
        return False
    attacks = [h for h in context.reading.within(start, end, "kind") if h.term.get("strength", 2) >= _OUTRIGHT]
    if attacks:
        return False
    return not any(h.id == "starvation" for h in context.reading.within(start, end, "weapon"))  # the sick of a siege
