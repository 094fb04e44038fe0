"""Which of the two languages a text is in, by the share of its letters."""

from __future__ import annotations

import re
from typing import Final

_ARABIC: Final = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LATIN: Final = re.compile("[A-Za-z]")
_PIECE: Final = 100_000
_PASSED: Final = 40
"""Code points without a letter at most before a stretch's first: «▪ 09:20 …»."""


def is_arabic(char: str) -> bool:
    """Whether a folded character is an Arabic letter; False for the empty string."""
    return len(char) > 0 and 0x621 <= ord(char[0]) <= 0x6D3


def begins_arabic(text: str, start: int) -> bool:
    """Whether the first letter at or behind folded `start` is an Arabic one: figures, bullets and quotation marks are passed over."""
    for at in range(start, min(len(text), start + _PASSED)):
        if 0x621 <= ord(text[at]) <= 0x64A:  # nearly always: a letter
            return True
        if text[at].isalpha():
            return is_arabic(text[at])
    return False


def detect_language(text: str) -> str:
    """ "ar" or "en": the script most letters of `text` are written in; Arabic where neither prevails."""
    return "en" if _count(_LATIN, text) > _count(_ARABIC, text) else "ar"


def _count(letter: re.Pattern[str], text: str) -> int:
    """How many letters, counted in pieces: a list of all of a long text's takes eighty times its size."""
    return sum(len(letter.findall(text, at, at + _PIECE)) for at in range(0, len(text), _PIECE))
