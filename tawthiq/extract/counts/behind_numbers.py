"""What stands right behind a number, looked at without cutting up the rest of its sentence."""

from __future__ import annotations

import re
from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.hit import first_hit
from tawthiq.text.phrases import Hit

_WORD: Final = re.compile(r"\S+")
_NEXT_UNIT: Final = 24
"""Code points behind a number in which a unit begins that stands right behind it, whatever letters are joined to the unit."""


def measured(measures: list[Hit], start: int, end: int) -> bool:
    """Whether a measure lies in folded `[start, end)` before its end."""
    at = first_hit(measures, start)
    while at < len(measures) and measures[at].start < end:
        if measures[at].end <= end:
            return True
        at += 1
    return False


def past(text: str, start: int, end: int, marks: str) -> int:
    """Where the first character of folded `[start, end)` stands that is none of some marks; the end where all are."""
    while start < end and text[start] in marks:
        start += 1
    return start


def word_at(text: str, start: int, end: int) -> str:
    """The first word of folded `[start, end)`."""
    word = _WORD.search(text, start, end)
    return word.group() if word is not None else ""


def whose(words: list[str]) -> bool:
    """Whether a possessive stands second of what follows: "of his sheep"."""
    return len(words) > 2 and words[1] in toll_grammar().possessives


def unit_at(measures: list[Hit], position: int) -> bool:
    """Whether one of the measures of a sentence stands right at a position."""
    at = first_hit(measures, position)
    while at < len(measures) and measures[at].start - position < _NEXT_UNIT:
        if measures[at].whole_start - position <= 1:
            return True
        at += 1
    return False


def longer_unit(measures: list[Hit], noun: Hit) -> bool:
    """Whether a measure begins with a noun and is longer."""
    at = first_hit(measures, noun.start)
    while at < len(measures) and measures[at].start == noun.start:
        if measures[at].end > noun.end:
            return True
        at += 1
    return False
