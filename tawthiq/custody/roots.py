"""Roots: one hash for all that persons ruled, looked at and did with material, kept outside the database (standards §5.2).

`roots.jsonl` beside the register takes a line a day, or whenever asked: how long each chain is, its head, and the hash
over them all. Carried out of the house (printed, mailed, stamped by a time authority) it proves later that nothing before
it was changed, nor cut off.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "roots.jsonl"
Root = dict[str, Any]
"""`at` (ISO time, UTC), for each chain `count` and `head`, `previous` (the root before; "" for the first), and `root`, the hash over the rest."""


class BadRoots(ValueError):
    """The file of roots cannot be read; the message names file, line and reason."""


def hash_of(record: Root) -> str:
    """The hash over a root's content, as canonical JSON."""
    content = {key: value for key, value in record.items() if key != "root"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_roots(folder: Path) -> list[Root]:
    """The roots taken so far, the oldest first; half a line that a killed process left is none. Raises BadRoots, OSError."""
    path = folder / NAME
    return _parsed(path.read_bytes(), path) if path.is_file() else []


def _parsed(raw: bytes, path: Path) -> list[Root]:
    found: list[Root] = []
    before = ""
    for number, line in enumerate(raw.split(b"\n")[:-1], start=1):
        try:
            record = json.loads(line)
            same = record["root"] == hash_of(record)
        except (ValueError, KeyError, TypeError) as error:
            raise BadRoots(f"{path}: line {number}: no root ({error})") from error
        if not same:
            raise BadRoots(f"{path}: line {number}: its hash is not that of its content")
        if record.get("previous", before) != before:  # lines of earlier versions do not name it
            raise BadRoots(f"{path}: line {number}: the root before it is missing or another")
        before = record["root"]
        found.append(record)
    return found


def add_root(folder: Path, present: Callable[[], Root], *, daily: bool = False) -> Root | None:
    """Adds the present state as a root; with `daily` only where none was taken today. Raises BadRoots, OSError."""
    path = folder / NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        raw = file.read()
        taken = _parsed(raw, path)
        record = present()
        if daily and taken and taken[-1]["at"][:10] >= record["at"][:10]:
            return None
        record = {**record, "previous": taken[-1]["root"] if taken else ""}
        record = {**record, "root": hash_of(record)}
        file.seek(raw.rfind(b"\n") + 1)  # half a line of a killed process is written over
        file.truncate()
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return record
