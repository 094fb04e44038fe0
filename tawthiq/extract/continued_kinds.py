"""The kind of a telling that says none, taken from the telling before it in its document.

Rule: a report of strikes goes on with "in the next village eleven people died when their home collapsed". A telling that
names no kind is of the kind of the last one before it that does, if it accuses nobody else and if the harm it counts
goes with that kind: people taken away are not killed by shelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.domain.account import Account

_UNSAID = frozenset({"kind.unknown", "kind.generic"})
_ACCUSED = "alleged_perpetrator"
_STRUCK = frozenset({"killed", "injured", "killed_or_injured", "bodies_found", "missing"})
_TAKEN = frozenset(
    {"arbitrary_detention", "abduction", "hostage_taking", "enforced_disappearance", "siege", "starvation"}
)
"""Kinds that kill nobody at once."""


def continued_kinds(accounts: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of one document in order, those that say no kind with the kind of the one before them."""
    told: list[Account] = []
    last: Account | None = None
    for account in accounts:
        if last is not None and account.rule in _UNSAID and _goes_on(account, last):
            account = replace(account, kind=last.kind, rule="kind.as-before")
        elif account.rule not in _UNSAID and not account.background:
            last = account
        told.append(account)
    return tuple(told)


def _goes_on(account: Account, last: Account) -> bool:
    """Whether an account counts people whom the kind of the last one harms, and accuses nobody else."""
    harms = {t.harm for t in account.tolls}
    accused = {a.code for a in account.actors if a.role == _ACCUSED}
    before = {a.code for a in last.actors if a.role == _ACCUSED}
    others = bool(accused) and bool(before) and not accused & before
    return not account.background and not others and bool(harms) and harms <= _STRUCK and last.kind not in _TAKEN
