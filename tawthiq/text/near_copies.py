"""Finds texts that are copies of one another, edited or not, among any number of texts.

A copy keeps most three-word runs of what it copies, whatever an editor changes: another headline, a paragraph less, a
credit more, sentences in another order, another spelling, a count brought up to date. MinHash (rensa) and banding find
the pairs worth a look; every one of them is then verified on the runs themselves, so that no estimate decides. Two
texts are `COPY` when the shorter has most of its runs in the longer and the two are not of wholly different length.

All work on runs is numpy on flat arrays: a million short texts are compared in bounded chunks
(bench/near_copies.py measures it). Deterministic: no seed but a fixed one, no hash of Python's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from tawthiq.text.run_marks import marks_of, most_shared
from tawthiq.text.word_hashes import mixed, word_hashes

RUN = 3
"""Words of a run. Shorter than R2's five, so that a change of order or a number costs little."""
KEPT = 0.75
"""Share of the shorter text's runs that an edited copy keeps."""
LIKE = 0.5
"""Share of all runs of both (Jaccard) that an edited copy has in common: a short note within a long page is no copy."""
FEWEST = 12
"""Runs a text must have to be held an edited copy; shorter ones agree by stock phrases alone and must be the same."""
SAME = 0.8
"""Jaccard from which two texts are near-identical, however short."""

_BAND_ROWS = 4
_BANDS = 24
_ROWS = _BANDS * _BAND_ROWS
_SEED = 7
_CHUNK = 1024  # of so many texts the arrays stay in the processor's cache
_AT_ONCE = 2
_HOPELESS = 0.3
"""Share of MinHash's rows that two texts must at least have alike to be looked at: a pair with `LIKE` of its runs in common has fewer once in
100,000 times."""
_PAIR_CHUNK = 2048
_ALL_PAIRS = 4  # each member of a bucket is looked at with so many before it

_Item = TypeVar("_Item")
Runs = npt.NDArray[np.uint64]
_Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by position, `a` before `b`: the share of the shorter's runs in both, and of all runs (Jaccard)."""

    a: int
    b: int
    kept: float
    like: float


class FlatRuns:
    """The runs of many texts, one behind another: text i has `runs[starts[i]:starts[i + 1]]`, sorted, each once."""

    def __init__(self, texts: Iterable[str], run: int) -> None:
        self.runs, at, counts = np.empty(0, np.uint64), 0, []
        with ThreadPoolExecutor(_AT_ONCE) as pool:  # numpy lets go of the interpreter while it works
            for chunks in _chunks(_chunks(texts, _CHUNK), 2 * _AT_ONCE):
                for runs, sizes in pool.map(lambda chunk: self._runs(chunk, run), chunks):
                    if (needed := at + len(runs)) > len(self.runs):  # grown where it lies: no run is ever held twice
                        self.runs.resize(needed + needed // 8, refcheck=False)
                    self.runs[at:needed] = runs
                    at = needed
                    counts.append(sizes)
        self.runs.resize(at, refcheck=False)
        sizes = np.concatenate(counts) if counts else np.empty(0, np.int64)
        self.starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)

    def _runs(self, texts: Sequence[str], run: int) -> tuple[Runs, _Positions]:
        words, lengths = word_hashes(texts)
        owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        size = len(words) - run + 1
        if size <= 0:
            return np.empty(0, np.uint64), np.zeros(len(texts), np.int64)
        hashed = np.zeros(size, np.uint64)
        for step in range(run):
            hashed *= np.uint64(0x9E3779B97F4A7C15)
            hashed += words[step : step + size]
            hashed = mixed(hashed)
        whole = owner[:size] == owner[run - 1 :]
        # The upper bits tell the text, so that one sort puts every text's runs together and in order.
        keys = (owner[:size][whole].astype(np.uint64) << np.uint64(48)) | (hashed[whole] >> np.uint64(16))
        keys.sort()
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
        sizes = np.bincount((keys >> np.uint64(48)).astype(np.int64), minlength=len(texts)).astype(np.int64)
        return keys & np.uint64(0xFFFFFFFFFFFF), sizes

    @property
    def sizes(self) -> _Positions:
        """How many runs each text has."""
        return np.diff(self.starts)


