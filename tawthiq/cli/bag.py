"""`tawthiq bag`: a register's originals, with what was read of them, as a bag for an archive, a court or another office."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tawthiq.cli.office import note_custody
from tawthiq.cli.options import register_given
from tawthiq.cli.settled import locked
from tawthiq.cli.work_folder import force_to_disk, move_in, work_folder
from tawthiq.custody.bagging import write_bag


@click.command("bag")
@register_given(required=True, leaving=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder of the bag; must not exist.")
@click.option("--at", type=click.DateTime(("%Y-%m-%d",)), help="The day written in (UTC; today).")
def command(register: Path, out: Path, at: datetime | None) -> None:
    """Pack every original with its hash (BagIt), and what was read of it: an evidentiary copy, nothing left out or masked.

    It holds names and restricted reports: it is for those who may hold the evidence, never for publication. `tawthiq build BAG`
    reads a bag, this one or another's, and checks every file against what was promised.

    Example:  tawthiq bag --register demo-register --out demo-bag
    """
    if out.exists():
        raise click.UsageError(f"{out}: is there already; name a new folder")
    day = at.replace(tzinfo=UTC) if at else datetime.now(UTC)
    with work_folder(out.resolve().parent) as work:
        made = work / "made"
        with locked(register, shared=True):
            try:
                found = write_bag(register, made, day)
            except ValueError as error:
                raise click.ClickException(f"{register}: documents.jsonl cannot be read ({error})") from error
        made.chmod(0o700)
        force_to_disk(made)
        detail = {"format": "bag", "originals": found.originals, "unread": found.unread}
        note_custody(register, "exported", "register", detail)
        move_in(made, out)
    click.echo(
        f"{out}: {found.originals} originals{f', {found.unread} more that no document came of' * bool(found.unread)}"
    )
    click.echo(f"tawthiq: {out}: holds names and restricted material; it is not for publication", err=True)
    for sha256 in found.missing[:20]:
        click.echo(f"tawthiq: {register}: the original {sha256} is not kept there", err=True)
    if found.missing:
        click.echo(f"tawthiq: {out}: {len(found.missing)} originals are missing", err=True)
        raise click.exceptions.Exit(1)
