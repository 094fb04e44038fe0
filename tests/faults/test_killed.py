"""Kill -9 at random moments of building, deciding, taking in, backing up and restoring."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

from tawthiq.cli.settled import READY, settle
from tawthiq.cli.unfinished import UNFINISHED
from tawthiq.custody.archive import BadBackup, Opener, check_backup
from tawthiq.custody.files import file_faults
from tests.databases import asked, copied, made
from tests.faults.conftest import FIRST
from tests.faults.killing import ROUNDS, moments, record, run_killed, run_whole, seen_within, started
from tests.faults.texts import reports as texts
from tests.faults.works import (
    back_up,
    build,
    build_by_stages,
    build_slowly,
    build_telling,
    check,
    decide,
    digest,
    finish,
    restore,
    take_in,
)


def test_a_build_killed_at_any_moment_leaves_the_old_register_or_the_new(
    reports: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    seconds, _ = run_whole(build, reports[1], whole)
    before, after = digest(old), digest(whole)
    assert before != after
    seen: list[str] = []
    wrong: list[str] = []
    for number, moment in enumerate(moments(seconds, seed=1)):
        register = Path(shutil.copytree(old, tmp_path / f"killed-{number}"))
        run_killed(build, reports[1], register, after=moment)
        settle(register)
        seen.append(digest(register))
        wrong += file_faults(register)
        run_whole(build, reports[1], register)
        wrong += [] if digest(register) == after else [f"killed after {moment:.3f} s: the next run ends otherwise"]
        shutil.rmtree(register)
    half = sum(found not in (before, after) for found in seen)
    record(
        "kill: build",
        rounds=ROUNDS,
        left_old=seen.count(before),
        left_new=seen.count(after),
        half=half,
        faults=len(wrong),
    )
    assert half == 0
    assert wrong == []


def test_a_build_killed_again_and_again_goes_on_where_it_was(
    reports: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    """While it reads, links or writes; begun anew each time, until it is let come to its end."""
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    seconds, told = run_whole(build_telling, reports[1], whole)
    after, documents, drawn = digest(whole), sum(what == "kept" for what, _ in told), random.Random(11)
    kills = taken = again = other = 0
    for number in range(ROUNDS):
        register = Path(shutil.copytree(old, tmp_path / f"killed-{number}"))
        kept: set[str] = set()
        for _ in range(drawn.randrange(1, 5)):
            told = run_killed(build_telling, reports[1], register, after=drawn.uniform(0, seconds * 1.05))
            kills += 1
            again += sum(what == "read" and ident in kept for what, ident in told)
            kept |= {ident for what, ident in told if what == "kept"}
            settle(register)
            if digest(register) == after:  # it had ended, and what was kept of it is no longer needed
                kept.clear()
        _, told = run_whole(build_telling, reports[1], register)
        again += sum(what == "read" and ident in kept for what, ident in told)
        taken += len(kept)
        other += digest(register) != after or (register / UNFINISHED).exists() or bool(list(file_faults(register)))
        shutil.rmtree(register)
    record(
        "kill: build, resumed",
        rounds=ROUNDS,
        kills=kills,
        documents=ROUNDS * documents,
        taken=taken,
        read_again=again,
        ended_otherwise=other,
    )
    assert (again, other) == (0, 0)


def test_a_build_killed_while_it_links_or_weighs_goes_on_there(
    reports: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    """Again and again, within a stage drawn beforehand or a little later, until it is let come to its end."""
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    _, told = run_whole(build_by_stages, reports[1], whole)
    before, after, drawn = digest(old), digest(whole), random.Random(12)
    outcomes = [name for what, name in told if what == "made"]
    kills = {"linking": 0, "finding origins": 0, "weighing": 0, "elsewhere": 0}
    taken = again = other = 0
    for number in range(ROUNDS):
        register = Path(shutil.copytree(old, tmp_path / f"killed-{number}"))
        kept: set[str] = set()
        for _ in range(drawn.randrange(1, 4)):
            until = drawn.randrange(len(outcomes)) if drawn.random() < 0.5 else drawn.randrange(2)
            with started(build_by_stages, reports[1], register) as (process, so_far):
                while process.is_alive() and all(outcomes.index(name) < until for _, name in so_far()):
                    time.sleep(0.001)
                time.sleep(drawn.uniform(0, 0.1))
                process.kill()
                process.join()
                told = so_far()
            last = ([name for what, name in told if what == "made"] or ["elsewhere"])[-1]
            kills[
                {"linked": "linking", "origins": "finding origins", "elsewhere": "elsewhere"}.get(last, "weighing")
            ] += 1
            again += sum(what == "made" and name in kept for what, name in told)
            kept |= {name for what, name in told if what == "kept"}
            settle(register)
            other += digest(register) not in (before, after)
            if digest(register) == after:  # it had ended, and what was kept of it is no longer needed
                kept.clear()
        _, told = run_whole(build_by_stages, reports[1], register)
        again += sum(what == "made" and name in kept for what, name in told)
        taken += len(kept)
        other += digest(register) != after or (register / UNFINISHED).exists() or bool(list(file_faults(register)))
        shutil.rmtree(register)
    record(
        "kill: build, while it links or weighs",
        rounds=ROUNDS,
        **{f"killed_{stage.replace(' ', '_')}": times for stage, times in kills.items()},
        outcomes=ROUNDS * len(outcomes),
        taken=taken,
        made_again=again,
        ended_otherwise=other,
    )
    assert (again, other) == (0, 0)


def test_a_build_killed_while_its_files_move_in_is_finished_by_the_next_command(
    reports: tuple[Path, Path], old: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    run_whole(build, reports[1], whole)
    new, between, drawn = 0, 0, random.Random(10)
    for number in range(ROUNDS):
        register = Path(shutil.copytree(old, tmp_path / f"killed-{number}"))
        with started(build_slowly, reports[1], register) as (process, _):
            seen_within(register / READY)
            time.sleep(drawn.uniform(0, 0.3))
            process.kill()
            process.join()
        between += (register / READY).is_dir()
        settle(register)
        new += digest(register) == digest(whole)
    record("kill: while files move in", rounds=ROUNDS, caught_between=between, left_new=new, half=ROUNDS - new)
    assert new == ROUNDS


def test_no_decision_that_was_answered_is_lost(office: Path, tmp_path: Path) -> None:
    register = copied(office, tmp_path / "register")
    acknowledged: list[int] = []
    wrong: list[str] = []
    half = 0
    held: list[int] = []
    for moment in moments(1.2, seed=2):
        acknowledged += run_killed(decide, register, after=moment)
        _, (faults, held, (rejected, said)) = run_whole(check, register)
        wrong += faults
        half += rejected != said  # a decision without its effect, or an effect without its decision
    lost = len(set(acknowledged) - set(held))
    record("kill: decisions", rounds=ROUNDS, decisions=len(acknowledged), lost=lost, half=half, faults=len(wrong))
    assert (lost, half, wrong) == (0, 0, [])


def test_no_file_that_was_taken_in_is_lost_and_none_is_read_twice(office: Path, tmp_path: Path) -> None:
    seconds, _ = run_whole(take_in, copied(office, tmp_path / "whole"), texts(6, 0))
    acknowledged = lost = twice = unread = 0
    wrong: list[str] = []
    for number, moment in enumerate(moments(seconds, seed=3)):
        register = copied(office, tmp_path / f"killed-{number}")
        taken = run_killed(take_in, register, texts(6, number), after=moment)
        _, (documents, states) = run_whole(finish, register)
        acknowledged += len(taken)
        lost += len(set(taken) - set(documents))
        twice += len(documents) - len(set(documents))
        unread += not set(states) <= {"done", "already_here"}
        wrong += run_whole(check, register)[1][0]
        shutil.rmtree(register)
    record("kill: inbox", rounds=ROUNDS, files=acknowledged, lost=lost, twice=twice, unread=unread, faults=len(wrong))
    assert (lost, twice, unread, wrong) == (0, 0, 0, [])


def test_a_backup_killed_at_any_moment_is_whole_or_not_there(office: Path, tmp_path: Path) -> None:
    register = copied(office, tmp_path / "register")
    whole = tmp_path / "whole.backup"
    with started(back_up, register, whole):
        seconds = seen_within(whole)
    there = broken = 0
    for number, moment in enumerate(moments(2 * seconds, seed=4)):
        out = tmp_path / f"{number}.backup"
        run_killed(back_up, register, out, after=moment)
        if out.exists():
            there += 1
            try:
                check_backup(out, Opener())
            except BadBackup:
                broken += 1
            out.unlink()
    wrong = run_whole(check, register)[1][0]
    record("kill: backup", rounds=ROUNDS, whole=there - broken, absent=ROUNDS - there, half=broken, faults=len(wrong))
    assert (broken, wrong) == (0, [])


def test_a_restore_killed_at_any_moment_leaves_a_register_or_none(office: Path, tmp_path: Path) -> None:
    backup = tmp_path / "office.backup"
    run_whole(back_up, office, backup)
    with started(restore, backup, made(tmp_path / "whole")):
        seconds = seen_within(tmp_path / "whole")
    there = broken = 0
    for number, moment in enumerate(moments(2 * seconds, seed=5)):
        out = made(tmp_path / f"back-{number}")
        run_killed(restore, backup, out, after=moment)
        if out.exists():
            there += 1
            held = asked(out, "SELECT COUNT(*) FROM register_document")
            broken += bool(list(file_faults(out))) or held != [(len(FIRST),)]
            shutil.rmtree(out)
    record("kill: restore", rounds=ROUNDS, whole=there - broken, absent=ROUNDS - there, half=broken)
    assert broken == 0
