"""The table of formats: name, what it is for, file or folder, and the module that writes it.

To add one: a module here with `write(export, path) -> int`, a line in `FORMATS`, a test that reads it back.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tawthiq.publish.exports.export import Export

Write = Callable[[Export, Path], int]


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `what` says for whom. `folder` where it is several files. The module is opened when it is asked for."""

    name: str
    module: str
    what: str
    folder: bool = False

    @property
    def write(self) -> Write:
        """Writes an export to a path and gives back how many records it wrote."""
        writer: Write = import_module(f"tawthiq.publish.exports.{self.module}").write
        return writer


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format("csv", "incidents_csv", "a table, one row per incident"),
        Format("xlsx", "incidents_xlsx", "the same table as a workbook"),
        Format("geojson", "incidents_geojson", "maps (RFC 7946)"),
        Format("hxl", "hxl", "the table with HXL tags"),
        Format("acled", "acled", "an ACLED-like table"),
        Format("ged", "ged", "a UCDP-GED-like table"),
        Format("ftm", "ftm", "FollowTheMoney: OpenAleph, nomenklatura", folder=True),
        Format("web-annotation", "web_annotation", "claims as W3C Web Annotations"),
        Format("uwazi", "uwazi", "an archive for Uwazi's CSV import, with thesauri and templates"),
        Format("bayanat", "bayanat", "Bayanat: API bodies, vocabularies, archive", folder=True),
        Format("datapackage", "tables_package", "a Frictionless data package, with CSVW metadata", folder=True),
    )
}


def write_export(made: Format, export: Export, out: Path) -> int:
    """Writes `export` in one format to `out`, complete or not at all; gives back how many records it wrote.

    A folder keeps what else lies in it. Raises OSError; what was there before then stays.
    """
    parent = out.parent
    parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
    try:
        target = work / out.name
        if made.folder:
            target.mkdir()
        written = made.write(export, target)
        if not made.folder:
            os.replace(target, out)
            return written
        for path in sorted(p for p in target.rglob("*") if p.is_file()):
            place = out / path.relative_to(target)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, place)
        return written
    finally:
        shutil.rmtree(work, ignore_errors=True)
