"""`anniversaries`: three files a language, the same bytes, and one line for what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.running import run


def test_a_day_is_written_as_page_calendar_and_feed(built: Path, tmp_path: Path) -> None:
    done = run("anniversaries", "--register", built, "--on", "2024-05-07", "--out", tmp_path)
    assert (done.status, done.err) == (0, "")
    names = [f"anniversaries.{lang}.{end}" for lang in ("ar", "en") for end in ("html", "ics", "xml")]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    (event,) = Calendar.from_ical((tmp_path / "anniversaries.en.ics").read_bytes()).walk("VEVENT")
    assert str(event["summary"]).startswith("8 years since: ")
    assert "8 years ago" in (tmp_path / "anniversaries.en.html").read_text(encoding="utf-8").replace(
        "\u2066", ""
    ).replace("\u2069", "")


def test_the_same_register_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(
            "anniversaries", "--register", built, "--from", "2020-01-01", "--to", "2021-12-31", "--out", tmp_path / name
        )
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ((), "give --on DATE"),
        (("--on", "2020-01-01", "--from", "2020-01-01"), "not both"),
        (("--from", "2020-01-02", "--to", "2020-01-01"), "lies before"),
        (("--from", "1990-01-02", "--to", "2020-01-01"), "more than ten years"),
        (("--on", "yesterday"), "no day like"),
    ],
)
def test_wrong_days_are_refused(built: Path, tmp_path: Path, days: tuple[str, ...], says: str) -> None:
    done = run("anniversaries", "--register", built, *days, "--out", tmp_path / "out")
    assert done.status == 2
    assert says in done.complaints[-1]
    assert not (tmp_path / "out").exists()


def test_a_broken_line_is_named_and_the_rest_is_written(built: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(built, tmp_path / "register"))
    path = register / "incidents.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    done = run("anniversaries", "--register", register, "--on", "2024-05-07", "--lang", "ar", "--out", tmp_path / "out")
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "incidents.jsonl: line" in done.complaints[0]
    assert (tmp_path / "out" / "anniversaries.ar.ics").is_file()
