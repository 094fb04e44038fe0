"""`tawthiq verify`: the originals are what they were when they came in, and every quote is in its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.json_lines import read_lines
from tawthiq.cli.options import register_option
from tawthiq.domain.document import Unreadable
from tawthiq.domain.quotes import quotes_in, stands


@click.command("verify")
@register_option
def command(register: Path) -> None:
    """Re-hash every original and check that every quote stands where its span says.

    Example:  tawthiq verify --register demo-register
    """
    faults = [*bad_originals(register), *bad_quotes(register)]
    for fault in faults:
        click.echo(f"tawthiq: {one_line(fault)}", err=True)
    if faults:
        click.echo(f"tawthiq: {register}: {len(faults)} faults", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{register}: every original and every quote is as it was")


def bad_originals(register: Path) -> Iterator[str]:
    """A line for each original that is missing, and each file whose bytes no longer give its name."""
    documents, broken = _records(register / "documents.jsonl")
    yield from broken
    wanted = {d["sha256"] for d in documents if d.get("sha256")}
    held = {p.name: p for p in sorted((register / "originals").rglob("*")) if p.is_file()}
    for sha256 in sorted(wanted - held.keys()):
        yield f"originals/{sha256}: missing"
    for name, path in held.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != name:
                yield f"{path.relative_to(register)}: the bytes have changed since they came in"


def bad_quotes(register: Path) -> Iterator[str]:
    """A line for each quote that its document's text does not hold at its span."""
    documents, _ = _records(register / "documents.jsonl")
    texts = {d.get("id"): d["text"] for d in documents if "text" in d}
    accounts, broken = _records(register / "accounts.jsonl")
    yield from broken
    for record in accounts:
        text = texts.get(record.get("id"))
        if text is None:
            yield f"accounts.jsonl: {record.get('id')}: no such document"
            continue
        for quote, span in quotes_in(record):
            if not stands(text, quote, span):
                yield f"accounts.jsonl: {record.get('id')}: {span} is not {quote[:40]!r}"


def _records(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The objects of a file, and a line for each line of it that holds none."""
    found: list[dict[str, Any]] = []
    broken: list[str] = []
    for line in read_lines(path):
        if isinstance(line, Unreadable):
            broken.append(line.message)
        elif not isinstance(line.record, dict):
            broken.append(f"{line.where}: not an object")
        else:
            found.append(line.record)
    return found, broken
