"""The incident ids of the register that a build is about to replace, so that they outlive it."""

from __future__ import annotations

import json
from pathlib import Path

from tawthiq.domain.incident import AccountRef


def known_ids(register: Path) -> dict[AccountRef, str]:
    """Incident ids by account, of a register folder; empty where there is none yet or its file cannot be read.

    A line that is no incident is passed over: an id that is lost costs a new id, never the build.
    """
    found: dict[AccountRef, str] = {}
    try:
        lines = (register / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return found
    for line in lines:
        try:
            record = json.loads(line)
            ident = record["id"]
            refs = [(str(document), int(index)) for document, index in record["accounts"]]
        except (ValueError, KeyError, TypeError):
            continue
        if isinstance(ident, str) and ident:
            found.update(dict.fromkeys(refs, ident))
    return found
