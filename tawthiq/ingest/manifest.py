"""`manifest.csv`: what the office knows of files that do not say it themselves.

Columns file, url, publisher, published, retrieved, access; others are ignored. A bad row is reported with its line and
left out; the file it names is read without it, as a restricted one where the manifest has a column access: what it said
of access is then not known. Where it cannot be told which file was meant, every file without a row is restricted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tawthiq.domain.document import Unreadable
from tawthiq.ingest.decode import decode
from tawthiq.ingest.limits import limits
from tawthiq.ingest.page import Refused

NAME = "manifest.csv"
_BEYOND = "\0"
"""What the csv library is to call the cells past the last column: the name of no column."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a manifest says of one file."""

    url: str = ""
    publisher: str = ""
    published: date | None = None
    retrieved: date | None = None
    restricted: bool = False
    access_note: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by file name, relative to its folder, and what was wrong with the others.

    `rest` is what is known of the files without a row: nothing, or that they are restricted.
    """

    rows: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Unreadable, ...] = ()
    rest: Known = field(default_factory=Known)

    def known(self, name: str) -> Known:
        """What the manifest says of the file of that name, relative to its folder."""
        return self.rows.get(name, self.rest)


def read_access(value: object) -> tuple[bool, str]:
    """Whether an access level is restricted, and a note where it is no level: that is restricted too."""
    said = value.strip().lower() if isinstance(value, str) else value
    if said in (None, "", "open"):
        return False, ""
    return True, "" if said == "restricted" else f"access: {str(value)[:30]!r} is neither open nor restricted"


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; an unreadable one is a problem, not an error."""
    untrusted = Known(restricted=True, access_note=f"{path}: what it says of access cannot be read")
    try:
        text = decode(path.read_bytes()).removeprefix("\ufeff")
    except (OSError, Refused) as error:
        reason = error.reason if isinstance(error, Refused) else error.strerror or str(error)
        return Manifest(problems=(Unreadable(NAME, "manifest", f"{path}: {reason}", str(path)),), rest=untrusted)
    reader = csv.DictReader(io.StringIO(text), restkey=_BEYOND)
    try:
        reader.fieldnames = columns = [name.strip().lower() for name in reader.fieldnames or []]
    except csv.Error as error:
        return Manifest(problems=(Unreadable(NAME, "manifest", f"{path}: line 1: {error}", str(path)),), rest=untrusted)
    levels = "access" in text.partition("\n")[0].lower()
    if "file" not in columns:
        problem = Unreadable(NAME, "manifest", f"{path}: no column is called file", str(path))
        return Manifest(problems=(problem,), rest=untrusted if levels else Known())
    rows: dict[str, Known] = {}
    problems: list[Unreadable] = []
    rest = Known()

    def bad(reason: str, name: str = "", *, sealed: bool = levels) -> None:
        nonlocal rest
        problems.append(Unreadable(NAME, "manifest", f"{path}: line {reader.line_num}: {reason}", str(path)))
        if sealed and name:
            rows[name] = replace(rows.get(name, Known()), restricted=True, access_note=untrusted.access_note)
        elif sealed:
            rest = untrusted

    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            bad(str(error))
            continue
        name = (row.get("file") or "").strip()
        there = Path(name).as_posix() if name and _stands(path.parent, name) else ""
        restricted, note = read_access(row.get("access"))
        if any(isinstance(cell, str) and len(cell) > limits().manifest_cell_characters for cell in row.values()):
            bad(f"a cell over {limits().manifest_cell_characters} characters", there)
        elif not name:
            bad("no file is named", sealed=restricted)
        elif not there:
            bad(f"{name}: no such file", sealed=restricted)
        elif levels and row.get(_BEYOND):
            bad(f"{name}: {len(columns) + len(row[_BEYOND])} cells for {len(columns)} columns", there)
        else:
            try:
                published, retrieved = (_day(row.get(column)) for column in ("published", "retrieved"))
            except ValueError as error:
                bad(f"{name}: {error}", sealed=False)
                published = retrieved = None
            before = rows.get(there, Known())  # a file named twice is restricted where either row says so
            restricted, note = restricted or before.restricted, note or before.access_note
            url, publisher = ((row.get(column) or "").strip() for column in ("url", "publisher"))
            rows[there] = Known(url, publisher, published, retrieved, restricted, note)
    return Manifest(rows, tuple(problems), rest)


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
