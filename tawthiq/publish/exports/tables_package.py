"""The table of incidents as a Frictionless data package and as CSV on the Web: the same CSV, described for both."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tawthiq.publish.exports import incidents_csv
from tawthiq.publish.exports.columns import Column, columns
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import ACCESS

TABLE = "incidents.csv"


def write(export: Export, path: Path) -> int:
    """Writes `incidents.csv`, `datapackage.json` and the CSVW metadata; gives back the number of rows. Raises OSError."""
    written = incidents_csv.write(export, path / TABLE)
    table, access = columns(internal=export.internal), ACCESS[export.internal]
    with (path / TABLE).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = (path / TABLE).stat().st_size
    _write(path / "datapackage.json", _package(table, access, size, digest))
    _write(path / f"{TABLE}-metadata.json", _csvw(table, access))
    return written


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _package(table: tuple[Column, ...], access: str, size: int, digest: str) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.kind, "description": c.meaning} for c in table]
    schema = {"fields": fields, "primaryKey": ["id"], "missingValues": [""]}
    resource = {
        "name": "incidents", "path": TABLE, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": size, "hash": f"sha256:{digest}", "schema": schema,
    }  # fmt: skip
    return {
        "profile": "tabular-data-package",
        "name": "tawthiq-incidents",
        "description": f"access: {access}",
        "resources": [resource],
    }


def _csvw(table: tuple[Column, ...], access: str) -> dict[str, Any]:
    types = {"number": "decimal"}
    described = [
        {"name": c.name, "titles": c.name, "dc:description": c.meaning, "datatype": types.get(c.kind, c.kind)}
        for c in table
    ]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": TABLE,
        "dc:accessRights": access,
        "dialect": {"delimiter": ",", "header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": described, "primaryKey": "id"},
    }
