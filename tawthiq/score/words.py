"""Folded words: the form in which names are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from tawthiq.text.fold import fold

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without apostrophes; a hyphen parts two words."""
    return tuple(_WORD.findall(fold(name).text.replace("'", "")))


def phrase(name: str) -> str:
    """The words of a name, one space between them."""
    return " ".join(words(name))
