"""R1–R3: whom each claim really comes from. What counts is who said it, not on how many pages.

A claim with a named speaker has that speaker as origin, wherever it is printed. A claim without one is the publisher's
own assertion, or that of the wire whose text the page is. Unnamed voices of one document («مصادر», «ناشطون», "activists")
are one origin together, and a copy's are those of the page it copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef, Origin, TollRef
from tawthiq.domain.source import Attribution
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.copies import copied_claims, copied_tellings, copy_leads, published
from tawthiq.reconcile.independence import NOTHING_RULED, Independence
from tawthiq.reconcile.publishers import Voice, name_key, publisher_of, voice_named
from tawthiq.reconcile.syndication import credited


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of all claims.

    `origins`: each voice once, in order of id. `of_toll`: claim → origin id. `of_account`: account → the origin of what
    the account asserts without naming a speaker. `copies`: document → the document whose text it repeats. `heard`: account → the
    keys of the voices in it, before any ruling of the office makes one of several. `by_id` are the origins by id, `carried_by` the
    documents of each: an incident looks up its own, whatever the number of others.
    """

    origins: tuple[Origin, ...]
    of_toll: Mapping[TollRef, str]
    of_account: Mapping[AccountRef, str]
    copies: Mapping[str, str]
    heard: Mapping[AccountRef, frozenset[str]] = field(default_factory=dict)
    by_id: Mapping[str, Origin] = field(init=False, repr=False, compare=False)
    carried_by: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {origin.id: origin for origin in self.origins})
        object.__setattr__(self, "carried_by", {origin.id: frozenset(origin.documents) for origin in self.origins})

    def get(self, ident: str) -> Origin:
        """The origin with that id. Raises KeyError where there is none."""
        return self.by_id[ident]


@dataclass(slots=True)
class _Ledger:
    """Origins as they come up: by id, with the documents that carry each; `heard` are the keys of voices by document and account."""

    voices: dict[str, tuple[Voice, str]]
    documents: dict[str, set[str]]
    heard: dict[AccountRef, set[str]] = field(default_factory=dict)

    def note(self, ident: str, voice: Voice, rule: str, document: str) -> str:
        """Records that `document` carries the voice `ident`."""
        known = self.voices.get(ident)
        if known is None or (known[1] == "R1" and rule == "R2"):
            self.voices[ident] = (voice, rule)
        self.documents.setdefault(ident, set()).add(document)
        return ident


def _own_voice(
    document: Document, lead: Document, wire: Voice | None, ruled: Independence
) -> tuple[tuple[str, Voice, str], str]:
    """What a page says in its own name is its publisher's, its wire's, or that of the page it copies; and the voice's key as it stands there."""
    rule = "R2" if wire is not None or lead.id != document.id else "R1"
    if wire is not None and wire.key == "agencies":
        return (f"unnamed:news_agency:{lead.id}", wire, rule), ""
    voice = wire or publisher_of(lead)
    if voice is not None:
        counts, carried = ruled.publisher(voice)
        return (f"source:{counts.key}", counts, "R2" if carried == "R2" else rule), voice.key
    return (f"page:{lead.id}", Voice("", lead.title or lead.id, "anonymous"), rule), ""


def _speaker(
    said: Attribution, lead: Document, publishers: Mapping[str, Voice], pooled: frozenset[str]
) -> tuple[str, Voice, str]:
    """The origin of an attributed claim."""
    text = said.quote.text
    known = voice_named(said.key) if said.key else None
    known = known or voice_named(text) or publishers.get(name_key(text))
    if known is not None:
        return f"source:{known.key}", known, "R1"
    if said.key:
        return f"source:{name_key(said.key)}", Voice(name_key(said.key), text, said.source_type), "R1"
    if said.source_type in pooled:
        return f"pool:{lead.id}", Voice("", text, "anonymous"), "R3"
    return f"unnamed:{said.source_type}:{lead.id}", Voice("", text, said.source_type), "R3"


def find_origins(extractions: Sequence[Extraction], *, ruled: Independence = NOTHING_RULED) -> Origins:
    """The origin of every claim of every document, with what the office rules of its sources. The order of `extractions` does not matter."""
    ordered = sorted(extractions, key=lambda e: (published(e.document), e.document.id))
    by_id = {e.document.id: e.document for e in ordered}
    copies = copy_leads(ordered)
    wires: dict[str, Voice] = {}
    for extraction in ordered:
        if (wire := credited(extraction.document)) is not None:
            lead = copies[extraction.document.id]
            if lead not in wires or wires[lead].key == "agencies":
                wires[lead] = wire
    publishers = {v.key: v for d in by_id.values() if (v := publisher_of(d)) is not None}
    pooled = frozenset(toml("vocabularies/profiles.toml")["pools"]["source_types"])
    ledger = _Ledger({}, {})
    of_toll: dict[TollRef, str] = {}
    of_account: dict[AccountRef, str] = {}
    repeated, retold = copied_claims(ordered), copied_tellings(ordered)
    for extraction in ordered:
        document = extraction.document
        lead_document = by_id[copies[document.id]]
        own, own_key = _own_voice(document, lead_document, wires.get(lead_document.id), ruled)
        publisher = publisher_of(document)
        around = {own_key, publisher.key if publisher is not None else ""} - {""}
        for number, account in enumerate(extraction.accounts):
            heard = ledger.heard.setdefault((document.id, number), set(around))
            said_before = retold.get((document.id, number))
            if said_before is not None and of_account[said_before] != own[0]:
                before = of_account[said_before]
                own_here = (before, ledger.voices[before][0], "R2")
                heard |= ledger.heard[said_before]
            else:
                own_here = own
            of_account[(document.id, number)] = ledger.note(*own_here, document.id)
            for index, toll in enumerate(account.tolls):
                ref = (document.id, number, index)
                earlier = of_toll.get(repeated[ref]) if ref in repeated else None
                if earlier is not None and not (toll.attribution and toll.attribution.key):
                    of_toll[ref] = ledger.note(earlier, ledger.voices[earlier][0], "R2", document.id)
                    heard |= ledger.heard[repeated[ref][:2]]
                elif toll.attribution is not None:
                    ident, voice, rule = _speaker(toll.attribution, lead_document, publishers, pooled)
                    if ident.startswith("source:"):
                        heard.add(voice.key)
                        voice = ruled.speaker(voice)
                        ident = f"source:{voice.key}"
                    of_toll[ref] = ledger.note(ident, voice, rule, document.id)
                else:
                    of_toll[ref] = ledger.note(*own_here, document.id)
    heard_in = {ref: frozenset(keys) for ref, keys in ledger.heard.items()}
    return Origins(_listed(ledger, by_id), of_toll, of_account, copies, heard_in)


def _listed(ledger: _Ledger, by_id: Mapping[str, Document]) -> tuple[Origin, ...]:
    found = []
    for ident in sorted(ledger.voices):
        voice, rule = ledger.voices[ident]
        carriers = sorted(ledger.documents[ident], key=lambda d: (published(by_id[d]), d))
        found.append(Origin(ident, voice.name, voice.source_type, carriers[0], tuple(carriers), rule))
    return tuple(found)
