"""The plain words of folded text: runs of letters and digits, everything else a gap."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")


def plain_words(folded: str) -> list[str]:
    """The words of folded text in order, without marks."""
    return _WORD.findall(folded)
