"""What of a register's folder must be as it was: the originals by their hashes, the quotes in their texts, the database whole."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from tawthiq.domain.quotes import quotes_in, stands

LINES = ("documents.jsonl", "accounts.jsonl")
"""The files that originals and quotes are checked by."""


def file_faults(register: Path) -> Iterator[str]:
    """A line for every original, quote, line or page of the database that is not as it should be."""
    yield from original_faults(register)
    yield from quote_faults(register)
    yield from database_faults(register / "register.db")


def original_faults(register: Path) -> Iterator[str]:
    """A line for each original that is missing, and each original or redacted copy whose bytes no longer give its name."""
    wanted: set[str] = set()
    for record in _records(register / "documents.jsonl"):
        if isinstance(record, str):
            yield record
        elif record.get("sha256"):
            wanted.add(record["sha256"])
    store = register / "originals"
    held = {p.name: p for p in sorted(store.rglob("*")) if p.is_file()} if store.is_dir() else {}
    for sha256 in sorted(wanted - held.keys()):
        yield f"originals/{sha256}: missing"
    copies = register / "redacted"
    held |= {p.name: p for p in sorted(copies.rglob("*")) if p.is_file()} if copies.is_dir() else {}
    for name, path in held.items():
        if name.startswith(".incoming-"):  # a killed process left it; it was never promised to anyone
            continue
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == name
        except OSError as error:
            yield f"{path.relative_to(register)}: {error.strerror or error}"
            continue
        if not same:
            yield f"{path.relative_to(register)}: the bytes have changed since they came in"


def quote_faults(register: Path) -> Iterator[str]:
    """A line for each quote that its document's text does not hold at its span."""
    texts = {d["id"]: d["text"] for d in _records(register / "documents.jsonl") if isinstance(d, dict) and "text" in d}
    for record in _records(register / "accounts.jsonl"):
        if isinstance(record, str):
            yield record
            continue
        if "error" in record:
            continue
        text = texts.get(record.get("id"))
        if text is None:
            yield f"accounts.jsonl: {record.get('id')}: no such document"
            continue
        for quote, span in quotes_in(record):
            if not stands(text, quote, span):
                yield f"accounts.jsonl: {record.get('id')}: {span} is not {quote[:40]!r}"


def database_faults(path: Path) -> Iterator[str]:
    """A line for each damaged page, index or reference of a SQLite file; nothing where there is none."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(read_only(path), uri=True)) as connection:
            for (line,) in connection.execute("PRAGMA integrity_check(20)"):
                if line != "ok":
                    yield f"{path.name}: {' '.join(str(line).split())}"
            for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
                yield f"{path.name}: {table} row {row} leads to no {parent}"
    except sqlite3.Error as error:
        yield f"{path.name}: {error}"


def read_only(path: Path) -> str:
    """The address under which SQLite opens a file without writing to it."""
    return f"{path.absolute().as_uri()}?mode=ro"


def _records(path: Path) -> Iterator[dict[str, Any] | str]:
    """The objects of a JSON Lines file, and a line in words for each that is none."""
    try:
        file = path.open("rb")
    except OSError as error:
        yield f"{path}: {error.strerror or error}"
        return
    with file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                record = orjson.loads(raw)
            except ValueError as error:
                yield f"{path}: line {number}: not JSON ({error})"
                continue
            yield record if isinstance(record, dict) else f"{path}: line {number}: not an object"
