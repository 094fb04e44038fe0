"""Accounts that a person added: what a document tells and the machine did not read at all. They stand after the machine's in every reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tawthiq.workbench.register.models import Account

Record = dict[str, Any]
_MARK = "by_hand"


def blank(kind: str) -> Record:
    """The record of an account in which the machine read nothing; all it says are claims that persons add."""
    return {
        _MARK: True, "kind": kind, "labels": [], "background": False, "summary": False, "spans": [], "date": None, "place": None,
        "places": [], "actors": [], "weapons": [], "persons": [], "tolls": [],
    }  # fmt: skip


def is_by_hand(account: Account) -> bool:
    """Whether a person added the account."""
    return bool(account.record.get(_MARK))


def with_those_by_hand(read: Sequence[Record], old: Iterable[Account]) -> list[Record]:
    """What a document tells now: what was read, and after it what persons added to what it told before."""
    return [*read, *(account.record for account in old if is_by_hand(account))]
