"""Which counts of a telling the text replaces by a later one (R5): by a larger one it calls an update, or by any it calls a correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.toll import Toll
from tawthiq.extract.counts.bound_count import BoundCount

_EITHER: Final = (None, "civilian")
"""Groups whose counts can be one figure at two times: people, and civilians."""
_Of = tuple[str, str | None]
"""A harm and a group."""


class Replacing:
    """The greatest counts of each harm and group that are no part of another, of all and of updates, and what corrections say."""

    def __init__(self) -> None:
        self.greatest: dict[_Of, int] = {}
        self.updated: dict[_Of, int] = {}
        self.corrected: dict[_Of, set[int]] = {}

    @classmethod
    def of(cls, tolls: Sequence[Toll], counts: Sequence[BoundCount]) -> Replacing:
        """Of all counts of a telling, as tolls and as they were bound."""
        found = cls()
        for toll, bound in zip(tolls, counts, strict=True):
            if toll.of is None:
                key, low = (toll.harm, toll.group), toll.count.low
                found.greatest[key] = max(low, found.greatest.get(key, low))
                if bound.update:
                    found.updated[key] = max(low, found.updated.get(key, low))
                if bound.correction:
                    found.corrected.setdefault(key, set()).add(low)
        return found

    def replaces(self, toll: Toll, bound: BoundCount) -> bool:
        """Whether one of the counts replaces this one."""
        if toll.count.qualifier in ("vague", "unquantified") or toll.of is not None:
            return False
        low, larger = toll.count.low, self.greatest if bound.initial else self.updated
        for group in _EITHER if toll.group in _EITHER else (toll.group,):
            key = (toll.harm, group)
            if larger.get(key, low) > low:
                return True
            if not bound.correction and not self.corrected.get(key, {low}) <= {low}:
                return True
        return False
