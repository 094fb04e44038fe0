"""The way back: our own exports give the same incidents again, others' tables are read, bad rows are named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.incident import TollRange
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.when import When
from tests.cli.running import run
from tests.publish.registers import delicate, made, write

FORMATS = {
    "csv": "out.csv", "hxl": "out.csv", "geojson": "out.geojson", "acled": "out.csv", "ged": "out.csv", "uwazi": "out.zip",
    "bayanat": "out", "plover": "out.tsv", "atlos": "out.csv", "ftm": "out",
}  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three incidents unlike one another: an exact day, a month with an open figure, a range with groups."""
    told = []
    for n, kind in ((0, "airstrike"), (500, "summary_execution"), (900, "clash")):
        extraction, incident = made(n, kind=kind)
        claims = incident.tolls[0].claims
        if n == 500:
            when = When(date(2013, 5, 1), date(2013, 5, 31), "T5", "absolute", Quote("x", Span(0, 1)))
            incident = replace(
                incident, date=when, tolls=(TollRange("killed", None, 401, 500, None, True, "R8", 1, claims),)
            )
        if n == 900:
            tolls = (
                TollRange("killed", None, 5, 7, 9, False, "R8", 1, claims),
                TollRange("killed", "child", 2, 2, 2, False, "R8", 1, claims),
                TollRange("injured", None, 10, None, 24, False, "R6", 1, claims),
            )
            incident = replace(incident, tolls=tolls)
        told.append((extraction, incident))
    return write(tmp_path_factory.mktemp("register"), told)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def facts(incident: dict[str, Any]) -> tuple[Any, ...]:
    day, place = incident["date"], incident["place"]
    tolls = [(t["harm"], t["group"] or "", t["min"], t["best"], t["max"]) for t in incident["tolls"]]
    return day["start"], day["end"], day["precision"], place["id"], incident["kind"], sorted(tolls)


