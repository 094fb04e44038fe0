"""`tawthiq export`: says what it wrote, what it left out and what it could not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.publish.registers import VICTIM, delicate


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return delicate(tmp_path / "register")


def test_what_is_left_out_is_said(register: Path, tmp_path: Path) -> None:
    done = run("export", "--register", register, "--format", "csv", "--out", tmp_path / "out.csv")
    assert (done.status, done.out) == (0, f"{tmp_path / 'out.csv'}: 3 records (public)\n")
    assert done.complaints == ["tawthiq: 1 incidents left out: told by restricted documents alone"]


def test_an_internal_export_says_so(register: Path, tmp_path: Path) -> None:
    done = run("export", "--register", register, "--format", "geojson", "--out", tmp_path / "out.json", "--internal")
    assert done.status == 0
    assert "not for publication" in done.complaints[0]
    assert VICTIM in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_register_built_by_the_main_job_is_exported(built: Path, tmp_path: Path) -> None:
    for name in ("csv", "ftm", "uwazi", "bayanat", "web-annotation"):
        assert run("export", "--register", built, "--format", name, "--out", tmp_path / name).status == 0


def test_a_broken_line_is_named_and_the_rest_is_written(register: Path, tmp_path: Path) -> None:
    with (register / "incidents.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "cut off\n')
    done = run("export", "--register", register, "--format", "csv", "--out", tmp_path / "out.csv")
    assert done.status == 1
    assert any("incidents.jsonl: line 5" in line for line in done.complaints)
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_nothing_is_written_where_the_register_is_not_whole(register: Path, tmp_path: Path) -> None:
    (register / "accounts.jsonl").unlink()
    done = run("export", "--register", register, "--format", "csv", "--out", tmp_path / "out.csv")
    assert (done.status, len(done.complaints)) == (1, 1)
    assert "accounts.jsonl" in done.complaints[0]
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("name", ["csv", "ftm"])
def test_a_file_is_no_folder(name: str, register: Path, tmp_path: Path) -> None:
    place = tmp_path / "out"
    if name == "csv":
        place.mkdir()
    else:
        place.write_text("mine", encoding="utf-8")
    done = run("export", "--register", register, "--format", name, "--out", place)
    assert (done.status, len(done.complaints)) == (2, 1)
