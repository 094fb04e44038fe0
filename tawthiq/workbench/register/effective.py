"""An account as it stands: the machine's record with every ruling of a person in it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from tawthiq.workbench.register.models.claims import Account, Claim
from tawthiq.workbench.register.rows import FIELDS, machine_claim


def value_of(account: Account, claim: Claim) -> Any:
    """What a claim says now, in the published format: the person's value, else the machine's; None where it was rejected."""
    if claim.state == "rejected":
        return None
    return claim.record if claim.record is not None else machine_claim(account.record, claim.field, claim.number)


def standing(account: Account, claims: Iterable[Claim]) -> tuple[dict[str, Any], list[int]]:
    """The account's record as it stands, and for each of its tolls the number of its claim.

    Rejected claims are left out, so positions move; a part of a rejected toll loses its parent.
    """
    record = copy.deepcopy(dict(account.record))
    by_field: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.field, c.number)):
        by_field.setdefault(claim.field, []).append(claim)
    for field, many in FIELDS.items():
        kept = [(c.number, value_of(account, c)) for c in by_field.get(field, ())]
        record[many] = [dict(value) for _, value in kept if value is not None]
        if field == "toll":
            tolls = [number for number, value in kept if value is not None]
    at = {number: position for position, number in enumerate(tolls)}
    for toll in record["tolls"]:
        toll["of"] = at.get(toll.get("of")) if toll.get("of") is not None else None
    for claim in by_field.get("kind", ()):
        value = value_of(account, claim)
        record["kind"] = value["code"] if value else "unknown"
        if claim.record is not None and value:
            record["kind_text"], record["kind_span"] = value.get("text", ""), value.get("span")
    for field in ("date", "place"):
        for claim in by_field.get(field, ()):
            record[field] = value_of(account, claim)
    return record, tolls
