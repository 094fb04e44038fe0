"""The last words before a place of a text, cut out of no more than they take up: a sentence may be long, and every count asks."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = 24
"""Code points that hold a word and more, nearly always."""


def last_words(text: str, start: int, end: int, count: int) -> list[str]:
    """The last `count` words of `[start, end)`, as blanks part them: what `text[start:end].split()[-count:]` gives."""
    low = end - _LETTERS * count
    if low > start:
        words = text[low:end].split()
        if len(words) > count:  # the first may be the end of a longer word
            return words[-count:]
    return text[start:end].split()[-count:]
