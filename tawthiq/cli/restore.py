"""`tawthiq restore`: a backup becomes a register again, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tawthiq.cli.backup import FORMAT, given_password, password_option
from tawthiq.cli.errors import one_line
from tawthiq.cli.office import note_custody
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.work_folder import force_to_disk, work_folder
from tawthiq.custody.archive import BadBackup, Opener, unpack_backup
from tawthiq.custody.files import database_faults
from tawthiq.custody.snapshot import DUMP, WORKBENCH, NoSnapshot, load_postgres
from tawthiq.pipeline import Progress


@click.command("restore")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--register", "--out", "folder", required=True, type=click.Path(path_type=Path),
    help="The folder to make; it must not exist, or be empty.",
)  # fmt: skip
@password_option
@click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of secret age keys."
)
def command(backup: Path, folder: Path, password_file: Path | None, key_file: Path | None) -> None:
    """Bring a register back from a backup: every file is held against the backup's own list before anything is there.

    A backup of a PostgreSQL register needs DATABASE_URL to name an empty database.

    Example:  tawthiq restore office.backup --register office-again --password-file secret.txt
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder}: it is there already; name a folder that is not")
    keys = _keys(key_file) if key_file else ()
    try:
        with progress_bar() as report, work_folder(folder.parent) as work:
            opener = Opener(given_password(password_file), keys)
            manifest = unpack_backup(backup, work, opener, lambda done: report(Progress("read", done)))
            if manifest.get("format") != FORMAT:
                raise BadBackup(f"it is of format {manifest.get('format')!r}; this version reads {FORMAT}")
            _databases(work)
            _tidy(work)
            force_to_disk(work)
            if folder.exists():
                folder.rmdir()
            os.rename(work, folder)
    except (BadBackup, NoSnapshot) as error:
        click.echo(f"tawthiq: {backup}: {one_line(str(error))}; nothing was restored", err=True)
        raise click.exceptions.Exit(1) from error
    note_custody(folder, "restored", "register", {"backup_of": manifest.get("at", ""), "files": len(manifest["files"])})
    click.echo(f"{folder}: {len(manifest['files'])} files of {manifest.get('at', '?')}")


def _keys(path: Path) -> tuple[str, ...]:
    """The secret keys of a file as `age-keygen` writes it."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    keys = tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
    if not keys:
        raise click.UsageError(f"{path}: no secret age key stands in it")
    return keys


def _databases(work: Path) -> None:
    """Checks SQLite files page by page, and brings a PostgreSQL dump into the database. Raises BadBackup, NoSnapshot."""
    for name in ("register.db", WORKBENCH):
        fault = next(database_faults(work / name), "")
        if fault:
            raise BadBackup(f"the database is damaged: {fault}")
    dump = work / DUMP
    if dump.is_file():
        url = os.environ.get("DATABASE_URL", "")
        if not url:
            raise BadBackup("it is of a PostgreSQL register: set DATABASE_URL to an empty database")
        load_postgres(url, dump)
        dump.unlink()
    elif os.environ.get("DATABASE_URL") and (work / WORKBENCH).is_file():
        raise BadBackup("it is of a SQLite register: unset DATABASE_URL")


def _tidy(work: Path) -> None:
    """Originals can be read only, and the workbench's folder is nobody else's."""
    for path in (work / "originals").rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    for path in work.iterdir():
        if path.is_file():
            path.chmod(0o644)
    if (work / "workbench").is_dir():
        (work / "workbench").chmod(0o700)
    work.chmod(0o755)
