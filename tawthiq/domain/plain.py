"""Domain values back from plain ones: from what a JSON encoder that knows dataclasses (orjson) makes of them, equal in every field.

The published records (`records.py`) say what others need to know; this is for ourselves, where a value must come back as it was. Codes, rules and
places, which are told over and over, come back as one object each: of a million documents the same words would else lie in memory a million times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from sys import intern
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from tawthiq.domain.light import is_compiled
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention, shared_place

Made = TypeVar("Made")
Make = Callable[[Any], Any]
_AS_THEY_ARE = frozenset({int, float, bool, NoneType})
_known: dict[Any, Make] = {}
COMPILED: dict[type, dict[str, Any]] = {
    When: {"start": date | None, "end": date | None, "quote": Quote | None},
    Period: {"start": date | None, "end": date | None},
    Count: {"high": int | None, "value": int | None},
    Toll: {"group": str | None, "attribution": Attribution | None, "of": int | None},
    Place: {
        "parent": str | None, "country": str | None, "governorate": str | None, "lat": float | None, "lon": float | None
    },
    PlaceMention: {"governorate_en": str | None, "candidates": tuple[str, ...]},
}  # fmt: skip
"""What may be None, and tuples: classes that are compiled (docs/running.md) no longer know of what, and are told here."""
for _kind, _hints in COMPILED.items():
    if is_compiled(_kind):
        _kind.__annotations__.update(_hints)
_PLACE = tuple(f.name for f in fields(Place))


def from_plain(kind: type[Made], value: Any) -> Made:
    """The value of a dataclass that `value` stands for. Raises KeyError, TypeError or ValueError where it stands for none."""
    made: Made = _whole(kind)(value)
    return made


def tuple_from_plain(kind: type[Made], values: Any) -> tuple[Made, ...]:
    """The values of a dataclass that a list stands for. Raises as `from_plain`."""
    return tuple(map(_whole(kind), values))


def _whole(kind: Any) -> Make:
    """What makes the values of a dataclass; found out once."""
    if kind not in _known:
        _known[kind] = _place if kind is Place else _by_fields(kind)
    return _known[kind]


def _by_fields(kind: Any) -> Make:
    hints = get_type_hints(kind)
    parts = [(f.name, making(hints[f.name])) for f in fields(kind)]

    def make(record: Any) -> Any:
        return kind(*[record[name] if part is None else part(record[name]) for name, part in parts])

    return make


def _place(record: Any) -> Place:
    return shared_place(*map(record.__getitem__, _PLACE))


def making(hint: Any) -> Make | None:
    """What makes the values of an annotation; None where they stand for themselves. Raises TypeError for one that no claim has."""
    if hint in _AS_THEY_ARE:
        return None
    if hint is str:
        return intern
    if hint is date:
        return date.fromisoformat
    if is_dataclass(hint):
        return _whole(hint)
    inner = get_args(hint)
    if get_origin(hint) is tuple and inner[1:] == (...,):
        return _several(making(inner[0]))
    if get_origin(hint) is tuple:
        return _fixed([making(part) for part in inner])
    if get_origin(hint) is frozenset:
        return _set(making(inner[0]))
    if isinstance(hint, UnionType) and len(inner) == 2 and inner[1] is NoneType:
        return _perhaps(making(inner[0]))
    raise TypeError(f"values of {hint} are not read back")


def _several(make: Make | None) -> Make:
    return tuple if make is None else lambda values: tuple(map(make, values))


def _fixed(makes: list[Make | None]) -> Make:
    def make(values: Any) -> Any:
        return tuple([value if one is None else one(value) for one, value in zip(makes, values, strict=True)])

    return make


def _set(make: Make | None) -> Make:
    return frozenset if make is None else lambda values: frozenset(map(make, values))


def _perhaps(make: Make | None) -> Make | None:
    return None if make is None else lambda value: None if value is None else make(value)
