"""Objects made quickly are the objects that their class makes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from tawthiq.domain.incident import TollRange
from tawthiq.domain.quick import quick
from tawthiq.domain.span import Span


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    more: tuple[str, ...] = ()
    noted: list[str] = field(default_factory=list)


def test_they_are_equal_frozen_and_of_the_class() -> None:
    plain = TollRange("killed", None, 3, 4, None, True, "R8", 2, (("d", 0, 0),))
    made = quick(TollRange)("killed", None, 3, 4, None, True, "R8", 2, (("d", 0, 0),))
    assert type(made) is TollRange
    assert (made, hash(made), repr(made)) == (plain, hash(plain), repr(plain))
    with pytest.raises(FrozenInstanceError):
        made.min = 5  # type: ignore[misc]


def test_defaults_and_names_are_those_of_the_class() -> None:
    make = quick(_Row)
    assert make(name="a") == _Row("a")
    assert make("a").noted is not make("a").noted
    assert make("a", more=("b",)) == _Row("a", ("b",))
    with pytest.raises(TypeError):
        make()


def test_a_class_that_checks_its_values_is_refused() -> None:
    with pytest.raises(TypeError):
        quick(Span)
    with pytest.raises(TypeError):
        quick(int)
