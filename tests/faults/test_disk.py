"""A disk that is full, power that fails in the middle of a write, pages that rot."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tawthiq.cli.settled import settle
from tawthiq.custody.files import file_faults
from tawthiq.custody.snapshot import copy_sqlite
from tests.databases import of_sqlite
from tests.faults.killing import ROUNDS, record, run_whole, started
from tests.faults.works import Tell, back_up, build, check, decide, digest, restore


@contextmanager
def _small_disk(bytes_left: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: writing then fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def build_on_small_disk(source: Path, out: Path, bytes_left: int, tell: Tell) -> None:
    """Builds where no file may grow beyond a size; tells the status and what was said."""
    from tests.cli.running import run

    tell("ready")
    with _small_disk(bytes_left):
        done = run("build", source, "--out", out)
    tell((done.status, done.complaints))


def decide_on_small_disk(register: Path, bytes_more: int, tell: Tell) -> None:
    """Decides until the disk is full; tells each decision that was answered."""
    log = register / "workbench" / "workbench.db-wal"
    now = max(log.stat().st_size if log.exists() else 0, (register / "workbench" / "workbench.db").stat().st_size)
    with _small_disk(now + bytes_more):
        try:
            decide(register, tell)
        except Exception as error:
            tell(f"{type(error).__name__}: {error}")


def test_a_full_disk_leaves_the_register_that_was_there(reports: tuple[Path, Path], old: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    run_whole(build, reports[1], whole)
    before, after = digest(old), digest(whole)
    largest = max(p.stat().st_size for p in whole.iterdir() if p.is_file())
    drawn, refused, lost = random.Random(6), 0, 0
    for number in range(ROUNDS):
        register = Path(shutil.copytree(old, tmp_path / f"full-{number}"))
        _, ((status, said),) = run_whole(build_on_small_disk, reports[1], register, drawn.randrange(largest))
        refused += status == 1 and bool(said) and all(line.startswith("tawthiq: ") for line in said)
        settle(register)
        lost += digest(register) != before or bool(list(file_faults(register)))
        run_whole(build, reports[1], register)
        lost += digest(register) != after
        shutil.rmtree(register)
    record("full disk: build", rounds=ROUNDS, refused_in_words=refused, lost=lost)
    assert (refused, lost) == (ROUNDS, 0)


@of_sqlite
def test_a_full_disk_refuses_a_decision_and_keeps_those_before(office: Path, tmp_path: Path) -> None:
    drawn, answered, filled, lost, half = random.Random(7), 0, 0, 0, 0
    wrong: list[str] = []
    for number in range(ROUNDS):
        register = Path(shutil.copytree(office, tmp_path / f"full-{number}"))
        _, told = run_whole(decide_on_small_disk, register, drawn.randrange(400_000))
        filled += isinstance(told[-1], str)
        _, (faults, held, (rejected, said)) = run_whole(check, register)
        decisions = [t for t in told if not isinstance(t, str)]
        wrong += faults
        lost += len(set(decisions) - set(held))
        half += rejected != said
        answered += len(decisions)
        shutil.rmtree(register)
    figures = {"filled": filled, "decisions": answered, "lost": lost, "half": half, "faults": len(wrong)}
    record("full disk: decisions", rounds=ROUNDS, **figures)
    assert (filled, lost, half, wrong) == (ROUNDS, 0, 0, [])


@of_sqlite
def test_files_as_a_power_cut_leaves_them_hold_every_answered_decision(office: Path, tmp_path: Path) -> None:
    """The process is stopped in the middle of whatever it does, and the files are copied as they lie there."""
    register = Path(shutil.copytree(office, tmp_path / "register"))
    drawn, most, lost, half = random.Random(8), 0, 0, 0
    wrong: list[str] = []
    with started(decide, register) as (process, told):
        for number in range(ROUNDS):
            time.sleep(drawn.uniform(0.02, 0.3))
            assert process.pid is not None
            os.kill(process.pid, signal.SIGSTOP)
            answered = told()
            cut = tmp_path / f"cut-{number}"
            shutil.copytree(register, cut, ignore=shutil.ignore_patterns("*-shm"))
            os.kill(process.pid, signal.SIGCONT)
            _, (faults, held, (rejected, said)) = run_whole(check, cut)
            wrong += faults
            lost += len(set(answered) - set(held))
            half += rejected != said
            most = max(most, len(answered))
            shutil.rmtree(cut)
    record("power cut: write-ahead log", rounds=ROUNDS, decisions=most, lost=lost, half=half, faults=len(wrong))
    assert (lost, half, wrong) == (0, 0, [])


def _dump(database: Path) -> list[str] | None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            return list(connection.iterdump())
    except sqlite3.Error:
        return None


@of_sqlite
def test_a_rotten_page_is_found_and_the_backup_brings_the_register_back(office: Path, tmp_path: Path) -> None:
    backup = tmp_path / "office.backup"
    run_whole(back_up, office, backup)
    run_whole(restore, backup, tmp_path / "back")
    brought_back = run_whole(check, tmp_path / "back")[1][0] == []
    drawn, found, changed = random.Random(9), 0, 0
    register = Path(shutil.copytree(office, tmp_path / "rotten"))
    database = register / "workbench" / "workbench.db"
    for path in (register / "workbench").glob("workbench.db*"):
        path.unlink()
    copy_sqlite(office / "workbench" / "workbench.db", database)  # whole: nothing of it in a write-ahead log
    sound, before = database.read_bytes(), _dump(database)
    for _ in range(ROUNDS):
        at = drawn.randrange(1, len(sound) // 4_096) * 4_096
        database.write_bytes(sound[:at] + drawn.randbytes(4_096) + sound[at + 4_096 :])
        differs = _dump(database) != before
        _, told = run_whole(look, register)
        changed += differs
        found += differs and bool(told[0])
        database.write_bytes(sound)
    record("rotten page", rounds=ROUNDS, changed=changed, found=found, brought_back=brought_back)
    assert brought_back
    assert found >= changed * 0.8


def look(register: Path, tell: Tell) -> None:
    """Tells what `tawthiq verify` says of a workbench."""
    from tawthiq.cli.verify import faults_of

    tell("ready")
    tell(list(faults_of(register, opened=True)))
