"""How good a linking is: pairs of accounts rightly together, counted without listing them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def _pairs(names: Ints) -> int:
    """How many pairs have one name."""
    _, counts = np.unique(names, return_counts=True)
    return int((counts * (counts - 1) // 2).sum())


def quality(event: Ints, home: Ints) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of the groups `home` against the events that the accounts tell."""
    right = _pairs(event.astype(np.int64) * (int(home.max()) + 1) + home)
    found, true = _pairs(home), _pairs(event)
    precision, recall = right / max(found, 1), right / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
