"""Names of people who are no public figures, by the words around them: what no reading keeps, but no sentence may carry out.

The reading never keeps victims' and witnesses' names (standards §5.7), so they cannot be struck from a quoted sentence by what it
knows. Here a name is told by the words around it (`names_in_arabic.py`, `names_in_english.py`): a word for a private person or for harm,
"called", an age, a home, a row of names. Rather too many are withheld than one too few. Most texts hold no such word and no given
name: each word is asked once, and kept as one of those.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tawthiq.domain.span import Span
from tawthiq.publish.names_in_arabic import Telling, names_in_arabic, tells
from tawthiq.publish.names_in_english import may_tell, names_in_english

_ARABIC, _ENGLISH, _ALONE, _BESIDE = 1, 2, 4, 8
"""In which language a word tells of a name; that it does so only beside another, and that it makes such a one tell."""
_GLUED = re.compile("[\u0640\x0b\x0c\x1c-\x1f\x85]")
"""What may join two words that blanks part: a mask's filler, signs that folding takes out."""
_MOST = 1 << 16
_LONGEST = 64
_quiet: set[str] = set()
"""Words as written at which no name begins and which tell of none; most texts hold no others, and are done."""
_loud: dict[str, int] = {}


_IN_ARABIC = {Telling.NOTHING: 0, Telling.NAME: _ARABIC, Telling.ALONE: _ALONE, Telling.BESIDE: _BESIDE}


def private_names(text: str) -> tuple[Span, ...]:
    """Where the names of private people stand in a text, in order."""
    words = text.split()
    asked = 0 if _GLUED.search(text) is None else _ARABIC
    if not asked and _quiet.issuperset(words):
        return ()
    for word in words:
        if word not in _quiet:
            told = _loud.get(word) or _told(word)
            asked |= _ARABIC if told & asked & _ALONE else told  # two that tell beside another stand beside each other
    if asked & _ALONE and asked & _BESIDE:
        asked |= _ARABIC
    asked &= _ARABIC | _ENGLISH
    return _searched(text, asked) if asked else ()


def _told(word: str) -> int:
    """In which languages a word as it is written may tell of a name; kept."""
    asked = _IN_ARABIC[tells(word)] | (_ENGLISH if may_tell(word) else 0)
    if len(word) <= _LONGEST:
        if len(_quiet) + len(_loud) >= _MOST:
            _quiet.clear()
            _loud.clear()
        if asked:
            _loud[word] = asked
        else:
            _quiet.add(word)
    return asked


@lru_cache(maxsize=512)
def _searched(text: str, asked: int) -> tuple[Span, ...]:
    named = {*names_in_arabic(text)} if asked & _ARABIC else set[Span]()
    if asked & _ENGLISH:
        named.update(names_in_english(text))
    found: list[Span] = []
    for span in sorted(named):
        if found and found[-1].overlaps(span):
            span = found.pop().join(span)
        found.append(span)
    return tuple(found)


def without_private(text: str, instead: str) -> str:
    """`text` (a title) with the names of private people in it replaced."""
    for span in reversed(private_names(text)):
        text = text[: span.start] + instead + text[span.end :]
    return text
