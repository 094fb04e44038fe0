"""A backup comes back byte for byte, opens for nobody else, and whatever was done to it shows."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.custody.archive import (
    MANIFEST,
    BadBackup,
    Member,
    Opener,
    Sealer,
    check_backup,
    unpack_backup,
    write_backup,
)

PASSWORD = "نخلة-وثلاث-نوافذ"
KEY = pyrage.x25519.Identity.generate()
WAYS = {
    "open": (Sealer(), Opener()),
    "password": (Sealer(PASSWORD), Opener(PASSWORD)),
    "key": (Sealer(recipients=(str(KEY.to_public()),)), Opener(keys=(str(KEY),))),
}
FILES = {
    "documents.jsonl": b"{}\n" * 5_000,
    "originals/ab/abc": bytes(range(256)) * 300,
    "names/تقرير.txt": "محتوى".encode(),
    "empty": b"",
}


def members(folder: Path, files: dict[str, bytes] = FILES) -> list[Member]:
    found = []
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        found.append(Member(name, path))
    return found


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(params=WAYS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Opener, dict[str, Any]]:
    """A backup, what opens it, and its manifest."""
    sealer, opener = WAYS[request.param]
    out = tmp_path / "register.backup"
    return out, opener, write_backup(out, members(tmp_path / "from"), {"format": 1}, sealer)


def test_everything_comes_back(made: tuple[Path, Opener, dict[str, Any]], tmp_path: Path) -> None:
    out, opener, manifest = made
    assert check_backup(out, opener) == manifest
    back = tmp_path / "back"
    back.mkdir()
    assert unpack_backup(out, back, opener) == manifest
    assert held(back) == FILES
    assert out.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("way", ["password", "key"])
def test_a_sealed_backup_shows_nothing_and_opens_for_nobody_else(way: str, tmp_path: Path) -> None:
    sealer, _ = WAYS[way]
    out = tmp_path / "register.backup"
    write_backup(out, members(tmp_path / "from", {"a": b"the witness is called so and so" * 40}), {}, sealer)
    assert b"witness" not in out.read_bytes()
    stranger = str(pyrage.x25519.Identity.generate())
    for opener in (Opener(), Opener("another password"), Opener(keys=(stranger,))):
        with pytest.raises(BadBackup):
            check_backup(out, opener)


def test_age_and_tar_alone_open_a_backup_under_a_password(tmp_path: Path) -> None:
    out = tmp_path / "register.backup"
    write_backup(out, members(tmp_path / "from"), {}, Sealer(PASSWORD))
    with tarfile.open(out) as outer:
        key, sealed = (outer.extractfile(name) for name in ("key.age", "register.tar.age"))
        assert key is not None
        assert sealed is not None
        identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(key.read(), PASSWORD).decode().strip())
        inner = pyrage.decrypt(sealed.read(), [identity])
    with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
        assert tar.getnames() == [*FILES, MANIFEST]


@pytest.mark.parametrize("way", WAYS)
def test_a_backup_that_was_changed_or_cut_is_refused_or_still_whole(way: str, tmp_path: Path) -> None:
    sealer, opener = WAYS[way]
    out = tmp_path / "register.backup"
    manifest = write_backup(out, members(tmp_path / "from"), {"format": 1}, sealer)

    # A password is made slow to guess: each opening under one takes a second.
    @settings(max_examples=12 if way == "password" else 60)
    @given(data=st.data())
    def broken(data: st.DataObject) -> None:
        _refused_or_whole(data, out, opener, manifest)

    broken()


def _refused_or_whole(data: st.DataObject, out: Path, opener: Opener, manifest: dict[str, Any]) -> None:
    raw = out.read_bytes()
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        broken = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    else:
        broken = raw[:at]
    other = out.with_suffix(".broken")
    other.write_bytes(broken)
    try:
        found = check_backup(other, opener)
    except BadBackup:
        return
    assert found["files"] == manifest["files"]  # the change lay in padding, or in what stands about the files


def _tar(entries: list[tuple[tarfile.TarInfo, bytes]], path: Path) -> Path:
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for info, raw in entries:
            info.size = len(raw) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(raw))
    return path


def _link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: tarfile.TarInfo("../outside"),
        lambda: tarfile.TarInfo("/tmp/outside"),
        lambda: tarfile.TarInfo("a/../../outside"),
        lambda: tarfile.TarInfo("a\\..\\outside"),
        lambda: _link("inside"),
    ],
)
def test_a_hostile_archive_writes_nothing_outside(hostile: Callable[[], tarfile.TarInfo], tmp_path: Path) -> None:
    path = _tar(
        [(hostile(), b"x"), (tarfile.TarInfo(MANIFEST), json.dumps({"files": []}).encode())], tmp_path / "h.tar"
    )
    back = tmp_path / "in" / "back"
    back.mkdir(parents=True)
    with pytest.raises(BadBackup):
        unpack_backup(path, back, Opener())
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["back", "h.tar", "in"]


@pytest.mark.parametrize(
    "entries",
    [
        [("a", b"x")],
        [("a", b"x"), ("a", b"x"), (MANIFEST, b'{"files": []}')],
        [("a", b"x"), (MANIFEST, b'{"files": []}')],
        [(MANIFEST, b'{"files": []}'), ("late", b"x")],
        [(MANIFEST, b"[]")],
        [(MANIFEST, b'{"files": [{"path": "a"}]}')],
        [(MANIFEST, b"no json")],
    ],
)
def test_an_archive_that_is_not_what_its_list_says_is_refused(entries: list[tuple[str, bytes]], tmp_path: Path) -> None:
    path = _tar([(tarfile.TarInfo(name), raw) for name, raw in entries], tmp_path / "bad.tar")
    with pytest.raises(BadBackup):
        check_backup(path, Opener())


@pytest.mark.parametrize(
    "raw", [b"", b"no backup at all", b"age-encryption.org/v1\n-> X25519 x\n", b"key.age\0" + b"\0" * 2_000]
)
def test_what_is_no_backup_is_said_to_be_none(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(raw)
    with pytest.raises(BadBackup):
        check_backup(path, Opener(PASSWORD))


def test_a_disk_that_refuses_leaves_the_backup_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "register.backup"
    write_backup(out, members(tmp_path / "from"), {}, Sealer())
    before = out.read_bytes()
    missing = [Member("gone", tmp_path / "no-such-file")]
    for sealer, _ in WAYS.values():
        with pytest.raises(OSError, match="no-such-file"):
            write_backup(out, missing, {}, sealer)
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["from", "register.backup"]


def test_a_recipient_that_is_no_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="no public age key"):
        write_backup(tmp_path / "x", [], {}, Sealer(recipients=("age1nonsense",)))
