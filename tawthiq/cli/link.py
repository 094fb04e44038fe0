"""`tawthiq link`: accounts, as `extract` printed them, become incidents: linked, weighed, graded.

Without the documents there are no texts, titles and publishers: copies cannot be told from independent pages, and a
page's own voice has no name. Give the documents wherever they are at hand; quotes are then checked against them.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.errors import report_unreadable
from tawthiq.cli.json_lines import Line, made_of, read_lines
from tawthiq.cli.options import office_option, profile_option
from tawthiq.cli.progress import progress_bar
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Unreadable
from tawthiq.domain.from_records import Atlas, RecordError, document_from_record, extraction_from_record
from tawthiq.domain.records import incident_record
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.ingest.jsonl import document_of
from tawthiq.pipeline import Progress, Report, Told, make_register


@click.command("link")
@click.option(
    "--jsonl", "accounts", required=True, type=click.Path(path_type=Path),
    help="Accounts as `tawthiq extract` prints them; - for standard input.",
)  # fmt: skip
@click.option(
    "--documents", type=click.Path(path_type=Path),
    help="Their documents: a register's documents.jsonl, or what `extract --jsonl` read.",
)  # fmt: skip
@profile_option
@office_option
def command(accounts: Path, documents: Path | None, profile: str, office: Path | None) -> None:
    """Link accounts to incidents, weigh them, and print one JSON line per incident.

    Example:  tawthiq link --jsonl accounts.jsonl --documents reports.jsonl > incidents.jsonl
    """
    if documents is not None and str(accounts) == str(documents) == "-":
        raise click.UsageError("only one of --jsonl and --documents can be standard input")
    with progress_bar() as report:
        known, failed = _documents(documents) if documents is not None else ({}, [])
        told = _accounts(accounts, known, Atlas.of(the_gazetteer(office).places), report)
        register = make_register(told, office=office, profile=profile, report=report)
        for incident in register.incidents:
            click.echo(json.dumps(incident_record(incident), ensure_ascii=False))
    report_unreadable([*failed, *register.unreadable], len(register.extractions))


def _accounts(path: Path, known: dict[str, Document], atlas: Atlas, report: Report) -> list[Told]:
    """Every account line as an extraction or the reason why not; a second line with one id is refused."""

    def make(record: Any) -> Extraction:
        ident = record.get("id") if isinstance(record, dict) else None
        return extraction_from_record(record, known.get(str(ident)), atlas=atlas)

    told: list[Told] = []
    seen: set[str] = set()
    for done, line in enumerate(read_lines(path), start=1):
        item = made_of(line, make) if isinstance(line, Line) else line
        if isinstance(item, Extraction) and item.document.id in seen:
            ident = item.document.id
            item = Unreadable(ident, "duplicate_id", f"{ident}: another line already has this id", str(path))
        elif isinstance(item, Extraction):
            seen.add(item.document.id)
        told.append(item)
        report(Progress("read", done))
    return told


def _documents(path: Path) -> tuple[dict[str, Document], list[Unreadable]]:
    """The documents by id, in either format: a register's, or the one that reports come in."""
    known: dict[str, Document] = {}
    failed: list[Unreadable] = []
    for line in read_lines(path):
        if isinstance(line, Unreadable):
            failed.append(line)
            continue
        if isinstance(line.record, dict) and "error" in line.record:
            continue  # an input that was unreadable when the register was built has no accounts either
        document = made_of(line, partial(_document, where=line.where))
        if isinstance(document, Document):
            known.setdefault(document.id, document)
        else:
            failed.append(document)
    return known, failed


def _document(record: Any, *, where: str) -> Document:
    if isinstance(record, dict) and isinstance(record.get("published"), dict):
        return document_from_record(record)
    try:
        return document_of(record, where, "")
    except ValueError as error:
        raise RecordError(str(error)) from error
