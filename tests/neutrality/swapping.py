"""One sentence with one party after another in it, and what is read besides the party: that must not change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.span import Span
from tawthiq.extract import extract

DAY = date(2016, 11, 10)


def read(text: str, lang: str) -> Extraction:
    """A text as read on a day of 2016, when all parties of the tests existed."""
    return extract(Document("d", text, lang, published=Published(DAY, DAY, "given")))


def skeleton(told: Extraction, parties: dict[str, str], keys: dict[str, str]) -> Any:
    """All that was read, with the parties' codes and names replaced by their parts in the sentence ("A", "B").

    `parties` gives name → part, `keys` code → part. Positions are left out, since names differ in length; every quote is kept in
    words, and of the places named those that only stand in a party's name are left out (Syrian Democratic Forces).
    """
    named = sorted(parties, key=len, reverse=True)

    def bare(text: str) -> str:
        for name in named:
            text = re.sub(re.escape(name), parties[name], text, flags=re.IGNORECASE)
        return text

    def of(value: Any) -> Any:
        if isinstance(value, Span):
            return None
        if isinstance(value, str):
            return keys.get(value) or bare(value)
        if isinstance(value, tuple):
            return tuple(of(one) for one in value)
        if hasattr(value, "__dataclass_fields__"):
            return tuple((name, of(getattr(value, name))) for name in value.__dataclass_fields__ if name not in _NAMES)
        return value

    accounts = []
    for account in told.accounts:
        actors = tuple((a.role, a.mode, a.rule, bool(a.unit), bare(a.quote.text)) for a in account.actors)
        inside = tuple(p for p in account.places if p.quote and not any(p.quote.text in name for name in named))
        accounts.append((of(replace(account, places=inside)), actors))
    return accounts, of(told.aggregates), len(told.appeals)


_NAMES = frozenset({"actors", "start", "end"})


def codes(told: Extraction) -> list[list[tuple[str, str]]]:
    """The party of each actor of each account with its role."""
    return [[(a.code, a.role) for a in account.actors] for account in told.accounts]
