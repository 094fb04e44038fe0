"""Kill -9 at random moments of building, deciding, taking in, backing up and restoring."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tawthiq.cli.settled import settle
from tawthiq.custody.archive import Opener, check_backup
from tawthiq.custody.files import file_faults
from tests.faults.conftest import FIRST
from tests.faults.killing import ROUNDS, moments, record, run_killed, run_whole
from tests.faults.texts import reports as texts
from tests.faults.works import back_up, build, check, decide, digest, finish, restore, take_in


def test_a_build_killed_at_any_moment_leaves_the_old_register_or_the_new(
    reports: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    seconds, _ = run_whole(build, reports[1], whole)
    before, after = digest(old), digest(whole)
    assert before != after
    seen = {before: 0, after: 0}
    for number, moment in enumerate(moments(seconds, seed=1)):
        register = Path(shutil.copytree(old, tmp_path / f"killed-{number}"))
        run_killed(build, reports[1], register, after=moment)
        settle(register)
        found = digest(register)
        assert found in seen, f"killed after {moment:.3f} s: neither the old register nor the new"
        seen[found] += 1
        assert list(file_faults(register)) == []
        run_whole(build, reports[1], register)
        assert digest(register) == after
        shutil.rmtree(register)
    record("kill: build", rounds=ROUNDS, left_old=seen[before], left_new=seen[after], lost=0, half=0)


def test_no_decision_that_was_answered_is_lost(office: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(office, tmp_path / "register"))
    acknowledged: list[int] = []
    for moment in moments(1.2, seed=2):
        acknowledged += run_killed(decide, register, after=moment)
        _, told = run_whole(check, register)
        faults, held, (rejected, said) = told
        assert faults == []
        assert set(acknowledged) <= set(held)
        assert rejected == said, "a decision without its effect, or an effect without its decision"
    record("kill: decisions", rounds=ROUNDS, decisions=len(acknowledged), lost=0, half=0)


def test_no_file_that_was_taken_in_is_lost_and_none_is_read_twice(office: Path, tmp_path: Path) -> None:
    seconds, _ = run_whole(take_in, Path(shutil.copytree(office, tmp_path / "whole")), texts(6, 0))
    for number, moment in enumerate(moments(seconds, seed=3)):
        register = Path(shutil.copytree(office, tmp_path / f"killed-{number}"))
        taken = run_killed(take_in, register, texts(6, number), after=moment)
        _, (documents, states) = run_whole(finish, register)
        assert set(taken) <= set(documents)
        assert len(documents) == len(set(documents))
        assert set(states) <= {"done", "already_here"}
        _, told = run_whole(check, register)
        assert told[0] == []
        shutil.rmtree(register)
    record("kill: inbox", rounds=ROUNDS, lost=0, twice=0)


def test_a_backup_killed_at_any_moment_is_whole_or_not_there(office: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(office, tmp_path / "register"))
    seconds, _ = run_whole(back_up, register, tmp_path / "whole.backup")
    there = 0
    for number, moment in enumerate(moments(seconds, seed=4)):
        out = tmp_path / f"{number}.backup"
        run_killed(back_up, register, out, after=moment)
        if out.exists():
            there += 1
            check_backup(out, Opener())
            out.unlink()
    _, told = run_whole(check, register)
    assert told[0] == []
    record("kill: backup", rounds=ROUNDS, whole=there, absent=ROUNDS - there, half=0)


def test_a_restore_killed_at_any_moment_leaves_a_register_or_none(office: Path, tmp_path: Path) -> None:
    backup = tmp_path / "office.backup"
    run_whole(back_up, office, backup)
    seconds, _ = run_whole(restore, backup, tmp_path / "whole")
    there = 0
    for number, moment in enumerate(moments(seconds, seed=5)):
        out = tmp_path / f"back-{number}"
        run_killed(restore, backup, out, after=moment)
        if out.exists():
            there += 1
            assert list(file_faults(out)) == []
            with closing(sqlite3.connect(out / "workbench" / "workbench.db")) as database:
                assert database.execute("SELECT COUNT(*) FROM register_document").fetchone()[0] == len(FIRST)
            shutil.rmtree(out)
    record("kill: restore", rounds=ROUNDS, whole=there, absent=ROUNDS - there, half=0)
