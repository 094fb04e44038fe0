"""A register's own files, read one incident at a time: the incident with the accounts behind it and their documents.

`incidents.jsonl` is read in order; accounts and documents are looked up by where their lines begin, so that a register
larger than the memory can be exported. What cannot be read is a `Fault`, named by file and line; the rest goes on.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

import orjson

from tawthiq.domain.account import Extraction
from tawthiq.domain.from_records import (
    NOWHERE,
    Atlas,
    document_from_record,
    extraction_from_record,
)
from tawthiq.domain.incident import AccountRef, Incident
from tawthiq.domain.records import account_record, document_record
from tawthiq.domain.register import Register
from tawthiq.publish.claim_lines import ClaimedAccount
from tawthiq.publish.register_lines import (
    AccountHead,
    AccountsLine,
    DocumentLine,
    incident_from_line,
    whole_incident_from_line,
)

Record = dict[str, Any]
Report = Callable[[int], None]
Line = TypeVar("Line")
_ID_FIRST = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*")')
_PLAIN = re.compile(rb'\{"id": "([ !#-\[\]-~]+)"').match
"""A line that begins as we write it and whose id has no escape; other lines are parsed."""
_HELD = 64
"""Documents and account lines kept at hand: the tellings of one event stand close together in a register. More of them do
not fit beside each other near the processor."""
_AHEAD = 1 << 16
"""Bytes read at once where lines are asked for one after the other."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that could not be read: one sentence that names file, line and reason."""

    message: str


class Telling(NamedTuple):
    """One account of an incident as the register's files hold it, with its document and all accounts beside it."""

    ref: AccountRef
    accounts: AccountsLine
    page: DocumentLine

    @property
    def head(self) -> AccountHead | ClaimedAccount:
        """What of the account leaves. Raises KeyError, TypeError or AttributeError where it is not in the format."""
        return self.accounts.heads[self.ref[1]]

    @property
    def account(self) -> Record:
        """The account whole."""
        return self.accounts.records[self.ref[1]]

    @property
    def document(self) -> Record:
        """The document whole."""
        return self.page.record

    @property
    def beside(self) -> tuple[Record, ...]:
        """All accounts of the document, this one among them."""
        return self.accounts.records


class Case(NamedTuple):
    """An incident with the tellings behind it. `where` names its line; links and conflicts are not brought along."""

    incident: Incident
    tellings: tuple[Telling, ...]
    where: str


