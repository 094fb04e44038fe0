"""The stages composed: inputs in a fixed order, failures in their place, progress told, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq import __version__
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Unreadable
from tawthiq.pipeline import Progress, Read, extract_all, extract_one, make_register, read_all
from tests.builders import ALEPPO, account, document, toll, when


def jsonl(path: Path, *idents: str) -> Path:
    path.write_text("".join(json.dumps({"id": i, "text": f"Report {i}."}) + "\n" for i in idents), encoding="utf-8")
    return path


def names(items: list[Read] | list[Extraction | Unreadable]) -> list[str]:
    return [
        f"{'!' if isinstance(i, Unreadable) else ''}{i.document.id if isinstance(i, Extraction) else i.id}"
        for i in items
    ]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction that reads nothing out and fails on one page."""

    def extract(read: Document, office: Path | None) -> Extraction:
        if "fail" in read.id:
            raise RuntimeError("the page\nbroke the reader")
        return Extraction(read)

    monkeypatch.setattr("tawthiq.pipeline.extract", extract)


def test_files_come_before_json_lines_each_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"Report {name}.", encoding="utf-8")
    first, second = jsonl(tmp_path / "z.ndjson", "2", "1"), jsonl(tmp_path / "y.ndjson", "3")
    steps: list[Progress] = []
    items = list(read_all([tmp_path / "b.txt", tmp_path / "a.txt"], jsonl=[first, second], report=steps.append))
    assert names(items) == ["b.txt", "a.txt", "2", "1", "3"]
    assert [(s.stage, s.done) for s in steps] == [("read", n) for n in range(1, 6)]


def test_a_second_document_of_one_id_is_refused(tmp_path: Path) -> None:
    items = list(read_all([], jsonl=[jsonl(tmp_path / "a", "1", "2"), jsonl(tmp_path / "b", "2", "3")]))
    assert names(items) == ["1", "2", "!2", "3"]
    assert items[2].code == "duplicate_id"  # type: ignore[union-attr]


def test_originals_are_kept_where_asked_for(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "a", "1")
    (found,) = read_all([], jsonl=[source], originals=tmp_path / "originals")
    assert isinstance(found, Document)
    assert (tmp_path / "originals" / found.sha256[:2] / found.sha256).read_bytes() == source.read_bytes()


@pytest.mark.usefixtures("quick")
def test_what_a_page_does_to_the_reader_costs_one_page() -> None:
    failed = extract_one(Document("fail", "text", source_path="fail.txt"))
    assert isinstance(failed, Unreadable)
    assert (failed.code, failed.source_path) == ("extract_failed", "fail.txt")
    assert failed.message == "fail: RuntimeError: the page broke the reader"


@pytest.mark.usefixtures("quick")
def test_results_keep_the_order_of_the_inputs() -> None:
    bad = [Unreadable(f"bad{n}", "no_text", "") for n in range(4)]
    given: list[Read] = [bad[0], Document("a", "x"), bad[1], bad[2], Document("fail", "x"), Document("b", "x"), bad[3]]
    steps: list[Progress] = []
    told = list(extract_all(given, report=steps.append))
    assert names(told) == ["!bad0", "a", "!bad1", "!bad2", "!fail", "b", "!bad3"]
    assert [s.done for s in steps if s.stage == "extract"][-1] == 3


@pytest.mark.usefixtures("quick")
def test_results_keep_their_order_when_a_mapper_reads_ahead() -> None:
    def ahead(function, documents) -> Iterator[Extraction | Unreadable]:  # type: ignore[no-untyped-def]
        yield from [function(d) for d in list(documents)]

    given: list[Read] = [
        Document("a", "x"),
        Unreadable("bad", "no_text", ""),
        Document("b", "x"),
        Unreadable("end", "", ""),
    ]
    assert names(list(extract_all(given, mapper=ahead))) == ["a", "!bad", "b", "!end"]


@pytest.mark.usefixtures("quick")
def test_results_come_as_they_are_ready() -> None:
    taken: list[str] = []

    def given() -> Iterator[Read]:
        for name in "abc":
            taken.append(name)
            yield Document(name, "x")

    told = extract_all(given())
    next(told)
    assert taken == ["a"]


def test_nothing_read_gives_an_empty_register() -> None:
    register = make_register([Unreadable("bad", "no_text", "bad: no text")], title="Ours")
    assert (register.extractions, register.incidents, register.origins) == ((), (), ())
    assert [u.id for u in register.unreadable] == ["bad"]
    assert (register.title, register.version) == ("Ours", __version__)


def test_the_order_of_the_documents_makes_no_difference() -> None:
    told = [
        document("a", account(date=when("2016-05-07"), place=ALEPPO, tolls=(toll(4),)), published="2016-05-08"),
        document("b", account(date=when("2016-05-07"), place=ALEPPO, tolls=(toll(4),)), published="2016-05-09"),
        document("c", account(date=when("2014-02-03"), place=ALEPPO, tolls=(toll(9),)), published="2014-02-04"),
    ]
    steps: list[Progress] = []
    first, second = make_register(told, report=steps.append), make_register(told[::-1])
    assert first.incidents == second.incidents
    assert first.origins == second.origins
    assert {s.stage for s in steps} == {"link", "weigh"}
    accounts = sorted(ref for incident in first.incidents for ref in incident.accounts)
    assert accounts == [("a", 0), ("b", 0), ("c", 0)]
