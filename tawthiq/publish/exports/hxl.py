"""Incidents as CSV with HXL tags (HXL 1.1): the second line tags every column, so that humanitarian tools read it."""

from __future__ import annotations

from pathlib import Path

from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.columns import columns, row
from tawthiq.publish.exports.export import Export


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of incidents. Raises OSError."""
    table = columns(internal=export.internal)
    rows = (row(one, table) for one in export.incidents())
    return write_csv(path, [c.name for c in table], rows, above=[c.hxl for c in table])
