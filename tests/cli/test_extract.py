"""`extract`: one line per document, in input order, error lines in their place, the rest done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.reports import FILES, STRIKE_EN, as_jsonl
from tests.cli.running import Ran, run


def lines(done: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_documents_come_from_standard_input() -> None:
    done = run("extract", "--jsonl", "-", stdin=as_jsonl().encode())
    assert (done.status, done.err) == (0, "")
    assert [line["id"] for line in lines(done)] == ["strike-ar", "strike-en", "shelling"]
    account = lines(done)[1]["accounts"][0]
    assert account["kind"] == "airstrike"
    toll = account["tolls"][0]
    assert (toll["harm"], toll["low"], toll["high"], toll["qualifier"]) == ("killed", 15, None, "at_least")
    assert STRIKE_EN[slice(*toll["span"])] == toll["text"]
    assert toll["attribution"]["source_type"]
    assert toll["rule"]


def test_error_lines_stand_in_their_place() -> None:
    good = as_jsonl().splitlines()
    given = [
        good[0],
        "no json",
        '{"id": "textless"}',
        good[1],
        "",
        '{"id": "empty", "text": "  "}',
        good[2],
        good[0],
        "[1]",
    ]
    done = run("extract", "--jsonl", "-", stdin="\n".join(given).encode())
    assert done.status == 1
    found = [("error" if "error" in line else "read", line["id"]) for line in lines(done)]
    assert found == [
        ("read", "strike-ar"), ("error", "line-2"), ("error", "textless"), ("read", "strike-en"), ("error", "empty"),
        ("read", "shelling"), ("error", "strike-ar"), ("error", "line-9"),
    ]  # fmt: skip
    assert all(set(line["error"]) == {"code", "message"} for line in lines(done) if "error" in line)
    assert len(done.complaints) == 6
    assert done.complaints[-1] == "tawthiq: 5 of 8 inputs failed; the others were read"


def test_input_that_cannot_be_printed_costs_one_line() -> None:
    """Half a character can be written in JSON and in no file."""
    good = as_jsonl().splitlines()
    given = [good[0], '{"id": "half", "text": "3 people were killed in Aleppo \\ud800."}', good[1]]
    done = run("extract", "--jsonl", "-", stdin="\n".join(given).encode())
    assert [line["id"] for line in lines(done)] == ["strike-ar", "half", "strike-en"]
    done.out.encode("utf-8")


def test_a_missing_file_is_named_and_the_others_are_read(reports: Path, tmp_path: Path) -> None:
    done = run("extract", tmp_path / "not-there.txt", reports / "strike.en.txt", "--jsonl", tmp_path / "nor-this.jsonl")
    assert done.status == 1
    assert ["error" in line for line in lines(done)] == [True, False, True]
    assert "not-there.txt" in done.complaints[0]
    assert "nor-this.jsonl" in done.complaints[1]


def test_a_folder_gives_its_files_in_a_fixed_order(reports: Path) -> None:
    done = run("extract", reports)
    assert done.status == 0
    assert [line["id"] for line in lines(done)] == sorted(FILES)


def test_spans_count_in_the_text_as_given() -> None:
    text = "\r\n\t" + STRIKE_EN.replace(" killed ", " killed\u200f ") + "\u0640\n"
    done = run("extract", "--jsonl", "-", stdin=json.dumps({"id": "x", "text": text}).encode())
    tolls = [t for a in lines(done)[0]["accounts"] for t in a["tolls"]]
    assert tolls
    assert all(text[slice(*t["span"])] == t["text"] for t in tolls)
