"""Reads what `tawthiq score` measures: documents, gold, accounts, incidents; each fault becomes one line with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.json_lines import read_lines
from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest.jsonl import document_of
from tawthiq.score import GoldDocument, GoldError, gold_document, gold_faults

Record = Mapping[str, Any]
Made = TypeVar("Made")


@dataclass(slots=True)
class Inputs:
    """Everything read, by document id in file order, and every fault met on the way."""

    raw: dict[str, Record] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    gold: dict[str, GoldDocument] = field(default_factory=dict)
    found: dict[str, Record] | None = None
    incidents: list[Record] | None = None
    faults: list[str] = field(default_factory=list)

    def leave_if_faulty(self, outcome: str) -> None:
        """Says every fault on standard error and leaves with status 1 where there is one; `outcome` ends the last line."""
        for fault in self.faults:
            click.echo(f"tawthiq: {one_line(fault)}", err=True)
        if self.faults:
            click.echo(f"tawthiq: {len(self.faults)} faults; {outcome}", err=True)
            raise click.exceptions.Exit(1)


def read_inputs(docs: Path, gold: Path, pred: Path | None, incidents: Path | None) -> Inputs:
    """Reads all files to their ends, so that every fault is named at once."""
    inputs = Inputs()
    for ident, (_, both) in _by_id(docs, _raw_and_document, inputs.faults).items():
        inputs.raw[ident], inputs.documents[ident] = both
    for ident, (where, told) in _by_id(gold, _gold, inputs.faults).items():
        document = inputs.documents.get(ident)
        if document is None:
            inputs.faults.append(f"{where}: {ident}: no such document in {docs}")
        else:
            inputs.faults += [f"{where}: {ident}: {reason}" for reason in gold_faults(told, document.text)]
            inputs.gold[ident] = told
    if pred is not None:
        inputs.found = {ident: record for ident, (_, record) in _by_id(pred, _accounts, inputs.faults).items()}
    if incidents is not None:
        inputs.incidents = [record for _, record in _by_id(incidents, _incident, inputs.faults).values()]
    return inputs


def _by_id(path: Path, make: Callable[[dict[str, Any], str], Made], faults: list[str]) -> dict[str, tuple[str, Made]]:
    """What `make` makes of every line, with where it stands, by id; a second line with one id is a fault."""
    made: dict[str, tuple[str, Made]] = {}
    for line in read_lines(path):
        if isinstance(line, Unreadable):
            faults.append(line.message)
            continue
        record = line.record
        if not isinstance(record, dict):
            faults.append(f"{line.where}: not an object")
            continue
        ident = str(record.get("id", ""))
        prefix = f"{line.where}: {ident}" if ident else line.where
        if not ident:
            faults.append(f"{prefix}: no id")
        elif ident in made:
            faults.append(f"{prefix}: another line already has this id")
        else:
            try:
                made[ident] = line.where, make(record, line.where)
            except GoldError as error:
                faults.extend(f"{prefix}: {reason}" for reason in error.reasons)
            except ValueError as error:
                faults.append(f"{prefix}: {error}")
    return made


def _raw_and_document(record: dict[str, Any], where: str) -> tuple[Record, Document]:
    return record, document_of(record, where, "")


def _gold(record: dict[str, Any], where: str) -> GoldDocument:
    return gold_document(record)


def _accounts(record: dict[str, Any], where: str) -> Record:
    """A line of `extract`; that of an input it could not read tells nothing."""
    if "error" not in record:
        for account in _objects(record, "accounts"):
            for key in ("tolls", "actors", "weapons"):
                _objects(account, key)
            for key in ("date", "place"):
                if not isinstance(account.get(key), dict | None):
                    raise ValueError(f"{key} is no object")
        _objects(record, "aggregates")
    return record


def _incident(record: dict[str, Any], where: str) -> Record:
    members = record.get("accounts")
    if not isinstance(members, list) or not all(isinstance(m, list) and len(m) == 2 for m in members):
        raise ValueError("accounts is no list of [document id, position]")
    return record


def _objects(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} is no list of objects")
    return value
