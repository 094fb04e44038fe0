"""`site`: drawn from a release that holds and is approved, or as a preview that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.publish.registers import made
from tests.publish.releases import AMAL, register_of, released


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return released(tmp_path / "release", register_of(made(n) for n in range(5)))


def test_an_approved_release_becomes_a_site(release: Path, tmp_path: Path) -> None:
    done = run("site", "--release", release, "--out", tmp_path / "site")
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "site" / "ar" / "index.html").is_file()
    assert (tmp_path / "site" / "release" / "bagit.txt").is_file()
    assert run("verify", tmp_path / "site" / "release").status == 0


def test_a_release_that_one_person_signed_is_a_preview_at_most(tmp_path: Path) -> None:
    half = released(tmp_path / "half", register_of([made(1)]), signers=(("amal", AMAL),))
    done = run("site", "--release", half, "--out", tmp_path / "site")
    assert done.status == 1
    assert "not approved" in done.err
    assert not (tmp_path / "site").exists()
    shown = run("site", "--release", half, "--out", tmp_path / "site", "--preview")
    assert shown.status == 0
    assert "(preview)" in shown.out
    assert 'class="preview"' in (tmp_path / "site" / "en" / "index.html").read_text(encoding="utf-8")


def test_a_release_with_a_changed_byte_is_not_drawn(release: Path, tmp_path: Path) -> None:
    with (release / "data" / "numbers.csv").open("ab") as file:
        file.write(b" ")
    done = run("site", "--release", release, "--out", tmp_path / "site", "--preview")
    assert done.status == 1
    assert "data/numbers.csv" in done.err
    assert not (tmp_path / "site").exists()


def test_a_register_is_previewed_through_the_same_whitelist(built: Path, tmp_path: Path) -> None:
    done = run("site", "--register", built, "--out", tmp_path / "a")
    assert (done.status, done.err) == (0, "")
    assert run("site", "--register", built, "--out", tmp_path / "b").status == 0
    for path in (tmp_path / "a").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
    assert 'class="preview"' in (tmp_path / "a" / "ar" / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "a" / "release").exists()


def test_it_asks_for_one_source_and_a_new_folder(release: Path, built: Path, tmp_path: Path) -> None:
    assert run("site", "--out", tmp_path / "x").status == 2
    assert run("site", "--release", release, "--register", built, "--out", tmp_path / "x").status == 2
    taken = run("site", "--release", release, "--out", tmp_path)
    assert taken.status == 2
    assert "is there already" in taken.err
