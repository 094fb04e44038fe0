"""`tawthiq decided`: the register as persons decided it, as a register of its own."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import click

from tawthiq.cli.office import note_custody, open_office, refuse_unopened
from tawthiq.cli.options import register_option
from tawthiq.cli.persons_left_out import named
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.write_register import write_register
from tawthiq.domain.register import Register
from tawthiq.ingest import OriginalStore
from tawthiq.pipeline import Progress


@click.command("decided")
@register_option
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where it is written.")
@click.option("--published", is_flag=True, help="Only the incidents that persons published.")
@click.option("--restricted", is_flag=True, help="With the restricted and sealed incidents, for the office's own use.")
@click.option("--title", default="", help="Heading of the reports.")
def command(register: Path, out: Path, published: bool, restricted: bool, title: str) -> None:
    """Write a register as it stands in the workbench: rejected claims out, corrections in, merged incidents as one.

    The folder is a register like any that `tawthiq build` writes: report, export, statistics and verify work on it.
    Restricted and sealed incidents stay out unless --restricted asks for them; how many there are is said.

    Example:  tawthiq decided --register office --out office-decided --published

    \b
    Then:
      tawthiq report --register office-decided --from 2016-07-01 --to 2016-12-31 --out report
    """
    if out.resolve() == register.resolve():
        raise click.UsageError(f"{out}: this is the register itself; name another folder")
    if published and restricted:
        raise click.UsageError(
            "what is published holds no restricted incident; give one of --published and --restricted"
        )
    began = time.time()
    with progress_bar() as report:
        report(Progress("read", 0, 1))
        found = opened(register, title=title, published=published, closed=restricted)
        report(Progress("read", 1, 1))
        from tawthiq.workbench.register.as_decided import persons_named

        known = {d: [named(name, role) for name, role in people] for d, people in persons_named(found).items()}
        write_register(found, out, began=began, known=known)
        carry_originals(found, register, out)
    detail = {"format": "register", "published": published, "restricted": restricted, "incidents": len(found.incidents)}
    note_custody(register, "exported", "register", detail)
    click.echo(f"{out}: {len(found.extractions)} documents, {len(found.incidents)} incidents")
    if restricted:
        click.echo(f"tawthiq: {out}: holds restricted incidents; it is not for publication", err=True)
    elif left := _closed_ones():
        those = "incident" if left == 1 else "incidents"
        click.echo(f"tawthiq: {left} restricted or sealed {those} stayed in (--restricted takes such along)", err=True)


def _closed_ones() -> int:
    """How many standing incidents few may read."""
    from tawthiq.workbench.register.as_decided import GONE
    from tawthiq.workbench.register.models.documents import ACCESS
    from tawthiq.workbench.register.protection import closed_incidents

    return closed_incidents(ACCESS[:2]).exclude(state__in=GONE).count()


def opened(register: Path, *, title: str = "", published: bool = False, closed: bool = False) -> Register:
    """The register as the workbench holds it. Leaves with one line where the workbench was never opened on it."""
    refuse_unopened(register)
    open_office(register)
    from tawthiq.workbench.opening import load_register
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.loading import NotARegister

    try:
        load_register(register)
    except NotARegister as error:
        raise click.ClickException(str(error)) from error
    return decided_register(title=title, published_only=published, closed=closed)


def carry_originals(found: Register, register: Path, out: Path) -> None:
    """Brings the originals of the register's documents along: linked where the disk can, else copied."""
    here, there = OriginalStore(register / "originals"), OriginalStore(out / "originals")
    for sha256 in sorted({e.document.sha256 for e in found.extractions if e.document.sha256}):
        source, target = here.path(sha256), there.path(sha256)
        if target.exists() or not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
