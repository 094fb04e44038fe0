"""The claims of a register's accounts read straight into what exports ask of them: half the cost of reading the accounts whole.

A field that no export writes is passed over; a value is kept as it stands, whatever its type.
"""

from __future__ import annotations

from typing import Any

import msgspec

Range = tuple[int, int]


class SaidBy(msgspec.Struct, frozen=True, gc=False):
    """Who says a claim: the words, the kind of source, and the key of one that our lists hold."""

    source_type: Any = ""
    key: Any = ""
    text: Any = ""


class Claim(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A claim's words, where they stand, the rule that read them, and who says so."""

    text: Any
    span: Range | None
    rule: Any = ""
    attribution: SaidBy | None = None


class CodeClaim(Claim, frozen=True, gc=False, kw_only=True):
    """A kind or a weapon."""

    code: Any


class DateClaim(Claim, frozen=True, gc=False, kw_only=True):
    """First and last possible day."""

    start: Any
    end: Any
    precision: Any


class PlaceClaim(Claim, frozen=True, gc=False, kw_only=True):
    """A place."""

    id: Any
    name_en: Any
    name_ar: Any
    precision: Any


class ActorClaim(Claim, frozen=True, gc=False, kw_only=True):
    """A party and what it is said to have done."""

    code: Any
    role: Any
    mode: Any


class PersonClaim(Claim, frozen=True, gc=False, kw_only=True):
    """A person whom the text names."""

    name: Any
    role: Any


class TollClaim(Claim, frozen=True, gc=False, kw_only=True):
    """A count of people."""

    harm: Any
    group: Any
    low: Any
    high: Any
    value: Any
    qualifier: Any
    superseded: Any


class ClaimedAccount(msgspec.Struct, frozen=True, gc=False):
    """The claims of one account."""

    kind: Any = ""
    kind_text: Any = ""
    kind_span: Range | None = None
    rule: Any = ""
    date: DateClaim | None = None
    place: PlaceClaim | None = None
    actors: tuple[ActorClaim, ...] | None = None
    weapons: tuple[CodeClaim, ...] | None = None
    persons: tuple[PersonClaim, ...] | None = None
    tolls: tuple[TollClaim, ...] | None = None


class ClaimedLine(msgspec.Struct, frozen=True, gc=False):
    """A line of `accounts.jsonl`; `error` where the document could not be read."""

    accounts: tuple[ClaimedAccount, ...]
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET

    @property
    def tells_heads(self) -> bool:
        """Whether what leaves with every incident stands here in its format too: weapons by code, persons by name and part."""
        if self.error is not msgspec.UNSET:
            return False
        for one in self.accounts:
            for weapon in one.weapons or ():
                if type(weapon.code) is not str:
                    return False
            for person in one.persons or ():
                if not type(person.name) is type(person.text) is type(person.role) is str:
                    return False
        return True


LINE = msgspec.json.Decoder(ClaimedLine)


def claimed(raw: bytes) -> tuple[ClaimedAccount, ...]:
    """The claims of all accounts of a line. Raises ValueError where one is not in the format."""
    try:
        return LINE.decode(raw).accounts
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
