"""What comparing one document gives: counts per field, and each slip with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FIELDS = (
    "toll",
    "toll.value",
    "toll.killed",
    "toll.injured",
    "account",
    "date",
    "place",
    "governorate",
    "kind",
    "actor",
    "weapon",
    "attribution",
    "aggregate.value",
    "aggregate.dimension",
)
"""Every field with a precision and a recall, in the order of the tables; `link` comes after them."""

What = Literal["missed", "extra", "wrong"]


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss, one extra, or one value that is there and wrong.

    `gold` and `found` say what either side has, "" where it has nothing; `words` are the document's, or gold's quote.
    """

    document: str
    field: str
    what: What
    gold: str
    found: str
    words: str


@dataclass(slots=True)
class Count:
    """How many gold has, how many were found, and how many of these agree."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Count) -> None:
        """Adds another count to this one."""
        self.hit += other.hit
        self.found += other.found
        self.gold += other.gold


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """A gold incident that names its real event, and the account it was told in, where one was found."""

    document: str
    position: int
    event: str
    account: int | None


@dataclass(slots=True)
class Marks:
    """The marks of one document. `nothing` is true where gold has no incident, `alarmed` where an account was found there."""

    document: str
    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    slips: list[Slip] = field(default_factory=list)
    tellings: list[GoldTelling] = field(default_factory=list)
    nothing: bool = False
    alarmed: bool = False
    broken_spans: int = 0

    def add(self, name: str, *, hit: int, found: int, gold: int) -> None:
        """Adds to the count of one field."""
        self.counts[name].add(Count(hit, found, gold))

    def slip(self, name: str, what: What, *, gold: str = "", found: str = "", words: str = "") -> None:
        """Notes one slip."""
        self.slips.append(Slip(self.document, name, what, gold, found, words))

    def wrong(self, name: str, *, gold: str, found: str, words: str) -> None:
        """Notes a value that is not gold's: `missed` where nothing was found, `wrong` otherwise."""
        self.slip(name, "wrong" if found else "missed", gold=gold, found=found, words=words)
