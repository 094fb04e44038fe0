"""Kill -9 at random moments of making and of approving a release."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tawthiq.cli.work_folder import PREFIX
from tawthiq.publish.releases.check import check
from tawthiq.publish.releases.read import digest_of
from tests.databases import copied
from tests.faults.killing import ROUNDS, moments, record, run_killed, run_whole
from tests.faults.works import approve, make_key, publish_all, release, releases_noted


@pytest.fixture(scope="module")
def published(office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A register all of which was published, and the keys of two persons."""
    folder = tmp_path_factory.mktemp("published")
    register = copied(office, folder / "register")
    run_whole(publish_all, register)
    for name in ("basim", "rima"):
        run_whole(make_key, folder / f"{name}.pem")
    return register, folder / "basim.pem", folder / "rima.pem"


def _bytes(folder: Path) -> str:
    """A hash of every name and byte in a folder."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return found.hexdigest()


def test_a_release_killed_at_any_moment_is_whole_and_noted_or_not_there(
    published: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    register, key, _ = published
    whole = tmp_path / "whole"
    seconds, _ = run_whole(release, register, whole, key)
    there = broken = unnoted = otherwise = left = 0
    wrong: list[str] = []
    for number, moment in enumerate(moments(1.3 * seconds, seed=11)):
        out = tmp_path / f"{number}" / "release"
        run_killed(release, register, out, key, after=moment)
        noted, faults = run_whole(releases_noted, register)[1]
        wrong += faults
        if out.exists():
            there += 1
            broken += bool(check(out).faults)
            unnoted += digest_of(out) not in noted
        else:
            run_whole(release, register, out, key)
        left += any(out.parent.glob(f"{PREFIX}*"))  # of the killed run, once another has been there
        otherwise += _bytes(out) != _bytes(whole)
        shutil.rmtree(out.parent)
    record(
        "kill: release", rounds=ROUNDS, whole=there - broken, absent=ROUNDS - there, half=broken, unnoted=unnoted,
        ended_otherwise=otherwise, left_behind=left, faults=len(wrong),
    )  # fmt: skip
    assert (broken, unnoted, otherwise, wrong) == (0, 0, 0, [])


def test_a_release_is_there_at_every_moment_of_its_approval(published: tuple[Path, Path, Path], tmp_path: Path) -> None:
    register, key, second = published
    proposed, whole = tmp_path / "proposed", tmp_path / "whole"
    run_whole(release, register, proposed, key)
    shutil.copytree(proposed, whole)
    seconds, _ = run_whole(approve, whole, second)
    signed = broken = gone = otherwise = 0
    for number, moment in enumerate(moments(1.3 * seconds, seed=12)):
        out = Path(shutil.copytree(proposed, tmp_path / f"{number}" / "release"))
        run_killed(approve, out, second, after=moment)
        gone += not out.is_dir()
        state = check(out)
        broken += bool(state.faults)
        signed += state.approved
        if not state.approved:
            run_whole(approve, out, second)
        otherwise += _bytes(out) != _bytes(whole)
        shutil.rmtree(out.parent)
    record(
        "kill: approval of a release", rounds=ROUNDS, approved=signed, proposed=ROUNDS - signed, gone=gone, half=broken,
        ended_otherwise=otherwise,
    )  # fmt: skip
    assert (gone, broken, otherwise) == (0, 0, 0)
