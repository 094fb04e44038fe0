"""Whether an estimate may be made: the conditions of standards §4. Where one fails, the reason is the result."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.estimate.histories import Histories

LEAST_LISTS = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against an estimate: a key of wording_estimate.toml ("refused.…") and its facts."""

    key: str
    facts: tuple[tuple[str, str | int], ...] = ()


def refusals(histories: Histories, *, closed: bool, reviewed: bool) -> tuple[Refusal, ...]:
    """Every reason against an estimate; empty where one may be made.

    `closed`: place and period are fixed, so nobody enters or leaves the population; `reviewed`: a person has looked at
    which names were held to be one. Both are for the user to say.
    """
    found = []
    lists = len(histories.lists)
    if lists < LEAST_LISTS:
        found.append(Refusal("refused.lists", (("lists", lists), ("least", LEAST_LISTS))))
    if not closed:
        found.append(Refusal("refused.open"))
    if not reviewed:
        found.append(Refusal("refused.unreviewed"))
    for a, b, both in histories.pairs:
        if not both:
            found.append(Refusal("refused.overlap", (("a", histories.lists[a]), ("b", histories.lists[b]))))
    return tuple(found)
