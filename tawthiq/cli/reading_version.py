"""Which reading this is: two builds of one reading version read the same out of the same document."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import tawthiq
from tawthiq.knowledge.office_words import files_of

_READS = ("audit", "domain", "extract", "knowledge", "text", "__init__.py", "pipeline.py")
"""What of the package has a part in what is read out of a document."""
_PACKAGES = ("ahocorasick_rs", "hijridate", "rapidfuzz")
"""Others' packages that have a part in it."""


def reading_version(office: Path | None) -> str:
    """A hash of the code and the words that read, of what the office knows of its own, of Python and the packages. Raises OSError, OfficeWordsError."""
    found = hashlib.sha256(" ".join((sys.version, *map(version, _PACKAGES))).encode())
    for name, path in _parts(office):
        content = path.read_bytes()
        found.update(f"\n{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _parts(office: Path | None) -> Iterator[tuple[str, Path]]:
    root = Path(tawthiq.__file__).parent
    for name in _READS:
        part = root / name
        for path in sorted(part.rglob("*")) if part.is_dir() else (part,):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(root).as_posix(), path
    if office is not None:
        yield from ((f"office{path.suffix}", path) for path in files_of(office))
