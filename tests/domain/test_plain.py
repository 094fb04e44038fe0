"""What is kept for ourselves comes back equal, whatever it is."""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import dataclass
from typing import Any, get_type_hints

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.plain import COMPILED, from_plain, tuple_from_plain
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.pipeline import extract_one
from tests.domain.test_from_records import EXTRACTION, VILLAGE
from tests.faults.texts import reports

st.register_type_strategy(Span, st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda s: Span(*sorted(s))))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def through_json(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.from_type(Extraction))
def test_any_extraction_comes_back_equal(told: Extraction) -> None:
    assert from_plain(Extraction, through_json(told)) == told


@pytest.mark.parametrize("text", reports(4, 0))
def test_what_a_report_says_comes_back_equal(text: str) -> None:
    told = extract_one(Document("d", text))
    assert isinstance(told, Extraction)
    assert told.accounts
    assert from_plain(Extraction, through_json(told)) == told


def test_what_comes_back_can_be_hashed_and_has_types_of_its_own() -> None:
    back = from_plain(Extraction, through_json(EXTRACTION))
    assert back == EXTRACTION
    assert hash(back) == hash(EXTRACTION)
    assert type(back.accounts[0].tolls[0].count) is type(EXTRACTION.accounts[0].tolls[0].count)


def test_a_place_told_twice_is_one_value() -> None:
    one, other = tuple_from_plain(Place, through_json([VILLAGE, VILLAGE]))
    assert one is other
    assert one == VILLAGE


@pytest.mark.parametrize("value", [None, [], {}, {"document": {}}, 3])
def test_what_stands_for_no_extraction_is_refused(value: Any) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_plain(Extraction, value)


@dataclass(frozen=True, slots=True)
class _Odd:
    values: dict[str, int]


def test_an_annotation_that_no_claim_has_is_refused() -> None:
    with pytest.raises(TypeError, match="not read back"):
        from_plain(_Odd, {"values": {}})


@pytest.mark.parametrize("kind", [Attribution, Count, Period, Place, PlaceMention, Quote, Span, Toll, When])
def test_what_compiled_classes_forget_they_are_told(kind: type) -> None:
    hints = get_type_hints(kind)
    assert COMPILED.get(kind, {}) == {name: hint for name, hint in hints.items() if not isinstance(hint, type)}


def test_a_place_that_is_sent_to_another_process_is_there_once() -> None:
    sent = [pickle.loads(pickle.dumps(VILLAGE)) for _ in range(2)]
    assert sent[0] == VILLAGE
    assert sent[0] is sent[1]
    assert copy(VILLAGE) == VILLAGE
