"""The payload of a release: records of incidents, tables, map, parity, corrections, method, and the manifest over them.

Everything is made of incidents as published; the same register, time and settings give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from tawthiq import __version__
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish import parity, public
from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.columns import columns, row
from tawthiq.publish.exports.incidents_geojson import feature
from tawthiq.publish.exports.shown import Shown, is_restricted, shown
from tawthiq.publish.period.numbers import Numbers, numbers
from tawthiq.publish.period.numbers_csv import FIELDS, MEASURES, numbers_csv
from tawthiq.publish.period.term import Term
from tawthiq.publish.register_files import Case, cases_of
from tawthiq.publish.releases import small_cells
from tawthiq.publish.releases.bag import MANIFEST
from tawthiq.publish.releases.corrections import corrections, sayable
from tawthiq.publish.releases.methodology import methodology
from tawthiq.publish.releases.quotes import SENTENCES, Quoter
from tawthiq.publish.releases.record import Record, incident_record
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import clean

FORMAT = 1
DELAY_HOURS = 72
"""For how long after its last possible day an incident is held back as one that may still be going on (standards §5.7)."""
INCIDENTS, NUMBERS, SENSITIVE, PARITY = "incidents.jsonl", "numbers.csv", "groups.csv", "parity.csv"
CORRECTIONS, METHODOLOGY, TABLE, MAP = "corrections.jsonl", "methodology.json", "incidents.csv", "incidents.geojson"
PACKAGE = "datapackage.json"
GROUP_FIELDS = (
    ("table", "string", "group+governorate, group+party or group+year."),
    ("group", "string", "Victim group, by code."),
    ("column", "string", "Code of the governorate or party, the year, or total."),
    ("killed_min", "integer", "Sum of the minima of people killed; empty where withheld."),
    ("killed_max", "integer", "Sum of the maxima of people killed; empty where withheld."),
    ("killed_open", "boolean", "Whether a maximum is open (more than)."),
    ("injured_min", "integer", "Sum of the minima of people injured; empty where withheld."),
    ("injured_max", "integer", "Sum of the maxima of people injured; empty where withheld."),
    ("injured_open", "boolean", "Whether a maximum is open (more than)."),
    ("withheld", "boolean", "Whether the cell counts one or two people, or would give away one that does."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a release is made: its time, the delay in hours, how much is quoted, the office's title."""

    at: datetime
    delay_hours: int = DELAY_HOURS
    quotes: str = SENTENCES
    title: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The release before: its manifest, the hash of that, its incidents by id, and its log of corrections."""

    manifest: dict[str, Any]
    digest: str
    incidents: dict[str, Record]
    log: tuple[Record, ...]


@dataclass(slots=True)
class Chosen:
    """The incidents that go out, as cases with what may be shown of them, and the register of them alone.

    `left_out` says why others do not, by the id that they have outside.
    """

    register: Register
    told: list[tuple[Case, Shown]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def choose(register: Register, settings: Settings, *, wait: bool = True) -> Chosen:
    """Sorts the incidents of a register into those that may go out and those held back: closed documents and, where the release
    is to `wait`, what may still be going on."""
    found = Chosen(register)
    for case in cases_of(register):
        one = shown(case)
        if one is None:
            found.left_out[public.public_id(case.incident)] = "restricted"
        elif wait and is_active(case, settings):
            found.left_out[public.public_id(case.incident)] = "delayed"
        else:
            found.told.append((case, one))
    ids = {case.incident.id for case, _ in found.told}
    found.register = replace(register, incidents=tuple(i for i in register.incidents if i.id in ids))
    return found


def is_active(case: Case, settings: Settings) -> bool:
    """Whether an incident may still be going on: its last possible day, else the last day a report on it was published, is
    not yet the delay ago. One whose time nothing says is not held back."""
    last = case.incident.date.end if case.incident.date else None
    if last is None:
        days = [
            date.fromisoformat(end)
            for t in case.tellings
            if not is_restricted(t.document) and (end := (t.document.get("published") or {}).get("end"))
        ]
        last = max(days, default=None)
    if last is None or last == date.max:
        return last is not None
    over = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    return settings.at < over + timedelta(hours=settings.delay_hours)


def whole_term(incidents: Iterable[Incident]) -> Term | None:
    """The whole years that hold every dated incident; None where none is dated."""
    days = [day for incident in incidents for day in public.dates(incident) or ()]
    return Term(date(min(days).year, 1, 1), date(max(days).year, 12, 31)) if days else None


def count(register: Register) -> Numbers | None:
    """The figures of all dated incidents; None where there is none."""
    term = whole_term(register.incidents)
    return numbers(register, term, Trace(register)) if term else None


def write(
    folder: Path,
    chosen: Chosen,
    counted: Numbers | None,
    settings: Settings,
    *,
    earlier: Earlier | None = None,
    fates: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    names: Mapping[str, frozenset[str]] | None = None,
    closed: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Writes the payload into an empty folder and gives back its manifest, which is the last file written.

    `fates` says what became of incidents that are not there, `facts` what the manifest says of the register, `names` whom
    else documents name, `closed` the keys of offices that are closed to readers. Raises OSError.
    """
    tallies = {t.incident.id: t for t in counted.counted} if counted else {}
    quoter = Quoter(settings.quotes, names, closed)
    records = [incident_record(case, one, tallies.get(case.incident.id), quoter) for case, one in chosen.told]
    method = methodology()
    number = earlier.manifest["number"] + 1 if earlier else 1
    by_id = {r["id"]: r for r in records}
    fresh = list(corrections(number, earlier.incidents, by_id, {**(fates or {}), **chosen.left_out})) if earlier else []
    _lines(folder / INCIDENTS, records)
    _lines(folder / CORRECTIONS, sayable([*(earlier.log if earlier else ()), *fresh], by_id))
    _json(folder / METHODOLOGY, method)
    table = columns(internal=False)
    write_csv(folder / TABLE, [c.name for c in table], (row(one, table) for _, one in chosen.told))
    _map(folder / MAP, (one for _, one in chosen.told))
    text = numbers_csv(replace(counted, groups=())) if counted else ",".join(name for name, _ in FIELDS) + "\r\n"
    (folder / NUMBERS).write_text(text, encoding="utf-8", newline="")
    write_csv(folder / SENSITIVE, [name for name, _, _ in GROUP_FIELDS], group_rows(records))
    parity.write_parity(chosen.register, folder / PARITY)
    _json(folder / PACKAGE, _package(folder, settings, number))
    manifest = _manifest(folder, records, counted, settings, number, method["version"], earlier, chosen, facts or {})
    _json(folder / MANIFEST, manifest)
    return manifest


