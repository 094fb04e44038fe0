"""A release's figures counted again from its own incidents: every table, the groups, the parity table, the headline."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tawthiq.publish import parity
from tawthiq.publish.exports.cells import cell
from tawthiq.publish.parties import principal
from tawthiq.publish.period.numbers_csv import FIELDS, MEASURES
from tawthiq.publish.releases.read import NotARelease
from tawthiq.publish.releases.write import GROUP_FIELDS, MAP, NUMBERS, PARITY, SENSITIVE, TABLE, group_rows

Record = dict[str, Any]
TOTAL = "total"


def faults(data: Path, manifest: Record, records: list[Record]) -> Iterator[str]:
    """A line for everything in a payload that its incidents do not give. Raises NotARelease for a file out of format."""
    ids = [str(r["id"]) for r in records]
    if len(set(ids)) != len(ids):
        yield "data/incidents.jsonl: an incident stands in it twice"
    counted = [r for r in records if r["rows"]]
    if manifest["headline"]["published"] != len(records) or manifest["headline"]["incidents"] != len(counted):
        yield "data/release.json: the headline does not count the incidents that are there"
    table = _rows(data / TABLE)
    if [row.get("id") for row in table] != [cell(i) for i in ids]:
        yield f"data/{TABLE}: its rows are not the incidents of the release"
    try:
        features = [f["id"] for f in json.loads((data / MAP).read_bytes())["features"]]
    except (ValueError, KeyError, TypeError) as error:
        raise NotARelease(f"data/{MAP}: {error}") from error
    if features != ids:
        yield f"data/{MAP}: its features are not the incidents of the release"
    yield from _numbers(data / NUMBERS, manifest, counted)
    if _lines(data / SENSITIVE) != _cells([n for n, _, _ in GROUP_FIELDS], group_rows(records)):
        yield f"data/{SENSITIVE}: the figures by group are not those of the incidents, or a small cell is shown"
    yield from _parity(data / PARITY, records)


def figures(records: Iterable[Record]) -> dict[str, int]:
    """The measures of a row over some incidents, and whether a sum is open (0 or 1)."""
    found = dict.fromkeys((*MEASURES, "killed_open", "injured_open"), 0)
    for record in records:
        found["incidents"] += 1
        found["massacres"] += bool(record["massacre"]["labelled"])
        for harm in ("killed", "injured"):
            figure = record[harm]
            if figure is not None:
                found[f"{harm}_min"] += figure["low"]
                found[f"{harm}_max"] += figure["high"]
                found[f"{harm}_incidents"] += 1
                found[f"{harm}_open"] |= bool(figure["open"])
    return found


def _numbers(path: Path, manifest: Record, counted: list[Record]) -> Iterator[str]:
    found: dict[tuple[str, ...], list[Record]] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in _rows(path):
        if set(row) != {name for name, _ in FIELDS}:
            raise NotARelease(f"data/{path.name}: a row with other columns than a release has")
        where = (row["table"], row["row"], row["column"])
        name = f"data/{path.name}: {' '.join(filter(None, where))}"
        if where in seen:
            yield f"{name}: stands in it twice"
            continue
        seen.add(where)
        dimensions = tuple(row["table"].split("+"))
        keys = (row["row"], row["column"]) if len(dimensions) == 2 else (row["row"],)
        if not counted or any(d not in counted[0]["rows"] for d in dimensions):
            yield f"{name}: no table of a release"
            continue
        if dimensions not in found:
            found[dimensions] = counted
        members = [
            r for r in counted
            if all(key in (TOTAL, cell(r["rows"][d])) for d, key in zip(dimensions, keys, strict=True))
        ]  # fmt: skip
        wanted = figures(members)
        for measure in MEASURES:
            if row[measure] != str(wanted[measure]):
                yield f"{name}: {measure} is {row[measure]}, its incidents give {wanted[measure]}"
        for harm in ("killed", "injured"):
            if row[f"{harm}_open"] != ("true" if wanted[f"{harm}_open"] else "false"):
                yield f"{name}: {harm}_open is {row[f'{harm}_open']}"
        if row["naming"] and int(row["naming"]) != _naming(row["row"], counted):
            yield f"{name}: naming is {row['naming']}"
    yield from _missing(path.name, seen, counted)
    headline = manifest["headline"]
    total = figures(counted)
    if any(
        headline[h] is not None and (headline[h]["low"], headline[h]["high"]) != (total[f"{h}_min"], total[f"{h}_max"])
        for h in ("killed", "injured")
    ):
        yield "data/release.json: the headline is not the sum of the incidents"


def _naming(code: str, counted: list[Record]) -> int:
    return sum(bool(r["means"]) if code == TOTAL else code in r["means"] for r in counted)


def _missing(name: str, seen: set[tuple[str, str, str]], counted: list[Record]) -> Iterator[str]:
    """Rows that the incidents give and the tables do not have."""
    for dimension in ("month", "actor", "governorate", "weapon"):
        for key in sorted({cell(r["rows"][dimension]) for r in counted} | ({TOTAL} if counted else set())):
            if (dimension, key, "") not in seen:
                yield f"data/{name}: {dimension} {key}: the row is missing"


def _parity(path: Path, records: list[Record]) -> Iterator[str]:
    """What the parity table says of each party's grades, against the incidents that count."""
    of: dict[str, list[Record]] = {parity.ALL: []}
    for record in records:
        if not record["background"] and record["grade"] != "G0":
            for code in (*dict.fromkeys(map(principal, record["accused"])),) or (parity.NOBODY,):
                of.setdefault(code, []).append(record)
            of[parity.ALL].append(record)
    rows = {row["party"]: row for row in _rows(path)}
    if rows.keys() != of.keys():
        yield f"data/{path.name}: its parties are not those of the incidents"
    for code in rows.keys() & of.keys():
        wanted = {"incidents": len(of[code])}
        for column in rows[code]:
            field, _, value = column.partition("_")
            if field in ("grade", "attribution"):
                wanted[column] = sum(record[field] == value for record in of[code])
        for column, number in wanted.items():
            if rows[code][column] != str(number):
                yield f"data/{path.name}: {code}: {column} is {rows[code][column]}, the incidents give {number}"


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error) as error:
        raise NotARelease(f"data/{path.name}: {' '.join(str(error).split())}") from error


def _lines(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    except (OSError, ValueError, csv.Error) as error:
        raise NotARelease(f"data/{path.name}: {' '.join(str(error).split())}") from error


def _cells(head: list[str], rows: Iterable[list[Any]]) -> list[list[str]]:
    return [head, *([cell(value) for value in row] for row in rows)]
