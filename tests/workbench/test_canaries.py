"""The words of one sealed identity are looked for in everything that leaves the office, by every command, and in everything that lies on its disk."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import opened, ran
from tests.cli.running import run
from tests.conftest import ROOT
from tests.databases import address

CANARIES = ("Zubayda Qanqarish", "+963-000-111-222-kanarya", "كناريّة المخبز القديم")
FORMATS = (
    "csv", "xlsx", "geojson", "hxl", "acled", "ged", "plover", "datapackage", "ftm", "web-annotation", "uwazi", "bayanat", "atlos", "auto-archiver",
)  # fmt: skip
SEALED = f"""
import sys
from pathlib import Path
from tawthiq.workbench.opening import load_register, prepare
prepare(Path(sys.argv[1]))
load_register(Path(sys.argv[1]))
from tawthiq.custody.identities import new_key
from tawthiq.workbench.register.actions.identities import take_down
from tawthiq.workbench.register.models import Document, State
from tawthiq.workbench.staff.models import User
State.objects.create(name="identity_key", value=new_key()[1])
name, contact, notes = {CANARIES!r}
nadia = User.objects.create(username="nadia", role="collector")
told = take_down(nadia, "witness", name, contact=contact, notes=notes, documents=Document.objects.order_by("key")[:1], reason="interview")
print(told.pseudonym)
"""


def inside(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of the files packed in it."""
    yield name, raw
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for member in packed.namelist():
                yield from inside(f"{name}/{member}", packed.read(member))
    elif raw.startswith(b"\x1f\x8b"):
        yield from inside(f"{name}/", gzip.decompress(raw))
    elif raw[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            for entry in archive.getmembers():
                if (file := archive.extractfile(entry)) is not None:
                    yield from inside(f"{name}/{entry.name}", file.read())


def holding(words: tuple[str, ...], folder: Path) -> list[tuple[str, str]]:
    """Which of the words stand in which file, or in a file's name, as text or as JSON writes it."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for name, raw in inside(path.relative_to(folder).as_posix(), path.read_bytes()):
            for word in words:
                escaped = word.encode("ascii", "backslashreplace")
                if word.encode() in raw or escaped in raw or word in name:
                    found.append((name, word))
    return found


def test_a_word_is_found_wherever_it_is_packed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x.json", '{"name": "Zubayda Qanqarish"}')
        packed.writestr("y.gz", gzip.compress(CANARIES[2].encode()))
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.add(tmp_path / "a.zip", "inner.zip")
    assert {word for _, word in holding(CANARIES, tmp_path)} == {CANARIES[0], CANARIES[2]}
    assert len(holding(CANARIES, tmp_path)) == 4


def test_nothing_that_leaves_the_office_holds_a_sealed_word(office: Path, officer: Any, tmp_path: Path) -> None:
    """Every export, public and internal, the papers, the release, its site and the bag, of a register whose witness lets their report out."""
    import datetime

    from tawthiq.custody.identities import new_key
    from tawthiq.workbench.register.actions.identities import give_consent, take_down
    from tawthiq.workbench.register.actions.incidents import set_state
    from tawthiq.workbench.register.actions.proposals import approve, propose
    from tawthiq.workbench.register.models import Document, Incident, State

    State.objects.create(name="identity_key", value=new_key()[1])
    amal, reviewer = officer("publisher", "amal"), officer("reviewer")
    told = take_down(
        officer("collector"), "witness", CANARIES[0], contact=CANARIES[1], notes=CANARIES[2],
        documents=Document.objects.filter(accounts__incident__isnull=False).order_by("key")[:1], reason="interview",
    )  # fmt: skip
    give_consent(officer("analyst"), told, ["keep", "publish_account"], datetime.date(2020, 5, 1), reason="interview")
    incident = Incident.objects.filter(accounts__document__identities=told).first()
    assert incident is not None
    set_state(reviewer, incident, "registered", reason="read")
    asked_for = propose(amal, "incident.publish", f"incident:{incident.key}", {}, reason="ready")
    approve(reviewer, asked_for, reason="so it is")
    assert run("release", "key", "--out", tmp_path / "amal.pem").status == 0
    left, register = tmp_path / "left", ("--register", office)
    left.mkdir()
    asked: list[tuple[Any, ...]] = [
        *(("export", *register, "--format", f, "--out", left / f) for f in FORMATS),
        *(("export", *register, "--format", f, "--internal", "--out", left / f"{f}-internal") for f in FORMATS),
        ("report", *register, "--from", "2010-01-01", "--to", "2025-12-31", "--out", left / "report"),
        ("dossier", incident.key, *register, "--out", left / "dossier"),
        ("timeline", *register, "--out", left / "timeline"),
        ("anniversaries", *register, "--on", "2020-09-25", "--out", left / "day"),
        ("decided", *register, "--out", left / "decided"),
        ("bag", *register, "--out", left / "bag"),
        ("release", *register, "--out", left / "release", "--key", tmp_path / "amal.pem", "--by", "amal"),
        ("site", "--release", left / "release", "--preview", "--out", left / "site"),
    ]
    for command in asked:
        done = run(*command)
        assert done.status == 0, (command, done.err)
        (left / f"said-{asked.index(command)}").write_text(done.out + done.err, encoding="utf-8")
    assert len([p for p in left.rglob("*") if p.is_file()]) > 2 * len(FORMATS)
    assert holding(CANARIES, left) == []


def test_nothing_on_the_offices_disk_or_in_its_backup_holds_a_sealed_word(built: Path, tmp_path: Path) -> None:
    """The database as bytes, its log and its search index, the roots, the files of the build, an open backup of all of them."""
    register = opened(Path(shutil.copytree(built, tmp_path / "office")))
    done = subprocess.run(
        [sys.executable, "-c", SEALED, str(register)], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, **address(register)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for command in (("roots", "take"), ("backup", "--open", "--out", tmp_path / "office.backup"), ("verify",)):
        said = ran(*command, "--register", register)
        assert said.returncode == 0, said.stderr
        (tmp_path / f"said-{command[0]}").write_text(said.stdout + said.stderr + done.stderr, encoding="utf-8")
    assert holding(CANARIES, tmp_path) == []
    pseudonym = done.stdout.strip()
    assert pytest.approx(len(pseudonym)) == 11
    if "DATABASE_URL" not in address(register):
        assert [name for name, _ in holding((pseudonym,), register)], "what is looked through holds the pseudonym"
