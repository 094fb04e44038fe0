"""`tawthiq build`: the main job. Reports in; a register, two reports and open data out."""

from __future__ import annotations

import time
from pathlib import Path

import click

from tawthiq.cli.errors import report_access, report_unreadable
from tawthiq.cli.options import engine_option, office_option, profile_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.reader import asked_for, reader, reader_options, report_reader
from tawthiq.cli.write_register import write_register
from tawthiq.engines import engine
from tawthiq.pipeline import Progress, extract_all, make_register, read_all

READER_LOG = "reader-log.jsonl"
"""What a language model was asked and answered, where one read."""


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jsonl", multiple=True, type=click.Path(path_type=Path), help="Documents as JSON Lines.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the register is written."
)
@click.option("--title", default="", help="Heading of the reports.")
@reader_options
@profile_option
@engine_option
@workers_option
@office_option
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    jsonl: tuple[Path, ...],
    out: Path,
    title: str,
    profile: str,
    engine_name: str,
    workers: int | None,
    office: Path | None,
    **options: object,
) -> None:
    """Read reports (files or folders), link tellings of one event, weigh them, and write a register into a folder.

    Example:  tawthiq build examples --out demo-register

    \b
    With a model on this machine (the register keeps reader-log.jsonl):
      tawthiq build examples --out demo-register --extractor openai \\
        --llm-url http://localhost:11434/v1 --llm-model qwen2.5:14b
    """
    if not paths and not jsonl:
        raise click.UsageError("name files or folders, or give --jsonl FILE")
    for path in paths:
        if out.resolve().is_relative_to(path.resolve()):  # the next run would read the register as reports
            raise click.UsageError(f"{out}: the register cannot be written into the folder it is read from")
    asked = asked_for(context)
    began = time.time()
    own = out / "places.tsv"
    office = office or (own if own.is_file() else None)
    with reader(asked, office=office, log=out / READER_LOG) as other, progress_bar() as report:
        out.mkdir(parents=True, exist_ok=True)
        items = read_all(paths, jsonl=jsonl, originals=out / "originals", report=report)
        mapper = engine(engine_name, workers=workers)
        told = extract_all(items, office=office, reader=other, mapper=mapper, report=report)
        register = make_register(told, office=office, profile=profile, title=title, report=report)
        report(Progress("write", 0, 1))
        write_register(register, out, began=began)
        report(Progress("write", 1, 1))
    documents, incidents = len(register.extractions), len(register.incidents)
    findings = sum(not f.passed and f.severity != "I" for e in register.extractions for f in e.findings)
    click.echo(f"{documents} documents, {incidents} incidents, {findings} findings to look at")
    click.echo(f"{out / 'report.ar.html'}\n{out / 'report.en.html'}")
    report_reader(other)
    report_access(e.document for e in register.extractions)
    report_unreadable(register.unreadable, documents)
