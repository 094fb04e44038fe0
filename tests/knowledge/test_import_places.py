"""Importing official lists: every format read, known places left alone, bad rows named, a second import adds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tawthiq.knowledge.gazetteer import load_gazetteer
from tawthiq.knowledge.import_places import ImportedPlace, merge_into_office, read_official
from tawthiq.knowledge.place_tables import parse_table

LIST = Path(__file__).parents[2].parent / "shared" / "data" / "syria_places.jsonl"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def square(lon: float, lat: float, side: float) -> list[list[float]]:
    return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]


# --- formats --------------------------------------------------------------------------------------------------------


def test_ocha_csv_gives_the_deepest_level(tmp_path: Path) -> None:
    path = write(
        tmp_path / "syr_admin4.csv",
        "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM3_EN,ADM3_PCODE,ADM4_EN,ADM4_AR,ADM4_PCODE,Latitude_y,Longitude_x\n"
        "#adm1+name,#adm1,#adm1+code,#adm3,#adm3+code,#adm4,#adm4,#adm4+code,#lat,#lon\n"
        "Idlib,إدلب,SY07,Dana,SY070201,Testville,تستـية,C9999,36.2,36.7\n"
        "Idlib,إدلب,SY07,Dana,SY070201,,,,36.2,36.8\n",
    )
    first, second = read_official(path)
    assert first == ImportedPlace(3, "Testville", "تستية", "town", 36.2, 36.7, "C9999", ("SY070201", "SY07"))
    assert (second.name_en, second.level, second.pcode) == ("Dana", "subdistrict", "SY070201")


@pytest.mark.parametrize(
    "header",
    [
        "admin1Name_en,admin1Name_ar,admin1Pcode,lat,lon",
        "adm1_name,adm1_name1,adm1_pcode,lat,lon",
        "ADM1_EN;ADM1_AR;ADM1_PCODE;lat;lon",
        "ADM1_EN\tADM1_AR\tADM1_PCODE\tY\tX",
    ],
)
def test_column_names_and_delimiters_vary(tmp_path: Path, header: str) -> None:
    delimiter = next(d for d in ",;\t" if d in header)
    path = write(
        tmp_path / "a.csv", f"\ufeff{header}\n" + delimiter.join(["Homs", "حمص", "SY04", "34.7", "36.7"]) + "\n"
    )
    (place,) = read_official(path)
    assert (place.name_en, place.name_ar, place.level, place.lat) == ("Homs", "حمص", "governorate", 34.7)


def test_geojson_point_polygon_and_multipolygon(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"name_en": "P"}, "geometry": {"type": "Point", "coordinates": [36.5, 35.5]}},
        {
            "type": "Feature",
            "properties": {"ADM2_EN": "Q", "ADM2_PCODE": "SY9901", "ADM1_PCODE": "SY07"},
            "geometry": {"type": "Polygon", "coordinates": [square(36, 35, 2)]},
        },
        {
            "type": "Feature",
            "properties": {"name_ar": "ر"},
            "geometry": {"type": "MultiPolygon", "coordinates": [[square(0, 0, 1)], [square(40, 30, 4)]]},
        },
        {"type": "Feature", "properties": {}, "geometry": None},
        "no feature",
    ]
    path = write(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    point, polygon, multi, nameless, broken = read_official(path)
    assert (point.lat, point.lon) == (35.5, 36.5)
    assert (polygon.level, polygon.parents) == ("district", ("SY07",))
    assert polygon.lat == pytest.approx(36)
    assert polygon.lon == pytest.approx(37)
    assert multi.lat == pytest.approx(32)
    assert multi.lon == pytest.approx(42)
    assert nameless.error == "no name"
    assert broken.error == "no feature"


def test_geonames_dump(tmp_path: Path) -> None:
    def line(name: str, others: str, kind: str, code: str, columns: int = 19) -> str:
        return "\t".join(["1", name, name, others, "35.1", "36.9", kind, code, "SY", *[""] * (columns - 9)])

    path = write(
        tmp_path / "SY.txt",
        "\n".join(
            [line("Xab", "Ksab,كساب,كصاب", "P", "PPL"), line("Hill", "", "T", "HLL"), line("Bad", "", "P", "PPL", 12)]
        )
        + "\n",
    )
    town, bad = read_official(path)
    assert (town.name_en, town.name_ar, town.variants, town.level) == ("Xab", "كساب", ("كصاب",), "village")
    assert (bad.line, bad.error) == (3, "12 columns, GeoNames has 19")


def test_json_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        '{"gold": {"name_en": "A", "name_ar": "ا", "lat": 35.0, "lon": 37.0, "pcode": "C1", "admin1_pcode": "SY05"}}\n'
        "\nnot json\n[1]\n"
        '{"name": "بلدة"}\n',
    )
    first, *bad, last = read_official(path)
    assert first == ImportedPlace(1, "A", "ا", "town", 35.0, 37.0, "C1", ("SY05",))
    assert [(p.line, p.error) for p in bad] == [(3, "no JSON"), (4, "no object")]
    assert (last.name_en, last.name_ar) == ("", "بلدة")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A,ا,abc,36", "'abc' is no coordinate"),
        ("A,ا,99,36", "99 is no coordinate"),
        ("A,ا,35,", "only one of latitude and longitude"),
        (",,35,36", "no name"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(tmp_path: Path, row: str, why: str) -> None:
    bad, good = read_official(write(tmp_path / "a.csv", f"name_en,name_ar,lat,lon\n{row}\nB,ب,35,36\n"))
    assert (bad.line, bad.error) == (2, why)
    assert good.name_en == "B"


@pytest.mark.parametrize(("name", "text"), [("a.csv", "x,y\n1,2\n"), ("a.geojson", "{}"), ("b.geojson", "nonsense")])
def test_a_file_of_no_known_format_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name):
        list(read_official(write(tmp_path / name, text)))


# --- merging --------------------------------------------------------------------------------------------------------

OFFICIAL = (
    "name_en,name_ar,lat,lon,pcode,admin1_pcode\n"
    "Menbij,منبج,36.53,37.95,C9001,SY02\n"  # known by name and place
    "Homs,حمص,34.72,36.73,SY04,\n"  # known by code
    "Manbij,منبج,33.10,36.20,C9002,SY12\n"  # a homonym far away: new
    "Zzubaydiyah,ززبيدية,35.80,36.70,C9003,SY07\n"  # new
    "Zzubaydiyah,ززبيدية,35.81,36.71,C9004,SY07\n"  # its twin: known by then
    "Qqarya,ققرية,35.90,36.60,,\n"  # new, no code: what lies near tells the governorate
    "Nowhere,لامكان,-40.0,-120.0,,\n"  # in nothing known
    "Broken,مكسور,north,36.7,,\n"
)


def test_merge_adds_what_is_new_and_names_what_is_not(tmp_path: Path) -> None:
    official, office = write(tmp_path / "official list.csv", OFFICIAL), tmp_path / "office" / "places.tsv"
    counts = merge_into_office(official, office)
    assert (counts.added, counts.known) == (3, 3)
    assert counts.skipped == [
        "official list.csv:8: Nowhere lies in nothing known",
        "official list.csv:9: 'north' is no coordinate",
    ]
    rows = {row.id: row for row in parse_table(office.read_text(encoding="utf-8"), "office")}
    assert rows["office.c9002"].parent == "sy.daraa"
    assert rows["office.c9003"].parent == "sy.idlib"
    (uncoded,) = [row for row in rows.values() if not row.pcode]
    assert uncoded.parent == "sy.idlib"
    assert uncoded.note == "source:official_list.csv"
    assert [p.name for p in office.parent.iterdir()] == ["places.tsv"]


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    official, office = write(tmp_path / "a.csv", OFFICIAL), tmp_path / "places.tsv"
    merge_into_office(official, office)
    before = office.read_bytes()
    counts = merge_into_office(official, office)
    assert (counts.added, counts.known) == (0, 6)
    assert office.read_bytes() == before


def test_what_was_imported_is_found_by_name(tmp_path: Path) -> None:
    official, office = write(tmp_path / "a.csv", OFFICIAL), tmp_path / "places.tsv"
    merge_into_office(official, office)
    found = load_gazetteer(office)
    assert found.names["ززبيدية"] == ("office.c9003",)
    assert found.within("office.c9003", "sy.idlib")
    assert found.names["منبج"][0] == "sy.aleppo.manbij"
    assert "office.c9002" in found.names["منبج"]
    assert "ززبيدية" not in load_gazetteer().names


def test_an_import_keeps_what_the_office_had(tmp_path: Path) -> None:
    office = tmp_path / "places.tsv"
    merge_into_office(write(tmp_path / "a.csv", OFFICIAL), office)
    more = write(tmp_path / "b.csv", "name_en,name_ar,lat,lon,admin1_pcode\nWwadi,ووادي,35.1,40.4,SY09\n")
    assert merge_into_office(more, office).added == 1
    assert len(list(parse_table(office.read_text(encoding="utf-8"), "office"))) == 4


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    office = tmp_path / "places.tsv"
    counts = merge_into_office(write(tmp_path / "a.csv", "name_en,name_ar,lat,lon\nHoms,حمص,34.72,36.73\n"), office)
    assert (counts.added, counts.known, office.exists()) == (0, 1, False)


@pytest.mark.skipif(not LIST.is_file(), reason="the shared list is not here")
def test_the_shared_list_imports_whole(tmp_path: Path) -> None:
    office = tmp_path / "places.tsv"
    lines = LIST.read_text(encoding="utf-8").splitlines()[:800]
    counts = merge_into_office(write(tmp_path / "part.jsonl", "\n".join(lines) + "\n"), office)
    assert counts.skipped == []
    assert counts.added + counts.known == len(lines)
    assert load_gazetteer(office).places
