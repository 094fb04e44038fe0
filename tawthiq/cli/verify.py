"""`tawthiq verify`: the originals are what they were when they came in, and every quote is in its document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.options import register_option


@click.command("verify")
@register_option
def command(register: Path) -> None:
    """Re-hash every original and check that every quote stands where its span says.

    Example:  tawthiq verify --register demo-register
    """
    faults = [*bad_originals(register), *bad_quotes(register)]
    for fault in faults:
        click.echo(f"tawthiq: {fault}", err=True)
    if faults:
        click.echo(f"tawthiq: {register}: {len(faults)} faults", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{register}: every original and every quote is as it was")


def bad_originals(register: Path) -> Iterator[str]:
    """A line for each original that is missing, and each file whose bytes no longer give its name."""
    wanted = {d["sha256"] for d in _records(register / "documents.jsonl") if d.get("sha256")}
    held = {p.name: p for p in sorted((register / "originals").rglob("*")) if p.is_file()}
    for sha256 in sorted(wanted - held.keys()):
        yield f"originals/{sha256}: missing"
    for name, path in held.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != name:
                yield f"{path.relative_to(register)}: the bytes have changed since they came in"


def bad_quotes(register: Path) -> Iterator[str]:
    """A line for each quote that its document's text does not hold at its span."""
    texts = {d["id"]: d["text"] for d in _records(register / "documents.jsonl") if "text" in d}
    for record in _records(register / "accounts.jsonl"):
        text = texts.get(record["id"])
        if text is None:
            yield f"accounts.jsonl: {record['id']}: no such document"
            continue
        for quote, (start, end) in _quotes(record):
            if text[start:end] != quote:
                yield f"accounts.jsonl: {record['id']}: [{start}, {end}) is not {quote[:40]!r}"


def _quotes(value: Any) -> Iterator[tuple[str, list[int]]]:
    """Every (text, span) pair anywhere in a record."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("span"), list):
            yield value["text"], value["span"]
        for inner in value.values():
            yield from _quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
