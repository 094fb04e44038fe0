"""Values made faster are the values that dataclasses make."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from tawthiq.domain.light import dataclass, replace, sealed
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count


@sealed(frozen=True, slots=True, order=True)
class Sealed:
    low: int
    high: int | None = None
    wording: str = ""

    def __post_init__(self) -> None:
        if self.low < 0:
            raise ValueError("below zero")


@dataclass(frozen=True, slots=True)
class Light:
    low: int
    wording: str = ""


def test_a_sealed_value_is_made_like_a_dataclass() -> None:
    value = Sealed(1, wording="some")
    assert (value.low, value.high, value.wording) == (1, None, "some")
    assert value == Sealed(1, None, "some")
    assert hash(value) == hash(Sealed(1, None, "some"))
    assert repr(value).endswith("Sealed(low=1, high=None, wording='some')")
    assert Sealed(1, 2) < Sealed(2, 1)
    assert dataclasses.replace(value, low=3) == Sealed(3, None, "some")
    assert pickle.loads(pickle.dumps(Span(2, 4))) == Span(2, 4)


@pytest.mark.parametrize("value", [Span(2, 4), Quote("ab", Span(2, 4)), Count(1, None, 1, wording="some")])
def test_what_reading_makes_is_sealed_and_is_sent_and_copied_whole(value: object) -> None:
    """Compiled or not (docs/running.md)."""
    field = dataclasses.fields(value)[0].name  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.copy(value) == copy.deepcopy(value) == value
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, getattr(value, field))
    assert hash(value) == hash(copy.deepcopy(value))


def test_a_sealed_value_is_not_set_anew() -> None:
    value = Sealed(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.low = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.low


def test_a_sealed_value_is_checked_and_wants_all_its_fields() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Sealed(-1)
    with pytest.raises(TypeError):
        Sealed()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Sealed(1, height=2)  # type: ignore[call-arg]


def test_a_changed_copy_leaves_the_value_as_it_was() -> None:
    value = Light(1, "some")
    assert replace(value, low=2) == Light(2, "some")
    assert replace(Sealed(1, 2), wording="few") == Sealed(1, 2, "few")
    assert value == Light(1, "some")
