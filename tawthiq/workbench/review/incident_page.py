"""What the page of an incident lays side by side: each source's counts with their sentences, the ranges with their rules, who accuses whom, and how the count grew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Account, Claim, Document, Incident
from tawthiq.workbench.register.sources import hidden_voices
from tawthiq.workbench.review.claim_view import ClaimView, claim_views
from tawthiq.workbench.review.marking import shown


@dataclass(frozen=True, slots=True)
class Side:
    """One source's telling: readable or not, and its claims."""

    account: Account
    readable: bool
    claims: list[ClaimView]
    sentence: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A count behind a range: whose, and where its words stand. `claim` is None where the document may not be read."""

    document: Document
    readable: bool
    claim: Claim | None
    sentence: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class Range:
    """One range with what it was weighed from."""

    toll: dict[str, Any]
    name: str
    cited: list[Cited]


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line or sentence around a span begins and ends, at most a few hundred characters off."""
    left = max((text.rfind(stop, max(0, start - 300), start) for stop in (". ", "\n", "؟ ", "! ", ".\n")), default=-1)
    ends = [at for stop in (". ", "\n", "؟", "! ") if (at := text.find(stop, end, end + 300)) >= 0]
    right = min(ends, default=min(len(text), end + 300))
    return (left + 1 if left >= 0 else max(0, start - 300)), min(len(text), right + 1)


def sentence_around(text: str, start: int | None, end: int | None) -> str:
    """The line or sentence a span stands in, at most a few hundred characters."""
    if start is None or end is None:
        return ""
    begin, stop = sentence_span(text, start, end)
    return shown(text[begin:stop]).strip()


def sides(accounts: list[Account], levels: tuple[str, ...], w: Wording) -> list[Side]:
    """The tellings, those of readable documents with their claims. Ask for the accounts with `claims__person`."""
    found = []
    for account in accounts:
        readable = account.document.access in levels
        claims = claim_views(account, list(account.claims.all()), w, levels) if readable else []
        spans = account.record.get("spans") or []
        sentence = shown(" … ".join(account.document.text[a:b] for a, b in spans[:3]))[:600] if readable else ""
        found.append(Side(account, readable, claims, sentence))
    return found


def shown_origins(record: dict[str, Any], levels: tuple[str, ...]) -> list[dict[str, Any]]:
    """The origins an incident is weighed from; one whose source may not be named is shown without its name."""
    closed = hidden_voices(levels)
    return [{**o, "name": ""} if o["id"] in closed else o for o in record.get("origins") or ()]


def ranges(incident: Incident, accounts: list[Account], levels: tuple[str, ...]) -> list[Range]:
    """The incident's ranges, each with its claims; a claim of a document that may not be read is counted, never shown."""
    by_ref = {a.ref: a for a in accounts}
    found = []
    for toll in incident.record["tolls"]:
        cited = []
        for superseded, refs in ((False, toll["claims"]), (True, toll.get("superseded") or ())):
            for document, number, position in refs:
                account = by_ref.get((document, number))
                if account is None:
                    continue
                readable = account.document.access in levels
                claim = (
                    next((c for c in account.claims.all() if c.field == "toll" and c.number == position), None)
                    if readable
                    else None
                )
                sentence = sentence_around(account.document.text, claim.start, claim.end) if claim is not None else ""
                cited.append(Cited(account.document, readable, claim, sentence, superseded))
        found.append(Range(toll, f"{toll['harm']}/{toll['group'] or ''}", cited))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One count on the way: when it was said, by whom, how many."""

    day: date | None
    publisher: str
    claim: Claim
    value: dict[str, Any]
    document: Document


def course(accounts: list[Account], levels: tuple[str, ...]) -> list[Step]:
    """How the count of the killed changed from report to report, by the day of publication."""
    steps = []
    for account in accounts:
        if account.document.access not in levels:
            continue
        for claim in account.claims.all():
            value = value_of(account, claim) if claim.field == "toll" else None
            if value and value["harm"] == "killed" and value.get("group") is None and value.get("of") is None:
                steps.append(
                    Step(
                        account.document.published_end,
                        clean(account.document.publisher),
                        claim,
                        value,
                        account.document,
                    )
                )
    return sorted(steps, key=lambda s: (s.day is None, s.day or date.min, s.claim.pk))
