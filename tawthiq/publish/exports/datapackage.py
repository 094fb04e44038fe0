"""`datapackage.json`: what each file of open data is, its columns, size and SHA-256 (Frictionless Data Package v1).

A reader can check with it that the files are the ones that were released. No licence is claimed for the office.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tawthiq.domain.register import Register
from tawthiq.publish.exports.statistics_csv import FIELDS
from tawthiq.publish.wording import clean, wording

FILES = ("statistics.csv", "incidents.geojson")
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".jsonl": "application/x-ndjson",
    ".html": "text/html",
}


def _schema() -> dict[str, Any]:
    fields = [{"name": name, "type": kind, "description": meaning} for name, kind, meaning in FIELDS]
    return {"fields": fields, "primaryKey": ["dimension", "key"], "missingValues": [""]}


def _resource(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    resource: dict[str, Any] = {
        "name": path.name.lower().replace("_", "-"),
        "path": path.name,
        "profile": "data-resource",
        "format": path.suffix.removeprefix("."),
        "mediatype": _MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if path.name == "statistics.csv":
        resource |= {"profile": "tabular-data-resource", "schema": _schema()}
    return resource


def datapackage(register: Register, directory: Path, files: Iterable[str] = FILES) -> dict[str, Any]:
    """The description of `files` in `directory`, by name. Raises OSError where one of them cannot be read."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "tawthiq-register",
        "title": clean(register.title) or wording("en")("report.title"),
        "description": wording("en")("summary.range_note"),
    }
    if register.version:
        package["version"] = register.version
    return package | {"resources": [_resource(directory / name) for name in files]}


def write_datapackage(register: Register, directory: Path, files: Iterable[str] = FILES) -> None:
    """Writes `datapackage.json` into `directory`, after the files that it describes. Raises OSError."""
    text = json.dumps(datapackage(register, directory, files), ensure_ascii=False, indent=1)
    (directory / "datapackage.json").write_text(text + "\n", encoding="utf-8", newline="\n")
