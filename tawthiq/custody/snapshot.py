"""The databases of a register as they are at one moment, while others go on working in them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from tawthiq.custody.files import database_faults, read_only

DUMP = "workbench/database.dump"
"""Where a backup keeps a PostgreSQL database (pg_dump's own format)."""
WORKBENCH = "workbench/workbench.db"


class NoSnapshot(RuntimeError):
    """A database could not be copied or brought back; the message says why."""


def copy_sqlite(database: Path, out: Path) -> None:
    """Copies a SQLite database that may be in use, and checks the copy page by page. Raises NoSnapshot.

    On a disk that cannot be written nobody is at work in it, and SQLite cannot read its write-ahead log: its files are copied first.
    """
    if not os.access(database.parent, os.W_OK):
        with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
            for part in (database, Path(f"{database}-wal")):
                if part.is_file():
                    shutil.copy(part, folder)
            _copy(Path(folder) / database.name, out, database)
    else:
        _copy(database, out, database)


def _copy(database: Path, out: Path, called: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(read_only(database), uri=True, timeout=60)) as source,
            closing(sqlite3.connect(out)) as copy,
        ):
            source.backup(copy, pages=2_000)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise NoSnapshot(f"{called}: {error}") from error
    fault = next(database_faults(out), "")
    if fault:
        raise NoSnapshot(f"{called}: the database is damaged: {fault}")


def dump_postgres(url: str, out: Path) -> None:
    """Writes a PostgreSQL database into a file, as of one moment. Raises NoSnapshot."""
    _run("pg_dump", ["--format=custom", f"--file={out}"], url)


def load_postgres(url: str, dump: Path) -> None:
    """Brings a dump into an empty PostgreSQL database, all of it or nothing. Raises NoSnapshot."""
    _run("pg_restore", ["--exit-on-error", "--single-transaction", "--no-owner", str(dump)], url)


def _run(tool: str, arguments: list[str], url: str) -> None:
    """Runs one of PostgreSQL's own tools. The password goes by the environment, never by the command line, which others can read."""
    path = shutil.which(tool)
    if path is None:
        raise NoSnapshot(f"{tool} is not installed (Debian: postgresql-client)")
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError as error:
        raise NoSnapshot("PostgreSQL needs its package: pip install 'tawthiq[postgres]'") from error
    try:
        parts = conninfo_to_dict("postgresql" + url[url.index("://") :])
    except (ProgrammingError, ValueError) as error:
        raise NoSnapshot(f"DATABASE_URL is no address of a database ({error})") from error
    password = str(parts.pop("password", None) or "")
    bare = make_conninfo(**parts)  # type: ignore[arg-type]
    done = subprocess.run(
        [path, f"--dbname={bare}", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise NoSnapshot(f"{tool}: {said[-1] if said else 'failed'}")
