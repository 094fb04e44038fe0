"""Lower bounds and two-list figures that need no model (standards §4). All count everybody, those on lists included."""

from __future__ import annotations

from tawthiq.estimate.histories import Histories


def chao_heterogeneity(histories: Histories) -> float | None:
    """Chao's lower bound where people differ in how likely they are to be listed: n + f1²/(2·f2). None without f2."""
    once, twice = histories.caught(1), histories.caught(2)
    return histories.total + once * once / (2 * twice) if twice else None


def chao_by_list(histories: Histories) -> float | None:
    """Chao's lower bound where lists differ too: n + Σ Zj·Zk/(f2 + 1) over pairs of lists, Zj those on list j alone.

    None where nobody is on exactly two lists.
    """
    if not histories.caught(2):
        return None
    alone = [histories.only(i) for i in range(len(histories.lists))]
    products = sum(alone[a] * alone[b] for a, b, _ in histories.pairs)
    return histories.total + products / (histories.caught(2) + 1)


def chapman(histories: Histories) -> tuple[tuple[int, int, float], ...]:
    """Chapman's estimate for each pair of lists: (n1 + 1)(n2 + 1)/(m + 1) - 1. Shown for their spread, never for use."""
    return tuple(
        (a, b, (histories.on(a) + 1) * (histories.on(b) + 1) / (both + 1) - 1) for a, b, both in histories.pairs
    )
