"""One count of people, as its words say it; what happened to them is decided in `harm_binding`."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.domain.toll import Count
from tawthiq.text.phrases import Hit

QUOTES: Final = "\"'()[]*"
"""Marks that may stand around a word."""
OF_PEOPLE: Final = frozenset({"killed", "injured", "abducted", "detained"})
"""Harms that only people suffer, so that a noun nobody knows beside them is one for people."""


@initialised(slots=True, unsafe_hash=True, init=False)
class CountPhrase:
    """A count of people at folded `[start, end)`.

    `shape` is counted, bare (the noun's form counts), plural (people, no number) or elided (a number, no noun).
    `harm` is set where the noun itself says it (قتيل). `other` marks "others": people beside those counted before.
    `kin` marks one told by its kinship (his wife), counted only in a list of the dead or right behind their harm.
    `named` marks one person with the name. `victim` marks a noun that may mean killed or hurt (ضحايا).
    """

    start: int
    end: int
    count: Count
    group: str | None
    harm: str | None
    shape: str
    rule: str
    loaded: bool = False
    other: bool = False
    victim: bool = False
    definite: bool = False
    kin: bool = False
    named: bool = False

    def __init__(
        self,
        start: int,
        end: int,
        count: Count,
        group: str | None,
        harm: str | None,
        shape: str,
        rule: str,
        loaded: bool = False,
        other: bool = False,
        victim: bool = False,
        definite: bool = False,
        kin: bool = False,
        named: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.count = count
        self.group = group
        self.harm = harm
        self.shape = shape
        self.rule = rule
        self.loaded = loaded
        self.other = other
        self.victim = victim
        self.definite = definite
        self.kin = kin
        self.named = named


def first_phrase(phrases: list[CountPhrase], position: int, low: int = 0) -> int:
    """Which of phrases in order, from `low` on, is the first that begins at folded `position` or later; their number where none does."""
    high = len(phrases)
    while low < high:
        middle = (low + high) >> 1
        if phrases[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low


def group_of(hits: list[Hit]) -> str | None:
    """The victim group that the nouns of one phrase give together; None for people in general."""
    ids = [h.id for h in hits if h.id != "people" and not h.term.get("status") and not h.term.get("general")]
    specific = [i for i in ids if i not in ("civilian", "detainee")] or [i for i in ids if ids.count("civilian") == 0]
    return specific[0] if specific else (ids[0] if ids else None)
