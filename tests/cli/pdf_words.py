"""The Arabic words of a page and of what is copied out of its PDF."""

from __future__ import annotations

import re
import unicodedata


def arabic_words(text: str) -> set[str]:
    """The Arabic words of a text with their marks; direction signs set aside, and in which order a letter's two marks are kept."""
    whole = unicodedata.normalize("NFC", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text))
    return set(re.findall("[\u0620-\u065f\u0670-\u06d3]+", whole))
