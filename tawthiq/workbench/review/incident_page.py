"""What the page of an incident lays side by side: each source's counts with their sentences, the ranges with their rules, who accuses whom, and how the count grew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq.publish.figures import range_text
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Account, Claim, Document, Incident, Person
from tawthiq.workbench.register.sources import hidden_voices
from tawthiq.workbench.review.claim_view import ClaimView, claim_views
from tawthiq.workbench.review.marking import shown
from tawthiq.workbench.review.pseudonyms import full_name


@dataclass(frozen=True, slots=True)
class Side:
    """One source's telling: readable or not, and its claims."""

    account: Account
    readable: bool
    claims: list[ClaimView]
    sentence: str

    @property
    def told(self) -> list[ClaimView]:
        """What it says, once each: claims that stand, without those whose words and speaker were given before."""
        kept: dict[tuple[str, str], ClaimView] = {}
        for claim in self.claims:
            if claim.claim.state != "rejected":
                kept.setdefault((claim.words, claim.speaker), claim)
        return list(kept.values())


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
    figure: str


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line or sentence around a span begins and ends, at most a few hundred characters off and never inside a word."""
    return _edges(text, start, end)[:2]


def _edges(text: str, start: int, end: int) -> tuple[int, int, bool, bool]:
    """The same, and whether the sentence goes on before and after."""
    low, high = max(0, start - 300), min(len(text), end + 300)
    left = max(text.rfind(stop, low, start) for stop in (". ", "\n", "؟ ", "! ", ".\n"))
    ends = [at for stop in (". ", "\n", "؟", "! ") if (at := text.find(stop, end, high)) >= 0]
    before, after = left < 0 < low, not ends and high < len(text)
    if before:
        left = next((at for at in range(low, start) if text[at].isspace()), low - 1)
    if after:
        high = next((at for at in range(high - 1, end, -1) if text[at].isspace()), high)
    return max(0, left + 1), min(ends) + 1 if ends else high, before, after


def sentence_around(text: str, start: int | None, end: int | None) -> str:
    """The line or sentence a span stands in, at most a few hundred characters."""
    if start is None or end is None:
        return ""
    begin, stop, before, after = _edges(text, start, end)
    said = shown(text[begin:stop]).strip()
    return f"{'… ' if before else ''}{said}{' …' if after else ''}"


def sides(accounts: list[Account], levels: tuple[str, ...], w: Wording) -> list[Side]:
    """The tellings, those of readable documents with their claims. Ask for the accounts with `claims__person`."""
    found = []
    for account in accounts:
        readable = account.document.access in levels
        claims = claim_views(account, list(account.claims.all()), w, levels) if readable else []
        spans = account.record.get("spans") or []
        sentence = _shortened(shown(" … ".join(account.document.text[a:b] for a, b in spans[:3]))) if readable else ""
        found.append(Side(account, readable, claims, sentence))
    return found


def _shortened(said: str) -> str:
    """At most some six hundred characters, ending with a whole word."""
    return said if len(said) <= 600 else f"{said[:600].rsplit(None, 1)[0]} …"


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
        found.append(Range(toll, f"{toll['harm']}/{toll['group'] or ''}", cited, _figure(toll, by_ref)))
    return found


def _figure(toll: dict[str, Any], by_ref: dict[tuple[str, int], Account]) -> str:
    """The range as the reports write it: before the plus of an open one stands the highest number anyone says (R7)."""
    if toll["max"] is not None:
        return range_text(toll["min"], toll["max"], bool(toll["open_ended"]))
    said = [toll["min"], toll["best"] or 0]
    for document, number, position in toll["claims"]:
        account = by_ref.get((document, number))
        for claim in account.claims.all() if account else ():
            if claim.field == "toll" and claim.number == position:
                said.append(claim.high if claim.high is not None else claim.low or 0)
    return range_text(toll["min"], max(said), True)


@dataclass(frozen=True, slots=True)
class Accuser:
    """Who says it of a party: the document and the claim with its sentence; `claim` is None where the document may not be read."""

    document: Document
    claim: Claim | None
    sentence: str


def accusers(actor: dict[str, Any], accounts: list[Account], levels: tuple[str, ...]) -> list[Accuser]:
    """The tellings that give a party its part in the incident (R15), one entry for each, in their order."""
    refs = {(ref[0], ref[1]) for ref in actor["accounts"]}
    found = []
    for account in accounts:
        if account.ref not in refs:
            continue
        mine = [
            c for c in account.claims.all()
            if c.field == "actor" and c.state != "rejected" and (c.code, c.role) == (actor["code"], actor["role"])
        ]  # fmt: skip
        claim = min(mine, key=lambda c: c.number, default=None)
        if claim is None or account.document.access not in levels:
            found.append(Accuser(account.document, None, ""))
            continue
        found.append(Accuser(account.document, claim, sentence_around(account.document.text, claim.start, claim.end)))
    return found


def shown_claims(found: Iterable[Side]) -> list[Claim]:
    """The claims that the sides of a page show in their words."""
    return [view.claim for side in found if side.readable for view in side.claims if not view.sealed]


@dataclass(frozen=True, slots=True)
class Named:
    """A person of an incident in one part, and who names them so; of one whom the reader knows by a pseudonym no words are cited."""

    person: Person | None
    name: str
    role: str
    sayers: list[Accuser]


def people(found: Iterable[Side], w: Wording) -> list[Named]:
    """Whom the tellings name, by the parts they play and then by name, every person once for each part however the name is spelled."""
    named: dict[tuple[Any, str], Named] = {}
    for side in found:
        for view in side.told if side.readable else ():
            if view.claim.field != "person":
                continue
            person = view.claim.person if not view.sealed else None
            root = person.merged_into or person if person is not None else None
            name, _, role = view.words.rpartition(" — ")
            name = full_name(root, w) if root is not None else name
            who = named.setdefault((root.pk if root is not None else name, role), Named(root, name, role, []))
            if not view.sealed:
                document = side.account.document
                sentence = sentence_around(document.text, view.claim.start, view.claim.end)
                who.sayers.append(Accuser(document, view.claim, sentence))
    return sorted(named.values(), key=lambda one: (one.role, one.name))


@dataclass(frozen=True, slots=True)
class Step:
    """One count on the way: when it was said, by whom (`speaker` where somebody is quoted), how many of whom (`group`, "" for people in general)."""

    day: date | None
    publisher: str
    claim: Claim
    value: dict[str, Any]
    document: Document
    speaker: str

    @property
    def group(self) -> str:
        return self.value.get("group") or ""


def course(accounts: list[Account], levels: tuple[str, ...]) -> list[Step]:
    """How the count of the killed changed from report to report, by the day of publication; parts of a count (R12) are no step of it."""
    steps = []
    for account in accounts:
        if account.document.access not in levels:
            continue
        for claim in account.claims.all():
            value = value_of(account, claim) if claim.field == "toll" else None
            if value and value["harm"] == "killed" and value.get("of") is None and claim.state != "rejected":
                steps.append(
                    Step(
                        account.document.published_end,
                        clean(account.document.publisher),
                        claim,
                        value,
                        account.document,
                        clean((value.get("attribution") or {}).get("text") or ""),
                    )
                )
    return sorted(steps, key=lambda s: (s.day is None, s.day or date.min, s.claim.pk))
