"""Proves a release anywhere, without the register: every file, both signatures, the data package, every sum.

What is signed is the manifest, and the manifest holds the hash of every file; the lists of the bag follow from it. So a
changed byte shows whichever file it is in, and the file is named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bagit

from tawthiq.publish.releases import sums
from tawthiq.publish.releases.bag import (
    BAGIT,
    MANIFEST,
    SIGNATURES,
    TAGS,
    info_text,
    information,
    signatures,
    tags_text,
)
from tawthiq.publish.releases.read import NotARelease, manifest_of, records
from tawthiq.publish.releases.signing import Signature, holds
from tawthiq.publish.releases.write import INCIDENTS, PACKAGE

NEEDED = 2
"""Persons who must approve (standards §5.4)."""
_FILES = "manifest-sha256.txt"
_TOP = {"bagit.txt", "bag-info.txt", _FILES, TAGS, "data", SIGNATURES}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: `faults` name what is not as it was signed, `signatures` those that hold.

    `approved` where two different persons signed with two different keys and nothing is at fault.
    """

    faults: tuple[str, ...]
    signatures: tuple[Signature, ...]
    manifest: dict[str, Any] | None

    @property
    def approved(self) -> bool:
        """Whether the release may be shown as the office's."""
        return not self.faults and len(self.signatures) >= NEEDED


def check(path: Path, trusted: Collection[str] = ()) -> Checked:
    """Checks the release in a folder. `trusted` are public keys (base64) that must have signed; none: any two keys."""
    try:
        manifest, raw = manifest_of(path / "data")
    except NotARelease as error:
        return Checked((_short(str(error), path),), (), None)
    found, faults = signatures(path)
    good = [signature for signature in found if holds(raw, signature)]
    try:
        faults += _signed(found, good, trusted)
        faults += _files(path, manifest, raw, authentic=bool(good))
        if not faults:
            faults += _bag(path)
            faults += _package(path / "data", manifest)
            faults += sums.faults(path / "data", manifest, list(records(path / "data" / INCIDENTS)))
    except NotARelease as error:
        faults.append(_short(str(error), path))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        faults.append(f"data: not in the format of a release ({type(error).__name__}: {' '.join(str(error).split())})")
    except OSError as error:
        faults.append(f"{error.filename or path}: {error.strerror or error}")
    return Checked(tuple(dict.fromkeys(faults)), tuple(good), manifest)


def _short(line: str, path: Path) -> str:
    return line.replace(f"{path}/", "", 1)


def _signed(found: list[Signature], good: list[Signature], trusted: Collection[str]) -> Iterator[str]:
    if not found:
        yield f"{SIGNATURES}: nobody signed"
    elif not good:
        yield f"data/{MANIFEST}: not what {' and '.join(s.by for s in found)} signed"
    for number, signature in enumerate(found, start=1):
        name = f"{SIGNATURES}/{number}.json"
        if signature not in good and good:
            yield f"{name}: the signature of {signature.by} does not hold"
        if trusted and signature.key not in trusted:
            yield f"{name}: the key {signature.fingerprint} of {signature.by} is none of those given"
        earlier = found[: number - 1]
        if any(signature.key == other.key for other in earlier):
            yield f"{name}: the same key signed twice; two persons must approve"
        elif any(signature.by.casefold() == other.by.casefold() for other in earlier):
            yield f"{name}: the same person signed twice; two persons must approve"


def _files(path: Path, manifest: dict[str, Any], raw: bytes, *, authentic: bool) -> Iterator[str]:
    """Every file of the bag against the manifest, and the bag's lists against what they follow from."""
    data = path / "data"
    wanted = {str(f["path"]): (int(f["bytes"]), str(f["hash"])) for f in manifest["files"]}
    held: dict[str, Path] = {}
    for item in sorted(path.rglob("*")):
        name = item.relative_to(path).as_posix()
        if item.is_symlink() or not (item.is_file() or item.is_dir()):
            yield f"{name}: no file of a release"
        elif item.parent == path and item.name not in _TOP:
            yield f"{name}: a file that does not belong there"
        elif item.is_dir() and item.parent != path:
            yield f"{name}: a folder that does not belong there"
        elif item.parent == data and item.name != MANIFEST:
            held[item.name] = item
    for name in sorted(wanted.keys() - held.keys()):
        yield f"data/{name}: missing"
    for name in sorted(held.keys() - wanted.keys()):
        yield f"data/{name}: a file that does not belong there"
    for name in sorted(wanted.keys() & held.keys()):
        size, digest = wanted[name]
        with held[name].open("rb") as file:
            if held[name].stat().st_size != size or hashlib.file_digest(file, "sha256").hexdigest() != digest:
                yield f"data/{name}: its bytes are not those that were signed"
    lines = {**{name: digest for name, (_, digest) in wanted.items()}, MANIFEST: hashlib.sha256(raw).hexdigest()}
    listed = "".join(f"{lines[name]}  data/{name}\n" for name in sorted(lines))
    total = sum(size for size, _ in wanted.values()) + len(raw)
    expected = {
        "bagit.txt": BAGIT,
        "bag-info.txt": info_text(information(manifest, total, len(lines))),
        _FILES: listed,
    }
    for name, text in expected.items():
        if _bytes(path / name) != text.encode("utf-8"):
            yield f"{name}: {'missing' if not (path / name).is_file() else 'not what the release gives'}"
            if name == _FILES and not authentic:
                yield f"data/{MANIFEST}: its bytes are not those that were signed"
    if _bytes(path / TAGS) != tags_text(path).encode("utf-8"):
        yield f"{TAGS}: not the list of the files beside the payload"


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _bag(path: Path) -> Iterator[str]:
    """What the Library of Congress's own reader says of the bag."""
    try:
        bagit.Bag(str(path)).validate()
    except bagit.BagValidationError as error:
        for detail in error.details or [error]:
            yield " ".join(str(detail).split())
    except bagit.BagError as error:
        yield " ".join(str(error).split())


def _package(data: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """The data package: every data file named, with its size and hash."""
    found = json.loads((data / PACKAGE).read_bytes())
    named = {r["path"]: (r["bytes"], r["hash"]) for r in found["resources"]}
    wanted = {f["path"]: (f["bytes"], f"sha256:{f['hash']}") for f in manifest["files"] if f["path"] != PACKAGE}
    for name in sorted(named.keys() | wanted.keys()):
        if named.get(name) != wanted.get(name):
            yield f"data/{PACKAGE}: what it says of {name} is not so"
