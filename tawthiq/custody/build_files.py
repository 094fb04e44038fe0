"""The files that a build wrote: their hashes, which stand in its run.json, and which of them are others by now.

Whoever can change a file of the folder can change run.json with it: what is to be held against an intruder leaves the house in a
backup, a bag or a release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

RUN = "run.json"
"""The one file of a build that says when it ran; it names the others with their hashes."""
_OFFICE = frozenset({RUN, "office.toml", "roots.jsonl", "reader-log.jsonl"})
"""Files beside those of a build that are kept in the register's folder: the office's own words and roots, and what a model read."""


def hashes_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of each file that lies in a folder, by name. Raises OSError."""
    found = {}
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.name] = {"bytes": path.stat().st_size, "sha256": digest}
    return found


def written_files(register: Path) -> dict[str, dict[str, Any]]:
    """What the build says of its files; nothing where its version kept no hashes. Raises OSError, ValueError."""
    run = orjson.loads((register / RUN).read_bytes())
    files = run.get("files", {}) if isinstance(run, dict) else None
    if not isinstance(files, dict) or not all(isinstance(f, dict) and "sha256" in f for f in files.values()):
        raise ValueError("it does not name the files of a build")
    return files


def build_faults(register: Path) -> Iterator[str]:
    """A line for each file of a build that is another by now or missing, and each that came to lie among them."""
    try:
        wanted = written_files(register)
        held = hashes_of(register) if wanted else {}
    except OSError as error:
        yield f"{Path(error.filename or RUN).name}: {error.strerror or error}"
        return
    except ValueError as error:
        yield f"{RUN}: {error}"
        return
    for name in sorted(wanted.keys() - held.keys()):
        yield f"{name}: missing; the build wrote it"
    for name, now in held.items():
        if name in wanted and now["sha256"] != wanted[name]["sha256"]:
            yield f"{name}: not as the build wrote it"
        elif name not in wanted and name not in _OFFICE and not name.startswith("."):
            yield f"{name}: the build did not write it"
