"""A register's own files, read one incident at a time: the incident with the accounts behind it and their documents.

`incidents.jsonl` is read in order; accounts and documents are looked up by where their lines begin, so that a register
larger than the memory can be exported. What cannot be read is a `Fault`, named by file and line; the rest goes on.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import orjson

from tawthiq.domain.account import Extraction
from tawthiq.domain.from_records import (
    NOWHERE,
    Atlas,
    RecordError,
    document_from_record,
    extraction_from_record,
    incident_from_record,
)
from tawthiq.domain.incident import AccountRef, Incident
from tawthiq.domain.records import account_record, document_record
from tawthiq.domain.register import Register

Record = dict[str, Any]
Report = Callable[[int], None]
_ID_FIRST = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*")')
_BEGINS = b'{"id": "'
_HELD = 512
"""Documents and account lines kept at hand: the tellings of one event stand close together in a register."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that could not be read: one sentence that names file, line and reason."""

    message: str


class Telling(NamedTuple):
    """One account of an incident as the register's files hold it, with its document and all accounts beside it."""

    ref: AccountRef
    account: Record
    document: Record
    beside: tuple[Record, ...]


class Case(NamedTuple):
    """An incident with the tellings behind it. `where` names its line; links and conflicts are not brought along."""

    incident: Incident
    tellings: tuple[Telling, ...]
    where: str


@dataclass(slots=True)
class _Lines:
    """A JSON Lines file looked up by the id of its records: where each begins, how long it is, and its number."""

    path: Path
    faults: list[Fault]
    handle: int | None = None
    begins: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    held: OrderedDict[str, Record | None] = field(default_factory=OrderedDict)

    def open(self) -> None:
        self.handle = os.open(self.path, os.O_RDONLY)
        at = 0
        with os.fdopen(os.dup(self.handle), "rb") as file:
            for number, raw in enumerate(file, start=1):
                if (ident := _plain_ident(raw) or self._ident(raw, number)) is not None:
                    self.begins.setdefault(ident, (at, len(raw), number))
                at += len(raw)

    def _ident(self, raw: bytes, number: int) -> str | None:
        if not raw.strip():
            return None
        found = _ID_FIRST.match(raw)
        try:
            if found is not None:
                return str(orjson.loads(found.group(1)))
            record = orjson.loads(raw)
            return str(record["id"])
        except (ValueError, KeyError, TypeError) as error:
            self.faults.append(Fault(f"{self.path}: line {number}: {_reason(error)}"))
            return None

    def get(self, ident: str) -> Record | None:
        """The record with this id; None where there is none, or where its line cannot be read (named once)."""
        if ident in self.held:
            self.held.move_to_end(ident)
            return self.held[ident]
        record = self._read(ident)
        self.held[ident] = record
        if len(self.held) > _HELD:
            self.held.popitem(last=False)
        return record

    def _read(self, ident: str) -> Record | None:
        if ident not in self.begins or self.handle is None:
            return None
        at, length, number = self.begins[ident]
        try:
            record = orjson.loads(os.pread(self.handle, length, at))
        except ValueError as error:
            self.faults.append(Fault(f"{self.path}: line {number}: {_reason(error)}"))
            return None
        return record if isinstance(record, dict) and "error" not in record else None

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _plain_ident(raw: bytes) -> str | None:
    """The id of a line that begins as we write it and whose id has no escape; None leaves the line to be parsed."""
    if not raw.startswith(_BEGINS):
        return None
    ident = raw[len(_BEGINS) : max(raw.find(b'"', len(_BEGINS)), 0)]
    if not ident.isascii() or b"\\" in ident:
        return None
    plain = ident.decode("ascii")
    return plain if plain.isprintable() else None


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"no {error.args[0]!r}"
    return " ".join(str(error).split())


