"""A backup: one file that holds a register whole, proves itself, and is sealed with age where a key or password was given.

The inner archive is a tar of the register's files with `manifest.json` as its last member: path, size and SHA-256 of every
other. A backup cut short has no manifest and is refused. Sealed for recipients it is a plain age file; sealed with a password it is a
tar of `key.age` (an age key under the password) and `register.tar.age`. Either opens without Tawthiq, with tar and age alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage

MANIFEST = "manifest.json"
KEY, SEALED = "key.age", "register.tar.age"
_CHUNK = 1 << 20
_AGE = b"age-encryption.org/"


class BadBackup(ValueError):
    """A backup that is none, is cut short, was changed, or does not open with the key or password; the message says which."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a backup: where it belongs in the register's folder, and where its bytes are now."""

    name: str
    path: Path


@dataclass(slots=True)
class Opener:
    """What opens a sealed backup: a password, or age keys (`AGE-SECRET-KEY-…`)."""

    password: str = ""
    keys: Sequence[str] = ()

    def identities(self, key_file: bytes | None) -> list[Any]:
        """The keys, the one under the password among them. Raises BadBackup."""
        try:
            found: list[Any] = [pyrage.x25519.Identity.from_str(key) for key in self.keys]
            if key_file is not None and self.password:
                raw = pyrage.passphrase.decrypt(key_file, self.password)
                found.append(pyrage.x25519.Identity.from_str(raw.decode().strip()))
        except pyrage.IdentityError as error:
            raise BadBackup(f"no age key ({error})") from error
        except pyrage.DecryptError as error:
            raise BadBackup("the password is another") from error
        if not found:
            raise BadBackup("it is sealed: give the password or the key it was sealed with")
        return found


@dataclass(slots=True)
class Sealer:
    """What a backup is sealed with: a password, or the public age keys (`age1…`) of those who may open it; nothing leaves it open."""

    password: str = ""
    recipients: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.password or self.recipients)

    def public_keys(self) -> list[Any]:
        """The recipients. Raises BadBackup for one that is no age key."""
        try:
            return [pyrage.x25519.Recipient.from_str(key) for key in self.recipients]
        except pyrage.RecipientError as error:
            raise BadBackup(f"no public age key ({error})") from error


@dataclass(slots=True)
class _Counted:
    """A stream whose bytes are hashed and counted as they pass."""

    stream: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


