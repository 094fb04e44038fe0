"""When two tolls are the same: harm, people and bounds.

Bounds: exact low = high; open the same low and no high; an approximate one the same stated number; a vague or a merely
named one its own qualifier, whatever numbers a profile makes of it. Groups agree when they are the same, when gold's is
one that no code names, and people in general agree with men.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.score.families import OTHER

Bounds = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll in the terms of the comparison."""

    harm: str
    group: str
    bounds: Bounds

    @property
    def value(self) -> tuple[str, Bounds]:
        """What must agree when the people counted do not matter."""
        return self.harm, self.bounds

    def __str__(self) -> str:
        return f"{self.harm} {self.group} {bounds_text(self.bounds)}"


@dataclass(frozen=True, slots=True)
class Said:
    """A toll with its words and its speaker ("" where none is named)."""

    toll: Toll
    words: str
    speaker: str
    derived: bool = False


def bounds_text(bounds: Bounds) -> str:
    """Bounds as a person writes them: "12", "3–5", "401+", "~50", "vague"."""
    if len(bounds) == 1:
        return str(bounds[0])
    low, high = bounds
    if low == "about":
        return f"~{high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def groups_agree(gold: str, found: str) -> bool:
    """Whether the people gold counts may be called the people found."""
    return gold in (found, OTHER) or {gold, found} == {"all", "man"}


def pair_by_value(gold: Sequence[Toll], found: Sequence[Toll]) -> int:
    """How many tolls can be paired one to one by harm and bounds alone."""
    open_found: dict[tuple[str, Bounds], int] = defaultdict(int)
    for toll in found:
        open_found[toll.value] += 1
    paired = 0
    for toll in gold:
        if open_found.get(toll.value, 0):
            open_found[toll.value] -= 1
            paired += 1
    return paired


def pair_strictly(gold: Sequence[Toll], found: Sequence[Toll]) -> dict[int, int]:
    """Pairs of positions, one to one, by harm, bounds and group: first the same groups, then those that agree."""
    same: dict[Toll, deque[int]] = defaultdict(deque)
    for position, toll in enumerate(found):
        same[toll].append(position)
    pairs = {position: same[toll].popleft() for position, toll in enumerate(gold) if same.get(toll)}
    left: dict[tuple[str, Bounds], list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for position, toll in enumerate(found):
        if position not in taken:
            left[toll.value].append(position)
    for position, toll in enumerate(gold):
        if position in pairs:
            continue
        candidates = left.get(toll.value, [])
        match = next((at for at in candidates if groups_agree(toll.group, found[at].group)), None)
        if match is not None:
            candidates.remove(match)
            pairs[position] = match
    return pairs
