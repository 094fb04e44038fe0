"""Which of many short texts stand almost whole in an earlier one: word for word, run by run, in about linear time.

A text that has `share` of its runs in another has at least one of its rarest runs there, if one takes as many of them as
may be missing and one more. So only texts that share one of these are compared, and those are counted exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tawthiq.text.near_copies import FlatRuns, shared_runs
from tawthiq.text.run_marks import marks_of, most_shared

_CHUNK: Final = 4096
"""Texts whose pairs are looked for together: those of a million at once would fill the memory."""
_NEAREST: Final = 32
"""Of the earlier texts with one run in common so many are looked at, the latest ones: where there are more, these are copies of one
another, and lead to the same first text."""

_Positions = npt.NDArray[np.int64]


def holders(
    texts: Iterable[str], owners: Sequence[int], ranks: Sequence[int], *, run: int, least: int, share: float
) -> list[int]:
    """For each text the position of the earlier one that holds most of its runs, and at least `share` of them; -1 where none does.

    `owners` are numbers of what the texts are parts of, in order: a text is not compared with its owner's others. Of two that hold as much the one
    of the higher rank is taken. Texts of fewer than `least` runs hold nothing and are held by nothing.
    """
    flat = FlatRuns(texts, run)
    best = np.full(len(flat.sizes), -1, np.int64)
    later, earlier = _candidates(flat, np.asarray(owners, np.int64), least, share)
    common = shared_runs(flat, earlier, later)
    enough = common >= share * flat.sizes[later]
    later, earlier, common = later[enough], earlier[enough], common[enough]
    order = np.lexsort((np.asarray(ranks, np.int64)[earlier], common, later))
    best[later[order]] = earlier[order]  # the last of each text is its best
    found: list[int] = best.tolist()
    return found


def _candidates(flat: FlatRuns, owners: _Positions, least: int, share: float) -> tuple[_Positions, _Positions]:
    """Pairs of texts, the later and the earlier, that share one of the later one's rarest runs and may share enough of them."""
    sizes = flat.sizes
    long = sizes >= least
    text = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    kept = long[text]
    text, runs = text[kept], flat.runs[kept]
    order = np.argsort(runs, kind="stable")  # of one run the texts stay in order
    ordered = runs[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else order
    counts = np.diff(np.append(starts, len(order)))
    frequency, at, before = np.empty(len(text), np.int32), np.empty(len(text), np.int64), np.empty(len(text), np.int8)
    frequency[order] = np.repeat(counts, counts)
    at[order] = np.arange(len(order))
    before[order] = np.minimum(
        np.arange(len(order)) - np.repeat(starts, counts), _NEAREST
    )  # texts that have the run too
    holding = text[order]
    del runs, ordered, order, starts, counts
    marks = marks_of(flat.runs, flat.starts)
    found: list[tuple[_Positions, _Positions]] = []
    ends = np.concatenate([[0], np.cumsum(sizes * long)])
    for low in range(0, len(sizes), _CHUNK):
        high = min(low + _CHUNK, len(sizes))
        part = slice(ends[low], ends[high])
        probes = _probes(text[part], frequency[part], sizes, share)
        depth = before[part][probes]
        later = np.repeat(text[part][probes], depth).astype(np.int64)
        back = np.arange(len(later)) - np.repeat(np.cumsum(depth, dtype=np.int64) - depth, depth) + 1
        earlier = holding[np.repeat(at[part][probes], depth) - back].astype(np.int64)
        other = owners[later] != owners[earlier]
        pairs = np.unique((later[other] - low) * len(sizes) + earlier[other])
        later, earlier = np.divmod(pairs, len(sizes))
        later += low
        hopeful = most_shared(marks, sizes, later, earlier) >= share * sizes[later]
        found.append((later[hopeful], earlier[hopeful]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _probes(
    text: npt.NDArray[np.int32], frequency: npt.NDArray[np.int32], sizes: _Positions, share: float
) -> _Positions:
    """Where the rarest runs of each text stand, as many as may be missing and one more; the runs of a text stand together."""
    by_text = np.lexsort((frequency, text))
    heads = np.repeat(np.flatnonzero(np.diff(text, prepend=-1)), sizes[np.unique(text)])
    asked = sizes[text] - np.ceil(share * sizes[text]).astype(np.int64) + 1
    found: _Positions = by_text[np.arange(len(text)) - heads < asked]
    return found
