"""Opens what other systems write: CSV, a zip with `import.csv`, JSON and JSON Lines; one row at a time, bad ones named."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from tawthiq.domain.document import Unreadable
from tawthiq.imports.json_values import values
from tawthiq.text.json_size import check_size

_LONGEST_FIELD = 5_000_000
_LONGEST_LINE = 25_000_000
_WHOLE = (".json", ".geojson")
"""Files of JSON that are no line for each record."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: `where` names file and row; `cells` by column in lower case, or the values of a JSON record."""

    where: str
    cells: dict[str, Any]


def rows(path: Path) -> Iterator[Row | Unreadable]:
    """The records of a file. Raises OSError where it cannot be opened, ValueError where it is of no kind that is read."""
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                if "import.csv" not in archive.namelist():
                    raise ValueError("the archive holds no import.csv")
                with archive.open("import.csv") as raw:
                    yield from _csv(io.TextIOWrapper(raw, encoding="utf-8-sig", errors="strict", newline=""), path)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise ValueError(f"no sound zip archive ({type(error).__name__})") from error
        except RuntimeError as error:  # zipfile's word for a member under a password
            raise ValueError("the archive opens only with a password") from error
        return
    if path.suffix.lower() in (*_WHOLE, ".jsonl", ".ndjson"):
        yield from _json(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from _csv(file, path)


def _csv(file: TextIO, path: Path) -> Iterator[Row | Unreadable]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    try:
        lines = _of_bounded_length(file)
        first = next(lines, "")
        tabs = "\t" in first and "," not in first
        reader = csv.reader(chain((first,), lines), delimiter="\t" if tabs else ",")
        header = [name.strip().lower() for name in next(reader, [])]
        number = 1
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _bad(path, number, str(error))
                continue
            if number == 2 and cells and all(c.startswith("#") for c in cells if c):
                continue  # the tags of HXL
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                yield _bad(path, number, f"{len(cells)} cells for {len(header)} columns")
                continue
            yield Row(f"{path}: row {number}", {n: plain(c) for n, c in zip(header, cells, strict=True)})
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"its first line cannot be read ({error})") from error


def _of_bounded_length(file: TextIO) -> Iterator[str]:
    """The lines of a file. Raises ValueError for one that is longer than any row: a small archive may hold a line of many GB."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ValueError(f"a line of more than {_LONGEST_LINE // 1_000_000} million characters")
        yield line


def plain(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    cell = cell.strip()
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def _bad(path: Path, number: int, reason: str) -> Unreadable:
    return Unreadable(f"row-{number}", "bad_row", f"{path}: row {number}: {reason}", str(path))


def _json(path: Path) -> Iterator[Row | Unreadable]:
    """JSON Lines, or the values of a JSON file; neither is ever held whole."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            if path.suffix.lower() not in _WHOLE:
                yield from _lines(file, path)
                return
            for number, value in enumerate(values(file), start=1):
                if isinstance(value, ValueError):
                    yield _bad(path, number, " ".join(str(value).split()))
                else:
                    yield _record(value, path, number)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None


def _lines(lines: Iterable[str], path: Path) -> Iterator[Row | Unreadable]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            check_size(line)
            yield _record(json.loads(line), path, number)
        except (ValueError, RecursionError) as error:
            yield _bad(path, number, " ".join(str(error).split()))


def _feature(feature: dict[str, Any]) -> Any:
    """What a feature of a map says, and where its point lies: the position stands beside its properties (RFC 7946)."""
    told, geometry = feature.get("properties"), feature.get("geometry")
    if not isinstance(told, dict) or not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return told
    lon, lat = [*(geometry.get("coordinates") or ()), None, None][:2]
    return {"latitude": lat, "longitude": lon, **told}


def _record(record: Any, path: Path, number: int) -> Row | Unreadable:
    if isinstance(record, dict) and record.get("type") == "Feature":
        record = _feature(record)
    if isinstance(record, dict) and isinstance(record.get("item"), dict):
        record = record["item"]
    if not isinstance(record, dict):
        return _bad(path, number, "not an object")
    return Row(f"{path}: row {number}", record)
