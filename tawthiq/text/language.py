"""Which of the two languages a text is in, by the share of its letters."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z]")


def is_arabic(char: str) -> bool:
    """Whether a folded character is an Arabic letter; False for the empty string."""
    return "\u0621" <= char <= "\u06d3"


def detect_language(text: str) -> str:
    """ "ar" or "en": the script most letters of `text` are written in; Arabic where neither prevails."""
    return "en" if len(_LATIN.findall(text)) > len(_ARABIC.findall(text)) else "ar"
