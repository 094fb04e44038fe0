"""Incidents as one CSV table: UTF-8, RFC 4180, a row per incident; no cell is one that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.columns import columns, row
from tawthiq.publish.exports.export import Export


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of incidents. Raises OSError."""
    table = columns(internal=export.internal)
    return write_csv(path, [c.name for c in table], (row(one, table) for one in export.incidents()))
