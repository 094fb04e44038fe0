"""Sentences that count people hurt by illness, traffic or nature: neither an incident's toll nor a statistic of violence."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.text.phrases import Hit

_BESIEGED: Final = frozenset({"starvation", "besieged"})
_OPENING: Final = 3
"""Sentences of a text in which it says what it is about."""
_AFTER_ATTACKS: Final = frozenset({"accident", "drowning"})
"""Mishaps that attacks bring about: houses collapse when they are shelled, and people are thrown into rivers."""
_ARMS: Final = frozenset(
    {
        "starvation",
        "artillery",
        "barrel_bomb",
        "cluster",
        "vacuum_bomb",
        "mlrs",
        "mortar",
        "surface_missile",
        "landmine",
        "uxo",
        "sniper",
    }
)
"""Means that no mishap has."""
_SHELLED: Final = "shelling"
_NO_GAME: Final = "no_game"
"""What only looks like sport: "the Arab League"."""
_ONE_MANS: Final = frozenset({"illness", "accident", "drowning"})
_OUTRIGHT: Final = 3
"""The strength from which a word names an attack outright (knowledge/ar/kinds.toml)."""


def is_mishap(context: Context, start: int, end: int) -> bool:
    """Whether folded `[start, end)` (a sentence) tells of illness, traffic or nature, and of no attack."""
    if "not_violence" not in context.reading.rows:
        return False
    mishaps = _mishaps(context, start, end)
    if not mishaps:
        return False
    return not _attacked(context, start, end, mishaps)


def _mishaps(context: Context, start: int, end: int) -> list[Hit]:
    """The words for illness, traffic, nature or sport in folded `[start, end)`."""
    return [h for h in context.reading.within(start, end, "not_violence") if h.id != _NO_GAME]


def _attacked(context: Context, start: int, end: int, mishaps: list[Hit], *, generic: bool = True) -> bool:
    """Whether an attack is named in folded `[start, end)` beside mishaps, or a means that no mishap has."""
    followed = all(h.id in _AFTER_ATTACKS for h in mishaps)
    for hit in context.reading.within(start, end, "kind"):
        outright = hit.term.get("strength", 2) >= _OUTRIGHT or (followed and hit.id == _SHELLED)
        if outright and (generic or not hit.term.get("generic")):
            return True
    inside = [(h.start, h.end) for h in mishaps]  # the mine of a mine collapse
    return any(
        h.id in _ARMS and not any(low <= h.start < high for low, high in inside)
        for h in context.reading.within(start, end, "weapon")
    )


def only_mishaps(context: Context) -> bool:
    """Whether a text opens with illness, traffic or nature and names no attack anywhere: none of its dead are of violence.

    In English not where what it opens with is one man's illness, which prisons give for a cause of death, and no means is named.
    """
    known: bool | None = context.reading.memo.get("only mishaps")
    if known is None:
        opening = context.reading.sentences[:_OPENING]
        told = bool(opening) and _opens_so(context, opening[-1].end)
        told = told and not any(h.id in _BESIEGED for h in context.reading.of("weapon", "harm"))  # the sick of a siege
        last = context.reading.sentences[-1].end if context.reading.sentences else 0
        known = told and not _attacked(context, 0, last, context.reading.of("not_violence"), generic=False)
        context.reading.memo["only mishaps"] = known
    return known


def _opens_so(context: Context, end: int) -> bool:
    """Whether a text tells of illness, traffic or nature up to `end`."""
    mishaps = _mishaps(context, 0, end)
    if context.lang == "ar":
        return bool(mishaps)
    return any(h.id not in _ONE_MANS for h in mishaps) and not context.reading.of("weapon")
