"""What is marked restricted is restricted, and so is everything whose mark cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest import ingest_paths, read_jsonl
from tests.cli.running import run

TEXT = "Three people were killed in Aleppo.\n"


def folder(path: Path, manifest: str | bytes, *names: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name in names or ("a.txt", "b.txt"):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(TEXT, encoding="utf-8")
    (path / "manifest.csv").write_bytes(manifest.encode() if isinstance(manifest, str) else manifest)
    return path


def restricted(*paths: Path) -> dict[str, bool]:
    return {d.id: d.restricted for d in ingest_paths(paths) if isinstance(d, Document)}


def problems(path: Path) -> list[str]:
    return [d.message for d in ingest_paths([path]) if isinstance(d, Unreadable)]


@pytest.mark.parametrize(
    ("record", "expected", "noted"),
    [
        ({}, False, False),
        ({"access": "open"}, False, False),
        ({"access": " Open "}, False, False),
        ({"access": ""}, False, False),
        ({"access": None}, False, False),
        ({"access": "restricted"}, True, False),
        ({"access": "RESTRICTED"}, True, False),
        ({"access": "secret"}, True, True),
        ({"access": 0}, True, True),
        ({"access": ["open"]}, True, True),
        ({"restricted": True}, True, False),
        ({"restricted": False}, False, False),
        ({"restricted": "false"}, True, True),
        ({"restricted": True, "access": "open"}, True, False),
        ({"restricted": False, "access": "restricted"}, True, False),
    ],
)
def test_a_line_of_json(record: dict[str, Any], expected: bool, noted: bool, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "x", "text": TEXT, **record}), encoding="utf-8")
    (document,) = read_jsonl(source)
    assert isinstance(document, Document)
    assert (document.restricted, bool(document.access_note)) == (expected, noted)


def test_the_column_of_a_manifest(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "file,access\na.txt,restricted\nb.txt,open\n", "a.txt", "b.txt", "c.txt")
    assert restricted(made) == {"a.txt": True, "b.txt": False, "c.txt": False}
    assert problems(made) == []


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ("\ufeffFile , Access\na.txt,restricted\n", {"a.txt": True, "b.txt": False}),
        ("file,access\n./a.txt,restricted\n", {"a.txt": True, "b.txt": False}),
        ("file,access\na.txt,restricted\na.txt,open\n", {"a.txt": True, "b.txt": False}),
        ("file,access\na.txt,open\na.txt,restricted\n", {"a.txt": True, "b.txt": False}),
        ("file,access\na.txt,secret\nb.txt,open\n", {"a.txt": True, "b.txt": False}),
        ("file,published,access\na.txt,someday,open\nb.txt,someday,restricted\n", {"a.txt": False, "b.txt": True}),
        ("file,publisher,access\na.txt,Two, Names,restricted\nb.txt,x,open\n", {"a.txt": True, "b.txt": False}),
        (f"file,publisher,access\na.txt,{'x' * 100_001},open\n", {"a.txt": True, "b.txt": False}),
        ("file,access\nb.txt,open\na-misspelt.txt,restricted\n", {"a.txt": True, "b.txt": False}),
        ("file,access\nb.txt,open\na-misspelt.txt,open\n", {"a.txt": False, "b.txt": False}),
        ("file,access\nb.txt,open\n,restricted\n", {"a.txt": True, "b.txt": False}),
        ("file;access\na.txt;restricted\n", {"a.txt": True, "b.txt": True}),
        ("name,publisher\na.txt,x\n", {"a.txt": False, "b.txt": False}),
        (b"\x00\x01\x02\xff\xfe\x00" * 50, {"a.txt": True, "b.txt": True}),
    ],
    ids=[
        "mark-and-case", "dotted", "twice", "twice-2", "unknown", "bad-day", "shifted", "long", "misspelt", "misspelt-open",
        "nameless", "semicolons", "no-levels", "binary",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_restricted(manifest: str | bytes, expected: dict[str, bool], tmp_path: Path) -> None:
    assert restricted(folder(tmp_path / "in", manifest)) == expected


def test_a_file_of_many_is_restricted_as_a_whole(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "file,access\np.jsonl,restricted\nq.csv,restricted\nr.csv,open\n", "a.txt")
    (made / "p.jsonl").write_text(json.dumps({"id": "1", "text": TEXT, "access": "open"}), encoding="utf-8")
    (made / "q.csv").write_text(f"id,text\n1,{TEXT}", encoding="utf-8")
    (made / "r.csv").write_text(f"id,text,access\n1,x {TEXT.strip()},restricted\n2,y {TEXT}", encoding="utf-8")
    found = restricted(made)
    assert found == {"a.txt": False, "p.jsonl#1": True, "q.csv#1": True, "r.csv#1": True, "r.csv#2": False}


def test_the_manifest_beside_a_file_asked_for_by_name_keeps_it_restricted(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "file,publisher,access\na.txt,Ours,restricted\n")
    (document,) = ingest_paths([made / "a.txt"])
    assert isinstance(document, Document)
    assert document.restricted
    assert restricted(made / "b.txt") == {"b.txt": False}


def test_the_manifest_of_an_inner_folder_counts_for_access(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "file,access\nb.txt,restricted\n")
    folder(made / "inner", "file,access\nc.txt,restricted\n", "c.txt", "d.txt")
    assert restricted(made) == {"a.txt": False, "b.txt": True, "inner/c.txt": True, "inner/d.txt": False}


def test_a_level_that_is_not_understood_is_said_once(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"{TEXT} {n}", "access": "secret"}) for n in range(3)]
    done = run("extract", "--jsonl", "-", stdin="\n".join(lines).encode())
    assert done.status == 0
    said = "tawthiq: 0 and 2 more: access: 'secret' is neither open nor restricted; held as restricted [access]"
    assert done.complaints == [said]


def test_the_level_goes_into_the_register(tmp_path: Path) -> None:
    made = folder(tmp_path / "in", "file,access\na.txt,restricted\n")
    assert run("build", made, "--out", tmp_path / "out").status == 0
    lines = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert {d["id"]: d["restricted"] for d in map(json.loads, lines)} == {"a.txt": True, "b.txt": False}
