"""B-cubed: how well the tellings of one event were brought together.

Over the gold incidents that name their real event, through the accounts that tell them; an incident that no account
tells, or whose account no register incident holds, stands alone. Precision: of the tellings in a telling's incident,
the share that are of its event; recall: of the tellings of its event, the share in its incident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tawthiq.score.marks import GoldTelling


@dataclass(frozen=True, slots=True)
class Linked:
    """B-cubed over `tellings` of gold; `pairs_*` count pairs of tellings: of one event, put together, both."""

    precision: float
    recall: float
    tellings: int
    pairs_gold: int
    pairs_found: int
    pairs_hit: int

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Incidents = Mapping[tuple[str, int], str]
"""(document, position of an account) → the incident that holds it."""


def bcubed(tellings: Sequence[GoldTelling], incidents: Incidents) -> Linked | None:
    """B-cubed of these tellings; None where there are none."""
    if not tellings:
        return None
    events = [telling.event for telling in tellings]
    groups = [_group(telling, incidents) for telling in tellings]
    in_event, in_group, in_both = Counter(events), Counter(groups), Counter(zip(events, groups, strict=True))
    total = len(tellings)
    return Linked(
        precision=sum(in_both[e, g] / in_group[g] for e, g in zip(events, groups, strict=True)) / total,
        recall=sum(in_both[e, g] / in_event[e] for e, g in zip(events, groups, strict=True)) / total,
        tellings=total,
        pairs_gold=_pairs(in_event),
        pairs_found=_pairs(in_group),
        pairs_hit=_pairs(in_both),
    )


def _group(telling: GoldTelling, incidents: Incidents) -> tuple[str, ...]:
    held = incidents.get((telling.document, telling.account)) if telling.account is not None else None
    return ("in", held) if held is not None else ("alone", telling.document, str(telling.position))


def _pairs(sizes: Counter[str] | Counter[tuple[str, ...]] | Counter[tuple[str, tuple[str, ...]]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
