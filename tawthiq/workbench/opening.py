"""Opens the workbench on a register: its folder made ready, its tables brought up to date, the register loaded."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tawthiq.workbench.register.loading import Loaded


def prepare(register: Path) -> None:
    """Points Django at a register's folder. Call before anything of Django is imported from it; once a process."""
    os.environ["TAWTHIQ_REGISTER"] = str(register.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tawthiq.workbench.settings")
    home = register / "workbench"
    (home / "static").mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # the office's decisions, sources and sessions are nobody else's
    import django

    django.setup()


class CannotOpen(OSError):
    """The database refuses: it is damaged, away, or not of this programme; the message says what it said."""


def migrate() -> None:
    """Brings the tables up to date; what is in them stays. Raises CannotOpen; the step that failed is then taken back."""
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except Error as error:
        name = connection.settings_dict["NAME"]
        raise CannotOpen(f"{name}: its tables cannot be brought up to date: {' '.join(str(error).split())}") from error


def load_register(register: Path, report: Callable[[str, int], None] = lambda stage, done: None) -> Loaded:
    """Loads what `tawthiq build` wrote, unless it is loaded already, and the office's words. Raises loading.NotARegister, OfficeWordsError."""
    from tawthiq.workbench.register.loading import load
    from tawthiq.workbench.register.search import renew_index
    from tawthiq.workbench.register.vocabulary import take_in

    renew_index()
    take_in(register)
    return load(register, report)


def taken_by_others(host: str, port: int) -> str:
    """Why the workbench cannot listen there; empty where it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def behind() -> int:
    """How many steps the tables are behind this version. Raises django.db.Error where the database cannot be read."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
