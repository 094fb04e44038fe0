"""Releases: what goes into one, and that every changed byte of one is found and named."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from frictionless import Package

from tawthiq.domain.register import Register
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.where import PlaceMention
from tawthiq.publish import public
from tawthiq.publish.parity import FIELDS
from tawthiq.publish.parties import principal
from tawthiq.publish.releases import write as payload
from tawthiq.publish.releases.bag import TAGS, add_signature, seal_tags
from tawthiq.publish.releases.check import check
from tawthiq.publish.releases.read import earlier
from tawthiq.publish.releases.signing import (
    KeyFault,
    PassphraseNeeded,
    new_key,
    public_of,
    read_key,
    read_public,
)
from tests.publish.registers import ALEPPO, SECRET, VICTIM, made
from tests.publish.releases import AMAL, BASIM, register_of, released

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of forty incidents, two of them delicate. Read-only."""
    told = [made(n) for n in range(40)]
    told[3] = made(3, kind="sexual_violence")
    spot = PlaceMention(replace(ALEPPO, lat=36.2123), "Syria", "Aleppo", "P2", Quote("Aleppo", Span(0, 6)))
    told[5] = (told[5][0], replace(told[5][1], labels=("attack_medical",), place=spot))
    return released(tmp_path_factory.mktemp("release") / "one", register_of(told), title="Office of the Orontes")


@pytest.fixture
def copied(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / "copied"))


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_whole_release_is_approved_by_its_two_signatures(release: Path) -> None:
    state = check(release)
    assert state.faults == ()
    assert [s.by for s in state.signatures] == ["amal", "basim"]
    assert state.approved


def test_the_library_of_congress_reads_the_bag(release: Path) -> None:
    bag = bagit.Bag(str(release))
    bag.validate()
    assert bag.info["External-Identifier"] == "release 1"
    assert bag.info["Bagging-Date"] == "2026-03-01"


def test_frictionless_finds_the_data_package_valid(release: Path) -> None:
    report = Package(str(release / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "type", "note"])[:5]
    assert {t.name for t in report.tasks} >= {"incidents-csv", "numbers-csv", "groups-csv", "parity-csv"}


def test_the_same_incidents_give_the_same_bytes(release: Path, tmp_path: Path) -> None:
    told = [made(n) for n in range(40)]
    first, second = (released(tmp_path / name, register_of(told)) for name in ("a", "b"))
    assert files(first) == files(second)
    for name in files(first):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


NAMES = (
    "bag-info.txt", "bagit.txt", "data/corrections.jsonl", "data/datapackage.json", "data/groups.csv", "data/incidents.csv",
    "data/incidents.geojson", "data/incidents.jsonl", "data/methodology.json", "data/numbers.csv", "data/parity.csv",
    "data/release.json", "manifest-sha256.txt", "signatures/1.json", "signatures/2.json", TAGS,
)  # fmt: skip


def test_these_are_all_files_of_a_release(release: Path) -> None:
    assert tuple(files(release)) == NAMES


@pytest.mark.parametrize("where", [0.0, 0.31, 0.5, 0.77, 1.0])
@pytest.mark.parametrize("name", NAMES)
def test_a_changed_byte_is_found_and_its_file_named(name: str, where: float, copied: Path) -> None:
    path = copied / name
    raw = bytearray(path.read_bytes())
    if not raw:
        raw = bytearray(b"\n")
    else:
        raw[int(where * (len(raw) - 1))] ^= 1
    path.write_bytes(raw)
    state = check(copied)
    assert not state.approved
    assert any(name in fault for fault in state.faults), state.faults


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(name: str, copied: Path) -> None:
    (copied / name).unlink()
    state = check(copied)
    assert not state.approved
    named = TAGS if name == "signatures/2.json" else name  # the last signature is missing in the list alone
    assert any(named in fault for fault in state.faults), state.faults


def relisted(folder: Path) -> None:
    """Makes the bag's own lists fit whatever lies in it now, as somebody who covers a change would."""
    bagit.Bag(str(folder)).save(manifests=True)
    seal_tags(folder)


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("data/") and n != "data/release.json"])
def test_a_change_covered_in_the_lists_of_the_bag_is_found(name: str, copied: Path) -> None:
    with (copied / name).open("ab") as file:
        file.write(b" ")
    relisted(copied)
    bagit.Bag(str(copied)).validate()
    state = check(copied)
    assert any(name in fault for fault in state.faults), state.faults


