"""`tawthiq bag`: an evidentiary copy that the library of archives finds whole, and that another office reads the same register from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest

from tawthiq.ingest import ingest_paths
from tests.cli.running import run
from tests.conftest import EXAMPLES

FILES = ("khan-shaykhun.ar.html", "hamidiyah-susah.en.txt", "joura-qusour-statement-2012.ar.txt", "manifest.csv")
LINE = {
    "id": "a",
    "text": "قتل خمسة مدنيين في قصف على دوما.",
    "lang": "ar",
    "published": "2016-03-03",
    "publisher": "لجنة",
}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of pages, posts and a file that no document came of."""
    source = tmp_path / "reports"
    (source / "deeper").mkdir(parents=True)
    for name in FILES:
        shutil.copy(EXAMPLES / name, source / name)
    (source / "deeper" / "تقرير.txt").write_text("قتل ثلاثة مدنيين في حلب يوم 3 آذار 2016.", encoding="utf-8")
    (source / "posts.jsonl").write_text(json.dumps(LINE, ensure_ascii=False) + "\n", encoding="utf-8")
    (source / "broken.pdf").write_bytes(b"no page")
    with (source / "manifest.csv").open("a", encoding="utf-8") as file:
        file.write("deeper/تقرير.txt,https://example.org/7,لجنة محلية,2016-03-04,\n")
    out = tmp_path / "register"
    assert run("build", source, "--out", out).status == 1
    return out


def packed(register: Path, out: Path) -> Path:
    done = run("bag", "--register", register, "--out", out, "--at", "2026-01-01")
    assert done.status == 0
    assert len(done.complaints) == 1
    assert "not for publication" in done.complaints[0]
    return out


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_bag_is_whole_and_gives_the_same_register_elsewhere(register: Path, tmp_path: Path) -> None:
    bag = packed(register, tmp_path / "bag")
    assert bagit.Bag(str(bag)).is_valid()
    assert bag.stat().st_mode & 0o077 == 0
    assert (bag / "data" / "deeper" / "تقرير.txt").is_file()
    assert [p.read_bytes() for p in (bag / "unread").iterdir()] == [b"no page"]
    elsewhere = tmp_path / "elsewhere"
    assert run("build", bag, "--out", elsewhere).status == 0
    for name in ("accounts.jsonl", "incidents.jsonl"):
        assert (elsewhere / name).read_bytes() == (register / name).read_bytes()
    read = [line for line in (register / "documents.jsonl").read_text("utf-8").splitlines() if '"error"' not in line]
    assert (elsewhere / "documents.jsonl").read_text("utf-8").splitlines() == read


def test_the_same_register_gives_the_same_bytes(register: Path, tmp_path: Path) -> None:
    assert everything(packed(register, tmp_path / "one")) == everything(packed(register, tmp_path / "two"))


def test_an_original_that_is_gone_is_named(register: Path, tmp_path: Path) -> None:
    gone = hashlib.sha256((EXAMPLES / FILES[1]).read_bytes()).hexdigest()
    (register / "originals" / gone[:2] / gone).unlink()
    done = run("bag", "--register", register, "--out", tmp_path / "bag")
    assert done.status == 1
    assert any(gone in line for line in done.complaints)
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_a_name_that_would_lead_out_of_the_bag_is_not_taken(register: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in (register / "documents.jsonl").read_text("utf-8").splitlines()]
    names = iter(("../../outside.txt", "/etc/outside.txt", "a/../b.txt", ".hidden/a.txt"))
    for line in lines:
        if "error" not in line:
            line["source_path"] = next(names, "manifest.csv")
    (register / "documents.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    bag = packed(register, tmp_path / "deep" / "bag")
    assert not list(tmp_path.rglob("outside.txt"))
    held = [p.relative_to(bag / "data").as_posix() for p in (bag / "data").rglob("*") if p.is_file()]
    assert len(held) == 6
    assert all(len(name.split(".")[0]) == 64 for name in held if name != "manifest.csv")


def altered(bag: Path) -> str:
    (bag / "data" / FILES[1]).write_text("Ten civilians were killed.", encoding="utf-8")
    return "altered"


def added(bag: Path) -> str:
    (bag / "data" / "new.txt").write_text("Ten civilians were killed.", encoding="utf-8")
    return "not_in_bag"


def removed(bag: Path) -> str:
    (bag / "data" / FILES[1]).unlink()
    return "missing_from_bag"


def undeclared(bag: Path) -> str:
    (bag / "bagit.txt").write_text("BagIt", encoding="utf-8")
    return "bad_bag"


def opened(bag: Path) -> str:
    manifest = bag / "data" / "manifest.csv"
    manifest.write_text(manifest.read_text("utf-8").replace("Euphrates", "Tigris") + "\n", encoding="utf-8")
    return "bad_bag"


@pytest.mark.parametrize("change", [altered, added, removed, undeclared, opened])
def test_what_is_not_as_it_was_promised_is_named_and_not_read(
    change: Callable[[Path], str], register: Path, tmp_path: Path
) -> None:
    bag = packed(register, tmp_path / "bag")
    whole = {getattr(item, "id", "") for item in ingest_paths([bag]) if not hasattr(item, "code")}
    code = change(bag)
    read: list[Any] = list(ingest_paths([bag]))
    faults = [item for item in read if hasattr(item, "code")]
    assert code in {fault.code for fault in faults}
    left = {item.id for item in read if not hasattr(item, "code")}
    assert left == (set() if code == "bad_bag" else whole if code == "not_in_bag" else whole - {FILES[1]})
