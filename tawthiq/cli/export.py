"""`tawthiq export`: a register in the formats of other systems, public unless the office asks for its own use."""

from __future__ import annotations

from pathlib import Path

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.office import note_custody
from tawthiq.cli.options import leaving_register_option, office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.work_folder import work_folder
from tawthiq.domain.from_records import Atlas
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import Progress
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.formats import FORMATS, move_export, write_export
from tawthiq.publish.register_files import RegisterFiles

_MOST = 20
"""Faults that are named; the rest are counted."""


@click.command("export")
@leaving_register_option
@click.option("--format", "name", type=click.Choice(sorted(FORMATS)), required=True, help="What is written.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option(
    "--internal", is_flag=True,
    help="For the office's own use: names of persons, restricted reports, exact places. Never publish it.",
)  # fmt: skip
@click.option(
    "--id-offset", type=click.IntRange(0, 2_000_000_000), default=1_000_000, show_default=True,
    help="Added to the numbers that Bayanat keeps as its own ids.",
)  # fmt: skip
@office_option
def command(register: Path, name: str, out: Path, internal: bool, id_offset: int, office: Path | None) -> None:
    """Write a register in the format of another system.

    Without --internal only what may be published leaves: no names of persons, no restricted report, and places and
    days no more exact than they are published.

    Example:  tawthiq export --register demo-register --format csv --out incidents.csv

    \b
    Formats (docs/interchange.md):
      csv, xlsx, geojson, hxl, acled, ged, plover, datapackage, ftm, web-annotation,
      uwazi, bayanat, atlos, auto-archiver
    """
    made = FORMATS[name]
    if made.folder and out.is_file():
        raise click.UsageError(f"{out}: {name} is a folder of files, and this is a file")
    if not made.folder and out.is_dir():
        raise click.UsageError(f"{out}: {name} is one file, and this is a folder")
    atlas = Atlas.of(the_gazetteer(office or places_beside(register)).places)
    with progress_bar() as report, RegisterFiles(register, atlas=atlas) as files:
        export = Export(files, internal, id_offset, lambda done: report(Progress("write", done)))
        with work_folder(out.parent) as work:
            written = write_export(made, export, work / out.resolve().name)
            note_custody(register, "exported", "register", {"format": name, "internal": internal, "records": written})
            move_export(work / out.resolve().name, out)
    click.echo(f"{out}: {written} records ({'internal' if internal else 'public'})")
    if internal:
        click.echo(f"tawthiq: {out}: holds names and restricted material; it is not for publication", err=True)
    for reason, count in sorted(export.left_out.items()):
        click.echo(f"tawthiq: {count} incidents left out: {reason}", err=True)
    _report_faults(register, [one_line(fault.message) for fault in files.faults])


def _report_faults(register: Path, faults: list[str]) -> None:
    said = list(dict.fromkeys(faults))
    for message in said[:_MOST]:
        click.echo(f"tawthiq: {message}", err=True)
    if said:
        more = f" ({len(said) - _MOST} more)" if len(said) > _MOST else ""
        click.echo(f"tawthiq: {register}: {len(said)} things could not be read{more}; the rest was written", err=True)
        raise click.exceptions.Exit(1)
