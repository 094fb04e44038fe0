"""What a model answered: accounts of which every value is a quote. `SCHEMA` is the shape that is asked for.

An answer is data from outside: whatever is not in the shape is dropped and counted ("shape"), and so is what goes past
the limits ("too_many"). Nothing here looks at the document.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from tawthiq.domain.actors import ACTOR_ROLES
from tawthiq.readers.quotes import Pointer

MOST_ACCOUNTS = 60
MOST_VALUES = 80
"""Accounts of one document, and values of one kind in one account; what comes after is dropped."""
ROLES = tuple(role for role in ACTOR_ROLES if role != "controls_place")

_QUOTE = {"sentence": {"type": "string"}, "words": {"type": "string"}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


_WHOLE = {"type": ["integer", "null"]}
SCHEMA = _object({
    "accounts": _list(_object({
        "kind": _maybe(_object(_QUOTE)),
        "date": _maybe(_object(_QUOTE)),
        "place": _maybe(_object(_QUOTE)),
        "tolls": _list(_object({**_QUOTE, "harm_words": {"type": ["string", "null"]}, "from": _WHOLE, "to": _WHOLE})),
        "actors": _list(_object({**_QUOTE, "role": {"type": "string", "enum": list(ROLES)}})),
        "weapons": _list(_object(_QUOTE)),
        "persons": _list(_object(_QUOTE)),
    })),
})  # fmt: skip
"""The JSON schema of an answer, in the strict form that endpoints ask for: every key required, none besides."""


@dataclass(frozen=True, slots=True)
class TollProposal:
    """A count of people: its words, the words that say what happened (None: the count's own), its two ends as whole numbers."""

    pointer: Pointer
    harm_words: str | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class ActorProposal:
    """A party with the part it is given."""

    pointer: Pointer
    role: str


@dataclass(frozen=True, slots=True)
class AccountProposal:
    """One telling of one incident, as a model points it out."""

    kind: Pointer | None
    date: Pointer | None
    place: Pointer | None
    tolls: tuple[TollProposal, ...]
    actors: tuple[ActorProposal, ...]
    weapons: tuple[Pointer, ...]
    persons: tuple[Pointer, ...]


_Made = TypeVar("_Made")
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


def read_answer(answer: str, dropped: Counter[str]) -> list[AccountProposal] | None:
    """The accounts of an answer; None where it holds no object with a list of accounts.

    A fence around the object and a model's thoughts before it are passed over.
    """
    text = _THOUGHT.sub("", answer, count=1)
    start = text.find("{")
    if start < 0:
        return None
    try:
        value, _ = json.JSONDecoder(parse_constant=_no_number).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    accounts = value.get("accounts")
    if not isinstance(accounts, list):
        return None
    return list(_each(accounts, MOST_ACCOUNTS, _account, dropped))


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _each(
    values: Any, most: int, make: Callable[[dict[str, Any], Counter[str]], _Made | None], dropped: Counter[str]
) -> Iterator[_Made]:
    """What `make` makes of the objects of a list; the others are dropped."""
    if values is None:
        return
    if not isinstance(values, list):
        dropped["shape"] += 1
        return
    dropped["too_many"] += max(0, len(values) - most)
    for value in values[:most]:
        made = make(value, dropped) if isinstance(value, dict) else None
        if made is None:
            dropped["shape"] += 1
        else:
            yield made


def _account(record: dict[str, Any], dropped: Counter[str]) -> AccountProposal:
    def one(key: str) -> Pointer | None:
        value = record.get(key)
        return next(_each([] if value is None else [value], 1, _pointer, dropped), None)

    return AccountProposal(
        kind=one("kind"),
        date=one("date"),
        place=one("place"),
        tolls=tuple(_each(record.get("tolls"), MOST_VALUES, _toll, dropped)),
        actors=tuple(_each(record.get("actors"), MOST_VALUES, _actor, dropped)),
        weapons=tuple(_each(record.get("weapons"), MOST_VALUES, _pointer, dropped)),
        persons=tuple(_each(record.get("persons"), MOST_VALUES, _pointer, dropped)),
    )


def _pointer(record: dict[str, Any], dropped: Counter[str]) -> Pointer | None:
    sentence, words = record.get("sentence"), record.get("words")
    return Pointer(sentence, words) if isinstance(sentence, str) and isinstance(words, str) else None


def _toll(record: dict[str, Any], dropped: Counter[str]) -> TollProposal | None:
    pointer, harm = _pointer(record, dropped), record.get("harm_words")
    ends = [record.get("from"), record.get("to")]
    whole = all(end is None or (isinstance(end, int) and not isinstance(end, bool) and end >= 0) for end in ends)
    if pointer is None or not whole or not isinstance(harm, str | None):
        return None
    return TollProposal(pointer, harm, ends[0], ends[1])


def _actor(record: dict[str, Any], dropped: Counter[str]) -> ActorProposal | None:
    pointer, role = _pointer(record, dropped), record.get("role")
    return ActorProposal(pointer, role) if pointer is not None and role in ROLES else None
