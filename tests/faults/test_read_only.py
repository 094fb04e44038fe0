"""A disk that takes nothing: the register on it is read, checked and backed up; what would write says so in a line."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from tests.databases import address, copied, made
from tests.faults.killing import record, run_whole
from tests.faults.works import Tell, check, digest, restore

# Of linux/sched.h and linux/mount.h.
_NEW_MOUNTS = 0x00020000
_READ_ONLY, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000


def _make_read_only(folder: Path) -> bool:
    """Mounts a folder read-only for this process alone; False where it may not."""
    system = ctypes.CDLL(None, use_errno=True)
    name = os.fsencode(folder)
    return (
        system.unshare(_NEW_MOUNTS) == 0
        and system.mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None) == 0
        and system.mount(name, name, None, _BIND, None) == 0
        and system.mount(b"none", name, None, _REMOUNT | _BIND | _READ_ONLY, None) == 0
    )


def may_mount(tell: Tell) -> None:
    """Tells whether this process may change its mounts."""
    tell("ready")
    tell(ctypes.CDLL(None).unshare(_NEW_MOUNTS) == 0)


def run_on_read_only(register: Path, commands: list[list[str | Path]], tell: Tell) -> None:
    """Runs commands on a register that cannot be written; tells the status and what was said of each."""
    from tests.cli.running import run

    os.environ.update(address(register))
    tell("ready")
    assert _make_read_only(register)
    for command in commands:
        done = run(*command)
        tell((done.status, done.out, done.complaints))


def test_a_register_that_cannot_be_written_is_read_checked_and_backed_up(
    office: Path, reports: tuple[Path, Path], tmp_path: Path
) -> None:
    if run_whole(may_mount)[1] != [True]:
        pytest.skip("mounting needs root")
    register = copied(office, tmp_path / "register")
    before = digest(register)
    backup, table = tmp_path / "office.backup", tmp_path / "table.csv"
    told: list[tuple[int, str, list[str]]] = []
    for command in (
        ["verify", "--register", register],
        ["statistics", "--register", register, "--by", "kind"],
        ["backup", "--register", register, "--out", backup, "--open"],
        ["build", reports[1], "--out", register],
        ["export", "--register", register, "--format", "csv", "--out", table],
        ["decided", "--register", register, "--out", tmp_path / "decided"],
    ):
        told += run_whole(run_on_read_only, register, [command])[1]
    verified, counted, backed_up, *refused = told
    assert verified[0] == 0, verified
    assert "unbroken" in verified[1]
    assert counted[0] == 0
    assert backed_up[0] == 0
    assert len(backed_up[2]) == 1
    assert "does not stand in its custody" in backed_up[2][0]
    assert [status for status, _, _ in refused] == [1, 1, 1]
    assert all(len(said) == 1 and said[0].startswith("tawthiq: ") for _, _, said in refused)
    assert not table.exists()
    assert digest(register) == before
    run_whole(restore, backup, made(tmp_path / "back"))
    assert run_whole(check, tmp_path / "back")[1][0] == []
    record("read-only disk", read_checked_backed_up=3, refused_in_words=len(refused), changed=0, brought_back=True)
