"""R1–R3: whom each claim really comes from. What counts is who said it, not on how many pages.

A claim with a named speaker has that speaker as origin, wherever it is printed. A claim without one is the publisher's
own assertion, or that of the wire whose text the page is. Unnamed voices of one document («مصادر», «ناشطون», "activists")
are one origin together, and a copy's are those of the page it copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef, Origin, TollRef
from tawthiq.domain.source import Attribution
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.copies import copied_claims, copied_tellings, copy_leads, published
from tawthiq.reconcile.publishers import Voice, name_key, publisher_of, voice_named
from tawthiq.reconcile.syndication import credited


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of all claims.

    `origins`: each voice once, in order of id. `of_toll`: claim → origin id. `of_account`: account → the origin of what
    the account asserts without naming a speaker. `copies`: document → the document whose text it repeats.
    """

    origins: tuple[Origin, ...]
    of_toll: Mapping[TollRef, str]
    of_account: Mapping[AccountRef, str]
    copies: Mapping[str, str]

    def get(self, ident: str) -> Origin:
        """The origin with that id. Raises KeyError where there is none."""
        for origin in self.origins:
            if origin.id == ident:
                return origin
        raise KeyError(ident)


@dataclass(slots=True)
class _Ledger:
    """Origins as they come up: by id, with the documents that carry each."""

    voices: dict[str, tuple[Voice, str]]
    documents: dict[str, set[str]]

    def note(self, ident: str, voice: Voice, rule: str, document: str) -> str:
        """Records that `document` carries the voice `ident`."""
        known = self.voices.get(ident)
        if known is None or (known[1] == "R1" and rule == "R2"):
            self.voices[ident] = (voice, rule)
        self.documents.setdefault(ident, set()).add(document)
        return ident


def _own_voice(document: Document, lead: Document, wire: Voice | None) -> tuple[str, Voice, str]:
    """What a page says in its own name is its publisher's, its wire's, or that of the page it copies."""
    rule = "R2" if wire is not None or lead.id != document.id else "R1"
    if wire is not None and wire.key == "agencies":
        return f"unnamed:news_agency:{lead.id}", wire, rule
    if wire is not None:
        return f"source:{wire.key}", wire, rule
    voice = publisher_of(lead)
    if voice is not None:
        return f"source:{voice.key}", voice, rule
    return f"page:{lead.id}", Voice("", lead.title or lead.id, "anonymous"), rule


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
        return f"source:{name_key(said.key)}", Voice(said.key, text, said.source_type), "R1"
    if said.source_type in pooled:
        return f"pool:{lead.id}", Voice("", text, "anonymous"), "R3"
    return f"unnamed:{said.source_type}:{lead.id}", Voice("", text, said.source_type), "R3"


def find_origins(extractions: Sequence[Extraction]) -> Origins:
    """The origin of every claim of every document. The order of `extractions` does not matter."""
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
        own = _own_voice(document, lead_document, wires.get(lead_document.id))
        for number, account in enumerate(extraction.accounts):
            said_before = retold.get((document.id, number))
            if said_before is not None and of_account[said_before] != own[0]:
                before = of_account[said_before]
                own_here = (before, ledger.voices[before][0], "R2")
            else:
                own_here = own
            of_account[(document.id, number)] = ledger.note(*own_here, document.id)
            for index, toll in enumerate(account.tolls):
                ref = (document.id, number, index)
                earlier = of_toll.get(repeated[ref]) if ref in repeated else None
                if earlier is not None and not (toll.attribution and toll.attribution.key):
                    of_toll[ref] = ledger.note(earlier, ledger.voices[earlier][0], "R2", document.id)
                elif toll.attribution is not None:
                    said = _speaker(toll.attribution, lead_document, publishers, pooled)
                    of_toll[ref] = ledger.note(*said, document.id)
                else:
                    of_toll[ref] = ledger.note(*own_here, document.id)
    return Origins(_listed(ledger, by_id), of_toll, of_account, copies)


def _listed(ledger: _Ledger, by_id: Mapping[str, Document]) -> tuple[Origin, ...]:
    found = []
    for ident in sorted(ledger.voices):
        voice, rule = ledger.voices[ident]
        carriers = sorted(ledger.documents[ident], key=lambda d: (published(by_id[d]), d))
        found.append(Origin(ident, voice.name, voice.source_type, carriers[0], tuple(carriers), rule))
    return tuple(found)
