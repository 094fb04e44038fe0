"""The rights that docs/running.md gives the service on PostgreSQL: it works with them, touches no chain, and empties what it destroyed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import ran
from tests.conftest import ROOT
from tests.databases import SERVER

pytestmark = pytest.mark.skipif(not SERVER, reason="is about the rights of PostgreSQL (make test-postgres)")

DATABASE = "tawthiq_rights"
WORK = """
import sys
from pathlib import Path
from tawthiq.workbench.opening import load_register, migrate, prepare
prepare(Path(sys.argv[1]))
migrate()
load_register(Path(sys.argv[1]))
from tawthiq.custody.identities import new_key
from tawthiq.workbench.register.actions.identities import destroy, take_down
from tawthiq.workbench.register.models import State
from tawthiq.workbench.staff.models import User
State.objects.create(name="identity_key", value=new_key()[1])
nadia, karim = (User.objects.create(username=name, role=role) for name, role in (("nadia", "analyst"), ("karim", "senior")))
destroy(karim, take_down(nadia, "source", "Somebody Near", reason="call"), reason="over")
"""


def at(user: str) -> str:
    """The database's address for a user."""
    return f"{SERVER.replace('postgres@', f'{user}@')}/{DATABASE}"


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A register whose tables the owner made, with the rights of the guide given as the guide writes them."""
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute("CREATE ROLE tawthiq_owner LOGIN")
        server.execute("CREATE ROLE tawthiq LOGIN")
        server.execute(f"CREATE DATABASE {DATABASE} OWNER tawthiq_owner")
        try:
            register = Path(shutil.copytree(built, tmp_path / "office"))
            made = ran("staff", "list", "--register", register, DATABASE_URL=at("tawthiq_owner"))
            assert made.returncode == 0, made.stderr
            guide = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
            for user, block in zip(
                ("tawthiq_owner", "postgres"), re.findall(r"```sql\n(.*?)```", guide, re.S), strict=True
            ):
                with psycopg.connect(at(user), autocommit=True) as connection:
                    connection.execute(block)
            yield register
        finally:
            server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
            server.execute("DROP ROLE tawthiq_owner, tawthiq")


def test_the_service_works_with_the_rights_of_the_guide_and_touches_no_chain(office: Path) -> None:
    import psycopg

    done = subprocess.run(
        [sys.executable, "-c", WORK, str(office)], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "DATABASE_URL": at("tawthiq")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    verified = ran("verify", "--register", office, DATABASE_URL=at("tawthiq"))
    assert verified.returncode == 0, verified.stderr
    with psycopg.connect(at("tawthiq"), autocommit=True) as service:
        for table in ("register_decision", "register_reading", "register_custody"):
            for act in (f"UPDATE {table} SET name = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    service.execute(act)  # type: ignore[arg-type]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")  # type: ignore[arg-type]
        emptied, until = 0, time.monotonic() + 10
        while not emptied and time.monotonic() < until:  # the server counts in its own time
            row = service.execute("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'register_identity'")
            emptied = (row.fetchone() or (0,))[0]
            time.sleep(0.2)
        assert emptied, "what was destroyed lies on in a dead row"
    again = ran("staff", "list", "--register", office, DATABASE_URL=at("tawthiq_owner"))
    assert again.returncode == 0, again.stderr
