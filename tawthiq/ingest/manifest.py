"""`manifest.csv`: what the office knows of files that do not say it themselves.

Columns file, url, publisher, published, retrieved; others are ignored. A bad row is reported with its line and left out;
the file it names is read without it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tawthiq.domain.document import Unreadable
from tawthiq.ingest.decode import decode
from tawthiq.ingest.page import Refused

NAME = "manifest.csv"
MAX_CELL = 100_000
"""Characters; below the csv library's own limit, which is one for the process and which `csv_posts` raises."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a manifest says of one file."""

    url: str = ""
    publisher: str = ""
    published: date | None = None
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by file name, relative to its folder, and what was wrong with the others."""

    rows: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Unreadable, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; an unreadable one is a problem, not an error."""
    try:
        text = decode(path.read_bytes())
    except (OSError, Refused) as error:
        reason = error.reason if isinstance(error, Refused) else error.strerror or str(error)
        return Manifest(problems=(Unreadable(NAME, "manifest", f"{path}: {reason}", str(path)),))
    rows: dict[str, Known] = {}
    problems: list[Unreadable] = []
    reader = csv.DictReader(io.StringIO(text))
    if "file" not in (reader.fieldnames or []):
        return Manifest(problems=(Unreadable(NAME, "manifest", f"{path}: no column is called file", str(path)),))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(Unreadable(NAME, "manifest", f"{path}: line {reader.line_num}: {error}", str(path)))
            continue
        name = (row.get("file") or "").strip()
        where = f"{path}: line {reader.line_num}"
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row.values()):
            problems.append(Unreadable(NAME, "manifest", f"{where}: a cell over {MAX_CELL} characters", str(path)))
            continue
        if not name:
            problems.append(Unreadable(NAME, "manifest", f"{where}: no file is named", str(path)))
            continue
        if not _stands(path.parent, name):
            problems.append(Unreadable(NAME, "manifest", f"{where}: {name}: no such file", str(path)))
            continue
        try:
            published, retrieved = (_day(row.get(column)) for column in ("published", "retrieved"))
        except ValueError as error:
            problems.append(Unreadable(NAME, "manifest", f"{where}: {name}: {error}", str(path)))
            published = retrieved = None
        rows[name] = Known((row.get("url") or "").strip(), (row.get("publisher") or "").strip(), published, retrieved)
    return Manifest(rows, tuple(problems))


def _stands(folder: Path, name: str) -> bool:
    """Whether the folder holds a file of that name; a name no file can have is simply not there."""
    try:
        return (folder / name).is_file() and ".." not in Path(name).parts
    except (OSError, ValueError):
        return False


def _day(value: str | None) -> date | None:
    """An ISO day (a time after it is dropped), or None for an empty cell. Raises ValueError."""
    text = (value or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"{text!r} is no day like 2012-09-25") from None
