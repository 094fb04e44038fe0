"""Turns a number and its quantifier into logical bounds (contract: tolls; standards §2.1, last column).

More than 400 → 401 and open; at least 30 → 30 and open; up to 5 → 0–5; fewer than 5 → 0–4; about 50 → 50–50.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.ordered import bisect_left, bisect_right
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_LOOSE: Final = 4  # words that may stand between a number and the quantifier behind it
_REACH: Final = 7  # words from a verb to its number: تجاوز عدد القتلى المدنيين 500
_CLAUSE_MARKS: Final = frozenset(",.;:()[]!?؟\n")


def bounds(op: str, value: int | float) -> tuple[int, int | None]:
    """The lowest and highest whole number that `value` under `op` allows; None is open."""
    if op == "more_than":
        return math.floor(value) + 1, None
    if op == "at_least":
        return math.ceil(value), None
    if op == "at_most":
        return 0, math.floor(value)
    if op == "less_than":
        return 0, max(0, math.ceil(value) - 1)
    return math.floor(value), math.floor(value)


@cache
def _counted_nouns() -> frozenset[str]:
    return frozenset(fold_word(word) for lang in LANGUAGES for word in toml(f"{lang}/quantified_nouns.toml")["nouns"])


class Quantifiers:
    """The quantifiers of one text, asked by position."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        hits = reading.of("quantifier")
        self._before = [h for h in hits if h.term.get("place", "before") != "after"]
        self._after = [h for h in hits if h.term.get("place", "before") != "before"]
        self._ends = [h.end for h in self._before]
        self._reaching = [h for h in self._before if h.term.get("reach")]
        self._starts = [h.start for h in self._after]

    def before(self, start: int) -> tuple[Hit, int] | None:
        """The quantifier that bounds a number at `start` and where its wording begins; a bound outranks an estimate."""
        found: Hit | None = None
        first = begin = start
        while (hit := self._adjoining(first)) is not None:
            if found is None or found.term.get("op") == "about":
                found = hit
            first, begin = hit.whole_start, hit.start
        return None if found is None else (found, begin)

    def _adjoining(self, start: int) -> Hit | None:
        position = bisect_right(self._ends, start) - 1
        if position < 0:
            return None
        hit = self._before[position]
        gap = self._text[hit.end : start]
        return hit if len(gap) < 8 and _transparent(gap) else None

    def across(self, start: int, previous: int) -> Hit | None:
        """The verb that bounds a number at `start` over its own subject, behind the `previous` number's end."""
        for hit in self._reaching:
            if not previous <= hit.end < start:
                continue
            gap = self._text[hit.end : start]
            words = gap.split()
            if 1 < len(words) <= _REACH and words[0] in _counted_nouns() and _CLAUSE_MARKS.isdisjoint(gap):
                return hit
        return None

    def after(self, end: int, following: int | None, *, bounded: bool = True) -> Hit | None:
        """The quantifier behind a number that ends at `end`, at most a noun away, before the `following` number.

        A following number that is not `bounded` ("most of them") takes no quantifier from it.
        """
        position = bisect_left(self._starts, end)
        if position == len(self._after):
            return None
        hit = self._after[position]
        gap = self._text[end : hit.whole_start]
        if (
            (following is not None and hit.end > following)
            or len(gap) > 60
            or not _CLAUSE_MARKS.isdisjoint(gap)
            or len(gap.split()) > _LOOSE
        ):
            return None
        if (
            bounded
            and following is not None
            and following - hit.end < 8
            and _transparent(self._text[hit.end : following])
        ):
            return None  # it belongs to the number behind it: 30 civilians at least 5 of them
        return hit


def _transparent(gap: str) -> bool:
    """Whether nothing but marks, an article or a joined preposition stands in the gap."""
    return gap.strip(" \"'([-$") in _transparent_words()


@cache
def _transparent_words() -> frozenset[str]:
    words = (fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/ranges.toml")["transparent"])
    return frozenset(("", *words))
