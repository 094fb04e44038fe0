"""What commands at the machine's prompt share with the workbench of a register, where it was opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click


def is_opened(register: Path) -> bool:
    """Whether the workbench was opened on the register: it has a database there, or DATABASE_URL names one."""
    return bool(os.environ.get("DATABASE_URL")) or (register / "workbench" / "workbench.db").is_file()


def open_office(register: Path) -> None:
    """Points Django at the register and brings its tables up to date. Once a process."""
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()


def note_custody(register: Path, act: str, subject: str, detail: dict[str, Any]) -> None:
    """Writes down what was done with material, where there is a workbench to write it in (custody.py)."""
    if not is_opened(register):
        return
    open_office(register)
    from tawthiq.workbench.register.custody import note

    note(act, subject, detail)


def refuse_unopened(register: Path) -> None:
    """Leaves with one line where the workbench was never opened on the register."""
    if not is_opened(register):
        raise click.ClickException(
            f"{register}: the workbench was never opened on it, so nothing has been decided (`tawthiq serve`)"
        )
