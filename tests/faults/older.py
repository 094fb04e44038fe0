"""A register as an earlier version of the workbench left it: today's rows in the tables of an earlier step."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.databases import SERVER, address
from tests.faults.works import Tell, open_at

if TYPE_CHECKING:
    import psycopg

DATABASE = Path("workbench") / "workbench.db"
STEPS = (
    "0003_chains_and_search",
    "0005_people_filled",
    "0006_custody",
    "0008_sources_by_voice",
    "0009_identities",
    "0010_vocabulary",
    "0011_large_registers",
    "0012_changes",
    "0013_incident_access",
)
"""The steps of the tables at which an office can have stopped: those between come in one with the step after them."""


def as_of(register: Path, step: str, out: Path, tell: Tell) -> None:
    """Copies a register as it would stand with the tables of `step`: what they had no room for is not in it."""
    shutil.copytree(register, out, ignore=shutil.ignore_patterns("workbench.db*"))
    open_at(out)
    from django.core.management import call_command
    from django.db import connection

    tell("ready")
    call_command("migrate", "staff", verbosity=0, interactive=False)
    call_command("migrate", "register", step, verbosity=0, interactive=False)
    connection.close()
    if SERVER:
        _fill_postgres(register, out)
    else:
        _fill_sqlite(register, out)


def _fill_sqlite(register: Path, out: Path) -> None:
    with closing(sqlite3.connect(out / DATABASE)) as old, closing(sqlite3.connect(register / DATABASE)) as today:
        for table in sorted(_tables_of_sqlite(old) & _tables_of_sqlite(today)):
            columns = {row[1] for row in today.execute(f'PRAGMA table_info("{table}")')}
            wanted = [(row[1], row[2], bool(row[3])) for row in old.execute(f'PRAGMA table_info("{table}")')]
            names, values = _columns(wanted, columns)
            rows = today.execute(f'SELECT {values} FROM "{table}" ORDER BY rowid').fetchall()
            old.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * (names.count(",") + 1))})', rows)
        old.commit()


def _fill_postgres(register: Path, out: Path) -> None:
    import psycopg

    with (
        psycopg.connect(address(out)["DATABASE_URL"]) as old,
        psycopg.connect(address(register)["DATABASE_URL"]) as today,
    ):
        old.execute("SET session_replication_role = replica")  # the order of the tables is of no matter then
        for table in sorted(_tables_of_postgres(old) & _tables_of_postgres(today)):
            columns = {name for name, _, _ in _columns_of_postgres(today, table)}
            names, values = _columns(_columns_of_postgres(old, table), columns)
            with (
                today.cursor().copy(f'COPY (SELECT {values} FROM "{table}" ORDER BY 1) TO STDOUT') as given,  # type: ignore[arg-type]
                old.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as taken,  # type: ignore[arg-type]
            ):
                for part in given:
                    taken.write(part)
            if '"id"' in names:
                old.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\"")  # type: ignore[arg-type]


def _tables_of_sqlite(database: sqlite3.Connection) -> set[str]:
    """The tables of the office."""
    named = "type = 'table' AND (name LIKE 'register!_%' ESCAPE '!' OR name LIKE 'staff!_%' ESCAPE '!')"
    return {name for (name,) in database.execute(f"SELECT name FROM sqlite_master WHERE {named}")}


def _tables_of_postgres(database: psycopg.Connection[Any]) -> set[str]:
    named = (
        "schemaname = 'public' AND (tablename LIKE 'register!_%' ESCAPE '!' OR tablename LIKE 'staff!_%' ESCAPE '!')"
    )
    return {name for (name,) in database.execute(f"SELECT tablename FROM pg_tables WHERE {named}")}


def _columns_of_postgres(database: psycopg.Connection[Any], table: str) -> list[tuple[str, str, bool]]:
    """Name, type and whether it must be filled, of each column."""
    asked = "SELECT column_name, data_type, is_nullable = 'NO' FROM information_schema.columns WHERE table_name = %s"
    return database.execute(f"{asked} AND is_generated = 'NEVER' ORDER BY ordinal_position", [table]).fetchall()


def _columns(wanted: list[tuple[str, str, bool]], today: set[str]) -> tuple[str, str]:
    """The columns that both have, and those that only the older one had and must be filled: their names, and what is read for them."""
    found = [
        (f'"{name}"', f'"{name}"' if name in today else "''" if "char" in kind or kind == "text" else "0")
        for name, kind, needed in wanted
        if name in today or needed
    ]
    return ", ".join(name for name, _ in found), ", ".join(value for _, value in found)


def open_again(register: Path, tell: Tell) -> None:
    """Opens the workbench as `tawthiq serve` does, and tells its faults, its decisions, its rulings and what it would publish."""
    open_at(register)
    from tawthiq.workbench.opening import load_register, migrate

    migrate()
    load_register(register)
    from tawthiq.domain.records import extraction_record, incident_record
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.checks import workbench_faults
    from tawthiq.workbench.register.models import Claim, Decision, Person, Source

    tell("ready")
    tell(list(workbench_faults(register)))
    tell(list(Decision.objects.order_by("pk").values_list("pk", "action", "subject", "hash")))
    tell(sorted(Claim.objects.exclude(state="proposed").values_list("pk", "state")))
    found = decided_register()
    tell(([extraction_record(e) for e in found.extractions], [incident_record(i) for i in found.incidents]))
    tell(
        (sorted(Person.objects.values_list("key", "mentions")), sorted(Source.objects.values_list("key", "documents")))
    )
