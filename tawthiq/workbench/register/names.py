"""The lasting names of rows: what decisions, comments and assignments call them, the same after a rebuild and on every database."""

from __future__ import annotations

from dataclasses import dataclass


class UnknownName(LookupError):
    """A name that no row has."""


@dataclass(frozen=True, slots=True)
class Name:
    """A row's kind and key: `incident:KEY`, `document:KEY`, `account:DOC#2`, `claim:DOC#2/toll/0`, `pair:DOC#2|DOC#3`, …"""

    kind: str
    key: str

    @classmethod
    def parse(cls, text: str) -> Name:
        """The name in `text`. Raises UnknownName where it is none."""
        kind, colon, key = text.partition(":")
        if not colon or not key:
            raise UnknownName(text)
        return cls(kind, key)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def account_name(document: str, number: int) -> str:
    """The name of an account."""
    return f"account:{document}#{number}"


def claim_name(document: str, account: int, field: str, number: int) -> str:
    """The name of a claim."""
    return f"claim:{document}#{account}/{field}/{number}"


def split_account(key: str) -> tuple[str, int]:
    """Document key and number of an account's key. Raises UnknownName."""
    document, mark, number = key.rpartition("#")
    if not mark or not number.isdecimal():
        raise UnknownName(key)
    return document, int(number)


def split_claim(key: str) -> tuple[str, int, str, int]:
    """Document key, account number, field and number of a claim's key. Raises UnknownName."""
    account, mark, number = key.rpartition("/")
    account, second, field = account.rpartition("/")
    if not mark or not second or not number.isdecimal():
        raise UnknownName(key)
    return (*split_account(account), field, int(number))


def word_name(kind: str, code: str, word: str) -> str:
    """The name of one of the office's words."""
    return f"word:{kind}/{code}/{word}"


def split_word(key: str) -> tuple[str, str, str]:
    """Kind, code and wording of a word's key. Raises UnknownName."""
    kind, mark, rest = key.partition("/")
    code, second, word = rest.partition("/")
    if not mark or not second:
        raise UnknownName(key)
    return kind, code, word
