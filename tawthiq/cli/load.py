"""`tawthiq load`: the tables of a Spark build become a register on this machine."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import click

from tawthiq.cli.errors import report_access, report_unreadable
from tawthiq.cli.known_ids import known_ids
from tawthiq.cli.options import office_option, profile_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.write_register import write_register
from tawthiq.domain.from_records import Atlas
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.ingest import OriginalStore
from tawthiq.link.scores import score_pairs
from tawthiq.pipeline import Progress, Scorer, make_register


@click.command("load")
@click.argument("tables", type=click.Path(path_type=str))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the register is written."
)
@click.option("--title", default="", help="Heading of the reports.")
@click.option(
    "--engine", "engine_name", type=click.Choice(("local", "spark")), default="local", show_default=True,
    help="Where pairs of tellings are compared: in this process (DuckDB) or on Spark.",
)  # fmt: skip
@click.option("--spark-master", help="The Spark cluster (default: what spark-submit says, or this machine).")
@profile_option
@office_option
def command(
    tables: str, out: Path, title: str, engine_name: str, spark_master: str | None, profile: str, office: Path | None
) -> None:
    """Bring the tables that `tawthiq build --engine spark` wrote into a register; link, weigh, and write the reports.

    The originals of pages come along; JSON Lines and Parquet files stay originals where they lie.

    Example:  tawthiq load s3://office/tables --out register
    """
    try:
        from tawthiq.engines.spark import load_tables, originals, session, spark_scorer
    except ImportError as error:
        raise click.UsageError("load needs Spark's packages: pip install 'tawthiq[spark]'") from error
    began = time.time()
    with progress_bar() as report:
        report(Progress("read", 0, 1))
        loaded = load_tables(tables, Atlas.of(the_gazetteer(office).places))
        store = OriginalStore(out / "originals")
        for raw in originals(tables):
            store.put(raw)
        report(Progress("read", 1, 1))
        with ExitStack() as stack:
            scorer: Scorer = score_pairs
            if engine_name == "spark":
                scorer = spark_scorer(stack.enter_context(session(spark_master)))
            register = make_register(
                loaded.told, office=office, profile=profile, title=title, known=known_ids(out), scorer=scorer, report=report
            )  # fmt: skip
        report(Progress("write", 0, 1))
        write_register(register, out, began=began)
        report(Progress("write", 1, 1))
    documents = len(register.extractions)
    click.echo(f"{documents} documents, {len(register.incidents)} incidents")
    click.echo(f"{out / 'report.ar.html'}\n{out / 'report.en.html'}")
    report_access(e.document for e in register.extractions)
    report_unreadable(register.unreadable, documents)
