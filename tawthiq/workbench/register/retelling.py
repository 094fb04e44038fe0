"""A document read again: its accounts matched with those it had, and what persons ruled on them carried over (R16).

An account is the same telling where it quotes the same words; a ruling is carried to the claim at the same span, else to the one with the
same words. What a person corrected or added points at its words, wherever they now stand. A ruling whose words are gone cannot be carried:
it stays in the log, and the load names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tawthiq.workbench.register.models import Account, Claim
from tawthiq.workbench.register.names import account_name, claim_name
from tawthiq.workbench.register.people import Naming
from tawthiq.workbench.register.rows import Record, claim_columns, claims_in, machine_claim


def is_ruled(account: Account, claims: Iterable[Claim]) -> bool:
    """Whether a person ruled on an account or one of its claims."""
    return (
        account.state != "lead"
        or account.placed_by == "person"
        or any(c.state != "proposed" or c.named_by == "person" for c in claims)
    )


def matched(old: Sequence[Account], new: Sequence[Record]) -> dict[int, Account]:
    """Which account of before is which telling now, by its number: first those read as they were, then by the words they share."""
    quoted_before = [_words(account.record) for account in old]
    quoted_now = [_words(record) for record in new]
    likeness = sorted(
        (
            (-(account.record == record), -len(quoted_before[a] & quoted_now[n]), abs(account.number - n), n, a)
            for a, account in enumerate(old)
            for n, record in enumerate(new)
            if account.record == record or quoted_before[a] & quoted_now[n]
        )
    )
    found: dict[int, Account] = {}
    taken: set[int] = set()
    for *_, n, a in likeness:
        if n not in found and a not in taken:
            found[n] = old[a]
            taken.add(a)
    return found


_ASIDE = 1_000_000
"""Added to the numbers of accounts while a document's are given out anew, so that no two are the same meanwhile."""


@dataclass
class Retold:
    """The accounts of a document after it was read again, and the rulings that could not be carried over, by their lasting names."""

    accounts: list[Account] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def lost_with(account: Account, ruled: Iterable[Claim], key: str) -> list[str]:
    """The rulings that go with an account that no telling is any more."""
    own = [account_name(key, account.number)] if account.state != "lead" or account.placed_by == "person" else []
    return own + [claim_name(key, account.number, c.field, c.number) for c in ruled]


def retell(
    document: int,
    key: str,
    text: str,
    old: Sequence[Account],
    records: Sequence[dict[str, Any]],
    ruled: Mapping[int, Sequence[Claim]],
    people: Naming,
) -> Retold:
    """Writes what a document says now in the place of what it said: its accounts by number, with every ruling that can be carried.

    `document` is its row, `text` as it is now, `ruled` the claims under a ruling by account. Call inside a transaction.
    """
    found = matched(old, records)
    mine = {a.pk for a in found.values()}
    told = Retold()
    for account in old:
        if account.pk in mine:
            Account.objects.filter(pk=account.pk).update(number=account.number + _ASIDE)
        else:
            told.lost += lost_with(account, ruled.get(account.pk, ()), key)
            account.delete()
    for number, record in enumerate(records):
        account = found.get(number) or Account(document_id=document)
        was = account.record if account.pk else record
        account.number, account.record, account.kind = number, record, record["kind"]
        account.background, account.summary = record["background"], record["summary"]
        account.version += 1
        account.save()
        made = carried(account, was, ruled.get(account.pk, ()), text, key)
        Claim.objects.filter(account=account).delete()
        for claim, value in made.persons:
            people.name(claim, value)
        people.save()
        Claim.objects.bulk_create(made.claims, batch_size=500)
        told.lost += made.lost
        told.accounts.append(account)
    return told


def _words(record: Record) -> set[tuple[str, str]]:
    return {(name, value["text"]) for name, _, value in claims_in(record) if value.get("text")}


@dataclass
class Carried:
    """The claims of an account as they stand after it was read again, with the values of named persons; `lost` are rulings left behind."""

    claims: list[Claim] = field(default_factory=list)
    persons: list[tuple[Claim, Record]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def carried(account: Account, before: Record, ruled: Iterable[Claim], text: str, document: str) -> Carried:
    """The claims of an account's new record with the rulings on its old one, `before`. `text` is the document's as it is now."""
    waiting = [(claim, machine_claim(before, claim.field, claim.number)) for claim in ruled]
    made = Carried()
    numbers: dict[str, int] = {}
    for name, number, value in claims_in(account.record):
        numbers[name] = number + 1
        claim = Claim(account=account, field=name, number=number, **claim_columns(name, value))
        at = _same(waiting, name, value)
        if at is not None:
            _rule(claim, waiting.pop(at)[0], text, made, document, before)
        made.claims.append(claim)
        if name == "person" and claim.named_by == "machine":
            made.persons.append((claim, claim.record or value))
    for old, _ in waiting:
        record = None if old.record is None else relocated(old.record, text)
        if record is None:
            made.lost.append(claim_name(document, account.number, old.field, old.number))
            continue
        number = numbers.get(old.field, 0)
        numbers[old.field] = number + 1
        claim = Claim(
            account=account,
            field=old.field,
            number=number,
            state=old.state,
            record=record,
            **claim_columns(old.field, record),
        )
        made.claims.append(claim)
        _meant(claim, old)
        if old.field == "person" and claim.named_by == "machine":
            made.persons.append((claim, record))
    return made


def _same(waiting: Sequence[tuple[Claim, Any]], name: str, value: Record) -> int | None:
    """The ruling on the claim that the machine read here before: at the same span, else in the same words."""
    mine = [(at, was) for at, (claim, was) in enumerate(waiting) if claim.field == name and was is not None]
    for key in ("span", "text"):
        for at, was in mine:
            if value.get(key) and was.get(key) == value[key]:
                return at
    return None


def _meant(claim: Claim, old: Claim) -> None:
    """Whom a person ruled a name to mean stays."""
    if old.named_by == "person":
        claim.person_id, claim.named_by = old.person_id, old.named_by


def _rule(claim: Claim, old: Claim, text: str, made: Carried, document: str, before: Record) -> None:
    _meant(claim, old)
    record = None if old.record is None else relocated(old.record, text)
    if old.record is not None and record is None:
        made.lost.append(claim_name(document, claim.account.number, old.field, old.number))
        return
    claim.state, claim.record = old.state, record
    if record is not None:
        for column, found in claim_columns(claim.field, record).items():
            setattr(claim, column, found)


def relocated(record: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """A person's value with its spans at its words in `text`; None where they no longer stand there."""
    moved = dict(record)
    for part, holder in _quotes(moved):
        words, span = part["text"], part["span"]
        if text[span[0] : span[1]] != words:
            places = list(_places(text, words))
            if not places:
                return None
            start = min((abs(at - span[0]), at) for at in places)[1]
            if holder:
                moved[holder] = {**part, "span": [start, start + len(words)]}
            else:
                moved["span"] = [start, start + len(words)]
    return moved


def _quotes(record: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The quotes of a value: its own words, and its speaker's."""
    yield record, ""
    if record.get("attribution"):
        yield record["attribution"], "attribution"


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
