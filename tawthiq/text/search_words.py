"""Words as a search finds them: one form for all spellings, with or without the letters joined in front.

`exact` forms keep the script as it is written but for fillers, marks and case; `folded` forms make أإآ/ا, ى/ي, ة/ه and the digits
one and cut joined letters (وبالمجزرة → مجزره). Both come word by word, so that phrases can be looked for in either.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tawthiq.domain.span import Span
from tawthiq.knowledge.gazetteer import own_rows
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import FINAL, LETTERS, fold, plain_table
from tawthiq.text.unmask import unmask

_WORD = re.compile(r"[^\W_]+")
_FORMS = 2
"""Grows when a form changes by code, not by words."""
_ARTICLE = "\u0627\u0644"


@dataclass(frozen=True, slots=True)
class SearchWord:
    """One word of a text: as it is looked up, as it is written, and where it stands."""

    folded: str
    exact: str
    span: Span


@cache
def _clitics() -> tuple[tuple[str, ...], int]:
    settings = toml("vocabularies/search_clitics.toml")
    return tuple(settings["joined"]), int(settings["least"])


@cache
def _whole() -> frozenset[str]:
    """Words that begin with letters that are joined to others: names of places we know, and the words of the list."""
    words = {word for row in own_rows() for word in fold(row.name_ar).text.split()}
    words |= {fold(word).text for word in toml("vocabularies/search_clitics.toml")["whole"]}
    return frozenset(word for word in words if not word.startswith(_ARTICLE))


@cache
def _longest() -> int:
    """Letters of the longest whole word: what is longer need not be looked up."""
    return max(map(len, _whole()))


@lru_cache(maxsize=50_000)  # a language has few words, said often
def stem(folded: str) -> str:
    """A folded word without the letters joined in front: cut again and again, as long as enough of it is left.

    What is left is the same however much was joined (لواء, اللواء, وباللواء), also where a letter of the word itself goes.
    """
    joined, least = _clitics()
    at, end = 0, len(folded)
    while not (end - at <= _longest() and folded[at:] in _whole()):
        cut = next((c for c in joined if folded.startswith(c, at) and end - at - len(c) >= least), "")
        if not cut:
            break
        at += len(cut)
    return folded[at:]


def rules() -> str:
    """A mark of the rules and words that forms depend on: what was indexed under another one is to be indexed again."""
    return hashlib.sha256(repr((_FORMS, _clitics(), sorted(_whole()))).encode()).hexdigest()


@lru_cache(maxsize=50_000)
def exact_form(word: str) -> str:
    """A word as written, without fillers, tatweel and marks, in lower case; its letters stay what they are. Empty where none is left."""
    plain = unicodedata.normalize("NFKC", unmask(word)).replace("\u0640", "")
    return "".join(c for c in plain.casefold() if c.isalnum())


def search_words(text: str) -> list[SearchWord]:
    """The words of a text in order. Any string is accepted; time is linear in its length."""
    folded = fold(text)
    found = []
    for match in _WORD.finditer(folded.text):
        span = folded.span(*match.span())
        exact = exact_form(text[span.start : span.end]) or match.group()
        found.append(SearchWord(stem(match.group()), exact, span))
    return found


def folding() -> dict[str, object]:
    """The rules of `fold` and `stem` as plain data, for a program in another language.

    `to`: folded letter or letters → the letters that become it; `gone`: letters that vanish; `joined`, `least`, `longest` and
    `whole`: how letters joined in front are cut, and the words they are not cut from; `ends` the letter that only ends words, behind
    which one of `letters` (first and last) begins another. Letters that are nowhere stay.
    """
    single, several = plain_table()
    to: dict[str, list[str]] = {}
    gone: list[str] = []
    for letter, folded in sorted({**single, **several}.items()):
        if folded:
            to.setdefault(folded, []).append(letter)
        else:
            gone.append(letter)
    joined, least = _clitics()
    cuttable = (w for w in _whole() if any(w.startswith(c) and len(w) - len(c) >= least for c in joined))
    return {
        "to": {folded: "".join(letters) for folded, letters in sorted(to.items())},
        "gone": "".join(gone),
        "joined": list(joined),
        "least": least,
        "longest": _longest(),
        "whole": sorted(cuttable),
        "ends": FINAL,
        "letters": [*LETTERS],
    }
