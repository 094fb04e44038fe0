"""The main job on a small folder: all files of the contract, true spans, the same bytes again, whole or not at all."""

from __future__ import annotations

import errno
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tawthiq.cli.unfinished import UNFINISHED
from tests.cli.reports import FILES, STRIKE, as_jsonl, write_reports
from tests.cli.running import Terminal, run

FILES_OUT = {
    "accounts.jsonl", "datapackage.json", "documents.jsonl", "findings.jsonl", "incidents.geojson", "incidents.jsonl",
    "origins.jsonl", "originals", "register.db", "report.ar.html", "report.en.html", "run.json", "statistics.csv",
}  # fmt: skip
LEFT_TO_ITSELF = {"run.json", "register.db"}
"""What need not be equal byte for byte: the time of the run, and the database, which is compared by content."""


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def contents(register: Path) -> dict[str, bytes]:
    """The bytes of every file of a register that must be the same again."""
    files = (p for p in register.rglob("*") if p.is_file() and p.name not in LEFT_TO_ITSELF)
    return {p.relative_to(register).as_posix(): p.read_bytes() for p in files}


def held(register: Path) -> dict[Path, bytes]:
    """The bytes of every file of a register; what a build that failed had read lies beside them."""
    files = (p.relative_to(register) for p in register.rglob("*") if p.is_file())
    return {path: (register / path).read_bytes() for path in files if path.parts[0] != UNFINISHED}


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_every_file_of_the_contract_is_there_and_parses(built: Path) -> None:
    assert {p.name for p in built.iterdir()} == FILES_OUT
    for name in ("documents", "accounts", "incidents", "origins", "findings"):
        assert records(built / f"{name}.jsonl"), name
    for name in ("incidents.geojson", "datapackage.json", "run.json"):
        assert json.loads((built / name).read_text(encoding="utf-8")), name
    header, *rows = (built / "statistics.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("dimension,")
    assert len(rows) > 4
    for lang, direction in (("ar", "rtl"), ("en", "ltr")):
        page = (built / f"report.{lang}.html").read_text(encoding="utf-8")
        assert re.search(rf'<html[^>]*lang="{lang}"', page)
        assert f'dir="{direction}"' in page
    assert len([p for p in (built / "originals").rglob("*") if p.is_file()]) == len(FILES)


def test_every_document_is_there_with_what_the_manifest_says(built: Path) -> None:
    documents = {d["id"]: d for d in records(built / "documents.jsonl")}
    assert set(documents) == set(FILES)
    assert documents["strike.en.txt"]["publisher"] == "Orontes Post"
    assert documents["strike.ar.txt"]["published"]["start"] == "2016-05-07"
    assert documents["sums.ar.html"]["published"]["basis"] == "metadata"
    assert [r["id"] for r in records(built / "accounts.jsonl")] == sorted(FILES)


def test_three_tellings_are_one_incident_and_the_other_event_is_another(built: Path) -> None:
    incidents = records(built / "incidents.jsonl")
    assert [{ref[0] for ref in i["accounts"]} for i in incidents] == [{"shelling.en.txt"}, set(STRIKE)]
    strike = incidents[1]
    killed = next(t for t in strike["tolls"] if (t["harm"], t["group"]) == ("killed", None))
    assert (killed["min"], killed["best"], killed["open_ended"]) == (15, 19, True)
    assert {ref[0] for ref in killed["claims"]} == {"strike.en.txt", "update.ar.txt"}
    assert len(strike["links"]) >= 2
    assert all(link["reasons"] for link in strike["links"])


def test_every_claim_of_a_figure_leads_to_a_toll_of_an_account(built: Path) -> None:
    accounts = {r["id"]: r["accounts"] for r in records(built / "accounts.jsonl")}
    for incident in records(built / "incidents.jsonl"):
        for toll in incident["tolls"]:
            assert toll["claims"]
            for document, account, index in toll["claims"]:
                claim = accounts[document][account]["tolls"][index]
                assert claim["harm"] == toll["harm"]
                assert [document, account] in incident["accounts"]


def test_spans_are_true(built: Path) -> None:
    texts = {d["id"]: d["text"] for d in records(built / "documents.jsonl")}
    checked = 0
    for record in records(built / "accounts.jsonl"):
        for account in record["accounts"]:
            for claim in (
                *account["tolls"],
                *account["actors"],
                *account["weapons"],
                account["date"],
                account["place"],
            ):
                start, end = claim["span"]
                assert texts[record["id"]][start:end] == claim["text"]
                checked += 1
    assert checked >= 16
    done = run("verify", "--register", built)
    assert (done.status, done.err) == (0, "")


def test_the_wrong_sum_is_found(built: Path) -> None:
    findings = records(built / "findings.jsonl")
    failed = [f for f in findings if f["document"] == "sums.ar.html" and f["severity"] == "E" and not f["passed"]]
    assert [f["rule"] for f in failed] == ["D1"]
    assert "63" in failed[0]["message_en"]
    assert "60" in failed[0]["message_ar"]


def test_a_second_run_gives_the_same_bytes(built: Path, reports: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert run("build", reports, "--out", again).status == 0
    assert contents(again) == contents(built)
    assert dump(again / "register.db") == dump(built / "register.db")


def test_a_pool_of_processes_gives_the_same_bytes(built: Path, reports: Path, tmp_path: Path) -> None:
    pooled = tmp_path / "pooled"
    done = run("build", reports, "--out", pooled, "--engine", "pool", "--workers", "2")
    assert done.status == 0
    assert contents(pooled) == contents(built)
    assert dump(pooled / "register.db") == dump(built / "register.db")


def test_building_again_replaces_the_register(built: Path, reports: Path, tmp_path: Path) -> None:
    out, fewer = tmp_path / "register", tmp_path / "fewer"
    shutil.copytree(built, out)
    shutil.copytree(reports, fewer)
    (fewer / "shelling.en.txt").unlink()
    manifest = fewer / "manifest.csv"
    kept = [line for line in manifest.read_text(encoding="utf-8").splitlines() if not line.startswith("shelling")]
    manifest.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert run("build", fewer, "--out", out).status == 0
    assert {p.name for p in out.iterdir()} == FILES_OUT
    assert "shelling.en.txt" not in {d["id"] for d in records(out / "documents.jsonl")}
    with closing(sqlite3.connect(out / "register.db")) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (len(FILES) - 1,)
    assert run("verify", "--register", out).status == 0


@pytest.mark.parametrize("step", ["write_report", "write_exports", "write_database"])
def test_a_full_disk_leaves_the_register_that_was_there(
    step: str, built: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "register"
    shutil.copytree(built, out)
    before = held(out)

    def refuse(*_: object, **__: object) -> None:
        if step == "write_database":
            raise sqlite3.OperationalError("database or disk is full")
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    monkeypatch.setattr(f"tawthiq.cli.write_register.{step}", refuse)
    done = run("build", reports, "--out", out)
    assert done.status == 1
    assert done.out == ""
    assert len(done.complaints) == 1
    assert "No space left" in done.err or "disk is full" in done.err
    assert held(out) == before
    assert not list(out.glob(".writing-*"))


def test_a_store_that_cannot_be_written_stops_the_run(reports: Path, tmp_path: Path) -> None:
    """Without the originals nothing may go on."""
    out = tmp_path / "register"
    out.mkdir()
    (out / "originals").write_text("a file where the folder should be", encoding="utf-8")
    done = run("build", reports, "--out", out)
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "originals" in done.err
    assert {p.name for p in out.iterdir()} == {"originals"}


@pytest.mark.parametrize("inside", [".", "register", "deep/er"])
def test_the_register_is_not_written_into_what_is_read(inside: str, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports")
    before = sorted(folder.rglob("*"))
    done = run("build", folder, "--out", folder / inside)
    assert done.status == 2
    assert len(done.complaints) == 1
    assert sorted(folder.rglob("*")) == before


def test_a_title_heads_the_report_escaped(tmp_path: Path) -> None:
    source = tmp_path / "docs.jsonl"
    source.write_text(as_jsonl(), encoding="utf-8")
    out = tmp_path / "register"
    assert run("build", "--jsonl", source, "--out", out, "--title", "Aleppo & <b>the city</b>").status == 0
    page = (out / "report.en.html").read_text(encoding="utf-8")
    assert "Aleppo &amp; &lt;b&gt;the city&lt;/b&gt;" in page
    assert "<b>the city" not in page


def test_an_empty_folder_is_named_and_still_gives_a_whole_register(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    out = tmp_path / "register"
    done = run("build", empty, "--out", out)
    assert done.status == 1
    assert str(empty) in done.complaints[0]
    assert "1 of 1" in done.complaints[-1]
    assert {p.name for p in out.iterdir()} >= FILES_OUT - {"originals"}


def test_one_file_named_twice_is_one_document(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "register"
    one = reports / "shelling.en.txt"
    done = run("build", one, one, "--out", out)
    assert done.status == 1
    assert "1 of 2" in done.complaints[-1]
    assert len([d for d in records(out / "documents.jsonl") if "text" in d]) == 1


def test_two_files_of_one_name_are_two_documents(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for number, folder in enumerate(folders, start=1):
        folder.mkdir()
        (folder / "report.txt").write_text(f"{number} people were killed in Aleppo on 3 May 2016.\n", encoding="utf-8")
    done = run("build", *folders, "--out", tmp_path / "register")
    found = records(tmp_path / "register" / "documents.jsonl")
    assert len({d["id"] for d in found}) == len(found) == 2
    assert {d["text"][0] for d in found} == {"1", "2"}
    assert (done.status, done.err) == (0, "")


def test_a_progress_bar_is_shown_on_a_terminal_only(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("audit", reports / "sums.ar.html").err == ""
    monkeypatch.setattr("tests.cli.running.io.StringIO", Terminal)
    shown = run("audit", reports / "sums.ar.html")
    assert "Extracting" in shown.err
    assert "Extracting" not in shown.out
