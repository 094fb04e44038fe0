"""Frozen values that are made by the thousand: what reading holds between its stages.

`dataclass(frozen=True)` sets every field through `object.__setattr__`, six times the cost of setting it, and reading sets
some two thousand fields for a report. Here the type checker alone holds such values frozen (mypy takes this for
`dataclasses.dataclass`); they are equal and hashed by their fields all the same. What leaves reading (`tawthiq.domain`)
is frozen in truth.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

_T = TypeVar("_T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type[_T]], type[_T]]:
        """`dataclasses.dataclass`, without the cost of freezing."""

        def made(cls: type[_T]) -> type[_T]:
            hashed = frozen and "__hash__" not in cls.__dict__
            return dataclasses.dataclass(slots=slots, unsafe_hash=hashed)(cls)

        return made


__all__ = ["dataclass"]
