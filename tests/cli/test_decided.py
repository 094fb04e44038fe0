"""`decided`: what persons ruled in the workbench reaches the files; a register that nobody opened is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.processes import opened, ran
from tests.cli.running import run
from tests.databases import asked


def test_a_register_nobody_opened_is_refused(built: Path, tmp_path: Path) -> None:
    done = run("decided", "--register", built, "--out", tmp_path / "out")
    assert done.status == 2
    assert "never opened" in done.err
    assert not (tmp_path / "out").exists()


def test_the_folder_is_a_register_that_the_other_commands_take(built: Path, tmp_path: Path) -> None:
    office = opened(Path(shutil.copytree(built, tmp_path / "office")))
    out = tmp_path / "decided"
    done = ran("decided", "--register", office, "--out", out)
    assert done.returncode == 0, done.stderr
    incidents = (out / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(i)["id"] for i in incidents} == {
        json.loads(i)["id"] for i in (built / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert run("verify", "--register", out).status == 0
    key = asked(office, "SELECT key FROM register_incident ORDER BY key")[0][0]
    asked(office, "UPDATE register_incident SET state = 'rejected' WHERE key = ?", key)
    again = ran("decided", "--register", office, "--out", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    assert len((tmp_path / "again" / "incidents.jsonl").read_text(encoding="utf-8").splitlines()) == len(incidents) - 1


def test_restricted_incidents_come_along_only_where_they_are_asked_for(built: Path, tmp_path: Path) -> None:
    office = opened(Path(shutil.copytree(built, tmp_path / "office")))
    first = ran("decided", "--register", office, "--out", tmp_path / "first")
    assert "stayed in" not in first.stderr
    key = asked(office, "SELECT key FROM register_incident ORDER BY key")[0][0]
    asked(office, "UPDATE register_incident SET access = 'restricted' WHERE key = ?", key)
    for name, options, there in (("plain", (), False), ("whole", ("--restricted",), True)):
        done = ran("decided", "--register", office, "--out", tmp_path / name, *options)
        assert done.returncode == 0, done.stderr
        held = {json.loads(i)["id"] for i in (tmp_path / name / "incidents.jsonl").read_text("utf-8").splitlines()}
        assert (key in held) is there
        assert ("not for publication" if there else "1 restricted or sealed incident stayed in") in done.stderr
        assert run("verify", "--register", tmp_path / name).status == 0
    both = ran("decided", "--register", office, "--out", tmp_path / "both", "--restricted", "--published")
    assert both.returncode == 2
