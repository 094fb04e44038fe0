"""The lasting id of an incident: made from its lead account, so that accounts added later leave it as it is.

The lead is the account of the earliest publication, told as news rather than in passing. The id shows its day and
place, and ends in a hash of its document, day and place: "2012-09-25-al-joura-3f9c1a2b"; two incidents of one document on
one day at one place are told apart by where they stand in it. Where a register already
knows an incident by an id, `known` keeps it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.incident import AccountRef
from tawthiq.reconcile.copies import published

_SHORT, _LONG = 8, 24


def lead_of(refs: Sequence[AccountRef], extractions: Mapping[str, Extraction]) -> AccountRef:
    """The account an incident is known by."""

    def order(ref: AccountRef) -> tuple[bool, date, AccountRef]:
        extraction = extractions[ref[0]]
        return extraction.accounts[ref[1]].background, published(extraction.document), ref

    return min(refs, key=order)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")


def _parts(account: Account) -> tuple[str, str]:
    day = account.date.start.isoformat() if account.date and account.date.start else "undated"
    place = account.place.place if account.place else None
    return day, (_slug(place.name_en) or _slug(place.id)) if place else "nowhere"


def incident_id(refs: Sequence[AccountRef], extractions: Mapping[str, Extraction], *, length: int = _SHORT) -> str:
    """The id of an incident with the given accounts."""
    lead = lead_of(refs, extractions)
    document = extractions[lead[0]].document
    account = extractions[lead[0]].accounts[lead[1]]
    parts = _parts(account)
    position = str(lead[1]) if length > _SHORT else ""
    identity = "\n".join((document.sha256 or document.id, *parts, position))
    return "-".join((*parts, hashlib.sha256(identity.encode()).hexdigest()[:length]))


def incident_ids(
    clusters: Sequence[Sequence[AccountRef]],
    extractions: Mapping[str, Extraction],
    *,
    known: Mapping[AccountRef, str] | None = None,
) -> tuple[str, ...]:
    """One id per cluster, all different. A cluster that holds a known account keeps that account's id.

    Where several clusters hold accounts known by one id (a split), the one with its lead keeps it.
    """
    found: list[str] = [""] * len(clusters)
    taken: set[str] = set()
    before = known or {}
    ordered = sorted(range(len(clusters)), key=lambda at: lead_of(clusters[at], extractions))
    for at in ordered:
        lead = lead_of(clusters[at], extractions)
        kept = [before[lead]] if lead in before else sorted({before[r] for r in clusters[at] if r in before})
        if (free := next((ident for ident in kept if ident not in taken), None)) is not None:
            found[at] = free
            taken.add(free)
    for at in ordered:
        if not found[at]:
            ident = incident_id(clusters[at], extractions)
            if ident in taken:
                ident = incident_id(clusters[at], extractions, length=_LONG)
            step = 2
            while ident in taken:  # two accounts alike in every respect: numbered in order
                ident, step = f"{incident_id(clusters[at], extractions, length=_LONG)}-{step}", step + 1
            found[at] = ident
            taken.add(ident)
    return tuple(found)
