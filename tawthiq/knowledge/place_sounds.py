"""Names by how they sound: an Arabic place name in Latin letters, whoever wrote it down.

Deir ez-Zor, Dayr az-Zawr, Der Ezzour; Dhiban, Debyan: the consonants stay, all else varies. `sound_key` keeps them, with
the letters that stand for one Arabic sound or for sounds often confused levelled (dh, d, z, th; q, k, c; gh, g), without
the article, vowels, w and y. Two names with one key are one name only where the vowels differ little (`alike`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from tawthiq.knowledge.gazetteer import own_rows
from tawthiq.knowledge.place_spelling import latin_articles, place_key

# Upper case stands for a sound that Latin letters write with two; what follows cannot take it apart again.
_LETTERS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"kh", "X"), (r"sh|ch", "S"), (r"gh", "g"), (r"dh|th|z", "d"), (r"ph|v", "f"), (r"ck|q|c", "k"), (r"dj", "j"),
        (r"p", "b"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouwy]+")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"h\b")
_LEVELLED = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ou|oo|u", "o"), (r"ee|ei|ai|ay|ey|i|y", "e"), (r"a[ah]?\b", "e"), (r"dh|th|z", "d"), (r"q|c", "k"),
        (r"gh", "g"), (r"kh", "h"),
    )
)  # fmt: skip


_REMEMBERED = 16_384
"""Names whose sound is kept: the same names of our tables are laid beside every name that a text tells."""
_TELLING = 3
"""How many consonants a name needs before its length may differ at all."""


def _words(name: str) -> list[str]:
    words = place_key(name).split()
    kept = [w for w in words if w not in latin_articles()]
    return kept or words


@lru_cache(_REMEMBERED)
def sound_key(name: str) -> str:
    """The consonants of a Latin name, levelled; the empty string for a name of another script."""
    plain = " ".join(_words(name))
    if not plain.isascii():
        return ""
    for pattern, level in _LETTERS:
        plain = pattern.sub(level, plain)
    plain = _DOUBLED.sub(r"\1", _FINAL_H.sub("", plain))
    return _VOWELS.sub("", plain).replace(" ", "")


@lru_cache(_REMEMBERED)
def _levelled(name: str) -> str:
    plain = "".join(_words(name))
    for pattern, level in _LEVELLED:
        plain = pattern.sub(level, plain)
    return _DOUBLED.sub(r"\1", plain)


def alike(first: str, second: str) -> int | None:
    """How many letters two names of one key differ in once levelled; None where that is too much to be one name."""
    a, b = _levelled(first), _levelled(second)
    if len(sound_key(first)) < _TELLING and (len(a) != len(b) or len(a) <= _TELLING):
        return 0 if a == b else None
    if not a or not b or abs(len(a) - len(b)) > _allowed(a, b):
        return None
    away = Levenshtein.distance(a, b)
    return away if away <= _allowed(a, b) else None


def _allowed(a: str, b: str) -> int:
    return max(1, min(len(a), len(b)) // 3)


@cache
def _sounds() -> dict[str, tuple[tuple[str, str], ...]]:
    """Key → the ids and names of our own places that sound so."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in own_rows():
        for name in (row.name_en, *row.variants_en):
            key = sound_key(name)
            if len(key) > 1:
                found.setdefault(key, {})[row.id, name] = None
    return {key: tuple(pairs) for key, pairs in found.items()}


def sounding_like(name: str) -> list[tuple[int, str]]:
    """The places of our own tables whose names sound like `name`, nearest first: how many letters each is away, and its id."""
    nearest: dict[str, int] = {}
    for ident, known in _sounds().get(sound_key(name), ()):
        away = alike(name, known)
        if away is not None:
            nearest[ident] = min(away, nearest.get(ident, away))
    return sorted((away, ident) for ident, away in nearest.items())
