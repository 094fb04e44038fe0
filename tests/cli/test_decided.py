"""`decided`: what persons ruled in the workbench reaches the files; a register that nobody opened is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.cli.running import run


def ran(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs `tawthiq` in a process of its own: Django holds one register in a process."""
    return subprocess.run([sys.executable, "-m", "tawthiq", *map(str, arguments)], capture_output=True, text=True)


def test_a_register_nobody_opened_is_refused(built: Path, tmp_path: Path) -> None:
    done = run("decided", "--register", built, "--out", tmp_path / "out")
    assert done.status == 2
    assert "never opened" in done.err
    assert not (tmp_path / "out").exists()


def test_the_folder_is_a_register_that_the_other_commands_take(built: Path, tmp_path: Path) -> None:
    office = Path(shutil.copytree(built, tmp_path / "office"))
    password = tmp_path / "password"
    password.write_text("long-enough-pass-77\n", encoding="utf-8")
    made = ran("staff", "add", "amal", "--role", "analyst", "--password-file", password, "--register", office)
    assert made.returncode == 0, made.stderr
    out = tmp_path / "decided"
    done = ran("decided", "--register", office, "--out", out)
    assert done.returncode == 0, done.stderr
    incidents = (out / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(i)["id"] for i in incidents} == {
        json.loads(i)["id"] for i in (built / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert run("verify", "--register", out).status == 0
    with sqlite3.connect(office / "workbench" / "workbench.db") as database:
        key = database.execute("SELECT key FROM register_incident ORDER BY key").fetchone()[0]
        database.execute("UPDATE register_incident SET state = 'rejected' WHERE key = ?", [key])
    again = ran("decided", "--register", office, "--out", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    assert len((tmp_path / "again" / "incidents.jsonl").read_text(encoding="utf-8").splitlines()) == len(incidents) - 1
