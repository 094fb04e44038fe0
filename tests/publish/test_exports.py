"""Open data: readable by machines, harmless to spreadsheets, checkable by hash, the same every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.register import Register
from tawthiq.publish import public
from tawthiq.publish.exports.cells import safe_cell
from tawthiq.publish.exports.datapackage import datapackage, write_datapackage
from tawthiq.publish.exports.incidents_geojson import incidents_geojson, write_geojson
from tawthiq.publish.exports.statistics_csv import FIELDS, statistics_csv, write_statistics


def _rows(register: Register) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(statistics_csv(register), newline="")))


def test_every_dimension_adds_up_to_the_total(register: Register) -> None:
    rows = _rows(register)
    total = rows[0]
    assert (total["dimension"], total["key"]) == ("total", "total")
    assert (total["killed_min"], total["killed_max"], total["open_ended"]) == ("441", "561", "true")
    for dimension in ("month", "actor", "governorate", "kind"):
        for column in (name for name, kind, _ in FIELDS if kind == "integer"):
            assert sum(int(row[column]) for row in rows if row["dimension"] == dimension) == int(total[column])
    keys = [(row["dimension"], row["key"]) for row in rows]
    assert len(keys) == len(set(keys))


@given(st.text(max_size=20))
def test_no_cell_starts_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_hostile_name_is_defused_in_the_csv(register: Register) -> None:
    market = register.incidents[3]
    named = tuple(replace(a, code="new-actor", mode="sole", name_en="=cmd|'/C calc'!A0") for a in market.actors[:1])
    rows = _rows(Register(register.extractions, (replace(market, actors=named),)))
    assert [row["label_en"] for row in rows if row["dimension"] == "actor"] == ["'=cmd|'/C calc'!A0"]


def test_geojson_is_valid_and_says_how_precise_it_is(register: Register) -> None:
    collection = incidents_geojson(register)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert [feature["id"] for feature in collection["features"]] == [public.public_id(i) for i in register.incidents]
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        lon, lat = feature["geometry"]["coordinates"]
        assert 35 < lon < 43, "longitude comes first"
        assert 32 < lat < 38
        assert feature["properties"]["grade"].startswith("G")
        assert feature["properties"]["place_precision"].startswith("P")
    hospital = collection["features"][2]
    assert hospital["geometry"]["coordinates"] == [37.2, 36.2], "hospitals are blurred"
    assert hospital["properties"]["place_precision"] == "P7"
    assert hospital["properties"]["place_en"] is None
    assert collection["features"][1]["properties"]["date_start"] is None
    assert collection["features"][0]["properties"]["killed_open_ended"] is True


def test_an_unlocated_incident_keeps_its_feature(register: Register) -> None:
    lost = replace(register.incidents[0], place=None)
    (feature,) = incidents_geojson(Register((), (lost,)))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place_precision"] is None


def test_sexual_violence_is_published_without_place_day_or_title(register: Register) -> None:
    grave = replace(register.incidents[0], kind="sexual_violence")
    (feature,) = incidents_geojson(Register((), (grave,)))["features"]
    assert feature["geometry"] is None
    properties = feature["properties"]
    assert (properties["title_en"], properties["place_en"]) == (None, None)
    assert (properties["date_start"], properties["date_end"]) == ("2012-09-01", "2012-09-30")


def test_nothing_restricted_leaves(register: Register) -> None:
    everything = statistics_csv(register) + json.dumps(incidents_geojson(register), ensure_ascii=False)
    assert "SECRET" not in everything


def test_the_data_package_describes_and_hashes_each_file(register: Register, tmp_path: Path) -> None:
    write_statistics(register, tmp_path / "statistics.csv")
    write_geojson(register, tmp_path / "incidents.geojson")
    write_datapackage(register, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == register.version
    assert "licenses" not in package
    by_path = {resource["path"]: resource for resource in package["resources"]}
    assert set(by_path) == {"statistics.csv", "incidents.geojson"}
    for path, resource in by_path.items():
        content = (tmp_path / path).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["encoding"] == "utf-8"
    header = (tmp_path / "statistics.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in by_path["statistics.csv"]["schema"]["fields"]] == header
    assert by_path["statistics.csv"]["profile"] == "tabular-data-resource"
    kinds = {field["name"]: field["type"] for field in by_path["statistics.csv"]["schema"]["fields"]}
    for row in _rows(register):
        for name, kind in kinds.items():
            assert kind != "integer" or row[name].isdigit()
            assert kind != "boolean" or row[name] in ("true", "false")


def test_exports_are_the_same_every_time(register: Register, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        write_statistics(register, folder / "statistics.csv")
        write_geojson(register, folder / "incidents.geojson")
        write_datapackage(register, folder)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]


def test_a_missing_file_is_an_error(register: Register, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"statistics\.csv"):
        datapackage(register, tmp_path)
