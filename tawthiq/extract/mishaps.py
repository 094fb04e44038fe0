"""Sentences that count people hurt by illness, traffic or nature: neither an incident's toll nor a statistic of violence."""

from __future__ import annotations

from tawthiq.extract.context import Context

_BESIEGED = frozenset({"starvation", "besieged"})
_OPENING = 3
"""Sentences of a text in which it says what it is about."""
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


def only_mishaps(context: Context) -> bool:
    """Whether an Arabic text opens with illness, traffic or nature and names no attack anywhere: none of its dead are of violence."""
    known: bool | None = context.reading.memo.get("only mishaps")
    if known is None:
        opening = context.reading.sentences[:_OPENING]
        told = (
            context.lang == "ar" and bool(opening) and bool(context.reading.within(0, opening[-1].end, "not_violence"))
        )
        told = told and not any(h.id in _BESIEGED for h in context.reading.of("weapon", "harm"))  # the sick of a siege
        known = told and not any(
            h.term.get("strength", 2) >= _OUTRIGHT and not h.term.get("generic") for h in context.reading.of("kind")
        )
        context.reading.memo["only mishaps"] = known
    return known