@pytest.mark.parametrize("name", FORMATS)
def test_our_own_export_comes_back_the_same(name: str, register: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / FORMATS[name], tmp_path / "imported"
    assert run("export", "--register", register, "--format", name, "--out", out).status == 0
    source = out / {"bayanat": "api/incidents.jsonl", "ftm": "entities.ftm.json"}.get(name, "")
    done = run("import", source, "--out", folder)
    assert (done.status, done.err) == (0, "")
    first = [(folder / file).read_bytes() for file in ("documents.jsonl", "accounts.jsonl")]
    linked = run("link", "--jsonl", folder / "accounts.jsonl", "--documents", folder / "documents.jsonl")
    assert linked.status == 0, linked.err
    assert sorted(facts(json.loads(line)) for line in linked.out.splitlines()) == sorted(
        facts(incident) for incident in lines(register / "incidents.jsonl")
    )
    again = run("import", source, "--out", folder)
    assert "0 records added, 3 known already" in again.out
    assert first == [(folder / file).read_bytes() for file in ("documents.jsonl", "accounts.jsonl")]


def test_events_of_another_followthemoney_are_read_whatever_their_order(tmp_path: Path) -> None:
    told = [
        {
            "id": "ev-1", "schema": "Event", "properties": {
                "name": ["Shelling of the market"], "date": ["2015-03-04"], "country": ["sy"], "location": ["Saraqib"],
                "summary": ["Several people are said to have died."], "involved": ["o-1", "gone"], "addressEntity": ["a-1"],
                "keywords": ["shelling", "access internal"],
            },
        },
        {"id": "o-1", "schema": "Organization", "properties": {"name": ["Syrian government forces"]}},
        {"id": "a-1", "schema": "Address", "properties": {"state": ["Idlib"], "latitude": ["35.86"], "longitude": ["36.8"], "keywords": ["market"]}},
        {"id": "ev-2", "schema": "Event", "properties": {"name": ["Two killed"], "summary": ["killed 2"], "startDate": ["2015-03"]}},
    ]  # fmt: skip
    source, folder = tmp_path / "entities.ftm.json", tmp_path / "in"
    source.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    done = run("import", source, "--out", folder)
    assert "2 records added" in done.out, done.err
    (account,), (partial,) = (line["accounts"] for line in lines(folder / "accounts.jsonl"))
    document = lines(folder / "documents.jsonl")[0]
    assert (partial["date"]["start"], partial["date"]["end"], partial["tolls"][0]["value"]) == (
        "2015-03-01",
        "2015-03-31",
        2,
    )
    assert (document["id"], document["restricted"]) == ("ftm:ev-1", True)
    assert (account["kind"], account["date"]["start"], account["tolls"]) == ("shelling", "2015-03-04", [])
    assert [(a["code"], a["role"]) for a in account["actors"]] == [("gov", "involved")]
    assert (account["place"]["name_en"], account["place"]["id"][:9]) == ("Saraqib", "sy.idlib.")


def test_a_feature_whose_place_is_kept_back_comes_back_at_its_point(tmp_path: Path) -> None:
    register, out, folder = delicate(tmp_path / "register"), tmp_path / "map.geojson", tmp_path / "in"
    assert run("export", "--register", register, "--format", "geojson", "--out", out).status == 0
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert f"{len(features)} records added" in run("import", out, "--out", folder).out
    (kept_back,) = [f for f in features if f["properties"]["place_id"] is None and f["geometry"] is not None]
    number = [f["properties"]["id"] for f in features].index(kept_back["properties"]["id"])
    told, document = lines(folder / "accounts.jsonl")[number], lines(folder / "documents.jsonl")[number]
    place = told["accounts"][0]["place"]
    assert [place["lon"], place["lat"]] == kept_back["geometry"]["coordinates"]
    assert document["url"] == kept_back["properties"]["sources"][0]["url"] != ""


ACLED = """event_id_cnty,event_date,time_precision,event_type,sub_event_type,admin1,location,country,latitude,longitude,geo_precision,source,notes,fatalities
SYR1,07 May 2016,1,Explosions/Remote violence,Air/drone strike,Aleppo,Aleppo,Syria,36.2,37.16,1,Some Paper,A strike was reported.,12
SYR2,soon,1,Battles,Armed clash,Idlib,Idlib,Syria,35.9,36.6,1,Some Paper,No day.,3
SYR3,2016-06-15,3,Battles,Armed clash,Idlib,Nowhere at all,Syria,35.9,36.6,3,Some Paper,A clash.,many
SYR4,2016-06-15,3,Battles,Armed clash,Idlib,Nowhere at all,Syria,35.9,36.6,3,Some Paper,A clash.,0
"""


def test_a_foreign_table_is_read_and_its_bad_rows_are_named(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(ACLED, encoding="utf-8")
    done = run("import", tmp_path / "events.csv", "--out", tmp_path / "in")
    assert done.status == 1
    assert "events.csv: row 3: 'soon' is no day" in done.complaints[0]
    assert "events.csv: row 4: 'many' is no number of people" in done.complaints[1]
    strike, clash = (line["accounts"][0] for line in lines(tmp_path / "in" / "accounts.jsonl"))
    assert (strike["kind"], strike["date"]["start"], strike["place"]["name_en"]) == (
        "airstrike",
        "2016-05-07",
        "Aleppo",
    )
    assert [(t["low"], t["high"], t["value"]) for t in strike["tolls"]] == [(12, 12, 12)]
    assert (clash["date"]["start"], clash["date"]["end"], clash["date"]["precision"]) == (
        "2016-06-01",
        "2016-06-30",
        "T5",
    )
    assert (clash["place"]["name_en"], clash["place"]["governorate"], clash["tolls"]) == ("Nowhere at all", "Idlib", [])
    text = lines(tmp_path / "in" / "documents.jsonl")[0]["text"]
    start, end = strike["tolls"][0]["span"]
    assert text[start:end] == strike["tolls"][0]["text"] == "12"


def test_an_airwars_table_gives_a_range_of_civilians(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "code,date,country,location,civilians_killed_min,civilians_killed_max,injured_min,injured_max\n"
        "CS1,2017-03-01,Syria,Raqqa,3,5,,\nCS2,2017-03-02,Syria,Raqqa,5,3,,\n", encoding="utf-8",
    )  # fmt: skip
    done = run("import", tmp_path / "a.csv", "--out", tmp_path / "in")
    assert (done.status, len(done.complaints)) == (1, 2)
    (account,) = lines(tmp_path / "in" / "accounts.jsonl")[0]["accounts"]
    assert [(t["harm"], t["group"], t["low"], t["high"]) for t in account["tolls"]] == [("killed", "civilian", 3, 5)]


def test_an_archived_page_keeps_its_custody(tmp_path: Path) -> None:
    record = {
        "status": "wayback: success",
        "metadata": {"url": "https://example.org/p", "title": "A post", "content": "Twelve were killed.", "timestamp": "2016-05-08T10:00:00"},
        "media": [{"filename": "v.mp4", "urls": ["/a/v.mp4"], "properties": {"hash": "SHA-256:ab12", "timestamp_authority": "tsa.example"}}],
    }  # fmt: skip
    (tmp_path / "metadata.json").write_text(json.dumps(record), encoding="utf-8")
    assert run("import", tmp_path / "metadata.json", "--out", tmp_path / "in").status == 0
    (document,) = lines(tmp_path / "in" / "documents.jsonl")
    assert (document["text"], document["published"]["start"]) == ("Twelve were killed.", "2016-05-08")
    (file,) = document["custody"]["files"]
    assert (file["hash"], file["time_stamps"]) == ("SHA-256:ab12", ["timestamp_authority: tsa.example"])


def test_a_bayanat_bulletin_is_read(tmp_path: Path) -> None:
    bulletin = {
        "id": 7, "title": "Shelling", "source_link": "https://example.org/b",
        "events": [{"title": "e", "from_date": "2015-02-03T00:00", "to_date": "2015-02-04T00:00"}],
        "locations": [{"id": 1, "title": "Douma", "country": "Syria"}],
    }  # fmt: skip
    (tmp_path / "b.json").write_text(json.dumps([bulletin, "nothing"]), encoding="utf-8")
    done = run("import", tmp_path / "b.json", "--out", tmp_path / "in")
    assert (done.status, "row 2: not an object" in done.complaints[0]) == (1, True)
    (account,) = lines(tmp_path / "in" / "accounts.jsonl")[0]["accounts"]
    assert (account["date"]["start"], account["date"]["end"]) == ("2015-02-03", "2015-02-04")
    assert account["place"]["name_en"] == "Douma"


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b"", b'"', b"PK\x03\x04broken"])
def test_what_cannot_be_read_is_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    done = run("import", tmp_path / "x.csv", tmp_path / "gone.csv", "--out", tmp_path / "in")
    assert done.status == 1
    assert all(line.startswith("tawthiq: ") for line in done.complaints)
    assert any("gone.csv" in line for line in done.complaints)


