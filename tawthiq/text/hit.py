"""A known wording, and a place of a text where it stands."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from tawthiq.domain.light import dataclass, mypyc_attr


@dataclass(frozen=True, slots=True)
class Term:
    """A known wording: its category and id, the folded wording, and the attributes of its entry."""

    category: str
    id: str
    wording: str
    attributes: dict[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.category, self.id, self.wording))

    def get(self, name: str, default: Any = None) -> Any:
        """An attribute of the entry."""
        return self.attributes.get(name, default)


@mypyc_attr(acyclic=True)
class Hit:
    """A known wording at folded `[start, end)`; `prefix` holds the clitics before it, which the span leaves out.

    `category` and `id` are the term's. Plain slots, not to be set anew: grammars ask for them a dozen times for each that is
    made, and a slot is read in a third of the time of a tuple's field. Made by `Hit.of`; a reading alone sets `at`, which of its hits it is.
    """

    __slots__ = ("at", "category", "end", "id", "prefix", "start", "suffix", "term")

    def __init__(
        self, start: int, end: int, term: Term, prefix: str, suffix: str, category: str, ident: str
    ) -> None:  # fmt: skip
        self.start = start
        self.end = end
        self.term = term
        self.prefix = prefix
        self.suffix = suffix
        self.category = category
        self.id = ident
        self.at = 0

    @classmethod
    def of(cls, start: int, end: int, term: Term, prefix: str = "", suffix: str = "") -> Hit:
        """The hit of `term` at folded `[start, end)`."""
        return cls(start, end, term, prefix, suffix, term.category, term.id)

    @property
    def whole_start(self) -> int:
        """Where the written word begins, clitics included."""
        return self.start - len(self.prefix)

    @property
    def whole_end(self) -> int:
        """Where the written word ends, its pronoun included."""
        return self.end + len(self.suffix)

    def moved(self, by: int) -> Hit:
        """The hit, `by` code points further."""
        return Hit.of(self.start + by, self.end + by, self.term, self.prefix, self.suffix)

    def _fields(self) -> tuple[int, int, Term, str, str]:
        return self.start, self.end, self.term, self.prefix, self.suffix

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Hit) and self._fields() == other._fields())

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"Hit{self._fields()!r}"


def first_hit(hits: list[Hit], position: int, low: int = 0) -> int:
    """Which of `hits` (in order), from the one of number `low` on, is the first that begins at folded `position` or later."""
    high = len(hits)
    while low < high:
        middle = (low + high) >> 1
        if hits[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low