def write_backup(
    out: Path,
    members: Iterable[Member],
    about: dict[str, Any],
    sealer: Sealer,
    report: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """Writes a backup beside its place and moves it in when it is whole and on disk; returns its manifest.

    Nobody but its owner may read it. Raises OSError where the disk refuses, BadBackup for a recipient that is none.
    """
    recipients = sealer.public_keys()
    handle, name = tempfile.mkstemp(prefix=".backup-", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            if sealer.password:
                manifest = _write_under_password(file, members, about, sealer.password, report)
            elif recipients:
                with _sealing(file, recipients) as sealed:
                    manifest = _write_tar(sealed, members, about, report)
            else:
                manifest = _write_tar(file, members, about, report)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return manifest


def _write_tar(
    file: IO[bytes], members: Iterable[Member], about: dict[str, Any], report: Callable[[int], None]
) -> dict[str, Any]:
    """The inner archive. A file is taken as long as it was when it was opened: one that grows meanwhile is whole as of then."""
    entries = []
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for done, member in enumerate(members, start=1):
            with member.path.open("rb") as stream:
                info = tarfile.TarInfo(member.name)
                info.size = os.fstat(stream.fileno()).st_size
                info.mode = 0o600
                counted = _Counted(stream)
                tar.addfile(info, counted)
            entries.append({"path": member.name, "size": info.size, "sha256": counted.digest.hexdigest()})
            report(done)
        manifest = {**about, "files": entries}
        raw = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(raw)
        tar.addfile(info, io.BytesIO(raw))
    return manifest


def _write_under_password(
    file: IO[bytes],
    members: Iterable[Member],
    about: dict[str, Any],
    password: str,
    report: Callable[[int], None],
) -> dict[str, Any]:
    """The outer tar: the key under the password, then the sealed archive, whose size is filled in when it is known."""
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(f"{identity}\n".encode(), password)
    _member(file, KEY, key)
    at = file.tell()
    file.write(b"\0" * tarfile.BLOCKSIZE)
    with _sealing(file, [identity.to_public()]) as sealed:
        manifest = _write_tar(sealed, members, about, report)
    end = file.tell()
    size = end - at - tarfile.BLOCKSIZE
    file.write(b"\0" * (-size % tarfile.BLOCKSIZE) + b"\0" * 2 * tarfile.BLOCKSIZE)
    file.seek(at)
    file.write(_header(SEALED, size))
    file.seek(0, os.SEEK_END)
    return manifest


def _header(name: str, size: int) -> bytes:
    """One block; sizes of eight gigabytes and more are written in base 256, as GNU tar does."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _member(file: IO[bytes], name: str, raw: bytes) -> None:
    file.write(_header(name, len(raw)) + raw + b"\0" * (-len(raw) % tarfile.BLOCKSIZE))


@contextmanager
def _piped(work: Callable[[IO[bytes]], object], *, writes: bool) -> Iterator[IO[bytes]]:
    """Runs `work` on one end of a pipe while the caller has the other; what it raises comes up here."""
    reading, writing = os.pipe()
    theirs = os.fdopen(reading if writes else writing, "rb" if writes else "wb")
    mine = os.fdopen(writing if writes else reading, "wb" if writes else "rb")
    problem: list[BaseException] = []

    def run() -> None:
        try:
            with theirs:
                work(theirs)
        except BaseException as error:
            problem.append(error)

    worker = threading.Thread(target=run)
    worker.start()
    try:
        yield mine
    except BrokenPipeError:  # the other end gave up; why it did is said below
        pass
    finally:
        with suppress(BrokenPipeError):
            mine.close()
        worker.join()
    if problem:
        raise problem[0]


@contextmanager
def _sealing(file: IO[bytes], recipients: Sequence[Any]) -> Iterator[IO[bytes]]:
    """A stream whose bytes are sealed into `file`."""
    with _piped(lambda pipe: pyrage.encrypt_io(pipe, file, recipients), writes=True) as stream:
        yield stream


@contextmanager
def opened(path: Path, opener: Opener) -> Iterator[IO[bytes]]:
    """The inner archive of a backup as a stream. Raises BadBackup, OSError."""
    with path.open("rb") as file:
        start = file.read(512)
        file.seek(0)
        key_file: bytes | None = None
        if start.startswith(_AGE):
            sealed: IO[bytes] = file
        elif start[: len(KEY) + 1] == KEY.encode() + b"\0":
            key_file, sealed = _outer(file)
        else:
            yield file
            return
        identities = opener.identities(key_file)
        try:
            with _piped(lambda pipe: pyrage.decrypt_io(sealed, pipe, identities), writes=False) as stream:
                yield stream
        except pyrage.DecryptError as error:
            raise BadBackup(f"it does not open ({error})") from error


def _outer(file: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """The key file and the sealed archive of a backup under a password."""
    try:
        tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - read from until the caller closes the file
        key, sealed = tar.extractfile(KEY), tar.extractfile(SEALED)
    except (tarfile.TarError, KeyError) as error:
        raise BadBackup(f"it is damaged ({error})") from error
    if key is None or sealed is None:
        raise BadBackup("it is damaged")
    return key.read(), sealed


def check_backup(path: Path, opener: Opener, report: Callable[[int], None] = lambda done: None) -> dict[str, Any]:
    """Reads a backup to its end and holds every file against the manifest, which is returned. Raises BadBackup, OSError."""
    return _walk(path, opener, None, report)


def unpack_backup(
    path: Path, folder: Path, opener: Opener, report: Callable[[int], None] = lambda done: None
) -> dict[str, Any]:
    """Writes a backup's files into an empty folder, each forced to disk, all held against the manifest. Raises BadBackup, OSError."""
    return _walk(path, opener, folder, report)


def _walk(path: Path, opener: Opener, folder: Path | None, report: Callable[[int], None]) -> dict[str, Any]:
    found: dict[str, tuple[int, str]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with opened(path, opener) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for done, info in enumerate(tar, start=1):
                source = tar.extractfile(info) if info.isfile() else None
                if source is None or manifest is not None:
                    raise BadBackup(f"{info.name!r} does not belong in a backup")
                if info.name == MANIFEST:
                    manifest = _manifest(source.read())
                    continue
                if info.name in found:
                    raise BadBackup(f"{info.name!r} is there twice")
                target = _place(folder, info.name) if folder is not None else None
                found[info.name] = _copied(source, target)
                report(done)
            while stream.read(_CHUNK):  # the last blocks: sealed ones are proved by reading them
                pass
    except tarfile.TarError as error:
        raise BadBackup(f"it is damaged or no backup ({error})") from error
    if manifest is None:
        raise BadBackup("it is cut short: the list of its files is missing")
    said = {entry["path"]: (entry["size"], entry["sha256"]) for entry in manifest["files"]}
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            raise BadBackup(f"{name!r} is not what was backed up")
    return manifest


def _manifest(raw: bytes) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(raw)
        for entry in manifest["files"]:
            (entry["path"], entry["size"], entry["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadBackup(f"the list of its files cannot be read ({error})") from error
    return manifest


def _place(folder: Path, name: str) -> Path:
    """Where a member goes: below the folder, by plain names alone. Raises BadBackup."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(p in ("..", "") or "\0" in p or "\\" in p for p in parts):
        raise BadBackup(f"{name!r} leads out of the register")
    return folder.joinpath(*parts)


def _copied(source: IO[bytes], target: Path | None) -> tuple[int, str]:
    """Copies a member (nowhere, where there is no target); its size and SHA-256."""
    counted = _Counted(source)
    if target is None:
        while counted.read(_CHUNK):
            pass
        return counted.size, counted.digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        while data := counted.read(_CHUNK):
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return counted.size, counted.digest.hexdigest()
