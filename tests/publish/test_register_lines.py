"""A register's lines read the quick way: the same values as the long way, and odd lines as the long way has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tawthiq.cli.write_register import write_lines
from tawthiq.domain.from_records import NOWHERE, Atlas, RecordError, incident_from_record
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.publish.register_files import RegisterFiles
from tawthiq.publish.register_lines import (
    AccountsLine,
    DocumentLine,
    account_head,
    document_head,
    incident_from_line,
    whole_incident_from_line,
)
from tests.publish.registers import delicate
from tests.publish.sample_register import sample_register


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    folder = delicate(tmp_path_factory.mktemp("lines") / "register")
    return {path.stem: path.read_bytes().splitlines(keepends=True) for path in folder.glob("*.jsonl")}


@pytest.mark.parametrize("atlas", [NOWHERE, Atlas.of(the_gazetteer(None).places)])
def test_an_incident_is_the_same_either_way(lines: dict[str, list[bytes]], atlas: Atlas) -> None:
    assert lines["incidents"]
    for raw in lines["incidents"]:
        record = orjson.loads(raw)
        assert whole_incident_from_line(raw, atlas) == incident_from_record(record, atlas=atlas)
        assert incident_from_line(raw, atlas) == incident_from_record(
            {**record, "links": (), "conflicts": ()}, atlas=atlas
        )


def test_heads_are_the_same_either_way(lines: dict[str, list[bytes]]) -> None:
    for raw in lines["accounts"]:
        line, records = AccountsLine(raw), orjson.loads(raw)["accounts"]
        assert line.size == len(records)
        assert list(line.records) == records
        assert line.heads == tuple(map(account_head, records))
    for raw in lines["documents"]:
        line, record = DocumentLine(raw), orjson.loads(raw)
        assert line.record == record
        (head, told), fields = (line.head, document_head(record)), ("title", "publisher", "url", "lang", "sha256")
        assert (head.id, head.day, bool(head.restricted)) == (told.id, told.day, told.restricted)
        assert [getattr(head, name) or "" for name in fields] == [getattr(told, name) for name in fields]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": 7},
        {"labels": None},
        {"massacre_by": None},
        {"origins": None},
        {"background_only": 1},
        {"actors": [{"code": "gov", "name_en": "a", "name_ar": "b", "role": "alleged_perpetrator", "mode": "sole"}]},
        {"date": None},
        {"place": None},
        {"date": {"start": "20120801", "end": "20120801", "precision": "T2", "basis": "absolute"}},
    ],
)
def test_an_odd_incident_is_taken_as_the_long_way_takes_it(
    lines: dict[str, list[bytes]], change: dict[str, Any]
) -> None:
    record = {**orjson.loads(lines["incidents"][0]), "links": [], "conflicts": [], **change}
    assert incident_from_line(orjson.dumps(record), NOWHERE) == incident_from_record(record)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a"}', "no 'accounts'"),
        (b"[]", "not an object"),
        (b'{"id": "a', "unexpected end of data"),
        (b'{"id": "a", "accounts": ' + b"[" * 5_000, "depth limit"),
    ],
)
def test_a_line_that_is_no_incident_says_why(line: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        incident_from_line(line, NOWHERE)


def test_a_span_that_runs_backwards_is_no_incident(lines: dict[str, list[bytes]]) -> None:
    record = next(r for r in map(orjson.loads, lines["incidents"]) if r["place"])
    record["place"]["span"] = [9, 3]
    with pytest.raises(RecordError, match="half-open"):
        incident_from_line(orjson.dumps(record), NOWHERE)


def test_odd_accounts_and_documents_are_read_by_their_records() -> None:
    line = AccountsLine(b'{"id": "d", "accounts": [{"weapons": [{"code": 7}], "persons": null}]}')
    assert [w.code for w in line.heads[0].weapons or ()] == ["7"]
    assert AccountsLine(b'{"id": "d", "accounts": [{}], "error": "unreadable"}').size == -1
    assert AccountsLine(b'{"id": "d", "accounts": 7}').size == -1
    assert AccountsLine(b'{"id": 3, "accounts": [{}, {}]}').size == 2
    assert not DocumentLine(b'{"id": "d", "error": "unreadable"}').is_read
    assert not DocumentLine(b'["d"]').is_read
    odd = DocumentLine(b'{"id": 7, "title": null, "restricted": 1}')
    assert (odd.head.id, odd.head.title, odd.head.restricted, odd.head.day) == ("7", "", True, "")
    for read in (AccountsLine, DocumentLine):
        with pytest.raises(ValueError, match="end of data"):
            read(b'{"id": "d')


def test_claims_and_texts_read_with_the_lines_are_those_read_later(lines: dict[str, list[bytes]]) -> None:
    for raw in lines["accounts"]:
        line, later = AccountsLine.with_claims(raw), AccountsLine(raw)
        assert (line.size, line.claimed, line.records) == (later.size, later.claimed, later.records)
        for one, head in zip(line.heads, later.heads, strict=True):
            assert [w.code for w in one.weapons or ()] == [w.code for w in head.weapons or ()]
            told = [[(p.name, p.text, p.role) for p in either.persons or ()] for either in (one, head)]
            assert told[0] == told[1]
    for raw in lines["documents"]:
        page, later_page = DocumentLine.with_text(raw), DocumentLine(raw)
        assert (page.text, page.head.id, page.is_read) == (later_page.text, later_page.head.id, later_page.is_read)
    odd = b'{"id": "d", "accounts": [{"weapons": [{"code": 7, "text": "a", "span": null}], "persons": null}]}'
    assert [w.code for w in AccountsLine.with_claims(odd).heads[0].weapons or ()] == ["7"]
    assert AccountsLine.with_claims(b'{"id": "d", "accounts": [{}], "error": "unreadable"}').size == -1
    assert not DocumentLine.with_text(b'{"id": "d", "error": "unreadable"}').is_read
    assert DocumentLine.with_text(b'{"id": "d", "text": 7}').text == "7"
    for read in (AccountsLine.with_claims, DocumentLine.with_text):
        with pytest.raises(ValueError, match="end of data"):
            read(b'{"id": "d')


def test_a_register_whose_lines_stand_in_any_order_is_read(tmp_path: Path) -> None:
    folder = delicate(tmp_path / "register")
    with RegisterFiles(folder) as files:
        before = [(case.incident, [t.document["id"] for t in case.tellings]) for case in files.cases()]
    for name in ("accounts", "documents"):
        path = folder / f"{name}.jsonl"
        path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))))
    with RegisterFiles(folder) as files:
        assert [(case.incident, [t.document["id"] for t in case.tellings]) for case in files.cases()] == before
        assert not files.faults


def test_lines_that_a_build_writes_are_read_back(tmp_path: Path) -> None:
    register = sample_register()
    (tmp_path / "r").mkdir()
    write_lines(register, tmp_path / "r")
    with RegisterFiles(tmp_path / "r", atlas=Atlas.of(the_gazetteer(None).places)) as files:
        assert [case.incident.id for case in files.cases()] == [i.id for i in register.incidents]
