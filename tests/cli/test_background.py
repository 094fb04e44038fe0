"""What `tawthiq serve` does when the process that reads its inbox is killed: another is started, and the inbox is read."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.cli import background
from tests.cli.running import run
from tests.conftest import EXAMPLES
from tests.databases import address, made


def _readers(server: int) -> list[int]:
    """The processes of a workbench that read its inbox."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(server)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "db_worker" in line]


def _wait(until: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.2)
    return False


def test_a_reader_that_is_killed_is_started_again(tmp_path: Path) -> None:
    source, register = tmp_path / "reports", tmp_path / "register"
    source.mkdir()
    shutil.copy(EXAMPLES / "hass-school.en.txt", source)
    assert run("build", source, "--out", register).status == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        k: v for k, v in os.environ.items() if k not in ("TAWTHIQ_REGISTER", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    env |= address(made(register))
    command = [
        sys.executable,
        "-m",
        "tawthiq",
        "serve",
        "--register",
        str(register),
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    told = tmp_path / "told"
    with told.open("wb") as said:
        server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True)
    try:
        assert _wait(lambda: len(_readers(server.pid)) == 1), told.read_text()
        (first,) = _readers(server.pid)
        os.kill(first, signal.SIGKILL)
        assert _wait(lambda: any(pid != first for pid in _readers(server.pid))), told.read_text()
        assert "the background reader ended (signal 9); it is started again" in told.read_text()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
        assert not _readers(server.pid)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)


def test_an_office_stays_open_where_its_reader_cannot_be_started_yet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[int] = []

    def before() -> None:
        asked.append(1)
        if len(asked) == 1:
            raise OSError("the database is\nlocked")

    monkeypatch.setattr(background, "SETTLED", 0.0)
    reader = background.Reader({"PATH": "/nowhere"}, before)
    first = reader._process
    try:
        first.kill()
        first.wait()
        reader.look_after()
        assert reader._process is first
        assert "(signal 9) and cannot be started yet: the database is locked\n" in capsys.readouterr().err
        reader.look_after()
        assert reader._process is not first
        assert "it is started again" in capsys.readouterr().err
    finally:
        reader.close()
