"""What linking and weighing ask of a gazetteer, so that they can be given one, a part of one, or none."""

from __future__ import annotations

from typing import Protocol

from tawthiq.domain.where import Place


class Geography(Protocol):
    """The questions put to a gazetteer; all raise KeyError for ids it does not know."""

    def within(self, inner: str, outer: str) -> bool:
        """Whether place `inner` is `outer` or lies in it."""
        ...

    def distance_km(self, a: Place | str, b: Place | str) -> float | None:
        """Kilometres as the crow flies; None where unknown."""
        ...

    def path(self, place: Place | str) -> tuple[Place, ...]:
        """The place itself, then what it lies in, up to its country."""
        ...


def lies_in(inner: Place, outer: Place, geography: Geography | None) -> bool:
    """Whether `inner` is `outer` or lies in it; without a gazetteer, as far as the places themselves say."""
    if outer.id in (inner.id, inner.parent, inner.governorate, inner.country):
        return True
    if geography is None:
        return False
    try:
        return geography.within(inner.id, outer.id)
    except KeyError:
        return False
