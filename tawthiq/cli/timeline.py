"""`tawthiq timeline`: incidents and stated changes of control on one page, by day, in one or both languages."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from tawthiq.cli.options import leaving_register_option, office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.register_folder import read_whole_register
from tawthiq.cli.statistics import day_type
from tawthiq.cli.work_folder import work_folder
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import persons_read
from tawthiq.publish.timeline.days import timeline
from tawthiq.publish.timeline.page import render_timeline
from tawthiq.publish.wording import wording


@click.command("timeline")
@leaving_register_option
@click.option("--from", "start", type=day_type(), help="Only what may have happened on this day or later.")
@click.option("--to", "end", type=day_type(), help="Only what may have happened on this day or earlier.")
@click.option("--governorate", default="", help="Only one governorate, by its name or id.")
@click.option("--lang", type=click.Choice(("ar", "en", "both")), default="both", show_default=True)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the pages go.")
@click.option("--link", default="", help="Address of an incident's page, with {id} and {lang} in it.")
@office_option
def command(
    register: Path,
    start: date | None,
    end: date | None,
    governorate: str,
    lang: str,
    out: Path,
    link: str,
    office: Path | None,
) -> None:
    """Write the timeline: every incident and every change of control over a place that a document states, by day.

    Example:  tawthiq timeline --register demo-register --governorate Idlib --out timeline
    """
    if start is not None and end is not None and end < start:
        raise click.UsageError(f"--to {end} lies before --from {start}")
    languages = ("ar", "en") if lang == "both" else (lang,)
    with progress_bar() as report:
        found = read_whole_register(register, office, "", report)
        known = persons_read((e for e in found.extractions if e.control), office=office or places_beside(register))
    with work_folder(out) as work:
        for name in languages:
            w = wording(name, "dossier", "timeline")
            made = timeline(found, w, first=start, last=end, governorate=governorate, link=link, known=known)
            other = next((f"timeline.{x}.html" for x in languages if x != name), "")
            page = render_timeline(made, w, first=start, last=end, other=other)
            (work / f"timeline.{name}.html").write_text(page, encoding="utf-8", newline="\n")
        for path in sorted(work.iterdir()):
            os.replace(path, out / path.name)
    for name in languages:
        click.echo(out / f"timeline.{name}.html")
