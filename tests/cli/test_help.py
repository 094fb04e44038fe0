"""Every command explains itself with an example, and wrong use is one line and status 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tawthiq.cli import COMMANDS
from tests.cli.running import run
from tests.conftest import ROOT

SPOKEN = [*([name] for name in COMMANDS), ["places", "import"], ["places", "find"], []]


@pytest.mark.parametrize("words", SPOKEN, ids=" ".join)
def test_help_gives_an_example_of_the_command(words: list[str]) -> None:
    done = run(*words, "--help")
    assert done.status == 0
    assert done.err == ""
    example = next(line for line in done.out.splitlines() if "Example:" in line)
    assert example.split("Example:")[1].strip().startswith(" ".join(["tawthiq", *words]))


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["build"],
        ["build", "--out", "somewhere"],
        ["build", "examples"],
        ["build", "examples", "--out", "somewhere", "--engine", "cloud"],
        ["build", "examples", "--out", "somewhere", "--workers", "0"],
        ["extract"],
        ["extract", "--places", "no-such-list.tsv", "x.txt"],
        ["extract", "x.txt", "--extractor", "gpt"],
        ["extract", "x.txt", "--extractor", "openai"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-url", "http://localhost:1/v1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "file:///etc/passwd"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "ftp://localhost/v1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "http://me:word@localhost/v1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "http://localhost/v1?key=1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "http://[::1/v1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-model", "m", "--llm-url", "http://a:99999/v1"],
        ["extract", "x.txt", "--extractor", "openai", "--llm-replay", "no-such-log.jsonl"],
        ["extract", "x.txt", "--llm-model", "m"],
        ["extract", "x.txt", "--llm-log", "log.jsonl"],
        ["build", "x.txt", "--out", "o", "--llm-url", "http://localhost:1/v1"],
        [
            "build",
            "x.txt",
            "--out",
            "o",
            "--engine",
            "pool",
            "--extractor",
            "openai",
            "--llm-model",
            "m",
            "--llm-url",
            "http://localhost:1/v1",
        ],
        ["audit"],
        ["audit", "x.txt", "--lang", "fr"],
        ["link"],
        ["link", "--jsonl", "-", "--documents", "-"],
        ["score"],
        ["score", "--docs", "d.jsonl"],
        ["score", "--docs", "-", "--gold", "-"],
        ["score", "--docs", "d.jsonl", "--gold", "g.jsonl", "--misses", "colour"],
        ["explain"],
        ["explain", "x.txt", "--at", "-3"],
        ["verify"],
        ["verify", "--register", "no-such-folder"],
        ["statistics", "--register", "no-such-folder"],
        ["places", "import", "list.csv"],
        ["places", "import", "list.csv", "--register", "a", "--office", "b.tsv"],
        ["places", "find"],
        ["build", "--no-such-option"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_and_status_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.status == 2
    assert done.out == ""
    assert len(done.complaints) == 1
    assert done.complaints[0].startswith("tawthiq: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [[], ["places"]], ids=["tawthiq", "places"])
def test_no_command_at_all_shows_the_help_and_is_wrong_use(words: list[str]) -> None:
    done = run(*words)
    assert done.status == 2
    assert "Example:" in done.err
    assert len(done.complaints) > 5


def test_a_broken_office_list_is_one_line(tmp_path: Path) -> None:
    office = tmp_path / "places.tsv"
    office.write_text("not\ta\ttable of places\n", encoding="utf-8")
    done = run("places", "find", "Aleppo", "--places", office)
    assert done.status == 1
    assert len(done.complaints) == 1
    assert str(office) in done.err


def test_help_and_version_do_not_wait_for_the_dictionary() -> None:
    """A process of its own: what `tawthiq --help` imports is what a person waits for."""
    code = "import sys; sys.argv[1:] = ['--version']\nimport tawthiq.cli\ntry: tawthiq.cli.main()\nexcept SystemExit: pass\n"
    code += "print(sorted(m for m in sys.modules if m.startswith('tawthiq.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    version, loaded = done.stdout.splitlines()
    assert version.startswith("tawthiq")
    assert loaded == "['tawthiq.cli']"
