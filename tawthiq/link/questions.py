"""Which uncertain pairs a person is asked about: of each incident only its likeliest others, so that the queue grows no faster than the register.

In a register of few places and many days, pairs that only look alike grow with the square of the number of accounts, and a vague
telling resembles thousands. A pair is asked about where each of its two incidents is among the likeliest others of the other one.
What is not asked is counted; a run that is told what persons ruled on the likeliest asks about those that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tawthiq.domain.incident import AccountRef
from tawthiq.link.comparison import weights

_DIGITS = 6
"""Scores are compared to so many decimals: sums of the same weights differ behind these where they were added up elsewhere."""


def asked_about(
    pairs: Sequence[tuple[int, int]], scores: Sequence[float], names: Mapping[int, tuple[int, AccountRef]]
) -> list[bool]:
    """Which of the pairs a person is asked about.

    `pairs` are positions of tellings, `names` gives for each the number of its incident and that incident's first account: of those
    that are equally likely the one whose first account comes first is asked about first. All pairs between two incidents are one question.
    """
    if not pairs:
        return []
    most = int(weights("thresholds")["questions"])
    first = dict(names.values())
    place = {number: at for at, number in enumerate(sorted(first, key=first.__getitem__))}
    ends = np.array([[place[names[a][0]], place[names[b][0]]] for a, b in pairs], np.int64)
    ends.sort(axis=1)
    between, which = np.unique(ends[:, 0] * len(place) + ends[:, 1], return_inverse=True)
    best = np.full(len(between), -np.inf)
    np.maximum.at(best, which, np.round(np.array(scores, float), _DIGITS))
    low, high = np.divmod(between, len(place))
    ranks = _ranks(low, high, best).reshape(2, -1)
    found: list[bool] = (np.maximum(ranks[0], ranks[1]) < most)[which].tolist()
    return found


def _ranks(low: NDArray[np.int64], high: NDArray[np.int64], best: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many likelier others each end of each question has: of the first ends, then of the second ones."""
    mine, other = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.lexsort((other, -np.concatenate([best, best]), mine))
    sorted_mine = mine[order]
    ranks = np.empty(len(mine), np.int64)
    ranks[order] = np.arange(len(mine)) - np.searchsorted(sorted_mine, sorted_mine)
    return ranks
