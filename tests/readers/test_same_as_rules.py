"""What our rules read of the examples, pointed at by a reader, is read again as it was: grounding loses next to nothing."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.span import Quote
from tawthiq.extract import extract, read_document
from tawthiq.readers.proposals import ROLES, read_answer
from tawthiq.readers.tellings import Telling
from tawthiq.text.reading import Reading

FLOOR = 0.98


def pointed_at(reading: Reading, quote: Quote) -> dict[str, str]:
    start, _ = reading.folded.bounds(quote.span)
    sentence = reading.sentences[reading.sentence_at(start)]
    span = reading.folded.span(sentence.start, sentence.end).join(quote.span)
    return {"sentence": Quote.of(reading.folded.original, span).text, "words": quote.text}


def proposed(reading: Reading, account: Account) -> dict[str, Any]:
    def one(quote: Quote | None) -> dict[str, str] | None:
        return pointed_at(reading, quote) if quote is not None else None

    return {
        "date": one(account.date.quote) if account.date else None,
        "place": one(account.place.quote) if account.place else None,
        "tolls": [{**pointed_at(reading, t.quote), "from": t.count.value, "to": t.count.value} for t in account.tolls],
        "actors": [{**pointed_at(reading, a.quote), "role": a.role} for a in account.actors if a.role in ROLES],
        "weapons": [pointed_at(reading, w.quote) for w in account.weapons],
        "persons": [pointed_at(reading, p.quote) for p in account.persons],
    }


def values(told: Extraction) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for account in told.accounts:
        found.update(("toll", t.harm, t.group, t.count, t.quote, t.attribution) for t in account.tolls)
        found.update(("date", d.start, d.end) for d in (account.date,) if d is not None)
        found.update(("place", p.place.id) for p in (account.place,) if p is not None)
        found.update(("actor", a.code, a.role) for a in account.actors if a.role in ROLES)
    return found


def test_what_the_rules_read_can_be_pointed_at(examples_told: dict[str, Extraction]) -> None:
    kept = wanted = 0
    for told in examples_told.values():
        reading = read_document(told.document).reading
        dropped: Counter[str] = Counter()
        answer = json.dumps({"accounts": [proposed(reading, a) for a in told.accounts]})
        proposals = read_answer(answer, dropped)
        assert proposals is not None
        again = extract(told.document, tell=Telling("openai:same", proposals, dropped))
        assert len(again.accounts) == len(told.accounts)
        assert (again.aggregates, again.appeals) == (told.aggregates, told.appeals)
        before = values(told)
        kept += (before & values(again)).total()
        wanted += before.total()
    assert wanted > 200
    assert kept >= FLOOR * wanted
