"""Exports for other systems, read as those systems read them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from followthemoney import model
from followthemoney.statement.serialize import read_csv_statements

from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.ftm import HEADER
from tawthiq.publish.exports.plover import NO_ACT
from tests.publish.registers import MANY, VICTIM, delicate, made, many, write
from tests.publish.test_formats import exported, rows


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many(tmp_path_factory.mktemp("large"))


def test_followthemoney_loads_entities_and_statements(large: Path, tmp_path: Path) -> None:
    exported(large, "ftm", tmp_path / "out")
    ids, events = set(), 0
    for line in (tmp_path / "out" / "entities.ftm.json").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        proxy = model.get_proxy(record)
        proxy.schema.validate(record)
        assert proxy.to_dict()["properties"].keys() == record["properties"].keys(), "no value is dropped as invalid"
        assert all(target in ids for target in (*proxy.get("proof", quiet=True), *proxy.get("involved", quiet=True)))
        ids.add(proxy.id)
        events += proxy.schema.name == "Event"
    assert events == MANY
    with (tmp_path / "out" / "statements.csv").open("rb") as file:
        assert tuple(file.readline().decode().replace('"', "").strip().split(",")) == HEADER
        file.seek(0)
        number = 0
        for statement in read_csv_statements(file):
            assert statement.id == statement.generate_key()
            assert statement.prop_type == model.get(statement.schema).get(statement.prop).type.name  # type: ignore[union-attr]
            number += statement.origin is not None
    assert number >= MANY


def test_annotations_point_at_their_words(tmp_path: Path) -> None:
    register = delicate(tmp_path / "register")
    exported(register, "web-annotation", tmp_path / "out.json")
    page = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    documents = [json.loads(line) for line in (register / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {f"urn:tawthiq:document:{d['id']}": d["text"] for d in documents}
    for one in page["items"]:
        position, quote = one["target"]["selector"]
        text = texts[one["target"]["source"]["id"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        assert around in text
    assert len({one["id"] for one in page["items"]}) == len(page["items"]) > 8


def test_many_annotations_are_valid_json(large: Path, tmp_path: Path) -> None:
    exported(large, "web-annotation", tmp_path / "out.json")
    assert len(json.loads((tmp_path / "out.json").read_bytes())["items"]) == MANY * 6


def test_uwazi_finds_what_it_looks_for(large: Path, tmp_path: Path) -> None:
    exported(large, "uwazi", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = archive.namelist()
        table = list(csv.DictReader(io.TextIOWrapper(archive.open("import.csv"), encoding="utf-8", newline="")))
        kinds = list(csv.reader(io.TextIOWrapper(archive.open("thesauri/kinds.csv"), encoding="utf-8", newline="")))
        places = {
            r[0] for r in csv.reader(io.TextIOWrapper(archive.open("thesauri/governorates.csv"), encoding="utf-8"))
        }
        with zipfile.ZipFile(io.BytesIO(archive.read("claims.zip"))) as claims:
            told = list(csv.DictReader(io.TextIOWrapper(claims.open("import.csv"), encoding="utf-8", newline="")))
    assert names[0] == "import.csv"
    assert (len(table), len({row["title__en"] for row in table})) == (MANY, MANY)
    first = table[0]
    assert (first["date"], first["position"]) == ("2012-01-01:2012-01-01", "36.201|37.161")
    assert [first["kind__en"], first["kind__ar"]] in kinds
    assert first["governorate__en"] == "Syria::Aleppo"
    assert {"Syria", "-Aleppo"} <= places
    assert not [n for n in first if f"{n}__en" in first], "never bare and with a language"
    titles = {row["title__en"] for row in table}
    assert all(row["incident"] in titles for row in told)


def test_bayanat_gets_bodies_that_refer_to_its_vocabularies(large: Path, tmp_path: Path) -> None:
    exported(large, "bayanat", tmp_path / "out")
    out = tmp_path / "out"
    ids = {
        name: {int(r["id"]): r for r in rows(out / "vocabularies" / f"{name}.csv")}
        for name in ("location", "label", "source", "eventtype", "claimedviolation")
    }
    assert all(1_000_000 < number < 2**31 for known in ids.values() for number in known)
    for place in ids["location"].values():
        assert not place["parent_id"] or int(place["parent_id"]) in ids["location"]
    bulletins = [json.loads(line)["item"] for line in (out / "api" / "bulletins.jsonl").read_bytes().splitlines()]
    incidents = [json.loads(line)["item"] for line in (out / "api" / "incidents.jsonl").read_bytes().splitlines()]
    assert (len(bulletins), len(incidents)) == (MANY, MANY)
    for body in (*bulletins, *incidents):
        assert body["title"]
        assert body["comments"]
        assert all(x["id"] in ids["location"] for x in body["locations"])
        assert all(x["id"] in ids["label"] for x in body["labels"])
        assert all(x["id"] in ids["source"] for x in body.get("sources", ()))
        assert all(e["eventtype"]["id"] in ids["eventtype"] for e in body["events"])
        assert all(x["id"] in ids["claimedviolation"] for x in body.get("claimed_violations", ()))
    assert all(b["source_link"].startswith("http") or b["source_link"] == "NA" for b in bulletins)
    assert all(b["geoLocations"][0].keys() >= {"title", "lat", "lng", "main"} for b in bulletins)
    assert {row["title_ar"] for row in ids["eventtype"].values()} == {"غارة جوية"}
    archive = json.loads((out / "archive" / "documents.json").read_bytes())
    assert (len(archive), archive[0]["description"]) == (MANY, archive[0]["public_description"])


def test_frictionless_finds_the_package_valid(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    register = delicate(tmp_path / "register")
    exported(register, "datapackage", tmp_path / "out")
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid
    described = json.loads((tmp_path / "out" / "incidents.csv-metadata.json").read_text(encoding="utf-8"))
    header = (tmp_path / "out" / "incidents.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header


def test_bayanat_learns_who_did_what(large: Path, tmp_path: Path) -> None:
    exported(large, "bayanat", tmp_path / "out")
    api = tmp_path / "out" / "api"
    (gov,) = (json.loads(line)["item"] for line in (api / "actors.jsonl").read_bytes().splitlines())
    assert (gov["type"], gov["name"], gov["actor_profiles"]) == (
        "Entity", "Syrian government forces", [{"mode": 1, "originid": "party:gov"}],
    )  # fmt: skip
    relations = [json.loads(line) for line in (api / "relations.jsonl").read_bytes().splitlines()]
    played = [r for r in relations if "actor_originid" in r]
    assert len([r for r in played if "incident_tawthiq_id" in r]) == MANY
    assert len([r for r in played if "bulletin_originid" in r]) == MANY
    assert all(r["related_as"] == [3] for r in played)
    mapping = json.loads((tmp_path / "out" / "sheets" / "mapping.json").read_bytes())
    (row,) = rows(tmp_path / "out" / "sheets" / "actors.csv")
    columns = {
        c for part in mapping.values() for item in part for c in (item["data"] if isinstance(item, dict) else [item])
    }
    assert columns == set(row), "the mapping names the columns that the sheet has"


def test_persons_become_actors_in_an_internal_export_alone(tmp_path: Path) -> None:
    register = delicate(tmp_path / "register")
    exported(register, "bayanat", tmp_path / "out", internal=True)
    bodies = [json.loads(x)["item"] for x in (tmp_path / "out" / "api" / "actors.jsonl").read_bytes().splitlines()]
    (person,) = (body for body in bodies if body["type"] == "Person")
    assert (person["first_name"], person["last_name"]) == tuple(VICTIM.split())
    violations = rows(tmp_path / "out" / "vocabularies" / "claimedviolation.csv")
    assert {(v["title"], v["title_ar"]) for v in violations} == {
        ("Other Sexual Violence", "عنف جنسي"), ("Attacking protected objects", "مهاجمة أعيان محمية"),
    }  # fmt: skip


def test_uwazi_relates_incidents_to_parties_and_places(large: Path, tmp_path: Path) -> None:
    exported(large, "uwazi", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:

        def table(name: str) -> list[dict[str, str]]:
            with zipfile.ZipFile(io.BytesIO(archive.read(f"{name}.zip"))) as inner:
                return list(csv.DictReader(io.TextIOWrapper(inner.open("import.csv"), encoding="utf-8", newline="")))

        incidents = list(csv.DictReader(io.TextIOWrapper(archive.open("import.csv"), encoding="utf-8", newline="")))
        related = {name: {row["title"]: row for row in table(name)} for name in ("reports", "parties", "places")}
        assert {"templates/party.json", "templates/place.json"} <= set(archive.namelist())
    assert {name: len(found) for name, found in related.items()} == {"reports": MANY, "parties": 1, "places": 1}
    for row in incidents:
        assert row["report"] in related["reports"]
        assert row["party"] in related["parties"]
        assert row["scene"] in related["places"]
    (place,) = related["places"].values()
    assert (place["name_ar"], place["governorate"], place["code"]) == ("حلب", "Syria::Aleppo", "sy.aleppo.aleppo")


def test_plover_codes_acts_and_counts_what_is_none(large: Path, tmp_path: Path) -> None:
    assert not exported(large, "plover", tmp_path / "large.tsv").left_out
    with (tmp_path / "large.tsv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file, delimiter="\t"))
    assert (len(told), len({row["Event ID"] for row in told})) == (MANY, MANY)
    assert {(r["Event Type"], r["Event Mode"], r["Actor Country"]) for r in told} == {
        ("ASSAULT", "heavy-weapons", "SYR")
    }
    register = write(tmp_path / "register", [made(0, kind="mass_grave"), made(1, kind="arbitrary_detention")])
    left = exported(register, "plover", tmp_path / "out.tsv").left_out
    assert dict(left) == {NO_ACT: 1}
    assert "COERCE\tarrest\thuman_rights" in (tmp_path / "out.tsv").read_text(encoding="utf-8")


def test_every_code_of_plover_is_one_of_its_manual() -> None:
    types = {"ASSAULT", "COERCE"}
    modes = {
        "", "abduct", "torture", "sexual", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "heavy-weapons",
        "confiscate", "restrict", "arrest", "deport", "withhold",
    }  # fmt: skip
    table = toml("exchange/plover.toml")
    assert set(table) <= set(toml("vocabularies/kinds.toml"))
    assert {entry["code"][0] for entry in table.values()} == types
    assert {entry["code"][1] for entry in table.values()} == modes


def test_atlos_gets_descriptions_of_its_length_and_numbered_sources(large: Path, tmp_path: Path) -> None:
    exported(large, "atlos", tmp_path / "out.csv")
    told = rows(tmp_path / "out.csv")
    assert len(told) == MANY
    assert all(8 <= len(row["description"]) <= 240 for row in told)
    assert (told[0]["source_1"], told[0]["source_2"], told[0]["date"]) == ("https://example.org/0", "", "2012-01-01")
    assert told[0]["sensitive"] in ("Graphic Violence", "Not Sensitive")


def test_auto_archiver_gets_each_address_once(large: Path, tmp_path: Path) -> None:
    exported(large, "auto-archiver", tmp_path / "out.csv")
    told = rows(tmp_path / "out.csv")
    assert (len(told), len({row["url"] for row in told})) == (MANY, MANY)
    register = delicate(tmp_path / "register")
    exported(register, "auto-archiver", tmp_path / "few.csv")
    assert [row["url"] for row in rows(tmp_path / "few.csv")] == ["https://example.org/0", "https://example.org/1"]
