"""Which reading this is: two builds of one reading version read the same out of the same document, and two of one version of the stages
behind it link and weigh the same accounts alike."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import tawthiq
from tawthiq.knowledge.office_words import files_of

_READS = ("audit", "domain", "extract", "knowledge", "text", "__init__.py", "pipeline.py")
"""What of the package has a part in what is read out of a document."""
_PACKAGES = ("ahocorasick_rs", "hijridate", "rapidfuzz")
"""Others' packages that have a part in it."""
_LINKS_AND_WEIGHS = ("link", "reconcile")
_PACKAGES_BEHIND = ("duckdb", "numpy", "pyarrow", "rensa", "splink", "sqlglot")
"""What has a part in linking and weighing beside all that reads."""


def reading_version(office: Path | None) -> str:
    """A hash of the code and the words that read, of what the office knows of its own, of Python and the packages. Raises OSError, OfficeWordsError."""
    return _hash_of(sys.version, _PACKAGES, _parts(_READS, office))


def stages_version(reading: str) -> str:
    """The same of what links and weighs, by the reading version it works behind. Raises OSError."""
    return _hash_of(reading, _PACKAGES_BEHIND, _parts(_LINKS_AND_WEIGHS, None))


def _hash_of(start: str, packages: Iterable[str], parts: Iterable[tuple[str, Path]]) -> str:
    found = hashlib.sha256(" ".join((start, *map(version, packages))).encode())
    for name, path in parts:
        content = path.read_bytes()
        found.update(f"\n{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _parts(names: Iterable[str], office: Path | None) -> Iterator[tuple[str, Path]]:
    root = Path(tawthiq.__file__).parent
    for name in names:
        part = root / name
        for path in sorted(part.rglob("*")) if part.is_dir() else (part,):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(root).as_posix(), path
    if office is not None:
        yield from ((f"office{path.suffix}", path) for path in files_of(office))
