"""A release read back: its manifest, records and log. The payload lies under data/ once it is packed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tawthiq.publish.releases.bag import MANIFEST
from tawthiq.publish.releases.write import CORRECTIONS, FORMAT, INCIDENTS, Earlier


class NotARelease(ValueError):
    """A folder that is no release of ours; the message names it and the reason."""


def is_release(path: Path) -> bool:
    """Whether a folder is, or claims to be, a release."""
    return path.is_dir() and ((path / "data" / MANIFEST).exists() or (path / "bagit.txt").exists())


def manifest_of(data: Path) -> tuple[dict[str, Any], bytes]:
    """The manifest of a payload folder and its bytes. Raises NotARelease."""
    path = data / MANIFEST
    try:
        raw = path.read_bytes()
        found = json.loads(raw)
    except OSError as error:
        raise NotARelease(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise NotARelease(f"{path}: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict) or found.get("kind") != "tawthiq release" or found.get("format") != FORMAT:
        raise NotARelease(f"{path}: no release that this version can read")
    return found, raw


def digest_of(release: Path) -> str:
    """The SHA-256 of a release's manifest, which stands for all of it. Raises NotARelease."""
    return hashlib.sha256(manifest_of(release / "data")[1]).hexdigest()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of lines. Raises NotARelease, naming file and line."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    found = json.loads(line)
                except ValueError as error:
                    raise NotARelease(f"{path}: line {number}: {' '.join(str(error).split())}") from error
                if not isinstance(found, dict):
                    raise NotARelease(f"{path}: line {number}: no object")
                yield found
    except OSError as error:
        raise NotARelease(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise NotARelease(f"{path}: no UTF-8 ({error.reason})") from error


def earlier(path: Path) -> Earlier:
    """A release as the one before another. Raises NotARelease; check it first (check.py)."""
    data = path / "data"
    manifest, raw = manifest_of(data)
    incidents = {str(r["id"]): r for r in records(data / INCIDENTS)}
    return Earlier(manifest, hashlib.sha256(raw).hexdigest(), incidents, tuple(records(data / CORRECTIONS)))
