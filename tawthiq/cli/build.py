"""`tawthiq build`: the main job. Reports in; a register, two reports and open data out."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from tawthiq.cli.errors import one_line, report_access, report_unreadable
from tawthiq.cli.known_ids import known_ids
from tawthiq.cli.office import is_opened
from tawthiq.cli.options import any_engine_option, office_option, profile_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.reader import asked_for, reader, reader_options, report_reader
from tawthiq.cli.unfinished import unfinished
from tawthiq.cli.write_register import write_register
from tawthiq.engines import DISTRIBUTED, engine
from tawthiq.knowledge.office_words import words_beside
from tawthiq.pipeline import Progress, extract_all, make_register, read_all

READER_LOG = "reader-log.jsonl"
"""What a language model was asked and answered, where one read."""


@click.command("build")
@click.argument("inputs", nargs=-1, type=click.Path(path_type=str), metavar="[PATHS]...")
@click.option("--jsonl", multiple=True, type=click.Path(path_type=str), help="Documents as JSON Lines.")
@click.option(
    "--out", "place", required=True, type=click.Path(file_okay=False, path_type=str),
    help="Where the register is written, or the tables of a Spark build.",
)  # fmt: skip
@click.option("--title", default="", help="Heading of the reports.")
@click.option("--fresh", is_flag=True, help="Begin anew: take nothing from a build that was interrupted.")
@reader_options
@profile_option
@any_engine_option
@click.option("--spark-master", help="The Spark cluster (default: what spark-submit says, or this machine).")
@workers_option
@office_option
@click.pass_context
def command(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    jsonl: tuple[str, ...],
    place: str,
    title: str,
    fresh: bool,
    profile: str,
    engine_name: str,
    spark_master: str | None,
    workers: int | None,
    office: Path | None,
    **options: object,
) -> None:
    """Read reports (files or folders), link tellings of one event, weigh them, and write a register into a folder.

    Example:  tawthiq build examples --out demo-register

    A build that was interrupted (killed, stopped, a full disk) goes on where it was when the same command is given again: what it had read
    is kept in the folder and not read a second time, unless the document, our rules or the office's words are others by now; nor are its
    documents linked and weighed a second time, unless any of them is another.

    \b
    With a model on this machine (the register keeps reader-log.jsonl):
      tawthiq build examples --out demo-register --extractor openai \\
        --llm-url http://localhost:11434/v1 --llm-model qwen2.5:14b

    \b
    On a Spark cluster, from a path or an object store; `tawthiq load` then makes the register:
      tawthiq build s3://crawl/2016/ --engine spark --out s3://office/tables
    """
    if not inputs and not jsonl:
        raise click.UsageError("name files or folders, or give --jsonl FILE")
    if engine_name == DISTRIBUTED:
        asked_for(context)
        _on_spark(inputs, jsonl, place, office, spark_master)
        return
    paths, out = [Path(name) for name in inputs], Path(place)
    for path in paths:
        if out.resolve().is_relative_to(path.resolve()):  # the next run would read the register as reports
            raise click.UsageError(f"{out}: the register cannot be written into the folder it is read from")
    asked = asked_for(context)
    began = time.time()
    office = office or words_beside(out)
    with ExitStack() as stack:
        kept = stack.enter_context(unfinished(out, office, _say, fresh=fresh))
        other = stack.enter_context(reader(asked, office=office, log=out / READER_LOG, answers=kept.answers()))
        if other is None and kept.left:
            _say(f"an interrupted build read {kept.left} documents; what it read is taken (--fresh begins anew)")
        elif other is not None and other.earlier is not None and other.earlier.kept:
            _say(f"an interrupted build has {len(other.earlier.kept)} answers; they are taken (--fresh asks anew)")
        report = stack.enter_context(progress_bar())
        items = read_all(paths, jsonl=[Path(name) for name in jsonl], originals=out / "originals", report=report)
        mapper = engine(engine_name, workers=workers)
        processes = (workers or os.cpu_count() or 1) if engine_name == "pool" else 1
        told = extract_all(
            items, office=office, reader=other, mapper=mapper, kept=kept if other is None else None, report=report
        )
        register = make_register(
            told, office=office, profile=profile, title=title, known=known_ids(out), kept=kept.stages, report=report
        )
        report(Progress("write", 0, 1))
        write_register(register, out, began=began, processes=processes)
        report(Progress("write", 1, 1))
    documents, incidents = len(register.extractions), len(register.incidents)
    findings = sum(not f.passed and f.severity != "I" for e in register.extractions for f in e.findings)
    click.echo(f"{documents} documents, {incidents} incidents, {findings} findings to look at")
    click.echo(f"{out / 'report.ar.html'}\n{out / 'report.en.html'}")
    if is_opened(out):
        click.echo(
            f"{out}: these files are what the machine says; what persons ruled in the workbench is weighed in when "
            "`tawthiq serve` opens, and `tawthiq decided` writes a register by it"
        )
    if kept.taken:
        _say(f"{kept.taken} of {documents} documents were taken from the interrupted build")
    if kept.stages.taken.get("linked"):
        weighed = kept.stages.taken.get("weighed", 0)
        _say(f"the interrupted build had linked them and weighed {weighed} of {incidents} incidents; that was taken")
    report_reader(other)
    report_access(e.document for e in register.extractions)
    report_unreadable(register.unreadable, documents)


def _say(line: str) -> None:
    click.echo(f"tawthiq: {one_line(line)}", err=True)


def _on_spark(inputs: Sequence[str], jsonl: Sequence[str], out: str, office: Path | None, master: str | None) -> None:
    """Reads on Spark; what is needed for that is loaded only here."""
    try:
        from tawthiq.engines.spark import build_on_spark
    except ImportError as error:
        raise click.UsageError("--engine spark needs Spark's packages: pip install 'tawthiq[spark]'") from error
    with progress_bar() as report:
        build = build_on_spark(inputs, jsonl, out, office=office, master=master, report=report)
    click.echo(f"{build.documents} documents read; make the register with: tawthiq load {out} --out DIR")
    report_unreadable(build.failed, build.documents)
