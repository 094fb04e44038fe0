"""`tawthiq extract`: what each document says, one JSON line per document."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tawthiq.cli.errors import report_access, report_unreadable
from tawthiq.cli.options import engine_option, office_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.reader import asked_for, reader, reader_options, report_reader
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
@reader_options
@click.option(
    "--llm-log", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what was asked and answered."
)
@engine_option
@workers_option
@office_option
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    jsonl: tuple[Path, ...],
    engine_name: str,
    workers: int | None,
    office: Path | None,
    llm_log: Path | None,
    **options: object,
) -> None:
    """Read claims out of documents and print them, one JSON line per document, in input order.

    Example:  tawthiq extract --jsonl reports.jsonl > accounts.jsonl

    \b
    With a model on this machine:
      tawthiq extract --jsonl reports.jsonl --extractor openai \\
        --llm-url http://localhost:11434/v1 --llm-model qwen2.5:14b --llm-log log.jsonl
    """
    if not paths and not jsonl:
        raise click.UsageError("name files or folders, or give --jsonl FILE")
    asked = asked_for(context)
    failed: list[Unreadable] = []
    unclear: list[Document] = []
    read = 0
    with reader(asked, office=office, log=llm_log) as other, progress_bar() as report:
        items = read_all(paths, jsonl=jsonl, report=report)
        mapper = engine(engine_name, workers=workers)
        for item in extract_all(items, office=office, reader=other, mapper=mapper, report=report):
            if isinstance(item, Extraction):
                read += 1
                unclear.extend([item.document] if item.document.access_note else [])
                record = extraction_record(item)
            else:
                failed.append(item)
                record = unreadable_record(item)
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    report_reader(other)
    report_access(unclear)
    report_unreadable(failed, read)
