"""Work in a copy of the process: done when the block ends, its failures said by the parent."""

from __future__ import annotations

import errno
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from tawthiq.cli.beside import beside, can_fork


def _write(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="utf-8")


def _full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "report.ar.html")


def _broken() -> None:
    raise ValueError("this is broken")


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("apart", [True, False])
def test_all_is_done_when_the_block_ends(tmp_path: Path, apart: bool) -> None:
    with beside(apart) as start:
        for name in ("one", "two"):
            start(partial(_write, tmp_path / name))
    mine = [(tmp_path / name).read_text(encoding="utf-8") == str(os.getpid()) for name in ("one", "two")]
    assert mine == [not (apart and can_fork())] * 2


@pytest.mark.parametrize("apart", [True, False])
def test_a_full_disk_is_said_as_such(apart: bool) -> None:
    with pytest.raises(OSError, match="No space left") as told, beside(apart) as start:
        start(_full)
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, "report.ar.html")


@pytest.mark.skipif(not can_fork(), reason="no copies of a process here")
def test_a_failure_and_a_death_are_said() -> None:
    with pytest.raises(RuntimeError, match="ValueError: this is broken"), beside() as start:
        start(_broken)
    with pytest.raises(RuntimeError, match="died"), beside() as start:
        start(_killed)


def _fails_itself() -> None:
    with beside() as start:
        start(signal.pause)
        raise KeyError


@pytest.mark.skipif(not can_fork(), reason="no copies of a process here")
def test_what_runs_is_ended_where_the_block_fails() -> None:
    with pytest.raises(KeyError):
        _fails_itself()
