"""A folder of inputs that an office really receives, or that someone sends to hurt it, beside good reports.

What must be refused is named on one line, what can be read is read, nothing is run, nothing outside is opened, and the
good reports beside are all there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reports import FILES, MANIFEST
from tests.cli.running import Ran, run
from tests.fixtures.hostile.make import EXPECTED, NEVER_SHOWN, OUTSIDE_SECRET, SENTENCE, write_hostile


class Case:
    """One build of the hostile folder: the paths by name, what the command said, the register it left."""

    def __init__(self, paths: dict[str, Path], done: Ran, register: Path) -> None:
        self.paths, self.done, self.register = paths, done, register

    def documents(self) -> list[dict[str, Any]]:
        lines = (self.register / "documents.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("hostile") / "inbox"
    paths = write_hostile(folder)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    register = folder.parent / "register"
    return Case(paths, run("build", folder, "--out", register), register)


def expected(name: str, path: Path) -> str:
    """What a careful reader does with the file; root may read what nobody may."""
    return "either" if name == "unreadable" and os.access(path, os.R_OK) else EXPECTED[name]


def named(path: Path) -> str:
    """The path as a message may print it: one line, no control characters."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(path))


def test_the_run_ends_with_status_1_and_a_count(case: Case) -> None:
    assert case.done.status == 1
    *lines, last = case.done.complaints
    read = [d for d in case.documents() if "text" in d]
    assert last == f"tawthiq: {len(lines)} of {len(lines) + len(read)} inputs failed; the others were read"
    assert all(line.startswith("tawthiq: ") and line.endswith("]") for line in lines)
    assert "Traceback" not in case.done.err


@pytest.mark.parametrize("name", [name for name, outcome in EXPECTED.items() if outcome != "skipped"])
def test_each_input_is_refused_by_name_or_read(name: str, case: Case) -> None:
    path = case.paths[name]
    lines = [line for line in case.done.complaints if named(path) in line]
    outcome = expected(name, path)
    relative = path.name
    read = [d for d in case.documents() if "text" in d and d["source_path"] in (relative, named(Path(relative)))]
    if outcome == "either":
        assert len(lines) + len(read) == 1
    elif outcome == "refused":
        assert len(lines) == 1
        assert not read
    else:
        assert not lines
        assert len(read) == 1
        assert SENTENCE.split()[0] in read[0]["text"]


def test_the_true_sentence_is_read_as_four_killed(case: Case) -> None:
    lines = (case.register / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    accounts = {record["id"]: record["accounts"] for record in map(json.loads, lines)}
    for name in ("windows-1256.txt", "broken-utf8.txt", "scripts.html"):
        tolls = [(t["harm"], t["low"], t["high"]) for a in accounts[name] for t in a["tolls"]]
        assert tolls == [("killed", 4, 4)], name


def test_nothing_is_lost(case: Case) -> None:
    ids = {d["id"] for d in case.documents()}
    assert set(FILES) <= ids
    originals = [p for p in (case.register / "originals").rglob("*") if p.is_file()]
    kept = {d["sha256"] for d in case.documents() if d.get("sha256")}
    assert kept <= {p.name for p in originals}
    done = run("verify", "--register", case.register)
    assert (done.status, done.err) == (0, "")


def test_nothing_from_outside_and_nothing_hidden_reaches_the_register(case: Case) -> None:
    for path in case.register.iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert OUTSIDE_SECRET.encode() not in content, path.name
            assert NEVER_SHOWN.encode() not in content, path.name
    secret = OUTSIDE_SECRET.encode()
    assert not [p for p in (case.register / "originals").rglob("*") if p.is_file() and secret in p.read_bytes()]
    assert OUTSIDE_SECRET not in case.done.out + case.done.err


def test_nothing_is_written_beside_the_register(case: Case) -> None:
    beside = {p.name for p in case.register.parent.iterdir()}
    assert beside == {"inbox", "inbox-outside", "register"}
    assert not list(case.register.parent.rglob("escaped*"))
    assert not list(case.register.glob(".writing-*"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_markup_in_a_title_is_text_in_the_report(lang: str, case: Case) -> None:
    page = (case.register / f"report.{lang}.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert "127.0.0.1" not in page


def test_no_message_disturbs_a_terminal(case: Case) -> None:
    assert all(c.isprintable() or c == "\n" for c in case.done.err)


@pytest.mark.parametrize("command", ["extract", "audit", "explain"])
def test_other_commands_refuse_in_one_line_too(command: str, case: Case) -> None:
    done = run(command, case.paths["empty_pdf"])
    assert done.status == 1
    assert "empty.pdf" in done.complaints[0]
    assert len(done.complaints) == 2
