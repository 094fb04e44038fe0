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
    later, earlier = _candidates(flat, np.asarray(owners, np.int64), least, share)
    best = np.full(len(flat.sizes), -1, np.int64)
    common = shared_runs(flat, earlier, later)
    enough = common >= share * flat.sizes[later]
    later, earlier, common = later[enough], earlier[enough], common[enough]
    order = np.lexsort((np.asarray(ranks, np.int64)[earlier], common, later))
    best[later[order]] = earlier[order]  # the last of each text is its best
    found: list[int] = best.tolist()
    return found


def _candidates(flat: FlatRuns, owners: _Positions, least: int, share: float) -> tuple[_Positions, _Positions]:
    """Pairs of texts, the later and the earlier, that share one of the later one's rarest runs."""
    sizes = flat.sizes
    long = sizes >= least
    text = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    kept = long[text]
    text, runs = text[kept], flat.runs[kept]
    order = np.argsort(runs, kind="stable")  # of one run the texts stay in order
    ordered = runs[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else order
    counts = np.diff(np.append(starts, len(ordered)))
    frequency, place = np.empty(len(text), np.int64), np.empty(len(text), np.int64)
    frequency[order] = np.repeat(counts, counts)
    place[order] = np.arange(len(ordered)) - np.repeat(starts, counts)  # how many texts before have the run too
    by_text = np.lexsort((frequency, text))
    heads = np.repeat(np.flatnonzero(np.diff(text[by_text], prepend=-1)), sizes[long])
    probes = sizes[text[by_text]] - np.ceil(share * sizes[text[by_text]]).astype(np.int64) + 1
    asked = by_text[(np.arange(len(by_text)) - heads < probes) & (place[by_text] > 0)]
    at = np.empty(len(text), np.int64)
    at[order] = np.arange(len(order))
    pairs = np.empty(0, np.uint64)
    count = np.uint64(max(1, len(sizes)))
    for back in range(1, _NEAREST + 1):
        asked = asked[place[asked] >= back]
        if not len(asked):
            break
        later, earlier = text[asked], text[order[at[asked] - back]]
        other = owners[later] != owners[earlier]
        found = later[other].astype(np.uint64) * count + earlier[other].astype(np.uint64)
        pairs = np.unique(np.concatenate([pairs, found]))
    return (pairs // count).astype(np.int64), (pairs % count).astype(np.int64)
