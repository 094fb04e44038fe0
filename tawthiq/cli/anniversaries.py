"""`tawthiq anniversaries`: on this day, as a page, a calendar and a feed; years counted from the event's own day."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.options import leaving_register_option, office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.statistics import day_type
from tawthiq.cli.work_folder import work_folder
from tawthiq.domain.from_records import Atlas
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import Progress
from tawthiq.publish.anniversaries.calendar_file import icalendar
from tawthiq.publish.anniversaries.entries import entries
from tawthiq.publish.anniversaries.feed import atom
from tawthiq.publish.anniversaries.page import render_page
from tawthiq.publish.register_files import RegisterFiles
from tawthiq.publish.wording import wording

LONGEST = 3660
"""Days that one calendar covers: ten years."""


@click.command("anniversaries")
@leaving_register_option
@click.option("--on", "day", type=day_type(), help="One day.")
@click.option("--from", "start", type=day_type(), help="First day.")
@click.option("--to", "end", type=day_type(), help="Last day.")
@click.option("--lang", type=click.Choice(("ar", "en", "both")), default="both", show_default=True)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the files go.")
@click.option("--link", default="", help="Address of an incident's page, with {id} and {lang} in it.")
@office_option
def command(
    register: Path,
    day: date | None,
    start: date | None,
    end: date | None,
    lang: str,
    out: Path,
    link: str,
    office: Path | None,
) -> None:
    """Write the anniversaries of a day or of a stretch of days: a page, an iCalendar file and an Atom feed per language.

    Example:  tawthiq anniversaries --register demo-register --on 2020-09-25 --out this-day
    """
    first, last = _days(day, start, end)
    atlas = Atlas.of(the_gazetteer(office or places_beside(register)).places)
    languages = ("ar", "en") if lang == "both" else (lang,)
    with work_folder(out) as work:
        with progress_bar() as report, RegisterFiles(register, atlas=atlas) as files:
            for name in languages:
                w = wording(name, "anniversaries")
                files.faults.clear()
                cases = files.cases(lambda done: report(Progress("read", done)))
                found = entries(cases, first, last, w, link=link)
                other = next((f"anniversaries.{x}.html" for x in languages if x != name), "")
                page = render_page(found, first, last, w, other=other)
                (work / f"anniversaries.{name}.html").write_text(page, encoding="utf-8", newline="\n")
                (work / f"anniversaries.{name}.ics").write_bytes(icalendar(found, w))
                (work / f"anniversaries.{name}.xml").write_bytes(atom(found, w, updated=last))
            failed = [fault.message for fault in files.faults]
        for path in sorted(work.iterdir()):
            os.replace(path, out / path.name)
    for name in languages:
        click.echo(out / f"anniversaries.{name}.html")
    for line in failed:
        click.echo(f"tawthiq: {one_line(line)}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _days(day: date | None, start: date | None, end: date | None) -> tuple[date, date]:
    """The first and last day asked for."""
    if day is not None and (start is not None or end is not None):
        raise click.UsageError("give --on, or --from and --to, not both")
    if day is not None:
        return day, day
    if start is None or end is None:
        raise click.UsageError("give --on DATE, or --from DATE and --to DATE")
    if end < start:
        raise click.UsageError(f"--to {end} lies before --from {start}")
    if (end - start).days > LONGEST:
        raise click.UsageError(f"from {start} to {end} is more than ten years")
    return start, end
