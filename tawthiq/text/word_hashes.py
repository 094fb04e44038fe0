"""The folded words of many texts as numbers, all at once: for comparing texts, not for reading them.

The same words get the same numbers as if each text were folded (`fold.py`) and its words taken (`words.py`), in a thirtieth of the time: the
characters of thousands of texts are looked up, cut into words and hashed as one array. Deterministic; two words get one number
once in 2**64.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tawthiq.text.fold import fold, folded_codes
from tawthiq.text.words import plain_words

Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_GAP = "\n"
_PLANE = 0x10000
_AT_ONCE = 1024
"""Texts that are looked up together: their characters stay in the processor's cache."""


def mixed(values: Hashes) -> Hashes:
    """Spreads the bits of every value (splitmix64's finaliser)."""
    found = values >> np.uint64(30)
    found ^= values
    found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(27)
    found *= np.uint64(0x94D049BB133111EB)
    found ^= found >> np.uint64(31)
    return found


_WORD, _GONE, _SLOW = 1, 2, 4
"""What a character may be: part of a word, one that folding drops, one for which a text must be folded the slow way."""


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], Hashes]:
    """For each code of the basic plane: what it is, and the number of the character it folds to. Half characters are slow."""
    codes, slow = folded_codes()
    kinds = np.zeros(_PLANE, np.uint8)
    for code in range(_PLANE):
        if not 0xD800 <= code <= 0xDFFF and plain_words(chr(codes[code] or code)):
            kinds[code] = _WORD
    kinds[codes == 0] = _GONE
    kinds[slow] = _SLOW
    kinds[0xD800:0xE000] = _SLOW
    numbers = mixed(np.arange(1, _PLANE + 1, dtype=np.uint64) * np.uint64(_BASE))
    return kinds, numbers[codes]


def word_hashes(texts: Sequence[str]) -> tuple[Hashes, Counts]:
    """The numbers of all words in order, and how many words each text has. Any strings are accepted."""
    if not texts:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    if len(texts) > _AT_ONCE:
        parts = [word_hashes(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate([found for found, _ in parts]), np.concatenate([counts for _, counts in parts])
    kinds, numbers = _tables()
    plain = [fold(text).text if "\u0640" in text or "*" in text else text for text in texts]
    codes = _codes(plain)
    kind = kinds[codes]
    lengths = [len(text) + 1 for text in plain]
    if len(odd := np.flatnonzero(kind == _SLOW)):
        if len(codes) != sum(lengths):  # a character beyond the basic plane is two codes
            lengths = [len(text.encode("utf-16-le", "surrogatepass")) // 2 + 1 for text in plain]
        for at in np.unique(np.searchsorted(np.cumsum(lengths), odd, side="right")).tolist():
            # Only its words: a mark that folding leaves (U+0E4D out of U+0E33) parts them, and would vanish when looked up.
            words = " ".join(plain_words(fold(plain[at]).text))
            plain[at] = "".join(c if ord(c) < _PLANE else _astral(c) for c in words)
            lengths[at] = len(plain[at]) + 1
        codes = _codes(plain)
        kind = kinds[codes]
    ends = np.cumsum(np.array(lengths, np.int64))
    if len(gone := np.flatnonzero(kind == _GONE)):
        ends -= np.searchsorted(gone, ends)  # the gap behind each text is kept, so these still part the texts
        kept = kind != _GONE
        codes, kind = codes[kept], kind[kept]
    edges = np.flatnonzero(kind[1:] != kind[:-1]) + 1
    if kind[0]:
        edges = np.concatenate([[0], edges])
    starts, stops = edges[::2], edges[1::2]  # the last character is a gap: every word ends
    sums = np.zeros(len(codes) + 1, np.uint64)  # of all characters before
    np.cumsum(numbers[codes] * _powers(_BASE, len(codes)), out=sums[1:])
    found = sums[stops]
    found -= sums[starts]
    found *= _powers(_INVERSE, len(codes) + 1)[starts]
    counts = np.diff(np.searchsorted(starts, ends), prepend=0).astype(np.int64)
    return mixed(found), counts


def _codes(texts: Sequence[str]) -> npt.NDArray[np.intp]:
    """The codes of the texts' characters (UTF-16), each text with a gap behind it."""
    found = np.frombuffer((_GAP.join(texts) + _GAP).encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return found.astype(np.intp)


def _astral(char: str) -> str:
    """A stand-in of the basic plane for a character beyond it: some ideograph where it is part of a word, else a gap."""
    return chr(0x4E00 + (ord(char) - _PLANE) % 0x5000) if plain_words(char) else " "


_held: dict[int, Hashes] = {}


def _powers(base: int, count: int) -> Hashes:
    """The first `count` powers of a base, kept for the next text."""
    known = _held.get(base)
    if known is None or len(known) < count:
        size = max(count, 1 << 16)
        known = np.full(size, base, np.uint64)
        known[0] = 1
        known = np.multiply.accumulate(known)
        _held[base] = known
    return known[:count]
