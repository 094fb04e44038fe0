"""`verify` names what is no longer as it was: an original, a quote, a document, a line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A register of this test's own."""
    return Path(shutil.copytree(built, tmp_path / "register"))


def rewritten(path: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def first_original(register: Path) -> Path:
    return next(p for p in sorted((register / "originals").rglob("*")) if p.is_file())


def test_a_whole_register_is_said_to_be_whole(copied: Path) -> None:
    done = run("verify", "--register", copied)
    assert (done.status, done.err) == (0, "")
    assert str(copied) in done.out


def test_a_changed_original_is_named(copied: Path) -> None:
    original = first_original(copied)
    original.chmod(0o644)
    original.write_bytes(original.read_bytes() + b" ")
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert original.name in done.complaints[0]
    assert "changed" in done.complaints[0]
    assert done.complaints[-1].endswith("1 faults")


def test_each_file_of_the_build_that_was_changed_is_named(built: Path, tmp_path: Path) -> None:
    names = [p.name for p in sorted(built.iterdir()) if p.is_file() and p.name != "run.json"]
    assert {"incidents.jsonl", "register.db", "report.ar.html", "statistics.csv"} < set(names)
    for name in names:
        copied = Path(shutil.copytree(built, tmp_path / name))
        with (copied / name).open("ab") as file:
            file.write(b"\n")
        done = run("verify", "--register", copied)
        assert done.status == 1
        assert f"{name}: not as the build wrote it" in done.err
        (copied / name).unlink()
        assert f"{name}: missing; the build wrote it" in run("verify", "--register", copied).err


def test_a_file_that_came_to_lie_among_those_of_the_build_is_named(copied: Path) -> None:
    (copied / "office.toml").write_text("", encoding="utf-8")
    (copied / ".DS_Store").write_bytes(b"")
    assert run("verify", "--register", copied).status == 0
    (copied / "report.fr.html").write_text("<p>", encoding="utf-8")
    done = run("verify", "--register", copied)
    assert done.complaints[:-1] == [done.complaints[0]]
    assert "report.fr.html: the build did not write it" in done.complaints[0]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": {"accounts.jsonl": "x"}}', None])
def test_a_list_of_hashes_that_cannot_be_read_is_a_fault(raw: bytes | None, copied: Path) -> None:
    (copied / "run.json").unlink()
    if raw is not None:
        (copied / "run.json").write_bytes(raw)
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert "run.json" in done.complaints[0]


def test_a_register_of_before_is_said_to_have_no_hashes(copied: Path) -> None:
    record = json.loads((copied / "run.json").read_bytes())
    del record["files"]
    (copied / "run.json").write_text(json.dumps(record), encoding="utf-8")
    done = run("verify", "--register", copied)
    assert (done.status, done.err) == (0, "")
    assert "kept no hashes" in done.out


def test_a_missing_original_is_named(copied: Path) -> None:
    original = first_original(copied)
    original.unlink()
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert f"{original.name}: missing" in done.complaints[0]


def test_a_strange_file_among_the_originals_is_named(copied: Path) -> None:
    (copied / "originals" / "added").write_text("by hand", encoding="utf-8")
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert "originals/added" in done.complaints[0]


@pytest.mark.parametrize("field", ["tolls", "actors", "weapons"])
def test_an_altered_quote_is_named_with_its_document(field: str, copied: Path) -> None:
    def alter(lines: list[dict[str, Any]]) -> None:
        record = next(line for line in lines if line["id"] == "strike.en.txt")
        record["accounts"][0][field][0]["text"] = "nobody at all"

    rewritten(copied / "accounts.jsonl", alter)
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert "strike.en.txt" in done.complaints[0]
    assert "nobody at all" in done.complaints[0]


@pytest.mark.parametrize("span", [[3], [], ["a", "b"], [9, 2], [-4, 2], [0, 10**9]])
def test_a_broken_span_is_named(span: list[Any], copied: Path) -> None:
    def alter(lines: list[dict[str, Any]]) -> None:
        lines[0]["accounts"][0]["tolls"][0]["span"] = span

    rewritten(copied / "accounts.jsonl", alter)
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert "shelling.en.txt" in done.complaints[0]
    assert len(done.complaints) == 3, "the quote, the file that was written anew, the sum"


def test_altered_text_is_found_by_its_quotes(copied: Path) -> None:
    def alter(lines: list[dict[str, Any]]) -> None:
        record = next(line for line in lines if line["id"] == "strike.en.txt")
        record["text"] = record["text"].replace("at least 15 people", "at least 51 people")

    rewritten(copied / "documents.jsonl", alter)
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert any("strike.en.txt" in line and "15" in line for line in done.complaints)


def test_an_account_without_its_document_is_named(copied: Path) -> None:
    rewritten(copied / "documents.jsonl", lambda lines: lines.pop(0) and None)
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert "no such document" in done.complaints[0]


def test_a_line_that_is_no_json_is_named_with_its_number(copied: Path) -> None:
    with (copied / "accounts.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "half\n[1, 2]\n')
    done = run("verify", "--register", copied)
    assert done.status == 1
    assert [line.split("accounts.jsonl: ")[1].split(":")[0] for line in done.complaints[:2]] == ["line 6", "line 7"]


def test_a_folder_that_is_no_register_is_one_line(tmp_path: Path) -> None:
    done = run("verify", "--register", tmp_path)
    assert done.status == 1
    assert "documents.jsonl" in done.complaints[0]