def bulletins(number: int) -> list[dict[str, Any]]:
    """What Bayanat's own export says of bulletins: more than we read, titles beside numbers, markup in descriptions."""
    return [
        {
            "class": "bulletin", "id": n, "title": f"Bulletin {n}", "title_ar": None, "originid": None, "status": "Finalized",
            "description": "<p>A market was <b>hit</b>&nbsp;twice.</p>", "comments": "ok", "publish_date": "2015-02-05T00:00",
            "source_link": "NA" if n % 2 else f"https://example.org/b/{n}", "sources": [{"id": 4, "title": "Local Council"}],
            "labels": [{"id": 1, "title": "Type/Testimony", "title_ar": ""}], "verLabels": [{"id": 2, "title": "Artillery or rocket shelling"}],
            "events": [{"id": 1, "title": "e", "eventtype": {"id": 29, "title": "Incident"}, "from_date": "2015-02-03T11:00", "to_date": None}],
            "locations": [{"id": 1, "title": "Douma", "lat": 33.57, "lng": 36.4, "country": {"id": 1, "title": "Syria"}}],
        }
        for n in range(number)
    ]  # fmt: skip


def test_bayanats_export_is_read_though_it_is_no_valid_json(tmp_path: Path) -> None:
    """It leaves the commas between its pieces of 250 records out (peers: no reader takes a larger export)."""
    many = [json.dumps(one) for one in bulletins(10_250)]
    pieces = [",".join(many[n : n + 250]) for n in range(0, len(many), 250)]
    (tmp_path / "export.json").write_text("[" + "\n".join(pieces) + "]", encoding="utf-8")
    done = run("import", tmp_path / "export.json", "--out", tmp_path / "in")
    assert (done.status, "10250 records added" in done.out) == (0, True), done.complaints[:3]
    document = lines(tmp_path / "in" / "documents.jsonl")[1]
    assert (document["publisher"], document["published"]["start"], document["url"]) == (
        "Local Council",
        "2015-02-05",
        "",
    )
    assert "A market was hit twice." in document["text"]
    (account,) = lines(tmp_path / "in" / "accounts.jsonl")[1]["accounts"]
    assert (account["kind"], account["date"]["start"], account["place"]["name_en"]) == (
        "shelling",
        "2015-02-03",
        "Douma",
    )
    again = run("import", tmp_path / "export.json", "--out", tmp_path / "in")
    assert "0 records added, 10250 known already" in again.out


