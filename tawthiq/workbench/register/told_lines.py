"""The lines of a register's files, read where they stand: a register larger than the memory is loaded like any other."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

_HELD = 4_096
"""Lines kept at hand: the tellings of one event stand close together in a register."""

Record = dict[str, Any]


class NotARegister(ValueError):
    """A folder that holds no register; the message names the file and the reason."""


def lines(path: Path) -> Iterator[Record]:
    """The records of a file, in order. Raises NotARegister where a line is none."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            yield _record(path, number, raw)


def _record(path: Path, number: int, raw: bytes) -> Record:
    try:
        record = orjson.loads(raw)
    except ValueError:
        try:  # what orjson refuses, json may read, or says what is wrong with it
            record = json.loads(raw.decode("utf-8"))
        except ValueError as error:
            raise NotARegister(f"{path}: line {number} is no JSON ({error})") from error
    if not isinstance(record, dict):
        raise NotARegister(f"{path}: line {number} is no object")
    return record


class ToldLines(Mapping[str, Record]):
    """`accounts.jsonl` by the ids of its documents, in order; lines of inputs that could not be read are passed over.

    Only where each line begins is held. Raises NotARegister, KeyError for a line without an id.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begins: dict[str, tuple[int, int]] = {}
        self._held: OrderedDict[str, Record] = OrderedDict()
        at = 0
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                record = _record(path, number, raw)
                if "error" not in record:
                    self._begins[record["id"]] = (at, number)
                at += len(raw)
        self._file = path.open("rb")

    def __getitem__(self, ident: str) -> Record:
        if ident in self._held:
            return self._held[ident]
        at, number = self._begins[ident]
        self._file.seek(at)
        record = _record(self._path, number, self._file.readline())
        self._held[ident] = record
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._begins)

    def __len__(self) -> int:
        return len(self._begins)

    def __contains__(self, ident: object) -> bool:
        return ident in self._begins

    def account(self, ident: str, number: int) -> Record | None:
        """One account of a document, or None."""
        accounts = self[ident]["accounts"] if ident in self._begins else ()
        return accounts[number] if 0 <= number < len(accounts) else None

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
