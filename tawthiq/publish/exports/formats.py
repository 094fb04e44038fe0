"""The table of formats: name, what it is for, file or folder, and the module that writes it.

To add one: a module here with `write(export, path) -> int`, a line in `FORMATS`, a test that reads it back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tawthiq.domain.collecting import uncollected
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
        Format("plover", "plover", "a PLOVER-coded table with tabs"),
        Format("atlos", "atlos", "the table that Atlos imports in bulk"),
        Format("auto-archiver", "archiver_list", "the addresses of the reports, for auto-archiver"),
        Format("ftm", "ftm", "FollowTheMoney: OpenAleph, nomenklatura", folder=True),
        Format("web-annotation", "web_annotation", "claims as W3C Web Annotations"),
        Format("uwazi", "uwazi", "an archive for Uwazi's CSV import, with thesauri and templates"),
        Format("bayanat", "bayanat", "Bayanat: API bodies, vocabularies, archive", folder=True),
        Format("datapackage", "tables_package", "a Frictionless data package, with CSVW metadata", folder=True),
    )
}


def write_export(made: Format, export: Export, out: Path) -> int:
    """Writes `export` in one format to `out`, where nothing is; gives back how many records it wrote. Raises OSError."""
    if made.folder:
        out.mkdir(parents=True)
    with uncollected():  # an incident at a time, and none in a cycle
        return made.write(export, out)


def move_export(written: Path, out: Path) -> None:
    """Moves a whole export to its place, file by file: a folder keeps what else lies in it. Raises OSError."""
    if written.is_file():
        os.replace(written, out)
        return
    for path in sorted(p for p in written.rglob("*") if p.is_file()):
        place = out / path.relative_to(written)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)
