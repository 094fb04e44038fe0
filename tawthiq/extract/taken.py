"""Stretches of a text that something uses up already, asked by position without walking all of them."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.text.ordered import bisect_left, bisect_right


class Taken:
    """Half-open `(start, end)` stretches, in any order and overlapping as they may."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []
        self._ends: list[int] = []
        reach = 0
        for start, end in sorted(spans):
            reach = max(reach, end)
            self._starts.append(start)
            self._furthest.append(reach)
            self._ends.append(end)
        self._ends.sort()

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps `[start, end)`: begins before `end` and ends behind `start`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start

    def holds(self, position: int) -> bool:
        """Whether a stretch holds the position."""
        return self.touches(position, position + 1)

    def ends_within(self, position: int, reach: int) -> bool:
        """Whether a stretch ends at `position` or less than `reach` before it."""
        at = bisect_right(self._ends, position)
        return at > 0 and self._ends[at - 1] > position - reach
