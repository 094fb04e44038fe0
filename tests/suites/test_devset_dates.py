"""The dates of the development set: the wording the gold names must be found and fall on the gold's days. Skipped where absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.document import Published
from tawthiq.domain.when import When
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.dates import find_dates, resolve
from tawthiq.text.reading import read
from tests.suites.adapters import matcher

DEVSET = Path(__file__).resolve().parents[3] / "shared" / "devset"
FLOOR = 0.9

pytestmark = pytest.mark.skipif(not DEVSET.exists(), reason="the shared development set is not here")


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (DEVSET / name).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def published(document: dict[str, Any]) -> Published:
    if document.get("published"):
        day = date.fromisoformat(document["published"])
        return Published(day, day, "given")
    if document.get("crawled"):
        return Published(None, date.fromisoformat(document["crawled"]), "crawled")
    return Published()


def readings(expression: DateExpression, others: list[DateExpression], known: Published) -> Iterator[When]:
    """What an expression may mean: by publication, or counted from another date of its document."""
    yield resolve(expression, published=known)
    if expression.anchor == "event" or known.end is None:
        for other in others:
            if other is not expression:
                yield resolve(expression, published=known, default_event=resolve(other, published=known))


def falls_on(when: When, gold: str) -> bool:
    """A month or year must be just as wide; days must be the same."""
    if when.start is None or when.end is None:
        return False
    first, _, last = gold.partition("/")
    return when.start.isoformat().startswith(first) and when.end.isoformat().startswith(last or first)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_gold_dates_are_found_and_placed(lang: str) -> None:
    documents = {d["id"]: d for d in rows(f"{lang}.docs.jsonl")}
    right = total = 0
    for gold in rows(f"{lang}.gold.jsonl"):
        document = documents[gold["id"]]
        reading = read(document["text"], matcher())
        dates = find_dates(reading)
        for incident in gold["incidents"]:
            wording = incident.get("date_text")
            if not wording or not incident.get("date") or incident.get("date_basis") in ("inference", "world"):
                continue
            total += 1
            at = document["text"].find(wording)
            spans = [(e, reading.folded.span(e.start, e.end)) for e in dates]
            there = [e for e, span in spans if at >= 0 and span.start < at + len(wording) and at < span.end]
            right += any(falls_on(w, incident["date"]) for e in there for w in readings(e, dates, published(document)))
    assert right / total >= FLOOR, f"{right} of {total}"
