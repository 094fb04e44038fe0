"""Work in a copy of the process: done when the block ends, its failures said by the parent."""

from __future__ import annotations

import errno
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from tawthiq.cli import write_register
from tawthiq.cli.beside import beside, can_fork
from tawthiq.domain.document import Document
from tawthiq.pipeline import extract_one, make_register
from tests.cli.reports import SHELLING_EN, STRIKE_AR, STRIKE_EN

_REPORTS = ((STRIKE_AR, "ar"), (STRIKE_EN, "en"), (SHELLING_EN, "en"))


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


def test_a_register_written_by_several_processes_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [extract_one(Document(f"d{n}", text, lang)) for n, (text, lang) in enumerate(_REPORTS)]
    register = make_register(told)
    assert register.incidents
    monkeypatch.setattr(write_register, "_APART", range(1, 100))
    for place, processes in (("one", 1), ("two", 2)):
        write_register.write_register(register, tmp_path / place, began=0.0, processes=processes)
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert {path.name for path in (tmp_path / "two").iterdir()} == names
    for name in sorted(names - {"run.json"}):
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes(), name
