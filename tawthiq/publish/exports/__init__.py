"""Open data: statistics as CSV, incidents as GeoJSON, and the data package that describes and hashes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tawthiq.domain.register import Register
from tawthiq.publish.exports.datapackage import FILES, write_datapackage
from tawthiq.publish.exports.incidents_geojson import write_geojson
from tawthiq.publish.exports.statistics_csv import write_statistics
from tawthiq.publish.statistics import Table


def write_exports(register: Register, folder: Path, made: Mapping[str, Table] | None = None) -> None:
    """Writes `statistics.csv`, `incidents.geojson` and the `datapackage.json` that describes them into `folder`; `made` are the
    tables of the register, where they are at hand.

    Raises OSError where one cannot be written. The JSON Lines beside them are the office's own working files: they hold
    names and restricted texts, and are no part of the package.
    """
    write_statistics(register, folder / FILES[0], made)
    write_geojson(register, folder / FILES[1])
    write_datapackage(register, folder)
