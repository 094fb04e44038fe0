"""What each character of a text is, looked up once for all who leap from one to the next: its script, whether it is of a word, a
digit or a mark at which something ends.

A search by pattern looks at every letter of a text again; half a dozen of them were a tenth of the time of reading.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tawthiq.text.fold import plain_codes
from tawthiq.text.wordings import script

SCRIPT: Final = 3
"""The bits of the script (`wordings.script`)."""
WORD: Final = 4
"""A letter, a digit or another number."""
DIGIT: Final = 8
CLAUSE: Final = 16
"""A sign at which a sentence, a clause or a line ends."""
BREAK: Final = 32
"""A sign that may end a sentence."""
LATIN: Final = 64
JOINT: Final = 128
"""A sign that joins what stands before and behind it to one word."""
_CLAUSE: Final = frozenset("\n.!?;:")
_BREAK: Final = frozenset("\n.!?؟…")
_JOINT: Final = frozenset("'-.")


def _kind(char: str) -> int:
    kind = script(char)
    if char.isalnum():
        kind |= WORD | (DIGIT if char.isdecimal() else LATIN if "a" <= char <= "z" else 0)
    elif char in _CLAUSE or char in _BREAK:
        kind |= (CLAUSE if char in _CLAUSE else 0) | (BREAK if char in _BREAK else 0)
    return kind | (JOINT if char in _JOINT else 0)


@cache
def table() -> npt.NDArray[np.uint8]:
    """What every character of the basic plane is."""
    return np.fromiter((_kind(chr(code)) for code in range(0x10000)), dtype=np.uint8, count=0x10000)


@lru_cache(maxsize=1)
def kinds(text: str) -> npt.NDArray[np.uint8]:
    """What each character of `text` is."""
    plain = plain_codes(text)
    if plain is not None:
        return table().take(plain)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = table().take(np.minimum(codes, 0xFFFF))
    for at in np.flatnonzero(codes > 0xFFFF).tolist():
        found[at] = _kind(text[at])
    return found


@lru_cache(maxsize=1)
def marks(text: str) -> bytes:
    """What each character of `text` is, for who goes from one to the next."""
    return kinds(text).tobytes()


@cache
def _told(kind: int) -> bytes:
    """1 for every character of a kind."""
    return bytes(1 if mark & kind else 0 for mark in range(256))


@lru_cache(maxsize=1)
def _signs(text: str) -> tuple[list[int], list[int], list[int]]:
    """Where the digits of a text stand, where signs that end a clause or a line, and where signs that may end a sentence."""
    told = marks(text)
    digits: list[int] = []
    clauses: list[int] = []
    breaks: list[int] = []
    at = -1
    for before in told.translate(_told(DIGIT | CLAUSE | BREAK)).split(b"\1"):
        at += len(before) + 1
        if at == len(told):
            break
        mark = told[at]
        if mark & DIGIT:
            digits.append(at)
        if mark & CLAUSE:
            clauses.append(at)
        if mark & BREAK:
            breaks.append(at)
    return digits, clauses, breaks


def where(text: str, kind: int) -> list[int]:
    """Where the characters of a kind (`DIGIT`, `CLAUSE` or `BREAK`) stand, in order; not to be changed."""
    digits, clauses, breaks = _signs(text)
    return digits if kind == DIGIT else clauses if kind == CLAUSE else breaks


def holds(text: str, kind: int) -> bool:
    """Whether a character of the kind stands in the text."""
    return b"\1" in marks(text).translate(_told(kind))