def test_a_change_covered_in_the_manifest_too_breaks_the_signatures(copied: Path) -> None:
    data, manifest = copied / "data", json.loads((copied / "data" / "release.json").read_bytes())
    table = (data / "numbers.csv").read_bytes().replace(b"40", b"41")
    (data / "numbers.csv").write_bytes(table)
    for entry in manifest["files"]:
        if entry["path"] == "numbers.csv":
            entry |= {"bytes": len(table), "hash": hashlib.sha256(table).hexdigest()}
    (data / "release.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    relisted(copied)
    state = check(copied)
    assert state.signatures == ()
    assert any("data/release.json: not what amal and basim signed" in fault for fault in state.faults)


def test_sums_are_counted_again_even_where_the_signatures_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = payload.numbers_csv
    monkeypatch.setattr(
        payload,
        "numbers_csv",
        lambda numbers: real(numbers).replace("total,", "total,", 1).replace(",40,0,", ",41,0,", 1),
    )
    state = check(released(tmp_path / "wrong", register_of(made(n) for n in range(40))))
    assert len(state.signatures) == 2
    assert any("data/numbers.csv" in fault and "incidents is 41" in fault for fault in state.faults), state.faults
    assert not state.approved


@pytest.mark.parametrize("name", ["data/more.csv", "note.txt", "signatures/3.txt", "data/sub/x", ".hidden"])
def test_a_file_that_does_not_belong_there_is_named(name: str, copied: Path) -> None:
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).write_text("x", encoding="utf-8")
    assert any(name in fault or name.rpartition("/")[0] in fault for fault in check(copied).faults)


UNDATED = [(e, replace(i, date=None)) for e, i in (made(n) for n in range(3))]
KINDS: dict[str, dict[str, Any]] = {
    "the first": {"told": [made(n) for n in range(6)]}, "empty": {"told": []}, "undated": {"told": UNDATED},
    "of sexual violence alone": {"told": [made(3, kind="sexual_violence")]},
    "words quoted": {"told": [made(n) for n in range(6)], "quotes": "words"}, "nothing quoted": {"told": [made(n) for n in range(6)], "quotes": "none"},
    "all held back": {"told": [made(n) for n in range(6)], "delay_hours": 24 * 365 * 100},
}  # fmt: skip
"""Every kind of release: what it is made of and by which settings."""


