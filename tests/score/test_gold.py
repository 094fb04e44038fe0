"""Gold is read whole or refused with reasons; the page that explains it gives an example that holds."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.domain.records import extraction_record
from tawthiq.ingest.jsonl import document_of
from tawthiq.pipeline import extract_one
from tawthiq.score import GoldError, gold_document, gold_faults, measure
from tests.conftest import ROOT
from tests.score.making import incident, tally


def faults(record: Any) -> list[str]:
    with pytest.raises(GoldError) as caught:
        gold_document(record)
    return caught.value.reasons


def told(**change: Any) -> dict[str, Any]:
    return {"id": "d", "incidents": [incident(**change)]}


def counted(**change: Any) -> dict[str, Any]:
    return {"id": "d", "incidents": [incident({**tally(3), **change})]}


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ([], "not an object"),
        ({"incidents": []}, "id: missing"),
        ({"id": "d"}, "incidents: missing (write [] where the document tells none)"),
        ({"id": "d", "incidents": {}}, "incidents: no list"),
        ({"id": "d", "incidents": ["x"]}, "incidents[0]: no object"),
        (told(type=None), "incidents[0]: type is missing"),
        (told(type="raid"), "incidents[0]: type 'raid' is not known"),
        (told(date="22.7.2019"), "incidents[0]: date '22.7.2019' is no day, month or year like 2012-09-25, 2012-09, 2012 or 2012-09-25/2012-09-27"),
        (told(date="2019-02-30"), "incidents[0]: date '2019-02-30' is no day, month or year like 2012-09-25, 2012-09, 2012 or 2012-09-25/2012-09-27"),
        (told(date="2019-07-22/2019-07-02"), "incidents[0]: date '2019-07-22/2019-07-02' ends before it begins"),
        (told(place="Saraqib"), "incidents[0]: place: no object"),
        (told(place={"name_en": 3}), "incidents[0]: place: name_en is no text"),
        (told(perpetrators="Russian forces"), "incidents[0]: perpetrators is no list of names"),
        (told(background="yes"), "incidents[0]: background is neither true nor false"),
        (told(event_id=7), "incidents[0]: event_id is no text"),
        (counted(outcome="kiled"), "incidents[0]: tallies[0]: outcome 'kiled' is not known"),
        (counted(group="peasants"), "incidents[0]: tallies[0]: group 'peasants' is not known"),
        (counted(min="3"), "incidents[0]: tallies[0]: min is no whole number"),
        (counted(min=True), "incidents[0]: tallies[0]: min is no whole number"),
        (counted(max=2), "incidents[0]: tallies[0]: max 2 is below min 3"),
        (counted(min=None, max=None), "incidents[0]: tallies[0]: min and max are missing"),
        (counted(text=""), "incidents[0]: tallies[0]: text is missing"),
        (counted(vague=True, approx=True), "incidents[0]: tallies[0]: approx, vague and unquantified exclude one another"),
        (counted(min=None, approx=True), "incidents[0]: tallies[0]: approx needs min"),
        ({"id": "d", "incidents": [], "aggregates": [{"measure": "killed", "dimension": "total", "value": "9"}]}, "aggregates[0]: value is no number"),
        ({"id": "d", "incidents": [], "aggregates": [{"value": 9, "dimension": "total"}]}, "aggregates[0]: measure is missing"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(record: Any, reason: str) -> None:
    assert reason in faults(record)


def test_every_fault_of_a_record_is_named() -> None:
    assert len(faults({"incidents": [incident({**tally(3), "outcome": "?", "min": -1}), incident(date="soon")]})) == 4


@pytest.mark.parametrize(
    "day", ["2019", "2019-07", "2019-07-22", "2019-07-22/2019-07-24", "2019-07/2019-08", "2019-07-22/2019-07"]
)
def test_a_date_may_be_a_day_a_month_a_year_or_two_ends(day: str) -> None:
    (one,) = gold_document(told(date=day)).incidents
    assert one.days == ((day, day) if "/" not in day else tuple(day.split("/")))


def test_what_is_not_said_may_be_left_out() -> None:
    gold = gold_document({"id": 7, "incidents": [{"type": "other", "note": "ours"}]})
    assert gold.id == "7"
    assert gold.incidents[0].place is None
    assert gold.incidents[0].tallies == ()


def test_an_aggregate_in_words_of_its_own_may_be_given_in_our_codes_as_well() -> None:
    own = {"measure": "children killed", "dimension": "total", "value": 9, "text": "nine children"}
    codes = {"measure": "killed", "dimension": "group", "value": 9}
    (one,) = gold_document({"id": "d", "incidents": [], "aggregates": [{**own, "contract": codes}]}).aggregates
    assert (one.measure, one.dimension, one.value, one.text) == ("killed", "group", 9, "nine children")
    broken = {"id": "d", "incidents": [], "aggregates": [{**own, "contract": {**codes, "value": None}}]}
    assert faults(broken) == ["aggregates[0]: contract: value is no number"]


def test_the_first_of_several_possible_events_is_taken() -> None:
    assert gold_document(told(event=["a", "b"])).incidents[0].event == "a"


def test_a_quote_must_stand_in_its_document() -> None:
    gold = gold_document(told(date_text="on Monday", tallies=[tally(3, text="three dead"), tally(4, text="four")]))
    assert gold_faults(gold, "three dead on Monday, four hurt") == []
    assert gold_faults(gold, "three dead, four hurt") == [
        "incidents[0]: date_text: 'on Monday' does not stand in the document"
    ]


def documented(name: str) -> list[Any]:
    """The records of an example on the page, however many lines each takes."""
    page = (ROOT / "docs" / "gold.md").read_text(encoding="utf-8")
    match = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", page, re.DOTALL)
    assert match is not None
    decoder, rest, records = json.JSONDecoder(), match[1].strip(), []
    while rest:
        record, end = decoder.raw_decode(rest)
        records.append(record)
        rest = rest[end:].strip()
    return records


def test_the_example_of_the_page_is_gold_and_is_read_as_it_says() -> None:
    documents = {d["id"]: d for d in documented("docs")}
    gold = [gold_document(record) for record in documented("gold")]
    assert [gold_faults(one, documents[one.id]["text"]) for one in gold] == [[], []]
    told = {ident: extract_one(document_of(d, ident, "")) for ident, d in documents.items()}
    found = {ident: extraction_record(one) for ident, one in told.items() if isinstance(one, Extraction)}
    measured = measure(gold, documents, found).all
    assert measured.figures["toll"].f1 == 1
    assert measured.figures["place"].f1 == 1
    assert measured.alarms == ()
