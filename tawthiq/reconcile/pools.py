"""R3 and R1 across pages: when unnamed voices of two pages are one voice.

Unnamed voices («ناشطون», "a medical source") of two documents are independent only if their details differ: the same
counts word for number are one pool. And where another page names a publisher as its source for a count that the
publisher's own page gives from an unnamed voice, the two are one chain, not two origins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.reconcile.claims import Claim, Telling

Detail = tuple[str, str, int, int]


def _detail(claim: Claim) -> Detail:
    count = claim.toll.count
    return claim.toll.harm, claim.toll.group or "", count.low, -1 if count.high is None else count.high


def _unnamed(origin: str) -> bool:
    return origin.startswith(("pool:", "unnamed:", "page:"))


def merge_pools(claims: Sequence[Claim], tellings: Sequence[Telling]) -> tuple[tuple[Claim, ...], dict[str, str]]:
    """The claims with unnamed voices of equal detail under one origin, and which origin each merged one became."""
    details: dict[str, set[Detail]] = {}
    documents: dict[str, set[str]] = {}
    for claim in claims:
        details.setdefault(claim.origin, set()).add(_detail(claim))
        documents.setdefault(claim.origin, set()).add(claim.ref[0])
    becomes: dict[str, str] = {}
    first: dict[frozenset[Detail], str] = {}
    for origin in dict.fromkeys(claim.origin for claim in claims):
        if not _unnamed(origin):
            continue
        chained = _cited(origin, details, documents, tellings)
        becomes[origin] = chained or first.setdefault(frozenset(details[origin]), origin)
    becomes = {old: new for old, new in becomes.items() if old != new}
    return tuple(replace(c, origin=becomes.get(c.origin, c.origin)) for c in claims), becomes


def _cited(
    origin: str, details: dict[str, set[Detail]], documents: dict[str, set[str]], tellings: Sequence[Telling]
) -> str | None:
    """The publisher of an unnamed voice's page, where another page cites that publisher for one of the same counts."""
    for telling in tellings:
        own = telling.own_origin
        elsewhere = own in details and bool(documents[own] - documents[origin])
        if telling.ref[0] in documents[origin] and elsewhere and details[own] & details[origin]:
            return own
    return None
