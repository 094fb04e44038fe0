"""Folders that are bags (BagIt, RFC 8493): the files that arrived, each with the hash that whoever packed it promised.

Only what lies below `data/` is a report. A file whose bytes are others than promised, that nothing promises, or that is promised
and not there is named and not read; what a bag leaves to be fetched from an address is never fetched.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import bagit

PAYLOAD = "data"
_DECLARATION = "bagit.txt"
_STRONGEST = ("sha512", "sha256", "sha384", "sha224", "sha1", "md5")

Promises = Mapping[str, tuple[str, str]]
"""By path below `data/`: the algorithm and the hash."""


class BadBag(ValueError):
    """A folder that says it is a bag and is none; the message says why."""


def is_bag(folder: Path) -> bool:
    """Whether a folder says that it is a bag."""
    return (folder / _DECLARATION).is_file() and (folder / PAYLOAD).is_dir()


def promises(folder: Path) -> Promises:
    """What a bag's manifests say of its files, the strongest hash of each. Raises BadBag."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # it tells every step; errors are raised
    try:
        entries = bagit.Bag(str(folder)).payload_entries()
    except (bagit.BagError, OSError, ValueError, LookupError, RuntimeError) as error:
        raise BadBag(" ".join(str(error).split())[:200] or "its declaration cannot be read") from error
    found = {}
    for name, hashes in entries.items():
        known = {str(algorithm).lower(): str(value).lower() for algorithm, value in hashes.items()}
        best = next((a for a in _STRONGEST if a in known), "")
        if best and name.startswith(f"{PAYLOAD}/"):
            found[name.removeprefix(f"{PAYLOAD}/")] = (best, known[best])
    return found


def is_as_promised(path: Path, promise: tuple[str, str]) -> bool:
    """Whether a file's bytes have the hash that was promised. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, promise[0]).hexdigest() == promise[1]
