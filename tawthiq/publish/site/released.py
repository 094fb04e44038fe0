"""A release as the site needs it: its incidents in order of time, its tables with the incidents behind every row, its log."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tawthiq.domain.incident import Definition, Incident
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.when import When
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.publish.figures import Sum
from tawthiq.publish.releases.read import manifest_of, records
from tawthiq.publish.releases.signing import Signature
from tawthiq.publish.releases.write import CORRECTIONS, INCIDENTS, METHODOLOGY, NUMBERS, PARITY, SENSITIVE
from tawthiq.publish.statistics import Row, Table

Record = dict[str, Any]
DIMENSIONS = ("month", "actor", "governorate", "weapon")
_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_NOWHERE = Quote("", Span(0, 0))


@dataclass(slots=True)
class Names:
    """Names of files: what is no small letter, digit, point or hyphen becomes an underscore; no two are the same."""

    given: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def of(self, text: str) -> str:
        """The file name for `text`, always the same one."""
        if text not in self.given:
            name = _UNSAFE.sub("_", text.lower()).strip("._")[:100] or "x"
            if name != text or name in self.taken:
                name = f"{name}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
            self.given[text] = name
            self.taken.add(name)
        return self.given[text]


def page_of(incident: str, lang: str) -> str:
    """Where the page of an incident lies in the site: its lasting address, whatever else is released beside it."""
    return f"{lang}/i/{Names().of(incident)}.html"


@dataclass(frozen=True, slots=True)
class Released:
    """A release read for drawing. `incidents` the latest first, undated ones last; `tables` by dimension in order of print;
    `groups` the lines of the tables by victim group, `parity` those of the parity table; `log` the corrections; `preview` where nothing was released."""

    manifest: Record
    digest: str
    method: Record
    incidents: tuple[Record, ...]
    tables: dict[str, Table]
    groups: tuple[dict[str, str], ...]
    parity: tuple[dict[str, str], ...]
    log: tuple[Record, ...]
    signatures: tuple[Signature, ...] = ()
    preview: bool = False


def read(data: Path, *, signatures: Iterable[Signature] = (), preview: bool = False) -> Released:
    """The release whose payload is in `data`. Raises NotARelease or OSError; check it first (releases/check.py)."""
    manifest, raw = manifest_of(data)
    incidents = sorted(records(data / INCIDENTS), key=_time, reverse=True)
    with (data / NUMBERS).open(encoding="utf-8", newline="") as file:
        tables = _tables(list(csv.DictReader(file)), incidents)
    with (data / SENSITIVE).open(encoding="utf-8", newline="") as file:
        groups = tuple(csv.DictReader(file))
    with (data / PARITY).open(encoding="utf-8", newline="") as file:
        parity = tuple(csv.DictReader(file))
    return Released(
        manifest, hashlib.sha256(raw).hexdigest(), json.loads((data / METHODOLOGY).read_bytes()), tuple(incidents), tables,
        groups, parity, tuple(records(data / CORRECTIONS)), tuple(signatures), preview,
    )  # fmt: skip


def _time(record: Record) -> tuple[str, str, str]:
    days = record["date"] or {"start": "", "end": ""}
    return days["end"], days["start"], record["id"]


def _tables(rows: list[dict[str, str]], incidents: list[Record]) -> dict[str, Table]:
    behind: dict[tuple[str, str], list[Record]] = {}
    for record in incidents:
        for dimension in DIMENSIONS:
            if record["rows"]:
                behind.setdefault((dimension, record["rows"][dimension]), []).append(record)
                behind.setdefault((dimension, "total"), []).append(record)
    found = {}
    for dimension in DIMENSIONS:
        mine = [_row(dimension, row, behind) for row in rows if row["table"] == dimension]
        total = next((row for row in mine if row.key == "total"), None)
        if total is not None:
            found[dimension] = Table(dimension, tuple(row for row in mine if row.key != "total"), total)
    return found


def _row(dimension: str, row: dict[str, str], behind: dict[tuple[str, str], list[Record]]) -> Row:
    members = behind.get((dimension, row["row"]), [])
    killed, injured = (
        Sum(int(row[f"{h}_min"]), int(row[f"{h}_max"]), row[f"{h}_open"] == "true", int(row[f"{h}_incidents"]))
        for h in ("killed", "injured")
    )
    massacres = tuple(r["id"] for r in members if r["massacre"]["labelled"])
    return Row(
        dimension, row["row"], row["row_ar"], row["row_en"], tuple(r["id"] for r in members), massacres, killed, injured
    )


def incident_of(record: Record) -> Incident:
    """A record as an incident of the register's kind, for what draws those: where and when it was as published, no accounts."""
    return Incident(
        id=record["id"], accounts=(), title_ar=record["title"]["ar"], title_en=record["title"]["en"], kind=record["kind"],
        labels=tuple(record["labels"]), date=_when(record["date"]), place=_place(record), actors=(), tolls=(),
        grade=record["grade"], attribution_grade=record["attribution"],
        massacre_by=tuple(record["massacre"]["definitions"]), definitions=definitions_of(record), background_only=record["background"],
    )  # fmt: skip


def definitions_of(record: Record) -> tuple[Definition, ...]:
    """The definitions of massacre that a record's figures meet, in words; a release of an earlier version names them by id only."""
    words = record["massacre"].get("words") or {}
    return tuple(Definition(ident, told["ar"], told["en"]) for ident, told in sorted(words.items()))


def _when(days: Record | None) -> When | None:
    if days is None:
        return None
    return When(date.fromisoformat(days["start"]), date.fromisoformat(days["end"]), days["precision"], "absolute")


def _place(record: Record) -> PlaceMention | None:
    place, division = record["place"], record["governorate"]
    if place is None and division is None and record["position"] is None:
        return None
    lon, lat = record["position"] or (None, None)
    named = place or division or {"id": "", "ar": "", "en": ""}
    made = Place(
        named["id"], "town" if place else "governorate" if division else "country", named["en"], named["ar"],
        governorate=division["id"] if division else None, lat=lat, lon=lon,
    )  # fmt: skip
    return PlaceMention(
        made, record["country"], division["en"] if division else None, record["place_precision"], _NOWHERE
    )
