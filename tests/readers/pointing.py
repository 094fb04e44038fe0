"""Proposals as a model would make them, short to write."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tawthiq.domain.account import Extraction
from tawthiq.extract import extract
from tawthiq.readers.proposals import read_answer
from tawthiq.readers.tellings import Telling
from tests.extract.telling import document

READER = "openai:test"


def quote(sentence: str, words: str) -> dict[str, Any]:
    return {"sentence": sentence, "words": words}


def count(sentence: str, words: str, low: int | None = None, high: int | None = None, harm: str | None = None) -> Any:
    """A count of people; one number is both ends."""
    return {**quote(sentence, words), "harm_words": harm, "from": low, "to": low if high is None else high}


def party(sentence: str, words: str, role: str = "alleged_perpetrator") -> dict[str, Any]:
    return {**quote(sentence, words), "role": role}


def telling(**values: Any) -> dict[str, Any]:
    """One account: what is not given is null or empty."""
    empty: dict[str, Any] = {"kind": None, "date": None, "place": None}
    return {**empty, "tolls": [], "actors": [], "weapons": [], "persons": [], **values}


def answer(*accounts: dict[str, Any]) -> str:
    return json.dumps({"accounts": list(accounts)}, ensure_ascii=False)


def pointed(text: str, *accounts: dict[str, Any], lang: str = "en") -> tuple[Extraction, dict[str, int]]:
    """What is read out of a text by proposals, and what of them was dropped; every quote is checked to be true."""
    dropped: Counter[str] = Counter()
    proposals = read_answer(answer(*accounts), dropped)
    assert proposals is not None
    told = extract(document(text, lang=lang), tell=Telling(READER, proposals, dropped))
    for account in told.accounts:
        claims = [account.date, account.place, *account.places, *account.actors, *account.weapons, *account.persons]
        for claim in [*claims, *account.tolls]:
            if claim is not None and claim.quote is not None:
                assert text[claim.quote.span.start : claim.quote.span.end] == claim.quote.text
                assert claim.rule.startswith(READER)
    return told, {reason: number for reason, number in dropped.items() if number}