class RegisterFiles:
    """A folder that `tawthiq build` wrote, opened for reading; a context manager.

    `faults` gathers what could not be read. Raises OSError where one of the three files cannot be opened.
    """

    def __init__(self, folder: Path, *, atlas: Atlas = NOWHERE) -> None:
        self.folder, self.atlas = folder, atlas
        self.faults: list[Fault] = []
        self._accounts = _Lines(folder / "accounts.jsonl", self.faults)
        self._documents = _Lines(folder / "documents.jsonl", self.faults)

    def __enter__(self) -> RegisterFiles:
        try:
            self._accounts.open()
            self._documents.open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the files."""
        self._accounts.close()
        self._documents.close()

    def cases(self, report: Report = lambda done: None) -> Iterator[Case]:
        """Every incident, in the order of the register. May be called again; faults are then named once more."""
        path = self.folder / "incidents.jsonl"
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if not raw.strip():
                    continue
                where = f"{path}: line {number}"
                try:
                    record = orjson.loads(raw)
                    if isinstance(record, dict):
                        record |= {"links": (), "conflicts": ()}  # the greater part of a line, and nothing that leaves
                    incident = incident_from_record(record, atlas=self.atlas)
                except (ValueError, RecordError) as error:
                    self.faults.append(Fault(f"{where}: {_reason(error)}"))
                    continue
                yield Case(incident, tuple(self._tellings(incident, where)), where)
                report(number)

    def _tellings(self, incident: Incident, where: str) -> Iterator[Telling]:
        for ident, index in incident.accounts:
            line, document = self._accounts.get(ident), self._documents.get(ident)
            accounts = line.get("accounts") if line is not None else None
            if not isinstance(accounts, list) or not 0 <= index < len(accounts) or document is None:
                self.faults.append(Fault(f"{where}: account {index} of {ident!r} is not in the register"))
                continue
            yield Telling((ident, index), accounts[index], document, tuple(accounts))

    def incidents(self, wanted: frozenset[str]) -> Iterator[Incident]:
        """The incidents with these ids, whole, in the order of the register; a line is read only where its id is wanted."""
        path = self.folder / "incidents.jsonl"
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                found = _ID_FIRST.match(raw)
                try:
                    if not raw.strip() or (found is not None and orjson.loads(found.group(1)) not in wanted):
                        continue
                    incident = incident_from_record(orjson.loads(raw), atlas=self.atlas)
                except (ValueError, RecordError) as error:
                    self.faults.append(Fault(f"{path}: line {number}: {_reason(error)}"))
                    continue
                if incident.id in wanted:
                    yield incident

    def extraction(self, ident: str) -> Extraction | None:
        """One document with all that was read out of it; None (and a fault) where its lines cannot be read."""
        told, document = self._accounts.get(ident), self._documents.get(ident)
        if told is None or document is None:
            self.faults.append(Fault(f"{self.folder}: document {ident!r} is not in the register"))
            return None
        try:
            return extraction_from_record(told, document_from_record(document), atlas=self.atlas)
        except RecordError as error:
            self.faults.append(Fault(f"{self.folder / 'accounts.jsonl'}: document {ident!r}: {_reason(error)}"))
            return None

    def register_of(self, ids: Iterable[str], *, version: str = "") -> Register:
        """A register of these incidents and the documents that tell them, with what links and sets them at odds.

        An incident one of whose documents cannot be read is left out; `faults` says why.
        """
        incidents = tuple(self.incidents(frozenset(ids)))
        documents = dict.fromkeys(ref[0] for incident in incidents for ref in incident.accounts)
        told = {ident: self.extraction(ident) for ident in documents}
        whole = tuple(i for i in incidents if all(told[ref[0]] is not None for ref in i.accounts))
        return Register(tuple(e for e in told.values() if e is not None), whole, version=version)

    def document_ids(self) -> tuple[str, ...]:
        """The ids of all documents, in order."""
        return tuple(self._documents.begins)

    def document(self, ident: str) -> Record | None:
        """One document's record, or None."""
        return self._documents.get(ident)


def cases_of(register: Register) -> Iterator[Case]:
    """The incidents of a register at hand, as its files would give them."""
    told = {e.document.id: e for e in register.extractions}
    for incident in register.incidents:
        tellings = []
        for ident, index in incident.accounts:
            extraction = told.get(ident)
            if extraction is not None and 0 <= index < len(extraction.accounts):
                beside = tuple(account_record(account) for account in extraction.accounts)
                tellings.append(Telling((ident, index), beside[index], document_record(extraction.document), beside))
        yield Case(incident, tuple(tellings), incident.id)