def group_rows(records: Sequence[Record]) -> Iterator[list[Any]]:
    """The lines of the tables by victim group."""
    for cell in small_cells.cells(records):
        figures: list[Any] = []
        for at in range(len(small_cells.MEASURES)):
            figures += ["", "", ""] if cell.withheld else [cell.low[at], cell.high[at], cell.open[at]]
        yield [cell.table, cell.group, cell.column, *figures, cell.withheld]


def _map(path: Path, incidents: Iterable[Shown]) -> None:
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","access":"public","features":[')
        for number, one in enumerate(incidents):
            file.write((b",\n" if number else b"\n") + orjson.dumps(feature(one)))
        file.write(b"\n]}\n")


def _lines(path: Path, records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _package(folder: Path, settings: Settings, number: int) -> dict[str, Any]:
    """The data package (Frictionless): every data file with its columns, size and hash."""
    numeric = {*MEASURES, "naming"}
    kinds = {name: "integer" if name in numeric else "string" for name, _ in FIELDS}
    schemas: dict[str, list[tuple[str, str, str]]] = {
        TABLE: [(c.name, c.kind, c.meaning) for c in columns(internal=False)],
        NUMBERS: [(name, kinds[name], meaning) for name, meaning in FIELDS],
        SENSITIVE: list(GROUP_FIELDS),
        PARITY: list(parity.FIELDS),
    }
    return {
        "profile": "data-package",
        "name": "tawthiq-release",
        "title": clean(settings.title) or "Tawthiq",
        "version": str(number),
        "created": _time(settings.at),
        "resources": [_resource(path, schemas.get(path.name)) for path in sorted(folder.iterdir())],
    }


def _resource(path: Path, fields: list[tuple[str, str, str]] | None) -> dict[str, Any]:
    media = {".csv": "text/csv", ".geojson": "application/geo+json", ".jsonl": "application/x-ndjson"}
    resource: dict[str, Any] = {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "profile": "tabular-data-resource" if fields else "data-resource",
        "format": path.suffix.removeprefix("."),
        "mediatype": media.get(path.suffix, "application/json"),
        "encoding": "utf-8",
        "type": "table" if fields else "file",
        **_size(path),
    }
    resource["hash"] = f"sha256:{resource['hash']}"
    if fields:
        schema = {"fields": [{"name": n, "type": k, "description": m} for n, k, m in fields], "missingValues": [""]}
        resource["schema"] = schema
    return resource


def _size(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "hash": hashlib.file_digest(file, "sha256").hexdigest()}


def _manifest(
    folder: Path,
    records: list[Record],
    counted: Numbers | None,
    settings: Settings,
    number: int,
    method: str,
    earlier: Earlier | None,
    chosen: Chosen,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    total = counted.total if counted else None
    before = {k: earlier.manifest[k] for k in ("number", "at", "methodology", "headline")} if earlier else {}
    return {
        "format": FORMAT,
        "kind": "tawthiq release",
        "number": number,
        "at": _time(settings.at),
        "title": clean(settings.title),
        "program": __version__,
        "methodology": method,
        "settings": {
            "delay_hours": settings.delay_hours, "quotes": settings.quotes, "smallest_cell": small_cells.LEAST,
        },
        "register": dict(facts),
        "left_out": dict(sorted(Counter(chosen.left_out.values()).items())),
        "headline": headline(records, total, counted),
        "previous": {**before, "manifest": earlier.digest} if earlier else None,
        "history": [*earlier.manifest["history"], {**before, "manifest": earlier.digest}] if earlier else [],
        "files": [{"path": path.name, **_size(path)} for path in sorted(folder.iterdir())],
    }  # fmt: skip


def headline(records: Sequence[Record], total: Any, counted: Numbers | None) -> dict[str, Any]:
    """The figures at the head of a release: of the incidents that count, over the whole years from `from` to `to`."""
    found: dict[str, Any] = {"published": len(records), "from": None, "to": None, "incidents": 0, "massacres": 0}
    found |= {"killed": None, "injured": None}
    if total is None or counted is None:
        return found
    found |= {
        "from": counted.term.start.isoformat(), "to": counted.term.end.isoformat(), "incidents": len(total.incidents),
        "massacres": len(total.massacres),
    }  # fmt: skip
    for name, figure in (("killed", total.killed), ("injured", total.injured)):
        found[name] = {"low": figure.low, "high": figure.high, "open": figure.open, "incidents": figure.incidents}
    return found


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
