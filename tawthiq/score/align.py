"""Which account tells which gold incident: one to one, the best evidence first.

Evidence in half points: a toll with the same harm and bounds 4, the same place 4 (the same governorate only: 2), the
same date 2, the same kind 2, a party in common 1. An account and an incident with less than 4 are not paired. Where
evidence is equal the earlier incident, then the earlier account, goes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.score.same import same_date, same_governorate, same_kind, same_place
from tawthiq.score.telling import Telling
from tawthiq.score.tolls import pair_by_value

_ENOUGH = 4


def evidence(gold: Telling, found: Telling) -> int:
    """How much speaks for it that `found` tells `gold`, in half points."""
    points = 4 * pair_by_value([s.toll for s in gold.tolls], [s.toll for s in found.tolls])
    if same_place(gold.where, found.where):
        points += 4
    elif same_governorate(gold.where, found.where):
        points += 2
    points += 2 * same_date(gold, found)
    points += 2 * same_kind(gold, found)
    points += bool(gold.named & found.named)
    return points


def align(gold: Sequence[Telling], found: Sequence[Telling]) -> dict[int, int]:
    """For each gold incident that is told, the position of its account."""
    ranked = sorted(
        (-points, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (points := evidence(g, f)) >= _ENOUGH
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
