"""The addresses of the reports as a CSV that auto-archiver's feeder reads: one address a row, each once.

Its configuration names the column: `csv_feeder: {files: [addresses.csv], column: url}`. What it archives comes back with
`tawthiq import`, its hashes and time stamps as facts of custody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.export import Export

HEADER = ("url", "publisher", "published", "sha256", "tawthiq_document", "tawthiq_access")


def write(export: Export, path: Path) -> int:
    """Writes the list; gives back the number of addresses. Raises OSError."""
    return write_csv(path, HEADER, _rows(export))


def _rows(export: Export) -> Iterator[tuple[Any, ...]]:
    seen: set[str] = set()
    for one in export.incidents():
        for source in one.sources:
            if source.url and source.url not in seen:
                seen.add(source.url)
                yield source.url, source.publisher, source.published, source.sha256, source.id, one.access
