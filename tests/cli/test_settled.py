"""A killed run leaves the register that was there, or the new one whole; whoever comes next sees one of the two."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tawthiq.cli import COMMANDS
from tawthiq.cli.settled import READY, locked, settle, swap_in
from tests.cli.running import run


def made(folder: Path, text: str) -> Path:
    """A folder of two whole files."""
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def held(folder: Path) -> set[str]:
    return {(folder / name).read_text(encoding="utf-8") for name in ("a.jsonl", "b.jsonl")}


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_run_killed_between_two_files_is_finished_by_the_next(tmp_path: Path, moved: int) -> None:
    register = made(tmp_path / "register", "old")
    ready = made(register / READY, "new")
    for name in ("a.jsonl", "b.jsonl")[:moved]:
        os.replace(ready / name, register / name)
    settle(register)
    assert held(register) == {"new"}
    assert not ready.exists()


def test_what_was_not_ready_is_thrown_away(tmp_path: Path) -> None:
    register = made(tmp_path / "register", "old")
    made(register / ".writing-1", "half")
    settle(register)
    assert held(register) == {"old"}
    assert sorted(p.name for p in register.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_a_run_that_is_still_writing_is_waited_for(tmp_path: Path) -> None:
    register = made(tmp_path / "register", "old")
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom tawthiq.cli.settled import locked, swap_in\n"
        "folder = Path(sys.argv[1])\n"
        "with locked(folder):\n"
        "    work = folder / '.writing-2'\n    work.mkdir()\n"
        "    for name in ('a.jsonl', 'b.jsonl'):\n        (work / name).write_text('new')\n"
        "    print('begun', flush=True)\n    sys.stdin.readline()\n    swap_in(work, folder)\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(register)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "begun\n"
    reader = subprocess.Popen(
        [sys.executable, "-c", "import sys\nfrom pathlib import Path\nfrom tawthiq.cli.settled import settle\nsettle(Path(sys.argv[1]))", str(register)]
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        reader.wait(timeout=1)
    writer.communicate("go\n")
    assert reader.wait(timeout=60) == 0
    assert held(register) == {"new"}


def test_a_writer_that_is_killed_lets_go(tmp_path: Path) -> None:
    register = made(tmp_path / "register", "old")
    code = (
        "import sys\nfrom pathlib import Path\nfrom tawthiq.cli.settled import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.readline()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(register)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with locked(register):
        swap_in(made(register / ".writing-3", "new"), register)
    assert held(register) == {"new"}
    writer.stdout.close()
    assert writer.stdin is not None
    writer.stdin.close()


def test_every_command_on_a_register_sees_the_new_one(built: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(built, tmp_path / "register"))
    (register / READY).mkdir()
    os.replace(register / "accounts.jsonl", register / READY / "accounts.jsonl")
    done = run("verify", "--register", register)
    assert done.status == 0, done.err
    assert (register / "accounts.jsonl").is_file()


def test_no_command_names_a_register_by_an_option_that_does_not_settle_it() -> None:
    own = {"restore", "places import"}  # which make a register's folder, or add a list beside it
    for name in COMMANDS:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        inner = command.commands.items() if isinstance(command, click.Group) else []
        for words, found in [(name, command), *((f"{name} {sub}", c) for sub, c in inner)]:
            for option in found.params:
                if "--register" in option.opts and words not in own:
                    assert option.callback is not None, words