class _Lines(Generic[Line]):
    """A JSON Lines file looked up by the id of its records: the number of each, from none, and where the lines begin."""

    def __init__(self, path: Path, faults: list[Fault], made: Callable[[bytes], Line]) -> None:
        self.path, self.faults, self.made = path, faults, made
        self.handle: int | None = None
        self.numbers: dict[str, int] = {}
        self.begins = array("Q", (0,))
        self.held: dict[str, Line | None] = {}
        self.ahead = (0, b"")
        self.behind = 0

    def open(self) -> None:
        self.handle = os.open(self.path, os.O_RDONLY)
        at, numbers, begins, plain = 0, self.numbers, self.begins, _PLAIN
        with os.fdopen(os.dup(self.handle), "rb") as file:
            for number, raw in enumerate(file):
                found = plain(raw)
                ident = found[1].decode("ascii") if found is not None else self._ident(raw, number + 1)
                if ident is not None and ident not in numbers:
                    numbers[ident] = number
                at += len(raw)
                begins.append(at)

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

    def get(self, ident: str) -> Line | None:
        """The line of this id; None where there is none, or where it cannot be read (named once)."""
        held = self.held
        if (line := held.get(ident)) is not None or ident in held:
            return line
        if len(held) >= _HELD:
            del held[next(iter(held))]
        number = self.numbers.get(ident)
        if number is not None and self.handle is not None:
            at, behind = self.begins[number], self.begins[number + 1]
            begin, ahead = self.ahead
            if not begin <= at <= behind <= begin + len(ahead):  # lines that follow one another are read together
                most = max(behind - at, _AHEAD) if at == self.behind else behind - at
                begin, ahead = self.ahead = at, os.pread(self.handle, most, at)
            self.behind = behind
            try:
                line = self.made(ahead[at - begin : behind - begin])
            except ValueError as error:
                self.faults.append(Fault(f"{self.path}: line {number + 1}: {_reason(error)}"))
        held[ident] = line
        return line

    def close(self) -> None:
        self.ahead = (0, b"")
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


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
        self._accounts = _Lines(folder / "accounts.jsonl", self.faults, AccountsLine)
        self._documents = _Lines(folder / "documents.jsonl", self.faults, DocumentLine)

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

    def cases(self, report: Report = lambda done: None, *, claims: bool = False, texts: bool = False) -> Iterator[Case]:
        """Every incident, in the order of the register. May be called again; faults are then named once more.

        `claims` and `texts` say that those of all documents will be asked for: they are then read with the lines.
        """
        path, atlas = self.folder / "incidents.jsonl", self.atlas
        self._accounts.made = AccountsLine.with_claims if claims else AccountsLine
        self._documents.made = DocumentLine.with_text if texts else DocumentLine
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.isspace():
                    continue
                where = f"{path}: line {number}"
                try:
                    incident = incident_from_line(raw, atlas)
                except ValueError as error:
                    self.faults.append(Fault(f"{where}: {_reason(error)}"))
                    continue
                yield Case(incident, self._tellings(incident, where), where)
                report(number)

    def _tellings(self, incident: Incident, where: str) -> tuple[Telling, ...]:
        found = []
        for ref in incident.accounts:
            ident, index = ref
            accounts, document = self._accounts.get(ident), self._documents.get(ident)
            if accounts is None or not 0 <= index < accounts.size or document is None or not document.is_read:
                self.faults.append(Fault(f"{where}: account {index} of {ident!r} is not in the register"))
                continue
            found.append(Telling(ref, accounts, document))
        return tuple(found)

    def incidents(self, wanted: frozenset[str]) -> Iterator[Incident]:
        """The incidents with these ids, whole, in the order of the register; a line is read only where its id is wanted."""
        path = self.folder / "incidents.jsonl"
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                found = _ID_FIRST.match(raw)
                try:
                    if not raw.strip() or (found is not None and orjson.loads(found.group(1)) not in wanted):
                        continue
                    incident = whole_incident_from_line(raw, self.atlas)
                except ValueError as error:
                    self.faults.append(Fault(f"{path}: line {number}: {_reason(error)}"))
                    continue
                if incident.id in wanted:
                    yield incident

    def extraction(self, ident: str) -> Extraction | None:
        """One document with all that was read out of it; None (and a fault) where its lines cannot be read."""
        accounts, document = self._accounts.get(ident), self._documents.get(ident)
        if accounts is None or accounts.size < 0 or document is None or not document.is_read:
            self.faults.append(Fault(f"{self.folder}: document {ident!r} is not in the register"))
            return None
        try:
            return extraction_from_record(accounts.line(), document_from_record(document.record), atlas=self.atlas)
        except ValueError as error:
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
        return tuple(self._documents.numbers)

    def document(self, ident: str) -> Record | None:
        """One document's record, or None."""
        found = self._documents.get(ident)
        return found.record if found is not None and found.is_read else None


def cases_of(register: Register) -> Iterator[Case]:
    """The incidents of a register at hand, as its files would give them."""
    told = {e.document.id: e for e in register.extractions}
    for incident in register.incidents:
        tellings = []
        for ident, index in incident.accounts:
            extraction = told.get(ident)
            if extraction is not None and 0 <= index < len(extraction.accounts):
                accounts = AccountsLine.of(tuple(map(account_record, extraction.accounts)))
                tellings.append(
                    Telling((ident, index), accounts, DocumentLine.of(document_record(extraction.document)))
                )
        yield Case(incident, tuple(tellings), incident.id)
