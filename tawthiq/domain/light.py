"""Frozen values that are made by the thousand: what reading holds between its stages, and what it makes of them.

`dataclass(frozen=True)` sets every field through `object.__setattr__`, six times the cost of setting it, and reading sets
some two thousand fields for a report. With `dataclass` of this module the type checker alone holds such values frozen (mypy
takes it for `dataclasses.dataclass`); they are equal and hashed by their fields all the same. What leaves reading
(`tawthiq.domain`) is frozen in truth: `sealed` sets its fields through their slots, in two fifths of the time.

What reading makes by the hundred for a report has its initialiser written out and is `initialised`: compiled (docs/running.md), that is
C and takes a tenth of the time of the one that `dataclasses` writes, which stays Python. Nobody sets a field of such a value anew.
So has what is `sealed` and read out of a text; mypy takes those lines for a field set anew and is told there that they are none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from types import WrapperDescriptorType
from typing import TYPE_CHECKING, Any, TypeVar

_T = TypeVar("_T")


def is_compiled(kind: type) -> bool:
    """Whether a class has an initialiser of its own that is C."""
    return isinstance(vars(kind).get("__init__"), WrapperDescriptorType)


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from dataclasses import dataclass as initialised
    from dataclasses import dataclass as sealed

    from mypy_extensions import mypyc_attr
else:

    def mypyc_attr(**_: bool) -> Callable[[type[_T]], type[_T]]:
        """What only the compiler asks: `acyclic`, that a value is never part of a circle, so that it need not be kept account of."""
        return lambda cls: cls

    initialised = dataclasses.dataclass

    def sealed(*, frozen: bool, slots: bool, order: bool = False) -> Callable[[type[_T]], type[_T]]:
        """`dataclasses.dataclass`, its values made faster; for fields that are given by position or by name and made by no factory.

        The initialiser is written out and executed, as `dataclasses` does it: what sets a slot is called by its own name.
        """

        def made(cls: type[_T]) -> type[_T]:
            if is_compiled(cls):  # its own initialiser is C, its fields are slots already
                dataclasses.dataclass(init=False, frozen=frozen, order=order)(cls)
                if "__reduce__" not in cls.__dict__:
                    cls.__reduce__ = _made_anew
                return cls
            held = dataclasses.dataclass(frozen=frozen, slots=slots, order=order)(cls)
            names = [field.name for field in dataclasses.fields(held)]
            lines = [f"def __init__(self, {', '.join(names)}):", *(f" _{name}(self, {name})" for name in names)]
            if hasattr(held, "__post_init__"):
                lines.append(" self.__post_init__()")
            setters = {f"_{name}": held.__dict__[name].__set__ for name in names}
            exec("\n".join(lines), setters)
            init = setters["__init__"]
            init.__defaults__, init.__annotations__ = held.__init__.__defaults__, held.__init__.__annotations__
            init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
            held.__init__ = init
            return held

        return made

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type[_T]], type[_T]]:
        """`dataclasses.dataclass`, without the cost of freezing."""

        def made(cls: type[_T]) -> type[_T]:
            hashed = frozen and "__hash__" not in cls.__dict__
            return dataclasses.dataclass(slots=slots, unsafe_hash=hashed)(cls)

        return made

    def _made_anew(value: Any) -> tuple[Any, ...]:
        """How a compiled value is sent to another process, or copied: it cannot be filled later, for it is frozen."""
        kind = type(value)
        return kind, tuple(getattr(value, name) for name in _names(kind))

    @cache
    def _names(kind: type) -> tuple[str, ...]:
        return tuple(field.name for field in dataclasses.fields(kind))

    def replace(value: _T, /, **changes: Any) -> _T:
        """`dataclasses.replace` for values whose fields all are given when they are made, in half the time; that `changes` name fields
        the type checker alone sees to."""
        kind = type(value)
        return kind(*[changes[name] if name in changes else getattr(value, name) for name in _names(kind)])


__all__ = ["dataclass", "initialised", "is_compiled", "mypyc_attr", "replace", "sealed"]