@pytest.mark.parametrize("later", [False, True], ids=["", "with one before"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_release_has_its_parity_table(kind: str, later: bool, tmp_path: Path) -> None:
    settings = dict(KINDS[kind])
    told = settings.pop("told")
    before = earlier(released(tmp_path / "before", register_of([made(n) for n in range(9)]))) if later else None
    out = released(tmp_path / "r", register_of(told), earlier=before, **settings)
    assert check(out).faults == ()
    with (out / "data" / "parity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [name for name, _, _ in FIELDS] == list(rows[0])
    assert rows[-1]["party"] == "total"
    published = lines(out / "data" / "incidents.jsonl")
    assert int(rows[-1]["incidents"]) == len(published)
    assert {r["party"] for r in rows[:-1]} == {
        principal(c) for i in published for c in i["accused"] or ["unattributed"]
    }
    (out / "data" / "parity.csv").unlink()
    assert any("parity.csv" in fault for fault in check(out).faults)


def test_a_link_in_the_place_of_a_file_is_refused(copied: Path, tmp_path: Path) -> None:
    path = copied / "data" / "parity.csv"
    shutil.copy(path, tmp_path / "outside")
    path.unlink()
    path.symlink_to(tmp_path / "outside")
    assert any("data/parity.csv: no file of a release" in fault for fault in check(copied).faults)


def test_one_signature_is_no_approval(tmp_path: Path) -> None:
    state = check(released(tmp_path / "r", register_of([made(1)]), signers=(("amal", AMAL),)))
    assert state.faults == ()
    assert not state.approved


@pytest.mark.parametrize(
    ("signers", "why"),
    [
        ((("amal", AMAL), ("basim", AMAL)), "the same key"),
        ((("amal", AMAL), ("Amal", BASIM)), "the same person"),
    ],
)
def test_one_person_cannot_sign_twice(signers: Any, why: str, tmp_path: Path) -> None:
    state = check(released(tmp_path / "r", register_of([made(1)]), signers=signers))
    assert any(why in fault for fault in state.faults)
    assert not state.approved


@pytest.mark.parametrize("field", ["by", "at", "key"])
def test_a_signature_holds_for_its_name_time_and_key_only(field: str, copied: Path) -> None:
    path = copied / "signatures" / "2.json"
    record = json.loads(path.read_bytes())
    record[field] = {"by": "carim", "at": "2026-03-02T12:00:00Z", "key": public_of(Ed25519PrivateKey.generate())}[field]
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    seal_tags(copied)
    state = check(copied)
    assert any("signatures/2.json: the signature" in fault for fault in state.faults), state.faults


def test_the_keys_that_an_office_publishes_can_be_asked_for(release: Path) -> None:
    known = {public_of(AMAL), public_of(BASIM)}
    assert check(release, known).approved
    stranger = check(release, {public_of(AMAL)})
    assert any("none of those given" in fault for fault in stranger.faults)
    assert not stranger.approved


def test_an_own_signature_does_not_carry_over_to_another_release(copied: Path, tmp_path: Path) -> None:
    other = released(tmp_path / "other", register_of([made(1), made(2)]), signers=(("amal", AMAL),))
    shutil.copy(copied / "signatures" / "2.json", other / "signatures" / "2.json")
    seal_tags(other)
    assert any("signatures/2.json" in fault for fault in check(other).faults)


def test_what_is_no_release_is_said_in_a_line(tmp_path: Path) -> None:
    state = check(tmp_path)
    assert len(state.faults) == 1
    assert "release.json" in state.faults[0]
    (tmp_path / "data").mkdir()
    for text in ("[]", "{", '{"kind": "tawthiq release", "format": 1}', '{"kind": "tawthiq release", "format": 99}'):
        (tmp_path / "data" / "release.json").write_text(text, encoding="utf-8")
        assert check(tmp_path).faults


def test_a_key_is_its_owners_alone_and_opens_with_its_passphrase(tmp_path: Path) -> None:
    new_key(tmp_path / "k.pem", "a long phrase")
    assert (tmp_path / "k.pem").stat().st_mode & 0o077 == 0
    assert b"ENCRYPTED" in (tmp_path / "k.pem").read_bytes()
    key = read_key(tmp_path / "k.pem", "a long phrase")
    assert read_public(tmp_path / "k.pem.pub") == public_of(key)
    with pytest.raises(PassphraseNeeded):
        read_key(tmp_path / "k.pem")
    with pytest.raises(KeyFault, match="wrong"):
        read_key(tmp_path / "k.pem", "another")
    with pytest.raises(KeyFault, match="no public key"):
        read_public(tmp_path / "k.pem")
    with pytest.raises(FileExistsError):
        new_key(tmp_path / "k.pem", "")
    (tmp_path / "x.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(KeyFault, match="no private key"):
        read_key(tmp_path / "x.pem")


# What goes in.


def test_no_name_of_any_person_is_in_a_release(release: Path) -> None:
    for name in files(release):
        text = (release / name).read_text(encoding="utf-8")
        assert VICTIM not in text, name
        assert VICTIM.split()[1] not in text, name


def test_a_name_that_another_account_knows_is_withheld_too(tmp_path: Path) -> None:
    extraction, incident = made(7)
    bare = replace(extraction.accounts[0], persons=())
    sentence = f"{extraction.document.text.split('. ')[0]} with {VICTIM}. The rest is as before, said Mr Example."
    document = replace(extraction.document, text=sentence + extraction.document.text, title="")
    quoted = replace(bare, tolls=tuple(replace(t, quote=Quote.of(document.text, t.quote.span)) for t in bare.tolls))
    register = Register((replace(extraction, document=document, accounts=(quoted,)),), (incident,))
    known = released(tmp_path / "known", register, names={document.id: frozenset({VICTIM})})
    said = lines(known / "data" / "incidents.jsonl")[0]["figures"][0]["evidence"][0]["said"]
    assert ["withheld", ""] in said
    assert not any(VICTIM in words for _, words in said)
    unknown = released(tmp_path / "unknown", register)
    assert VICTIM in (unknown / "data" / "incidents.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("speaker", "kind", "shown"),
    [
        ("residents", "eyewitness", True),
        ("local activists", "local_activist", True),
        ("activists in Aleppo", "local_activist", True),
        ("Abu Leila, a resident", "eyewitness", False),
        ("the activist Rami", "local_activist", False),
        ("a doctor", "medical", True),
        ("a doctor in Aleppo", "medical", False),
        ("@rami_of_aleppo", "social_media", False),
    ],
)
def test_who_names_nobody_is_not_withheld(speaker: str, kind: str, shown: bool, tmp_path: Path) -> None:
    extraction, incident = made(7)
    text = f"{speaker} said that 8 people were killed. " + extraction.document.text
    spot = text.find("Aleppo")
    toll = replace(
        extraction.accounts[0].tolls[0], quote=Quote.of(text, Span(text.index("8 people"), text.index("8 people") + 8)),
        attribution=Attribution(Quote.of(text, Span(0, len(speaker))), kind),
    )  # fmt: skip
    place = replace(extraction.accounts[0].place, quote=Quote.of(text, Span(spot, spot + 6)))  # type: ignore[type-var]
    account = replace(extraction.accounts[0], tolls=(toll,), persons=(), place=place, places=(place,))
    register = Register(
        (replace(extraction, document=replace(extraction.document, text=text, title=""), accounts=(account,)),),
        (incident,),
    )
    released(tmp_path / "out", register)
    (figure,) = lines(tmp_path / "out" / "data" / "incidents.jsonl")[0]["figures"]
    said = figure["evidence"][0]["said"]
    assert (["withheld", ""] in said) != shown
    assert any(speaker in words for _, words in said) == shown


def test_every_figure_leads_to_its_sentence_with_its_words_marked(release: Path) -> None:
    record = lines(release / "data" / "incidents.jsonl")[0]
    evidence = record["figures"][0]["evidence"]
    assert evidence[0]["said"] == [["claim", "1 people"], ["plain", " were killed in Aleppo on 2012-01-01."]]
    assert evidence[0]["document"] == record["sources"][0]["id"]


def test_sexual_violence_has_no_day_place_source_or_sentence(release: Path) -> None:
    record = next(r for r in lines(release / "data" / "incidents.jsonl") if r["kind"] == "sexual_violence")
    assert record["withheld"]
    assert record["place"] is None
    assert record["position"] is None
    assert record["sources"] == []
    assert record["date"] == {"start": "2012-01-01", "end": "2012-01-31", "precision": "T5"}
    assert all(figure["evidence"] == [] and figure["group"] is None for figure in record["figures"])


def test_of_an_attack_on_a_hospital_only_the_counted_words_are_quoted(release: Path) -> None:
    record = next(r for r in lines(release / "data" / "incidents.jsonl") if "attack_medical" in r["labels"])
    assert record["coarsened"]
    assert record["place"] is None
    assert record["position"] == [37.2, 36.2]
    assert record["figures"][0]["evidence"][0]["said"] == [["claim", "6 people"]]
    assert record["sources"][0]["title"] == ""


def test_what_only_closed_documents_tell_is_left_out_and_counted(tmp_path: Path) -> None:
    out = released(tmp_path / "r", register_of([made(0), made(1, restricted=True)]))
    assert json.loads((out / "data" / "release.json").read_bytes())["left_out"] == {"restricted": 1}
    for name in files(out):
        assert SECRET not in (out / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("quotes", "said"), [("words", [["claim", "1 people"]]), ("none", [])])
def test_an_office_may_quote_less(quotes: str, said: list[Any], tmp_path: Path) -> None:
    out = released(tmp_path / "r", register_of([made(0)]), quotes=quotes)
    assert lines(out / "data" / "incidents.jsonl")[0]["figures"][0]["evidence"][0]["said"] == said


@pytest.mark.parametrize(
    ("after", "hours", "goes_out"),
    [(71, 72, False), (72, 72, True), (73, 72, True), (0, 0, True), (0, 1, False)],
)
def test_an_incident_that_may_be_going_on_is_held_back(after: int, hours: int, goes_out: bool, tmp_path: Path) -> None:
    extraction, incident = made(100)
    assert incident.date is not None
    assert incident.date.end is not None
    last = incident.date.end
    over = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    out = released(
        tmp_path / "r", register_of([(extraction, incident)]), at=over + timedelta(hours=after), delay_hours=hours
    )
    assert len(lines(out / "data" / "incidents.jsonl")) == int(goes_out)
    assert json.loads((out / "data" / "release.json").read_bytes())["left_out"] == ({} if goes_out else {"delayed": 1})


def test_an_undated_incident_waits_by_the_day_of_its_report(tmp_path: Path) -> None:
    extraction, incident = made(100)
    undated = replace(incident, date=None)
    published = extraction.document.published.end
    assert isinstance(published, date)
    soon = datetime(published.year, published.month, published.day, tzinfo=UTC) + timedelta(days=2)
    register = register_of([(extraction, undated)])
    assert lines(released(tmp_path / "soon", register, at=soon) / "data" / "incidents.jsonl") == []
    later = released(tmp_path / "later", register, at=soon + timedelta(days=3))
    record = lines(later / "data" / "incidents.jsonl")[0]
    assert record["rows"] == {}
    assert check(later).approved


def test_the_method_has_a_version_that_its_words_give(release: Path) -> None:
    method = json.loads((release / "data" / "methodology.json").read_bytes())
    assert json.loads((release / "data" / "release.json").read_bytes())["methodology"] == method["version"]
    told = {lang: method[lang] for lang in ("ar", "en")}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == method["version"]
    assert any("R8" in json.dumps(terms) for terms in method["en"]["terms"])


def test_a_correction_is_never_silent(tmp_path: Path) -> None:
    told = [made(n) for n in range(6)]
    first = released(tmp_path / "one", register_of(told))
    changed = list(told)
    extraction, incident = told[1]
    toll = replace(incident.tolls[0], min=9, best=9, max=9)
    changed[1] = (extraction, replace(incident, tolls=(toll,), grade="G3"))
    del changed[2:4]
    changed.append(made(9))
    fates = {told[2][1].id: told[0][1].id, told[3][1].id: "withdrawn"}
    before = earlier(first)
    second = released(tmp_path / "two", register_of(changed), earlier=before, fates=fates)
    log = lines(second / "data" / "corrections.jsonl")
    said = {(line["incident"], line["change"]): (line["was"], line["now"]) for line in log}
    two = {"harm": "killed", "group": None, "min": 2, "best": 2, "top": 2, "open": False}
    assert said[incident.id, "figure"] == (two, {**two, "min": 9, "best": 9, "top": 9})
    assert said[incident.id, "grade"] == ("G2", "G3")
    assert said[told[2][1].id, "gone"] == ("merged", told[0][1].id)
    assert said[told[3][1].id, "gone"] == ("withdrawn", None)
    assert said[made(9)[1].id, "new"] == (None, None)
    assert len(log) == 5
    manifest = json.loads((second / "data" / "release.json").read_bytes())
    assert manifest["number"] == 2
    assert (
        manifest["previous"]["manifest"] == hashlib.sha256((first / "data" / "release.json").read_bytes()).hexdigest()
    )
    third = released(tmp_path / "three", register_of(changed), earlier=earlier(second))
    assert lines(third / "data" / "corrections.jsonl") == log
    history = json.loads((third / "data" / "release.json").read_bytes())["history"]
    assert [h["number"] for h in history] == [1, 2]
    assert check(third).approved


def test_the_log_gives_nothing_away_that_is_kept_back_by_now(tmp_path: Path) -> None:
    told = [made(n) for n in range(4)]
    first = released(tmp_path / "one", register_of(told))
    moved = [(told[0][0], replace(told[0][1], place=None)), *told[1:]]
    second = released(tmp_path / "two", register_of(moved), earlier=earlier(first))
    assert any(
        line["change"] == "place" and line["was"]["en"] == "Aleppo"
        for line in lines(second / "data" / "corrections.jsonl")
    )
    spot = PlaceMention(ALEPPO, "Syria", "Aleppo", "P2", Quote("Aleppo", Span(0, 6)))
    risky = (told[0][0], replace(told[0][1], labels=("attack_medical",), place=spot))
    third = released(tmp_path / "three", register_of([risky, *told[2:]]), earlier=earlier(second))
    log = lines(third / "data" / "corrections.jsonl")
    mine = [line for line in log if line["incident"] == public.sealed_id(told[0][1].id)]
    assert told[0][1].id not in json.dumps(log), "an id says day and place, that of older entries too"
    assert {line["change"] for line in mine} >= {"place"}
    assert all((line["was"], line["now"]) == (None, None) for line in mine if line["change"] == "place")
    assert {line["title"]["en"] for line in mine} == {"air strike, Aleppo"}
    gone = [line for line in log if line["incident"] == told[1][1].id]
    assert [(line["change"], line["title"]) for line in gone] == [("gone", None)]
    assert check(third).approved


def test_what_is_kept_back_goes_out_under_an_id_that_tells_nothing(tmp_path: Path) -> None:
    spot = PlaceMention(ALEPPO, "Syria", "Aleppo", "P2", Quote("Aleppo", Span(0, 6)))
    told = [made(n) for n in range(4)]
    risky = (told[0][0], replace(told[0][1], labels=("attack_medical",), place=spot))
    closed = (replace(told[1][0], document=replace(told[1][0].document, restricted=True)), told[1][1])
    first = released(tmp_path / "one", register_of(told))
    before = earlier(first)
    second = released(tmp_path / "two", register_of([risky, closed, *told[2:]]), earlier=before)
    assert {r["id"] for r in lines(second / "data" / "incidents.jsonl")} == {
        "incident-00000000", told[2][1].id, told[3][1].id,
    }  # fmt: skip
    log = lines(second / "data" / "corrections.jsonl")
    assert {(line["incident"], line["change"], line["was"]) for line in log if line["change"] in ("gone", "new")} == {
        ("incident-00000001", "gone", "restricted"),
    }, "the one that is sealed by now is the same incident"
    for name in files(second):
        text = (second / name).read_text(encoding="utf-8")
        assert told[0][1].id not in text
        assert told[1][1].id not in text
    open_again = released(tmp_path / "three", register_of(told), earlier=earlier(second))
    assert [
        line
        for line in lines(open_again / "data" / "corrections.jsonl")
        if line["release"] == 3 and line["change"] == "gone"
    ] == []
    assert check(open_again).approved


def test_what_became_part_of_a_kept_back_incident_tells_no_more_than_that(tmp_path: Path) -> None:
    spot = PlaceMention(ALEPPO, "Syria", "Aleppo", "P2", Quote("Aleppo", Span(0, 6)))
    told = [made(n) for n in range(3)]
    first = released(tmp_path / "one", register_of(told))
    risky = (told[0][0], replace(told[0][1], labels=("attack_medical",), place=spot))
    fates = {told[1][1].id: told[0][1].id}
    second = released(tmp_path / "two", register_of([risky, told[2]]), earlier=earlier(first), fates=fates)
    (gone,) = [line for line in lines(second / "data" / "corrections.jsonl") if line["change"] == "gone"]
    assert (gone["incident"], gone["was"], gone["now"]) == ("incident-00000001", "merged", "incident-00000000")
    assert gone["title"] == lines(second / "data" / "incidents.jsonl")[0]["title"]


def test_a_third_signature_stands_beside_the_two(copied: Path) -> None:
    from tawthiq.publish.releases.signing import sign

    raw = (copied / "data" / "release.json").read_bytes()
    add_signature(copied, 3, sign(raw, Ed25519PrivateKey.generate(), "carim", "2026-03-02T12:00:00Z"))
    assert [s.by for s in check(copied).signatures] == ["amal", "basim", "carim"]
    assert check(copied).approved
