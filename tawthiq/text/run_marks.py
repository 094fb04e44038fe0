"""At most how many runs two texts can have in common, told from 64 bytes of each, before their runs are compared.

Every run sets one of `_BITS` bits of its text. A bit that one text has and the other has not stands for at least one run that is not in both;
so nothing that is left out here has as many runs in common as were asked for. Reports made of stock phrases share some run with hundreds of
others, and hardly one in a hundred of these pairs is worth a look.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt

_BITS: Final = 512
"""Of longer texts nearly every bit is set, and more pairs are compared than needed."""
_CHUNK: Final = 1024
_PAIR_CHUNK: Final = 2048
_AT_ONCE: Final = 2

Runs = npt.NDArray[np.uint64]
_Positions = npt.NDArray[np.int64]

_PAIRS, _FOURS, _EIGHTS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_ONES = np.uint64(0x0101010101010101)
_1, _2, _4, _56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


def marks_of(runs: Runs, starts: _Positions) -> npt.NDArray[np.uint64]:
    """The bits of many texts, `_BITS` of each, 64 in a number; text i has `runs[starts[i]:starts[i + 1]]`, each once."""
    count = len(starts) - 1
    found = np.zeros((count, _BITS // 64), np.uint64)

    def fill(first: int) -> None:
        last = min(first + _CHUNK, count)
        here = runs[starts[first] : starts[last]]
        owner = np.repeat(np.arange(last - first), np.diff(starts[first : last + 1]))
        bits = np.zeros((last - first, _BITS), bool)
        bits[owner, (here % np.uint64(_BITS)).astype(np.int64)] = True
        found[first:last] = np.packbits(bits, axis=1).view(np.uint64)

    with ThreadPoolExecutor(_AT_ONCE) as pool:  # numpy lets go of the interpreter while it works
        list(pool.map(fill, range(0, count, _CHUNK)))
    return found


def most_shared(marks: npt.NDArray[np.uint64], sizes: _Positions, a: _Positions, b: _Positions) -> _Positions:
    """For each pair of texts how many runs they have in common at most; `sizes` are how many runs each text has."""
    found = np.empty(len(a), np.int64)
    for first in range(0, len(a), _PAIR_CHUNK):
        one, other = a[first : first + _PAIR_CHUNK], b[first : first + _PAIR_CHUNK]
        mine, theirs = marks[one], marks[other]
        found[first : first + _PAIR_CHUNK] = np.minimum(
            sizes[one] - _set_in(mine & ~theirs), sizes[other] - _set_in(theirs & ~mine)
        )
    return found


def _set_in(bits: npt.NDArray[np.uint64]) -> _Positions:
    """How many bits are set in each row of numbers."""
    bits -= (bits >> _1) & _PAIRS
    bits = (bits & _FOURS) + ((bits >> _2) & _FOURS)
    bits = (bits + (bits >> _4)) & _EIGHTS
    found: _Positions = ((bits * _ONES) >> _56).sum(axis=1, dtype=np.int64)
    return found
