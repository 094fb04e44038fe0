"""An answer is data from outside: any text gives accounts, drops, or nothing, and never an error."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.readers.proposals import MOST_ACCOUNTS, MOST_VALUES, SCHEMA, read_answer
from tests.readers.pointing import answer, count, party, quote, telling

TOLL = count("a b", "a", 1)


def counted(text: str) -> tuple[int | None, dict[str, int]]:
    dropped: Counter[str] = Counter()
    made = read_answer(text, dropped)
    return (None if made is None else len(made)), {k: v for k, v in dropped.items() if v}


@pytest.mark.parametrize(
    "text",
    ["", "no", "I cannot help with that.", "[]", '{"accounts": 3}', '{"accounts": [', "{" * 100_000, '{"a": ' * 100_000, '{"accounts": [NaN]}', '{"x": 1}', "null", '{"accounts": [1' + "0" * 5000 + "]}"],
)  # fmt: skip
def test_what_is_no_answer(text: str) -> None:
    assert counted(text)[0] is None


def test_a_fence_and_thoughts_are_passed_over() -> None:
    assert counted(f"<think>{{ maybe }}</think>\n```json\n{answer(telling())}\n```\nDone.") == (1, {})


@pytest.mark.parametrize(
    "account",
    [
        telling(tolls=[{**TOLL, "from": 1.5}]),
        telling(tolls=[{**TOLL, "from": "1"}]),
        telling(tolls=[{**TOLL, "from": True}]),
        telling(tolls=[{**TOLL, "from": -1}]),
        telling(tolls=[{**TOLL, "harm_words": 3}]),
        telling(tolls=[quote("a", 3)]),  # type: ignore[arg-type]
        telling(tolls={"a": 1}),
        telling(tolls=["a"]),
        telling(actors=[party("a", "a", "villain")]),
        telling(actors=[party("a", "a", ["target"])]),  # type: ignore[arg-type]
        telling(actors=[quote("a", "a")]),
        telling(place="a"),
        telling(date=[]),
    ],
)
def test_what_is_not_in_the_shape_is_dropped(account: dict[str, Any]) -> None:
    assert counted(answer(account)) == (1, {"shape": 1})


def test_a_missing_key_says_nothing() -> None:
    assert counted('{"accounts": [{}]}') == (1, {})


def test_there_is_an_end_to_what_is_read() -> None:
    many = telling(weapons=[quote("a", "a")] * (MOST_VALUES + 3))
    assert counted(answer(*[many] * (MOST_ACCOUNTS + 2))) == (MOST_ACCOUNTS, {"too_many": 2 + 3 * MOST_ACCOUNTS})


def test_the_schema_is_strict_everywhere() -> None:
    def objects(schema: Any) -> list[dict[str, Any]]:
        inner = list(schema.values()) if isinstance(schema, dict) else schema if isinstance(schema, list) else []
        own = [schema] if isinstance(schema, dict) and schema.get("type") == "object" else []
        return own + [o for i in inner for o in objects(i)]

    found = objects(SCHEMA)
    assert len(found) > 5
    assert all(o["additionalProperties"] is False and o["required"] == list(o["properties"]) for o in found)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["accounts", "tolls", "actors", "place", "words", "sentence", "role", "from"]), inner
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    counted(json.dumps({"accounts": value}))
    counted(json.dumps({"accounts": [value]}))
    counted(json.dumps(value))
