"""A large value comes back equal from its rows, however many they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.domain.incident import Incident
from tawthiq.domain.plain import making
from tawthiq.domain.rows import from_rows, listed, rows_of
from tawthiq.domain.span import Span
from tawthiq.link import LinkResult
from tawthiq.reconcile import Origins

st.register_type_strategy(Span, st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda s: Span(*sorted(s))))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
_QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def through_json(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value, default=listed))


@_QUICK
@given(st.from_type(LinkResult) | st.from_type(Origins))
def test_what_linking_and_finding_origins_make_comes_back_equal(made: LinkResult | Origins) -> None:
    assert from_rows(type(made), (through_json(row) for row in rows_of(made))) == made


@_QUICK
@given(st.from_type(Incident))
def test_an_incident_comes_back_equal(incident: Incident) -> None:
    make = making(Incident)
    assert make is not None
    assert make(through_json(incident)) == incident


@dataclass(frozen=True)
class Many:
    """Fields of every kind."""

    numbers: tuple[int, ...]
    pairs: Mapping[tuple[str, int], frozenset[str]]
    last: int


def test_no_row_holds_more_than_some() -> None:
    many = Many(tuple(range(2_500)), {(str(n), n): frozenset(("b", "a")) for n in range(1_001)}, 7)
    rows = list(rows_of(many))
    assert [(name, 1 if name == "last" else len(held)) for name, held in rows] == [
        ("numbers", 1_000), ("numbers", 1_000), ("numbers", 500), ("pairs", 1_000), ("pairs", 1), ("last", 1),
    ]  # fmt: skip
    assert through_json(rows[3][1][0]) == [["0", 0], ["a", "b"]]
    assert from_rows(Many, through_json(rows)) == many
    assert list(from_rows(Many, through_json(rows)).pairs) == list(many.pairs)


def test_what_is_no_row_of_a_value_is_refused() -> None:
    with pytest.raises(KeyError):
        from_rows(Many, [("others", [1])])
    with pytest.raises(TypeError):
        listed(object())
