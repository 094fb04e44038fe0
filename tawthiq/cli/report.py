"""`tawthiq report`: the office's report on a period, as page, PDF, document and sheets; audited before it is printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from tawthiq.audit import audit
from tawthiq.cli.errors import one_line
from tawthiq.cli.office import note_custody
from tawthiq.cli.options import leaving_register_option, office_option
from tawthiq.cli.persons_left_out import persons_left_out
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.register_folder import read_whole_register
from tawthiq.cli.statistics import day_type
from tawthiq.cli.work_folder import work_folder
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.finding import Finding
from tawthiq.domain.register import Register
from tawthiq.pipeline import Progress, Report
from tawthiq.publish.period.docx import write_docx
from tawthiq.publish.period.numbers import Numbers, numbers
from tawthiq.publish.period.numbers_csv import as_reported, numbers_csv
from tawthiq.publish.period.pdf import NoPdf, write_pdf
from tawthiq.publish.period.pictures import NEEDS, can_draw
from tawthiq.publish.period.register_query import DatabaseError, RegisterQuery
from tawthiq.publish.period.release import Release, ReleaseError, read_release, release_json
from tawthiq.publish.period.report import Made, make, month_page, page
from tawthiq.publish.period.term import Term
from tawthiq.publish.period.workbook import write_workbook
from tawthiq.publish.trace import Trace

SUMS = ("D1", "D2", "D3", "D17")
"""The rules that a table must hold before it is printed: cells add up, tables agree, figures are the register's."""


@click.command("report")
@leaving_register_option
@click.option("--from", "start", type=day_type(), required=True, help="First day of the period.")
@click.option("--to", "end", type=day_type(), required=True, help="Last day of the period.")
@click.option("--lang", type=click.Choice(("ar", "en", "both")), default="both", show_default=True)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the report is written."
)
@click.option("--title", default="", help="The office's own heading.")
@click.option(
    "--last",
    type=click.Path(exists=True, path_type=Path),
    help="The folder of the last release: what changed since is listed.",
)
@click.option("--pdf/--no-pdf", default=True, show_default=True, help="Whether PDF files are written too.")
@click.option(
    "--pdf-lists",
    is_flag=True,
    help="Print the lists of more than 1,000 incidents and their documents as PDF too; slow, about fifteen lines a second.",
)
@office_option
def command(
    register: Path,
    start: date,
    end: date,
    lang: str,
    out: Path,
    title: str,
    last: Path | None,
    pdf: bool,
    pdf_lists: bool,
    office: Path | None,
) -> None:
    """Write the office's report on a period: tables, charts, map, list of incidents, others' figures, method.

    The tables are audited first; where one does not add up, or is not what the register gives, nothing is printed.

    Example:  tawthiq report --register demo-register --from 2016-07-01 --to 2016-12-31 --out report-2016-2
    """
    if end < start:
        raise click.UsageError(f"--to {end} lies before --from {start}")
    release = _last(last)
    term = Term(start, end)
    languages = ("ar", "en") if lang == "both" else (lang,)
    days = {"from": start.isoformat(), "to": end.isoformat()}
    with progress_bar() as report:
        found = read_whole_register(register, office, title, report)
        counted = numbers(found, term, Trace(found))
        checks = audited(counted, register / "register.db")
        missing = write(
            found,
            counted,
            checks,
            languages,
            release,
            out,
            report,
            lambda: note_custody(register, "exported", "register", {"format": "report", **days}),
            pdf=pdf,
            lists=pdf_lists,
            known=persons_left_out(register),
        )
    for name in languages:
        click.echo(out / f"report.{name}.html")
    for line in missing:
        click.echo(f"tawthiq: {line}", err=True)
    if missing:
        raise click.exceptions.Exit(1)


def _last(path: Path | None) -> Release | None:
    try:
        return read_release(path) if path is not None else None
    except ReleaseError as error:
        raise _refused(str(error)) from error


def _refused(line: str) -> click.exceptions.Exit:
    click.echo(f"tawthiq: {one_line(line)}", err=True)
    return click.exceptions.Exit(1)


def audited(counted: Numbers, database: Path) -> tuple[Finding, ...]:
    """What the audit says of the tables; leaves with status 1 and one line where a sum is wrong."""
    reported, behind = as_reported(counted)
    try:
        totals: Mapping[tuple[str, str | None, str, str | None], int] = RegisterQuery(database).totals(
            behind, counted.term, counted.before_term
        )
    except DatabaseError as error:
        raise _refused(f"{error}; nothing was printed") from error
    checks = audit(reported, register_totals=totals)
    failed = [check for check in checks if not check.passed and check.severity == "E" and check.rule in SUMS]
    if failed:
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise _refused(f"{database.parent}: {failed[0].rule}: {failed[0].message_en}{more}; nothing was printed")
    return checks


def write(
    register: Register,
    counted: Numbers,
    checks: tuple[Finding, ...],
    languages: tuple[str, ...],
    release: Release | None,
    out: Path,
    report: Report,
    note: Callable[[], None],
    *,
    pdf: bool,
    lists: bool = False,
    known: Mapping[str, Sequence[PersonMention]] | None = None,
) -> list[str]:
    """Writes every file beside its place and moves it in when all are whole and noted; gives a line for each form left out."""
    missing: list[str] = []
    with work_folder(out) as work:
        _text(work / "numbers.csv", numbers_csv(counted))
        _text(work / "release.json", release_json(counted, register.version))
        write_workbook(counted, work / "numbers.xlsx", "en" if "en" in languages else "ar")
        for done, lang in enumerate(languages):
            report(Progress("write", done, len(languages)))
            made = make(register, counted, lang, checks=checks, release=release, known=known)
            other = next((x for x in languages if x != lang), "")
            _text(work / f"report.{lang}.html", page(made, other=other))
            for key, _ in made.months:
                _text(work / f"incidents.{key}.{lang}.html", month_page(made, key))
            write_docx(made, work / f"report.{lang}.docx")
            if done == 0 and not can_draw():
                click.echo(f"tawthiq: {NEEDS}", err=True)
            if pdf and not missing:
                missing += _pdf(made, counted, work, lang, lists)
        report(Progress("write", len(languages), len(languages)))
        note()
        for path in sorted(work.iterdir()):
            os.replace(path, out / path.name)
    return missing


def _pdf(made: Made, counted: Numbers, work: Path, lang: str, lists: bool) -> list[str]:
    """Writes the report as PDF, and with `lists` the months of a long list; a line where what it needs is missing."""
    try:
        write_pdf(
            page(made, paper=True, lists=lists), work / f"report.{lang}.pdf", lang=lang, numbers=numbers_csv(counted)
        )
        for key, _ in made.months if lists else ():
            write_pdf(month_page(made, key, paper=True), work / f"incidents.{key}.{lang}.pdf", lang=lang)
    except NoPdf as error:
        return [str(error)]
    return []


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
