"""Folders in which something is made: removed at the end, found and removed after a kill, left alone while in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawthiq.cli import work_folder as module
from tawthiq.cli.work_folder import PREFIX, force_to_disk, move_in, work_folder


def test_what_was_not_moved_out_is_gone(tmp_path: Path) -> None:
    with work_folder(tmp_path / "new") as work:
        (work / "kept").write_text("kept")
        (work / "left").write_text("left")
        (work / "kept").rename(tmp_path / "kept")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["kept", "new"]


def test_what_a_killed_run_left_is_removed_and_what_is_in_use_stays(tmp_path: Path) -> None:
    left = tmp_path / f"{PREFIX}left"
    left.mkdir()
    (left / "names").write_text("a name")
    with work_folder(tmp_path) as first, work_folder(tmp_path) as second:
        assert not left.exists()
        assert first.is_dir()
        assert second.is_dir()
        assert first.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_a_link_with_such_a_name_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("ours")
    place = tmp_path / "place"
    place.mkdir()
    (place / f"{PREFIX}link").symlink_to(outside)
    with work_folder(place):
        pass
    assert (outside / "file").read_text() == "ours"


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, in_one_step: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_one_step:
        monkeypatch.setattr(module, "_exchanged", lambda one, other: False)
    for name in ("made", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "what").write_text(name)
    force_to_disk(tmp_path)
    move_in(tmp_path / "made", tmp_path / "place")
    assert (tmp_path / "place" / "what").read_text() == "made"
    assert (tmp_path / "made" / "what").read_text() == "place"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_moves_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    move_in(tmp_path / "made", tmp_path / "place")
    assert (tmp_path / "place").is_dir()
