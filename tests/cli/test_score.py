"""`score`: tables for eyes and pipes, JSON, slips with their words; faulty gold gives one line per fault and no figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

DOCUMENTS = [
    {"id": "a", "lang": "en", "published": "2019-07-23", "text": "Seven people were killed on Monday when warplanes bombed Saraqib in Idlib, a doctor said."},
    {"id": "b", "lang": "ar", "published": "2019-07-23", "text": "قُتل خمسة مدنيين يوم الاثنين بغارة على مدينة سراقب في إدلب."},
    {"id": "c", "lang": "en", "text": "The bakery reopened and sells 300 loaves a day."},
]  # fmt: skip


def told(ident: str, kind: str, low: int, group: str, text: str, **more: Any) -> dict[str, Any]:
    tally = {"outcome": "killed", "group": group, "min": low, "max": low, "text": text, "attributed_to": None}
    place = {"name_en": "Saraqib", "name_ar": "سراقب", "governorate": "Idlib"}
    incident = {
        "type": kind,
        "date": "2019-07-22",
        "place": place,
        "tallies": [{**tally, **more}],
        "event_id": "saraqib",
    }
    return {"id": ident, "incidents": [incident]}


GOLD = [
    told("a", "airstrike", 7, "all", "Seven people", attributed_to="a doctor"),
    told("b", "airstrike", 6, "civilians", "خمسة مدنيين"),  # gold that disagrees on purpose
    {"id": "c", "incidents": []},
]


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[str | Path]:
    return ["--docs", written(tmp_path / "docs.jsonl", DOCUMENTS), "--gold", written(tmp_path / "gold.jsonl", GOLD)]


def test_without_accounts_the_documents_are_read(files: list[str | Path]) -> None:
    done = run("score", *files, "--json", "--misses", "toll", "--by", "lang")
    assert (done.status, done.err) == (0, "")
    record = json.loads(done.out)
    assert record["documents"] == 3
    assert record["figures"]["toll"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "hit": 1, "found": 2, "gold": 2}
    assert record["false_alarms"] == {"of": 1, "count": 0, "documents": []}
    assert record["broken_spans"] == 0
    assert record["by"]["values"]["en"]["figures"]["toll"]["f1"] == 1
    assert [(m["document"], m["what"], m["gold"] or m["found"]) for m in record["misses"]] == [
        ("b", "missed", "killed civilian 6"),
        ("b", "extra", "killed civilian 5"),
    ]
    assert "link" not in record["figures"]


def test_accounts_and_incidents_made_before_give_the_same_and_linking(files: list[str | Path], tmp_path: Path) -> None:
    accounts, incidents = tmp_path / "accounts.jsonl", tmp_path / "incidents.jsonl"
    accounts.write_text(run("extract", "--jsonl", files[1]).out, encoding="utf-8")
    incidents.write_text(run("link", "--jsonl", accounts, "--documents", files[1]).out, encoding="utf-8")
    before = json.loads(run("score", *files, "--pred", accounts, "--incidents", incidents, "--json").out)
    now = json.loads(run("score", *files, "--json").out)
    link = before["figures"].pop("link")
    assert before == now
    assert link["gold"] == 2
    piped = run("score", *files, "--pred", "-", "--json", stdin=accounts.read_bytes())
    assert json.loads(piped.out) == now


def test_a_person_sees_a_table_and_a_pipe_gets_tabs(files: list[str | Path]) -> None:
    seen = run("score", *files, "--misses", "toll.killed", terminal=True)
    assert "3 documents" in seen.out
    assert "false alarms: 0 of 1" in seen.out
    assert "b  missed  gold: killed civilian 6  «خمسة مدنيين»" in seen.out
    piped = run("score", *files, "--by", "lang", "--misses", "toll").out.splitlines()
    assert piped[0].split("\t") == ["of", "field", "precision", "recall", "f1", "hit", "found", "gold"]
    assert piped[1].split("\t") == ["all", "toll", "0.500", "0.500", "0.500", "1", "2", "2"]
    assert any(line.startswith("lang ar\ttoll\t0.000") for line in piped)
    assert piped[-2].split("\t") == ["b", "toll", "missed", "killed civilian 6", "", "خمسة مدنيين"]


def test_every_fault_of_gold_is_one_line_and_nothing_is_measured(files: list[str | Path]) -> None:
    gold = Path(files[3])
    gold.write_text(
        gold.read_text(encoding="utf-8")
        + '{"id": "a", "incidents": []}\n{broken\n'
        + json.dumps({"id": "z", "incidents": []})
        + "\n",
        encoding="utf-8",
    )
    bad = [*GOLD[:1], told("b", "raid", 5, "civilians", "ستة"), *GOLD[2:]]
    lines = [json.dumps(row) for row in bad] + gold.read_text(encoding="utf-8").splitlines()[3:]
    gold.write_text("\n".join(lines), encoding="utf-8")
    done = run("score", *files)
    assert (done.status, done.out) == (1, "")
    assert done.complaints[:-1] == [
        f"tawthiq: {gold}: line 2: b: incidents[0]: type 'raid' is not known",
        f"tawthiq: {gold}: line 4: a: another line already has this id",
        f"tawthiq: {gold}: line 5: Expecting property name enclosed in double quotes",
        f"tawthiq: {gold}: line 6: z: no such document in {files[1]}",
    ]
    assert done.complaints[-1] == "tawthiq: 4 faults; nothing was measured"


def test_a_quote_that_the_document_does_not_hold_is_a_fault(files: list[str | Path]) -> None:
    written(Path(files[3]), [told("a", "airstrike", 7, "all", "Eight people")])
    done = run("score", *files)
    assert done.complaints[0].endswith(
        "line 1: a: incidents[0]: tallies[0]: text: 'Eight people' does not stand in the document"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [("[]", "not an object"), ("{}", "no id"), ('{"id": "a", "accounts": 3}', "a: accounts is no list of objects"), ('{"id": "a", "accounts": [{"tolls": [1]}]}', "a: tolls is no list of objects"), ('{"id": "a", "accounts": [{"date": "x"}]}', "a: date is not what `tawthiq extract` writes there: 'x'"), ('{"id": "a", "accounts": [{"tolls": [{"low": [1]}]}]}', "a: low is not what `tawthiq extract` writes there: '[1]'")],
)  # fmt: skip
def test_accounts_in_no_format_are_named(files: list[str | Path], tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")
    done = run("score", *files, "--pred", tmp_path / "bad.jsonl")
    assert (done.status, done.out) == (1, "")
    assert done.complaints[0] == f"tawthiq: {tmp_path / 'bad.jsonl'}: line 1: {reason}"


def test_an_input_that_extract_could_not_read_tells_nothing(files: list[str | Path], tmp_path: Path) -> None:
    failed = written(tmp_path / "p.jsonl", [{"id": "a", "error": {"code": "x", "message": "y"}}])
    done = run("score", *files, "--pred", failed, "--json")
    assert done.status == 0
    assert json.loads(done.out)["figures"]["account"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "hit": 0,
        "found": 0,
        "gold": 2,
    }


def test_a_missing_file_is_named(files: list[str | Path]) -> None:
    done = run("score", *files[:2], "--gold", "nowhere.jsonl")
    assert (done.status, done.complaints[0]) == (1, "tawthiq: nowhere.jsonl: No such file or directory")


def test_letters_that_cannot_be_written_do_not_stop_it(files: list[str | Path], tmp_path: Path) -> None:
    odd = {"harm": "killed", "low": 8, "high": 8, "text": "\ud800"}
    accounts = tmp_path / "accounts.jsonl"
    accounts.write_text(json.dumps({"id": "a", "accounts": [{"tolls": [odd]}]}) + "\n", encoding="utf-8")
    for more in (["--json"], []):
        done = run("score", *files, "--pred", accounts, "--misses", "toll", *more)
        assert done.status == 0
        assert "killed all 8" in done.out
        done.out.encode("utf-8")
