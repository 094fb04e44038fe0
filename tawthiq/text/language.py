"""Which of the two languages a text is in, by the share of its letters."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z]")


def detect_language(text: str) -> str:
    """ "ar" or "en": the script most letters of `text` are written in; Arabic where neither prevails."""
    return "en" if len(_LATIN.findall(text)) > len(_ARABIC.findall(text)) else "ar"
