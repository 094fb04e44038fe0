"""The incident ids of the register that a build is about to replace, so that they outlive it."""

from __future__ import annotations

from pathlib import Path

import orjson

from tawthiq.domain.incident import AccountRef


def known_ids(register: Path) -> dict[AccountRef, str]:
    """Incident ids by account, of a register folder; empty where there is none yet or its file cannot be read.

    A line that is no incident is passed over: an id that is lost costs a new id, never the build.
    """
    found: dict[AccountRef, str] = {}
    try:
        with (register / "incidents.jsonl").open("rb") as file:
            for line in file:  # one at a time: the file of a million incidents is larger than it need be held
                found.update(_ids(line))
    except OSError:
        pass
    return found


def _ids(line: bytes) -> dict[AccountRef, str]:
    try:
        record = orjson.loads(line)
        ident = record["id"]
        refs = [(str(document), int(index)) for document, index in record["accounts"]]
    except (ValueError, KeyError, TypeError):
        return {}
    return dict.fromkeys(refs, ident) if isinstance(ident, str) and ident else {}
