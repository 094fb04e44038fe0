"""Capture histories: how many people stand on exactly which lists ("0110": on the second and third only)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Histories:
    """The names of the lists, and for each combination of lists (one sign per list, "1": on it) the people on exactly these.

    Combinations that nobody has are left out; "0000" (on no list) cannot be known and is refused with ValueError, as are
    combinations of another length, signs other than 0 and 1, and negative counts.
    """

    lists: tuple[str, ...]
    cells: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        for history, count in self.cells:
            if len(history) != len(self.lists) or set(history) - {"0", "1"}:
                raise ValueError(
                    f"{history!r} does not say of each of {len(self.lists)} lists whether someone is on it"
                )
            if "1" not in history:
                raise ValueError("people on no list cannot be counted")
            if count < 0:
                raise ValueError(f"{history}: {count} people")

    @property
    def total(self) -> int:
        """Everybody on any list: the documented number."""
        return sum(count for _, count in self.cells)

    def on(self, *lists: int) -> int:
        """The people on all the lists at these positions, whatever else they are on."""
        return sum(count for history, count in self.cells if all(history[i] == "1" for i in lists))

    def caught(self, times: int) -> int:
        """The people on exactly `times` lists."""
        return sum(count for history, count in self.cells if history.count("1") == times)

    def only(self, position: int) -> int:
        """The people on that list alone."""
        return sum(c for history, c in self.cells if history.count("1") == 1 and history[position] == "1")

    @property
    def pairs(self) -> tuple[tuple[int, int, int], ...]:
        """Each pair of lists with the number of people on both."""
        return tuple((a, b, self.on(a, b)) for a, b in combinations(range(len(self.lists)), 2))


def histories_of(people: Iterable[Iterable[str]]) -> Histories:
    """The histories of people, each given by the names of the lists that hold them; people on none are left out."""
    told = [frozenset(p) for p in people]
    lists = tuple(sorted({name for p in told for name in p}))
    cells = Counter("".join("1" if name in p else "0" for name in lists) for p in told if p)
    return Histories(lists, tuple(sorted(cells.items())))
