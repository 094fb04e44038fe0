"""A register as an earlier version of the workbench left it: today's rows in the tables of an earlier step."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.faults.works import Tell

DATABASE = Path("workbench") / "workbench.db"
STEPS = (
    "0003_chains_and_search",
    "0005_people_filled",
    "0006_custody",
    "0008_sources_by_voice",
    "0009_identities",
    "0010_vocabulary",
    "0011_large_registers",
)
"""The steps of the tables at which an office can have stopped: those between come in one with the step after them."""


def as_of(register: Path, step: str, out: Path, tell: Tell) -> None:
    """Copies a register as it would stand with the tables of `step`: what they had no room for is not in it."""
    shutil.copytree(register, out, ignore=shutil.ignore_patterns("workbench.db*"))
    from tawthiq.workbench.opening import prepare

    prepare(out)
    from django.core.management import call_command
    from django.db import connection

    tell("ready")
    call_command("migrate", "staff", verbosity=0, interactive=False)
    call_command("migrate", "register", step, verbosity=0, interactive=False)
    connection.close()
    with closing(sqlite3.connect(out / DATABASE)) as old:
        old.execute("ATTACH ? AS today", [str(register / DATABASE)])
        for table in _tables(old):
            columns, given = _columns(old, table)
            names = ", ".join(f'"{name}"' for name in (*columns, *given))
            values = ", ".join((*(f'"{name}"' for name in columns), *given.values()))
            old.execute(f'INSERT INTO main."{table}" ({names}) SELECT {values} FROM today."{table}" ORDER BY rowid')
        old.commit()


def _tables(old: sqlite3.Connection) -> Iterator[str]:
    """The tables of the office that both have."""
    yield from (
        name
        for (name,) in old.execute(
            "SELECT name FROM main.sqlite_master JOIN today.sqlite_master USING (name) WHERE main.sqlite_master.type = 'table' "
            "AND (name LIKE 'register!_%' ESCAPE '!' OR name LIKE 'staff!_%' ESCAPE '!') ORDER BY name"
        ).fetchall()
    )


def _columns(old: sqlite3.Connection, table: str) -> tuple[list[str], dict[str, str]]:
    """The columns that both have, and a value for those that only the older one had and must be filled."""
    today = {row[1] for row in old.execute(f'PRAGMA today.table_info("{table}")')}
    rows = list(old.execute(f'PRAGMA main.table_info("{table}")'))
    shared = [row[1] for row in rows if row[1] in today]
    given = {row[1]: "''" if "char" in row[2] else "0" for row in rows if row[1] not in today and row[3]}
    return shared, given


def open_again(register: Path, tell: Tell) -> None:
    """Opens the workbench as `tawthiq serve` does, and tells its faults, its decisions, its rulings and what it would publish."""
    from tawthiq.workbench.opening import load_register, migrate, prepare

    prepare(register)
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
