"""A large value in rows that are written and read one by one: all linked pairs of a million accounts never stand in memory as one text.

A row is the name of a field with some of what it holds; what it holds are plain values (`plain.py`), or what a JSON encoder that knows
dataclasses (orjson, with `listed` for what it does not know) makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from tawthiq.domain.plain import making

Made = TypeVar("Made")
_AT_A_TIME = 1_000


def rows_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass that are given when it is made; tuples and mappings by so many entries at a time."""
    for field in fields(value):
        held = getattr(value, field.name)
        if not field.init:
            continue
        if not isinstance(held, tuple | Mapping):
            yield field.name, held
            continue
        entries = iter(held.items() if isinstance(held, Mapping) else held)
        while some := list(islice(entries, _AT_A_TIME)):
            yield field.name, some


def listed(value: Any) -> list[Any]:
    """A set as a list, in order, for an encoder that knows none. Raises TypeError for what is no set."""
    if not isinstance(value, frozenset):
        raise TypeError(f"{type(value)} is not written")
    return sorted(value)


def from_rows(kind: type[Made], rows: Iterable[tuple[str, Any]]) -> Made:
    """The value whose rows these are, as plain values. Raises KeyError, TypeError or ValueError where they are none's."""
    hints = get_type_hints(kind)
    adders = {f.name: _adder(hints[f.name]) for f in fields(kind) if f.init}  # type: ignore[arg-type]
    for name, held in rows:
        adders[name][0](held)
    return kind(**{name: made() for name, (_, made) in adders.items()})


def _adder(hint: Any) -> tuple[Callable[[Any], None], Callable[[], Any]]:
    """What takes a row's part of a field in, and what makes the field of all parts."""
    inner = get_args(hint)
    if get_origin(hint) is Mapping:
        key, value = (making(part) or _itself for part in inner)
        pairs: dict[Any, Any] = {}
        return lambda some: pairs.update((key(k), value(v)) for k, v in some), lambda: pairs
    if get_origin(hint) is tuple and inner[1:] == (...,):
        one, several = making(inner[0]) or _itself, list[Any]()
        return lambda some: several.extend(map(one, some)), lambda: tuple(several)
    make, last = making(hint) or _itself, list[Any]()
    return lambda held: last.append(make(held)), lambda: last[-1]


def _itself(value: Any) -> Any:
    return value
