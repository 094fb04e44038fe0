"""`link`: accounts from a file or a pipe become the incidents that `build` would make of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reports import STRIKE, as_jsonl
from tests.cli.running import Ran, run


def incidents(done: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_with_the_documents_the_incidents_are_those_of_build(built: Path) -> None:
    done = run("link", "--jsonl", built / "accounts.jsonl", "--documents", built / "documents.jsonl")
    assert (done.status, done.err) == (0, "")
    assert done.out == (built / "incidents.jsonl").read_text(encoding="utf-8")


def test_without_the_documents_linking_and_weighing_work(built: Path) -> None:
    done = run("link", "--jsonl", built / "accounts.jsonl")
    assert (done.status, done.err) == (0, "")
    strike = next(i for i in incidents(done) if len(i["accounts"]) > 1)
    assert {ref[0] for ref in strike["accounts"]} == set(STRIKE)
    killed = next(t for t in strike["tolls"] if (t["harm"], t["group"]) == ("killed", None))
    assert (killed["min"], killed["best"], killed["open_ended"]) == (15, 19, True)
    assert strike["links"][0]["reasons"]
    assert strike["place"]["name_en"]


def test_extract_and_link_are_a_pipe(tmp_path: Path) -> None:
    documents = tmp_path / "docs.jsonl"
    documents.write_text(as_jsonl(), encoding="utf-8")
    accounts = run("extract", "--jsonl", documents).out
    done = run("link", "--jsonl", "-", "--documents", documents, stdin=accounts.encode())
    assert (done.status, done.err) == (0, "")
    found = [[ref[0] for ref in i["accounts"]] for i in incidents(done)]
    assert found == [["shelling"], ["strike-ar", "strike-en"]]


def test_records_of_the_contract_alone_are_enough(built: Path) -> None:
    """Another tool's accounts: only the fields that the contract promises."""
    kept = {
        "toll": ("harm", "group", "low", "high", "value", "qualifier", "superseded", "of", "text", "span", "attribution", "rule"),
        "account": ("kind", "labels", "background", "summary", "date", "place", "actors", "weapons", "persons", "tolls"),
        "place": ("id", "name_en", "name_ar", "level", "country", "governorate", "lat", "lon", "precision", "text", "span", "candidates"),
        "date": ("start", "end", "precision", "basis", "text", "span"),
        "said": ("text", "span", "source_type"),
    }  # fmt: skip

    def only(record: dict[str, Any] | None, what: str) -> dict[str, Any] | None:
        return {k: record[k] for k in kept[what]} if record is not None else None

    lines = []
    for line in (built / "accounts.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for at, account in enumerate(record["accounts"]):
            account = only(account, "account")
            assert account is not None
            account["tolls"] = [
                {**only(t, "toll"), "attribution": only(t["attribution"], "said")}
                for t in account["tolls"]  # type: ignore[dict-item]
            ]
            account["place"], account["date"] = only(account["place"], "place"), only(account["date"], "date")
            record["accounts"][at] = account
        published = {k: record["published"][k] for k in ("start", "end", "basis")}
        lines.append(json.dumps({**record, "published": published}, ensure_ascii=False))
    done = run("link", "--jsonl", "-", stdin="\n".join(lines).encode())
    assert (done.status, done.err) == (0, "")
    assert {ref[0] for i in incidents(done) for ref in i["accounts"]} == {*STRIKE, "shelling.en.txt"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 2"),
        ("[]", "line 2"),
        ('{"id": "bad", "lang": "en"}', "no 'published'"),
        ('{"id": "bad", "error": {"code": "no_text", "message": "bad.txt: no text"}}', "bad.txt: no text"),
        (
            '{"id": "bad", "lang": "en", "published": {"start": "soon", "end": null, "basis": "text"}, "accounts": []}',
            "soon",
        ),
        ('{"id": "bad", "lang": "en", "published": null, "accounts": []}', "bad"),
    ],
)
def test_a_line_that_is_no_account_costs_one_line(line: str, said: str, built: Path) -> None:
    good = (built / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    done = run("link", "--jsonl", "-", stdin="\n".join([good[0], line, good[2]]).encode())
    assert done.status == 1
    assert len(done.complaints) == 2
    assert said in done.complaints[0]
    assert done.complaints[1] == "tawthiq: 1 of 3 inputs failed; the others were read"
    assert len(incidents(done)) == 2


def test_one_account_given_twice_counts_once(built: Path) -> None:
    good = (built / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    done = run("link", "--jsonl", "-", stdin="\n".join([good[0], good[0]]).encode())
    assert done.status == 1
    assert "already has this id" in done.complaints[0]
    assert len(incidents(done)) == 1


def test_documents_that_do_not_say_what_is_quoted_are_refused(built: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents.jsonl"
    text = (built / "documents.jsonl").read_text(encoding="utf-8")
    documents.write_text(text.replace("at least 15 people", "at least 16 people"), encoding="utf-8")
    done = run("link", "--jsonl", built / "accounts.jsonl", "--documents", documents)
    assert done.status == 1
    assert "strike.en.txt" in done.complaints[0]
    assert "15" in done.complaints[0]


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("link", "--jsonl", tmp_path / "none.jsonl")
    assert (done.status, done.out) == (1, "")
    assert "none.jsonl" in done.complaints[0]
