"""Who may see a document: `open`, or `restricted`, which is never published and never leaves the machine.

Rule: nothing said is open; what is said and not understood is restricted, with a note that says so (deny by default). A
file is also restricted where a `manifest.csv` between it and the folder that was asked for marks it so, or the one
beside a file that was asked for by name; a manifest that cannot be trusted restricts every file it may have meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tawthiq.ingest.manifest import NAME, Known, Manifest, read_access, read_manifest
from tawthiq.ingest.walk import Found


def access_of(record: dict[str, Any]) -> tuple[bool, str]:
    """Whether a record is restricted, and a note where its `access` or `restricted` says neither yes nor no.

    `{"access": "restricted"}` and `{"restricted": true}` are; `{"access": "secret"}` is too, with a note.
    """
    restricted, note = read_access(record.get("access"))
    flag = record.get("restricted")
    if flag is None or flag is False:
        return restricted, note
    return True, note or ("" if flag is True else f"restricted: {str(flag)[:30]!r} is neither true nor false")


class Manifests:
    """The manifests of the folders that are read, each opened once."""

    def __init__(self) -> None:
        self._read: dict[Path, Manifest] = {}

    def of(self, folder: Path) -> Manifest:
        """The manifest of a folder; an empty one where it has none."""
        if folder not in self._read:
            path = folder / NAME
            self._read[folder] = read_manifest(path) if path.is_file() else Manifest()
        return self._read[folder]

    def known(self, found: Found, asked: Path) -> Known:
        """What is known of a file: by the manifest of the folder `asked` for; access by every one that may mean it."""
        known = self.of(asked).known(found.relative) if asked.is_dir() else Known()
        for folder in _between(found.path, asked):
            said = self.of(folder).known(found.path.relative_to(folder).as_posix())
            if said.restricted and not known.restricted:
                known = replace(known, restricted=True, access_note=said.access_note)
        return known


def _between(path: Path, asked: Path) -> Iterator[Path]:
    """The folders from the file's own up to the one asked for."""
    for folder in path.parents:
        yield folder
        if folder == asked or not asked.is_dir():
            return
