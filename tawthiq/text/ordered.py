"""Where a position stands in a row of positions in order: `bisect` of the standard library for rows of integers.

Grammars ask it some thousand times for a report. Compiled (docs/running.md) it is a loop of C, in a third of the time of a call
out of compiled code and back; read as written, the library's own takes its place.
"""

from __future__ import annotations

import bisect


def bisect_left(row: list[int], position: int, low: int = 0) -> int:
    """The first place of `row`, from `low` on, that holds `position` or more."""
    high = len(row)
    while low < high:
        middle = (low + high) >> 1
        if row[middle] < position:
            low = middle + 1
        else:
            high = middle
    return low


def bisect_right(row: list[int], position: int, low: int = 0) -> int:
    """The first place of `row`, from `low` on, that holds more than `position`."""
    high = len(row)
    while low < high:
        middle = (low + high) >> 1
        if position < row[middle]:
            high = middle
        else:
            low = middle + 1
    return low


if __file__.endswith(".py"):
    globals().update(bisect_left=bisect.bisect_left, bisect_right=bisect.bisect_right)
