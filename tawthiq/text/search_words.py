"""Words as a search finds them: one form for all spellings, with or without the letters joined in front.

`exact` forms keep the script as it is written but for fillers, marks and case; `folded` forms make أإآ/ا, ى/ي, ة/ه and the digits
one and cut joined letters (وبالمجزرة → مجزره). Both come word by word, so that phrases can be looked for in either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold
from tawthiq.text.unmask import unmask

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchWord:
    """One word of a text: as it is looked up, as it is written, and where it stands."""

    folded: str
    exact: str
    span: Span


@cache
def _clitics() -> tuple[tuple[str, ...], int]:
    settings = toml("vocabularies/search_clitics.toml")
    longest_first = sorted(settings["joined"], key=lambda c: (-len(c), c))
    return tuple(longest_first), int(settings["least"])


@cache
def _kept() -> frozenset[str]:
    return frozenset(fold(word).text for word in toml("vocabularies/search_clitics.toml")["whole"])


def stem(folded: str) -> str:
    """A folded word without the letters joined in front, where enough of it is left."""
    joined, least = _clitics()
    if folded in _kept() or not "\u0621" <= folded[:1] <= "\u064a":
        return folded
    for clitic in joined:
        if folded.startswith(clitic) and len(folded) - len(clitic) >= least:
            return folded[len(clitic) :]
    return folded


def exact_form(word: str) -> str:
    """A word as written, without fillers, tatweel and marks, in lower case; its letters stay what they are."""
    plain = unicodedata.normalize("NFKC", unmask(word)).replace("\u0640", "")
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf")).casefold()


def search_words(text: str) -> list[SearchWord]:
    """The words of a text in order. Any string is accepted; time is linear in its length."""
    folded = fold(text)
    found = []
    for match in _WORD.finditer(folded.text):
        span = folded.span(*match.span())
        exact = "".join(_WORD.findall(exact_form(text[span.start : span.end]))) or match.group()
        found.append(SearchWord(stem(match.group()), exact, span))
    return found
