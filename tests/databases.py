"""Where the workbench of a register under test has its database: SQLite's file beside it or, with TAWTHIQ_TEST_POSTGRES (the address of a
PostgreSQL server, without a database), a database of its own on that server. The tests say neither: they ask here."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SERVER = os.environ.get("TAWTHIQ_TEST_POSTGRES", "")
_made: set[str] = set()

of_sqlite = pytest.mark.skipif(bool(SERVER), reason="is about the file in which SQLite keeps a database")
"""Marks a test of what befalls SQLite's own file: the disk that holds it, its pages, its log."""


def _name(register: Path) -> str:
    return f"tawthiq_{hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:20]}"


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _drop(name: str) -> None:
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def made(register: Path, like: Path | None = None) -> Path:
    """The register, with an empty database for its workbench, or with a copy of another's; gone when the tests are done."""
    if SERVER and (name := _name(register)) not in _made:
        _on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {_name(like)}" if like else ""))
        _made.add(name)
        atexit.register(_drop, name)
    return register


def copied(register: Path, to: Path) -> Path:
    """A copy of a register with all that its workbench holds."""
    shutil.copytree(register, to)
    return made(to, like=register)


def address(register: Path) -> dict[str, str]:
    """What the environment says of the register's database: nothing where it is SQLite's file."""
    return {"DATABASE_URL": f"{SERVER}/{_name(register)}"} if SERVER else {}


def of_command(arguments: Sequence[str | Path]) -> dict[str, str]:
    """The same for a command, by the register that it names: only where a workbench was given one (`made`), here or by who started this process."""
    words = [str(a) for a in arguments]
    option = "--out" if words[:1] == ["build"] else "--register"
    named = [Path(value) for word, value in pairwise(words) if word == option]
    own = address(named[0]) if named else {}
    known = bool(named) and (_name(named[0]) in _made or os.environ.get("DATABASE_URL") == own.get("DATABASE_URL"))
    return own if known else {}


def asked(register: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Runs a statement on the workbench's database behind its back, with `?` for values; the rows that it gives."""
    if SERVER:
        import psycopg

        with psycopg.connect(address(register)["DATABASE_URL"]) as connection:
            cursor = connection.execute(statement.replace("?", "%s"), values)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(register / "workbench" / "workbench.db")) as database, database:
        return database.execute(statement, values).fetchall()


def drop_guard(register: Path, table: str) -> str:
    """Takes away, as an intruder would, the trigger that lets nobody delete from a table; its name."""
    name = f"{table}_only_added" if SERVER else f"{table}_no_delete"
    asked(register, f"DROP TRIGGER {name} ON {table}" if SERVER else f"DROP TRIGGER {name}")
    return name


def contents(register: Path, without: str) -> list[str]:
    """All that the workbench's database holds, but for one table, and for where its numbering stands."""
    if not SERVER:
        with closing(sqlite3.connect(register / "workbench" / "workbench.db")) as connection:
            return [line for line in connection.iterdump() if without not in line and "sqlite_sequence" not in line]
    tables = asked(register, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [
        f"{table}: {row}"
        for (table,) in tables
        if table != without
        for (row,) in asked(register, f'SELECT t::text FROM "{table}" t ORDER BY 1')
    ]
