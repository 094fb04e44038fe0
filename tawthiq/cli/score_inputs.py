"""Reads what `tawthiq score` measures: documents, gold, accounts, incidents; each fault becomes one line with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
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
    """Everything read, by document id in file order, and every fault met on the way.

    `raw` holds the records of the documents, `documents` the same made ready for extraction, where nothing was extracted before.
    """

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
    for ident, (where, record) in _by_id(docs, _raw, inputs.faults).items():
        try:
            if pred is None:
                inputs.documents[ident] = document_of(record, where, "")
            inputs.raw[ident] = record
        except ValueError as error:
            inputs.faults.append(f"{where}: {ident}: {error}")
    for ident, (where, told) in _by_id(gold, _gold, inputs.faults).items():
        if ident in inputs.raw:
            inputs.faults += [f"{where}: {ident}: {reason}" for reason in gold_faults(told, inputs.raw[ident]["text"])]
            inputs.gold[ident] = told
        else:
            inputs.faults.append(f"{where}: {ident}: no such document in {docs}")
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


def _raw(record: dict[str, Any], where: str) -> Record:
    if not isinstance(record.get("text"), str):
        raise ValueError("no text")
    return record


def _gold(record: dict[str, Any], where: str) -> GoldDocument:
    return gold_document(record)


def _accounts(record: dict[str, Any], where: str) -> Record:
    """A line of `extract`; that of an input it could not read tells nothing."""
    if "error" in record:
        return {}
    for account in _objects(record, "accounts"):
        _check(account, kind=str, labels=list, date=dict, place=dict, kind_text=str)
        _check(account.get("date") or {}, start=str, end=str)
        _check(account.get("place") or {}, name_en=str, name_ar=str, governorate=str, text=str)
        for toll in _objects(account, "tolls"):
            _check(toll, harm=str, group=str, qualifier=str, low=int, high=int, value=int, text=str, attribution=dict)
            _check(toll.get("attribution") or {}, text=str)
        for actor in _objects(account, "actors"):
            _check(actor, code=str, name_en=str, role=str)
        for weapon in _objects(account, "weapons"):
            _check(weapon, code=str)
    for aggregate in _objects(record, "aggregates"):
        _check(aggregate, measure=str, dimension=str, value=int | float, text=str)
    return record


def _incident(record: dict[str, Any], where: str) -> Record:
    members = record.get("accounts")
    if not isinstance(members, list) or not all(isinstance(m, list) and len(m) == 2 for m in members):
        raise ValueError("accounts is no list of [document id, position]")
    for _, position in members:
        if not isinstance(position, int):
            raise ValueError("a position in accounts is no number")
    return record


def _objects(record: Record, key: str) -> list[dict[str, Any]]:
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} is no list of objects")
    return value


def _check(record: Record, **types: type | UnionType) -> None:
    """Raises ValueError for the first key whose value is neither null nor of its type."""
    for key, expected in types.items():
        value = record.get(key)
        if value is not None and not isinstance(value, expected):
            raise ValueError(f"{key} is not what `tawthiq extract` writes there: {str(value)[:30]!r}")
