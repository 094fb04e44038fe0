"""The words of a text by where they stand: letters and digits, with what apostrophes, hyphens and points join to them."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from tawthiq.text.marks import WORD, kinds

Word = tuple[int, int]
_WORD: Final = re.compile(r"[^\W_]+(?:['\-.]+[^\W_]+)*")
_JOINTS: Final = "'-."


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of `[start, end)`."""
    return list(map(re.Match.span, _WORD.finditer(text, start, end)))


def all_words(text: str) -> list[Word]:
    """The words of a text: what `words_in` finds in all of it, in a fifth of the time."""
    letters = np.zeros(len(text) + 2, dtype=np.uint8)
    letters[1:-1] = kinds(text) & WORD
    edges: list[int] = (
        (letters[1:] != letters[:-1]).nonzero()[0].tolist()
    )  # where stretches of letters and digits begin and end
    words: list[Word] = []
    at = 0
    while at < len(edges):
        start, end = edges[at], edges[at + 1]
        at += 2
        while at < len(edges) and text[end] in _JOINTS and not text[end : edges[at]].strip(_JOINTS):
            end = edges[at + 1]
            at += 2
        words.append((start, end))
    return words