def test_an_incident_of_bayanat_claims_what_it_claims(tmp_path: Path) -> None:
    incident = {
        "id": 3,
        "title": "In custody",
        "labels": [],
        "events": [],
        "claimed_violations": [{"id": 9, "title": "Enforced Disappearance"}],
    }
    (tmp_path / "i.json").write_text(
        json.dumps([incident]) + "\n{broken\n" + json.dumps(incident | {"id": 4}), encoding="utf-8"
    )
    done = run("import", tmp_path / "i.json", "--out", tmp_path / "in")
    assert (done.status, "row 2" in done.complaints[0]) == (1, True)
    kinds = [line["accounts"][0]["kind"] for line in lines(tmp_path / "in" / "accounts.jsonl")]
    assert kinds == ["enforced_disappearance"] * 2


def test_parties_of_other_tables_become_ours(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,location,fatalities\n"
        "A1,2016-05-07,Explosions/Remote violence,Air/drone strike,Military Forces of Russia (2000-) Air Force,Civilians (Syria),Syria,Idlib,3\n"
        "A2,2016-05-07,Battles,Armed clash,Islamic State (Syria),QSD: Syrian Democratic Forces,Syria,Raqqa,9\n"
        "A3,2016-05-07,Battles,Armed clash,Nobody We Know,,Syria,Raqqa,9\n",
        encoding="utf-8",
    )
    (tmp_path / "g.csv").write_text(
        "relid,date_start,date_end,best,high,low,type_of_violence,side_a,side_b,country,adm_1,where_prec,date_prec\n"
        "G1,2016-05-07,2016-05-07,4,6,4,3,Government of Syria,Civilians,Syria,Idlib,4,1\n", encoding="utf-8",
    )  # fmt: skip
    assert run("import", tmp_path / "a.csv", tmp_path / "g.csv", "--out", tmp_path / "in").status == 0
    found = [
        [(a["code"], a["role"]) for a in line["accounts"][0]["actors"]]
        for line in lines(tmp_path / "in" / "accounts.jsonl")
    ]
    assert found == [
        [("rus", "alleged_perpetrator")],
        [("isis", "involved"), ("sdf", "involved")],
        [],
        [("gov", "alleged_perpetrator")],
    ]
