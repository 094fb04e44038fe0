"""`tawthiq dossier`: everything the register holds on one incident, as a page and a PDF in one or both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from tawthiq import __version__
from tawthiq.cli.errors import one_line
from tawthiq.cli.office import note_custody
from tawthiq.cli.options import leaving_register_option, office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.work_folder import work_folder
from tawthiq.domain.from_records import Atlas
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import Progress, Report, persons_read, weigh_again
from tawthiq.publish.dossier import make_dossier, render_dossier
from tawthiq.publish.dossier.make import NothingToShow
from tawthiq.publish.dossier.page import PRINT_CSS
from tawthiq.publish.period.pdf import NoPdf, write_pdf
from tawthiq.publish.public import public_id
from tawthiq.publish.register_files import RegisterFiles

_UNSAFE = re.compile(r"[^\w.-]+")


@click.command("dossier")
@click.argument("incidents", nargs=-1, required=True, metavar="INCIDENT...")
@leaving_register_option
@click.option("--lang", type=click.Choice(("ar", "en", "both")), default="both", show_default=True)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the dossiers are written."
)
@click.option(
    "--name",
    "approved",
    multiple=True,
    help="A commander or fighter whose name a senior approved for publication; nobody else is named.",
)
@click.option("--pdf/--no-pdf", default=True, show_default=True, help="Whether PDF files are written too.")
@office_option
def command(
    incidents: tuple[str, ...],
    register: Path,
    lang: str,
    out: Path,
    approved: tuple[str, ...],
    pdf: bool,
    office: Path | None,
) -> None:
    """Write the dossier of incidents by their ids: narrative with footnotes, sources, figures and their history, parties, map.

    Example:  tawthiq dossier 2012-09-25-al-joura-3377cb48 --register demo-register --out dossiers
    """
    wanted = tuple(dict.fromkeys(incidents))
    office = office or places_beside(register)
    atlas = Atlas.of(the_gazetteer(office).places)
    failed: list[str] = []
    with progress_bar() as report:
        with RegisterFiles(register, atlas=atlas) as files:
            found = files.register_of(wanted, version=__version__)
            failed += [fault.message for fault in files.faults]
        held = {incident.id: incident for incident in found.incidents}
        if not failed:
            failed += [f"{register}: there is no incident {ident!r}" for ident in wanted if ident not in held]
        languages = ("ar", "en") if lang == "both" else (lang,)
        chosen = [held[ident] for ident in wanted if ident in held]

        def note(incident: Incident) -> None:
            note_custody(register, "exported", f"incident:{incident.id}", {"format": "dossier"})

        written, missing = _write(found, chosen, languages, approved, office, out, report, note, pdf=pdf)
    for path in written:
        click.echo(path)
    for line in (*failed, *missing):
        click.echo(f"tawthiq: {one_line(line)}", err=True)
    if failed or missing:
        raise click.exceptions.Exit(1)


def _write(
    register: Register,
    incidents: list[Incident],
    languages: tuple[str, ...],
    approved: tuple[str, ...],
    office: Path | None,
    out: Path,
    report: Report,
    note: Callable[[Incident], None],
    *,
    pdf: bool,
) -> tuple[list[Path], list[str]]:
    """Writes each dossier beside its place and moves its files in when all are whole and noted; gives the pages and what failed."""
    written: list[Path] = []
    missing: list[str] = []
    if not incidents:
        return written, missing
    for done, incident in enumerate(incidents):
        report(Progress("write", done, len(incidents)))
        with work_folder(out) as work:
            try:
                missing += _dossier(register, incident, languages, approved, office, work, pdf=pdf and not missing)
            except NothingToShow as error:
                missing.append(f"{error}; no dossier is written of it")
                continue
            note(incident)
            for path in sorted(work.iterdir()):
                os.replace(path, out / path.name)
                written += [out / path.name] if path.suffix == ".html" else []
    report(Progress("write", len(incidents), len(incidents)))
    return written, list(dict.fromkeys(missing))


def _dossier(
    register: Register,
    incident: Incident,
    languages: tuple[str, ...],
    approved: tuple[str, ...],
    office: Path | None,
    work: Path,
    *,
    pdf: bool,
) -> list[str]:
    weigh = partial(weigh_again, register, incident, office=office)
    told = {ref[0] for ref in incident.accounts}
    known = persons_read((e for e in register.extractions if e.document.id in told), office=office)
    name = _UNSAFE.sub("_", public_id(incident))[:120]
    lines: list[str] = []
    for lang in languages:
        dossier = make_dossier(register, incident, lang, weigh=weigh, approved=approved, known=known)
        other = next((f"dossier.{name}.{x}.html" for x in languages if x != lang), "")
        page = work / f"dossier.{name}.{lang}.html"
        page.write_text(render_dossier(dossier, other=other), encoding="utf-8", newline="\n")
        if pdf and not lines:
            try:
                write_pdf(render_dossier(dossier, paper=True), page.with_suffix(".pdf"), lang=lang, css=PRINT_CSS)
            except NoPdf as error:
                lines.append(str(error))
    return lines
