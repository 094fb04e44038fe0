"""`tawthiq backup`: the register in one file, taken while people work in it, sealed, read back and held against itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tawthiq import __version__
from tawthiq.cli.errors import one_line
from tawthiq.cli.office import cannot_be_written, is_opened, note_custody
from tawthiq.cli.options import register_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.settled import READY, WRITING, locked
from tawthiq.cli.unfinished import UNFINISHED
from tawthiq.cli.work_folder import work_folder
from tawthiq.custody.archive import BadBackup, Member, Opener, Sealer, check_backup, write_backup
from tawthiq.custody.snapshot import DUMP, WORKBENCH, NoSnapshot, copy_sqlite, dump_postgres
from tawthiq.pipeline import Progress

PASSWORD = "TAWTHIQ_BACKUP_PASSWORD"
FORMAT = 1
_NEVER = (
    "workbench/static/",
    "workbench/workbench.db-",
    ".incoming-",
    ".making-",
    ".backup-",
    WRITING,
    READY,
    f"{UNFINISHED}/",
)
"""Parts of paths that are no part of a register: what can be made again, and what a killed process left."""

password_option = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A file with the password (or give it as {PASSWORD}).",
)


def given_password(file: Path | None) -> str:
    """The password of a backup, from a file or the environment; empty where there is none."""
    if file is None:
        return os.environ.get(PASSWORD, "")
    password = file.read_text(encoding="utf-8").strip()
    if not password:
        raise click.UsageError(f"{file}: no password stands in it")
    return password


@click.command("backup")
@register_option
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: the register's name and the time, in the working folder).",
)  # fmt: skip
@password_option
@click.option("--recipient", "recipients", multiple=True, help="A public age key (age1…) that may open the backup.")
@click.option("--open", "unsealed", is_flag=True, help="Do not seal it, and do not say so again.")
def command(
    register: Path, out: Path | None, password_file: Path | None, recipients: tuple[str, ...], unsealed: bool
) -> None:
    """Write a register into one file: files, originals, rulings, accounts. People may go on working meanwhile.

    The file is sealed with age, by a password or for the keys given, and read back before the command ends.

    Example:  tawthiq backup --register office --out office.backup --password-file secret.txt
    """
    password = given_password(password_file)
    if password and recipients:
        raise click.UsageError("seal it with a password or for keys, not both")
    sealer = Sealer(password, recipients)
    now = datetime.now(UTC)
    out = out or Path(f"{register.resolve().name}-{now:%Y%m%dT%H%M%SZ}.backup")
    if out.resolve().is_relative_to(register.resolve()):
        raise click.UsageError(f"{out}: a backup does not belong into the register that it is of")
    if not out.parent.is_dir():
        raise click.UsageError(f"{out}: there is no folder {out.parent}")
    with work_folder(out.parent) as work:
        made = work / out.name
        try:
            manifest, checked = _backup(register, made, sealer, now)
        except (BadBackup, NoSnapshot) as error:
            raise _failed(str(error).replace(str(made), str(out))) from error
        with made.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size, files = made.stat().st_size, len(manifest["files"])
        if noted := not (is_opened(register) and cannot_be_written(register)):
            # Written down before it is there: a copy of the register without its entry must not be, whatever ends the process.
            detail = {"sha256": sha256, "size": size, "sealed": bool(sealer), "files": files}
            note_custody(register, "backed_up", "register", detail)
        os.replace(made, out)
    click.echo(f"{out}: {files} files, {size:,} bytes, sha256 {sha256}")
    if not noted:
        click.echo(f"tawthiq: {register}: it cannot be written; the backup does not stand in its custody", err=True)
    if not checked:
        click.echo(
            f"tawthiq: {out}: only the holders of the keys can open it; nobody here could read it back", err=True
        )
    if not sealer and not unsealed:
        click.echo(
            f"tawthiq: {out}: it is not sealed; give --password-file or --recipient (or --open, where the disk is)",
            err=True,
        )


def _backup(register: Path, out: Path, sealer: Sealer, now: datetime) -> tuple[dict[str, Any], bool]:
    """Writes the backup and reads it back; its manifest, and whether it could be read back."""
    with progress_bar() as report:
        with locked(register, shared=True):
            databases = list(_databases(register, out.parent))
            names = {member.name for member in databases}
            members = [*databases, *(m for m in _files(register) if m.name not in names)]
            total = len(members)
            about = {"format": FORMAT, "version": __version__, "at": now.isoformat(timespec="seconds")}
            manifest = write_backup(
                out, members, about, sealer, lambda done: report(Progress("write", done, 2 * total))
            )
        if sealer.recipients:
            return manifest, False
        read = check_backup(
            out, Opener(sealer.password), lambda done: report(Progress("write", total + done, 2 * total))
        )
    if read != manifest:
        raise BadBackup(f"{out}: what was read back is not what was written")
    return manifest, True


def _databases(register: Path, work: Path) -> Iterator[Member]:
    """The workbench's database as of now, where the workbench was opened."""
    if not is_opened(register):
        return
    url = os.environ.get("DATABASE_URL", "")
    name = DUMP if url else WORKBENCH
    copy = work / Path(name).name
    if url:
        dump_postgres(url, copy)
    else:
        copy_sqlite(register / WORKBENCH, copy)
    yield Member(name, copy)


def _files(register: Path) -> Iterator[Member]:
    """Every other file of the register, in order of name. Links are not followed."""
    for path in sorted(register.rglob("*")):
        name = path.relative_to(register).as_posix()
        if path.is_symlink():
            click.echo(f"tawthiq: {one_line(str(path))}: a link; it is not backed up", err=True)
        elif path.is_file() and not any(part in f"/{name}" for part in (f"/{n}" for n in _NEVER)):
            yield Member(name, path)


def _failed(line: str) -> click.exceptions.Exit:
    click.echo(f"tawthiq: {one_line(line)}; no backup was written", err=True)
    return click.exceptions.Exit(1)
