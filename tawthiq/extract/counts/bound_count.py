"""A count of people with what happened to them; `harm_binding` decides which."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import initialised, replace
from tawthiq.extract.counts.count_phrase import CountPhrase

JOINED_COUNT: Final = "toll.joined-count"
"""The rule of a count that takes its harm from the count it is joined to."""


@initialised(slots=True, unsafe_hash=True, init=False)
class BoundCount:
    """A count phrase with its harm; `parent` is the index (in the sentence's list) of the whole it is a part of."""

    phrase: CountPhrase
    harm: str
    rule: str
    harm_start: int
    parent: int | None = None
    update: bool = False
    initial: bool = False
    correction: bool = False
    loaded: bool = False
    kind: str | None = None

    def __init__(
        self,
        phrase: CountPhrase,
        harm: str,
        rule: str,
        harm_start: int,
        parent: int | None = None,
        update: bool = False,
        initial: bool = False,
        correction: bool = False,
        loaded: bool = False,
        kind: str | None = None,
    ) -> None:
        self.phrase = phrase
        self.harm = harm
        self.rule = rule
        self.harm_start = harm_start
        self.parent = parent
        self.update = update
        self.initial = initial
        self.correction = correction
        self.loaded = loaded
        self.kind = kind


def renumbered(bound: list[BoundCount], here: list[BoundCount]) -> list[BoundCount]:
    """Some counts of a sentence, their parents numbered among them."""
    where = {id(b): i for i, b in enumerate(here)}
    numbered = []
    for b in here:
        parent = where.get(id(bound[b.parent])) if b.parent is not None else None  # a parent elsewhere is dropped
        numbered.append(b if parent == b.parent else replace(b, parent=parent))
    return numbered


def child_of(count: BoundCount, where: dict[int, int]) -> BoundCount:
    """A count with the number that its whole has among those that are kept."""
    parent = where.get(count.parent) if count.parent is not None else None
    return count if parent == count.parent else replace(count, parent=parent)
