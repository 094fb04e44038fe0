"""Rulings on pairs of accounts that may tell one event (R16)."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.workbench.register.actions.incidents import name_of as incident_name
from tawthiq.workbench.register.actions.proposals import Waiting, propose
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision, Pair, Proposal
from tawthiq.workbench.staff.models import User


def name_of(pair: Pair) -> str:
    """The pair's lasting name."""
    return f"pair:{pair.a.document.key}#{pair.a.number}|{pair.b.document.key}#{pair.b.number}"


def rule_pair(
    actor: User, pair: Pair, same: bool, *, reason: str, also: Iterable[Pair] = (), version: int | None = None
) -> tuple[Decision, Proposal | None]:
    """One incident or not. "Same" proposes to merge the two incidents, which a second person approves.

    `also` are the other open pairs between the same two incidents: held apart by the same ruling, where it holds them apart.
    """
    check(actor, "link")
    seen = {} if version is None else {name_of(pair): version}
    first, second = pair.a.incident, pair.b.incident
    ruled = [pair] if same else [pair, *also]
    decision = decide(
        actor,
        f"pair.{'same' if same else 'different'}",
        name_of(pair),
        {name_of(p): {"state": "same" if same else "different"} for p in ruled},
        reason=reason,
        seen=seen,
    )
    if not same or first is None or second is None or first.pk == second.pk:
        return decision, None
    kept, gone = (first, second) if (first.documents, first.key) >= (second.documents, second.key) else (second, first)
    try:
        asked = propose(actor, "incident.merge", incident_name(kept), {"gone": incident_name(gone)}, reason=reason)
    except Waiting as waiting:  # another pair between the two was ruled before
        asked = waiting.proposal
    return decision, asked
