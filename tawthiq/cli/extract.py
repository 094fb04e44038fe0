"""`tawthiq extract`: what each document says, one JSON line per document."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tawthiq.cli.errors import report_access, report_unreadable
from tawthiq.cli.options import engine_option, office_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Unreadable
from tawthiq.domain.records import extraction_record, unreadable_record
from tawthiq.engines import engine
from tawthiq.pipeline import extract_all, read_all


@click.command("extract")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", multiple=True, type=click.Path(path_type=Path), help="Documents as JSON Lines; - for standard input."
)
@engine_option
@workers_option
@office_option
def command(
    paths: tuple[Path, ...], jsonl: tuple[Path, ...], engine_name: str, workers: int | None, office: Path | None
) -> None:
    """Read claims out of documents and print them, one JSON line per document, in input order.

    Example:  tawthiq extract --jsonl reports.jsonl > accounts.jsonl
    """
    if not paths and not jsonl:
        raise click.UsageError("name files or folders, or give --jsonl FILE")
    failed: list[Unreadable] = []
    unclear: list[Document] = []
    read = 0
    with progress_bar() as report:
        items = read_all(paths, jsonl=jsonl, report=report)
        for item in extract_all(items, office=office, mapper=engine(engine_name, workers=workers), report=report):
            if isinstance(item, Extraction):
                read += 1
                unclear.extend([item.document] if item.document.access_note else [])
                record = extraction_record(item)
            else:
                failed.append(item)
                record = unreadable_record(item)
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    report_access(unclear)
    report_unreadable(failed, read)
