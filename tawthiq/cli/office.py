"""What commands at the machine's prompt share with the workbench of a register, where it was opened."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click


def is_opened(register: Path) -> bool:
    """Whether the workbench was opened on the register: it has a database there, or DATABASE_URL names one."""
    return bool(os.environ.get("DATABASE_URL")) or (register / "workbench" / "workbench.db").is_file()


def cannot_be_written(register: Path) -> bool:
    """Whether the register lies on a disk, or in a folder, that takes nothing. A database elsewhere (DATABASE_URL) may still."""
    place = register / "workbench"
    return not os.access(place if place.is_dir() else register, os.W_OK)


@contextmanager
def readable(register: Path) -> Iterator[Path]:
    """The register; where it cannot be written, a folder that stands for it, with a copy of its workbench.

    The workbench writes where it is opened, if only its own temporary files.
    """
    if not cannot_be_written(register):
        yield register
        return
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as name:
        view = Path(name) / register.resolve().name
        view.mkdir()
        for path in register.resolve().iterdir():
            if path.name == "workbench":
                shutil.copytree(path, view / path.name, ignore=shutil.ignore_patterns("*-shm"))
            else:
                (view / path.name).symlink_to(path)
        yield view


def open_office(register: Path) -> None:
    """Points Django at the register and brings its tables up to date. Once a process."""
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()


def note_custody(register: Path, act: str, subject: str, detail: dict[str, Any]) -> None:
    """Writes down what was done with material, where there is a workbench to write it in (custody.py)."""
    if not is_opened(register):
        return
    if cannot_be_written(register):
        why = "it cannot be written; what leaves a register is written down in it first, so nothing left"
        raise OSError(errno.EROFS, why, str(register))
    open_office(register)
    from tawthiq.workbench.register.custody import note

    note(act, subject, detail)


def refuse_closed(register: Path) -> None:
    """Leaves with one line where the workbench holds reports or incidents closed that the register's files, of the build, hold open.

    What a person withdrew or an officer sealed since leaves by no command: `tawthiq decided` writes the register without it.
    """
    if not is_opened(register) or cannot_be_written(register):  # nothing leaves what cannot be written (note_custody)
        return
    open_office(register)
    from tawthiq.workbench.register.outgoing import closed_since

    reports, incidents = closed_since()
    if reports or incidents:
        raise click.ClickException(
            f"{register}: {reports} reports and {incidents} incidents were closed in the workbench since it was built; "
            f"write it without them (`tawthiq decided --register {register} --out DIR`) and let that leave"
        )


def refuse_unopened(register: Path) -> None:
    """Leaves with one line where the workbench was never opened on the register."""
    if not is_opened(register):
        raise click.ClickException(
            f"{register}: the workbench was never opened on it, so nothing has been decided (`tawthiq serve`)"
        )