def _chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def _bands(flat: FlatRuns) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """One number per band and text with runs: texts that agree in one are candidates; and a byte of every row, to estimate likeness by.

    The bytes stand eight in a number.
    """
    count = len(flat.sizes)
    found = np.empty((_BANDS, count), np.uint64)
    signs = np.empty((count, _ROWS // 8), np.uint64)

    def fill(first: int) -> None:
        last = min(first + _CHUNK, count)
        offsets = (flat.starts[first : last + 1] - flat.starts[first]).astype(np.uint64)
        runs = mixed(flat.runs[flat.starts[first] : flat.starts[last]])
        digests = RMinHash.digest_matrix_from_flat_token_hashes(runs, offsets, _ROWS, _SEED)
        flat_rows = np.fromiter(chain.from_iterable(digests.to_rows()), np.uint64, (last - first) * _ROWS)
        rows = flat_rows.reshape(last - first, _BANDS, _BAND_ROWS)
        signs[first:last] = mixed(flat_rows).astype(np.uint8).view(np.uint64).reshape(last - first, -1)
        hashed = np.zeros((last - first, _BANDS), np.uint64)
        for step in range(_BAND_ROWS):
            hashed = mixed(hashed * np.uint64(0x9E3779B97F4A7C15) + rows[:, :, step] + np.uint64(1))
        found[:, first:last] = hashed.T

    with ThreadPoolExecutor(_AT_ONCE) as pool:  # rensa and numpy let go of the interpreter while they work
        list(pool.map(fill, range(0, count, _CHUNK)))
    return found, signs


_LOW, _ONES = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x0101010101010101)


def hopeful(signs: npt.NDArray[np.uint64], a: _Positions, b: _Positions) -> npt.NDArray[np.bool_]:
    """Which pairs have enough of their signs in common to be looked at."""
    unlike = signs[a]
    unlike ^= signs[b]
    carried = unlike & _LOW
    carried += _LOW
    unlike |= carried
    unlike >>= np.uint64(7)
    unlike &= _ONES  # one for every byte that is not the same
    apart = (unlike.sum(axis=1, dtype=np.uint64) * _ONES) >> np.uint64(56)
    found: npt.NDArray[np.bool_] = (_ROWS - apart.astype(np.int64)) / _ROWS >= _HOPELESS
    return found


def _candidates(flat: FlatRuns) -> tuple[_Positions, _Positions]:
    """Pairs of positions that agree in a band and may be alike, each once, the lower first."""
    filled = np.flatnonzero(flat.sizes).astype(np.uint64)
    bands, signs = _bands(flat)
    bits = np.uint64(max(1, len(flat.sizes)).bit_length())
    lower = (np.uint64(1) << bits) - np.uint64(1)

    def agreeing(number: int) -> npt.NDArray[np.uint64]:
        """The pairs of one band: one sort puts those together that agree in it, in order of position.

        The position takes the place of the band's lowest bits: of a million texts two that do not agree fall together once in 2**44.
        """
        keys = (bands[number][filled] & ~lower) | filled
        keys.sort()
        order, values, found = (keys & lower).astype(np.int64), keys >> bits, []
        for step in range(1, _ALL_PAIRS + 1):
            at = np.flatnonzero(values[step:] == values[:-step])
            for first in range(0, len(at), _PAIR_CHUNK):
                some = at[first : first + _PAIR_CHUNK]
                a, b = order[some], order[some + step]
                kept = hopeful(signs, a, b)
                found.append((a[kept].astype(np.uint64) << bits) | b[kept].astype(np.uint64))
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pairs = np.unique(np.concatenate(list(pool.map(agreeing, range(_BANDS)))))
    return (pairs >> bits).astype(np.int64), (pairs & lower).astype(np.int64)


def shared_runs(flat: FlatRuns, a: _Positions, b: _Positions) -> _Positions:
    """How many runs each pair has in common, counted exactly."""
    sizes, found = flat.sizes, np.zeros(len(a), np.int64)

    def fill(first: int) -> None:
        both = np.stack([a[first : first + _PAIR_CHUNK], b[first : first + _PAIR_CHUNK]], axis=1).ravel()
        lengths = sizes[both]
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(flat.starts[both] - (ends - lengths), lengths)
        pair = np.repeat(np.arange(len(both), dtype=np.uint64) >> np.uint64(1), lengths)
        keys = (pair << np.uint64(48)) | flat.runs[at]
        keys.sort()
        twice = keys[1:][keys[1:] == keys[:-1]] >> np.uint64(48)
        found[first : first + _PAIR_CHUNK] = np.bincount(twice.astype(np.int64), minlength=len(both) // 2)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(fill, range(0, len(a), _PAIR_CHUNK)))
    return found


def copy_pairs(texts: Iterable[str]) -> list[Pair]:
    """The pairs of copies among texts as they stand, in order of position; their words are compared folded.

    Of many copies of one text not every pair is given, but enough that all hang together. Texts of fewer than `RUN`
    words have no runs and are copies of nothing. Linear in the number of texts, but for sorting.
    """
    flat = FlatRuns(texts, RUN)
    a, b = _candidates(flat)
    most = most_shared(marks_of(flat.runs, flat.starts), flat.sizes, a, b)
    hopeful = _likeness(flat.sizes[a], flat.sizes[b], most)[2]
    a, b = a[hopeful], b[hopeful]
    kept, like, copies = _likeness(flat.sizes[a], flat.sizes[b], shared_runs(flat, a, b))
    return [
        Pair(int(a[i]), int(b[i]), round(float(kept[i]), 4), round(float(like[i]), 4)) for i in np.flatnonzero(copies)
    ]


def _likeness(
    one: _Positions, other: _Positions, common: _Positions
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Of texts with so many runs, of which so many in common: the shorter's share, that of all runs, and whether the two are copies.

    The more they have in common, the likelier: a pair that is none with the most it can have in common is none.
    """
    shorter = np.minimum(one, other)
    kept = common / np.maximum(shorter, 1)
    like = common / np.maximum(one + other - common, 1)
    return kept, like, (like >= SAME) | ((kept >= KEPT) & (like >= LIKE) & (shorter >= FEWEST))


def leads(count: int, pairs: Iterable[Pair]) -> list[int]:
    """Position → the first position of its copies (itself, where it is none's copy)."""
    lead = list(range(count))

    def top(position: int) -> int:
        while lead[position] != position:
            lead[position] = lead[lead[position]]
            position = lead[position]
        return position

    for pair in pairs:
        first, second = sorted((top(pair.a), top(pair.b)))
        lead[second] = first
    return [top(position) for position in range(count)]
