"""The published records and the way back: what was written is what is read, and nothing is taken that is not said."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.domain.account import Account, Aggregate, Appeal, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.document import Aside, Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.from_records import (
    Atlas,
    RecordError,
    document_from_record,
    extraction_from_record,
    incident_from_record,
)
from tawthiq.domain.incident import Conflict, Incident, Link, Origin, Reason, Responsibility, TollRange
from tawthiq.domain.records import document_record, extraction_record, incident_record
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention

SYRIA = Place("sy", "country", "Syria", "سوريا", None, "sy")
ALEPPO = Place("sy.aleppo", "governorate", "Aleppo", "حلب", "sy", "sy", "sy.aleppo", 36.2, 37.2)
VILLAGE = Place("sy.aleppo.x", "village", "Tall Mithal", "تل مثال", "sy.aleppo", "sy", "sy.aleppo", 36.4, 37.5)
PLACES = {p.id: p for p in (SYRIA, ALEPPO, VILLAGE)}
ATLAS = Atlas.of(PLACES)
TEXT = "قال ناشطون إن 5 مدنيين بينهم طفلان قُتلوا في تل مثال يوم 3 أيار 2015 بقصف القوات الحكومية. Comment: no."


def q(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote.of(TEXT, Span(start, start + len(words)))


DAY = date(2015, 5, 3)
DOCUMENT = Document(
    "d1", TEXT, "ar", "عنوان", "صوت", "كاتب", "https://example.org/1", Published(DAY, DAY, "text", "3 أيار 2015", q("3 أيار 2015").span),
    date(2015, 6, 1), "a" * 64, "text/html", "d1.html", (Aside(q("Comment: no.").span, "comment"),), (q("تل مثال").span,), True,
)  # fmt: skip
SAID = Attribution(q("ناشطون"), "local_activist", "", "said.by")
WHOLE = Toll("killed", "civilian", Count(5, 5, 5), q("5 مدنيين"), "toll.counted", SAID)
PART = Toll("killed", "child", Count(2, 2, 2, "exact", "dual"), q("طفلان"), "toll.part", None, 0, True, True, True)
MENTION = PlaceMention(VILLAGE, "Syria", "Aleppo", "P4", q("تل مثال"), ("sy.aleppo.x", "gn.1"), "place.named")
ACCOUNT = Account(
    "shelling", ("massacre",), True, True, When(DAY, DAY, "T2", "absolute", q("يوم 3 أيار 2015"), "date.full", ""), MENTION,
    (MENTION,), (ActorMention("gov", "Government", "الحكومة", "denied", q("القوات الحكومية"), "joint", "105", "actor.cued"),),
    (WeaponMention("artillery", q("بقصف"), "weapon.named"),), (PersonMention("فلان", "speaker", q("ناشطون"), "key", "person"),),
    (WHOLE, PART), q("بقصف"), (Span(0, 40), Span(40, 60)), "account.scene",
)  # fmt: skip
STATISTIC = Aggregate(
    Period(DAY, None, "أيار"), "month", "2015-05", "killed", Count(5, None, 5, "at_least"), q("5 مدنيين"), SAID, "stat", 2, 41.5, "child"
)  # fmt: skip
APPEAL = Appeal("council", ("un", "icrc"), "corridor", q("ناشطون"), WHOLE, "appeal")
FINDING = Finding("D1", "E", "خطأ", "wrong", (Span(0, 3), Span(5, 9)), False)
EXTRACTION = Extraction(DOCUMENT, (ACCOUNT, Account("clash")), (STATISTIC,), (APPEAL,), (FINDING,))
INCIDENT = Incident(
    "2015-05-03-x", (("d1", 0), ("d2", 1)), "عنوان", "Title", "shelling", ("massacre",), ACCOUNT.date, MENTION,
    (Responsibility("gov", "Government", "الحكومة", "alleged_perpetrator", "sole", (("d1", 0),), 2),),
    (TollRange("killed", None, 5, 7, None, True, "R8", 2, (("d1", 0, 0),), (("d2", 1, 3),)),), "G2", "A1",
    (Origin("source:x", "X", "media", "d1", ("d1", "d2"), "R2"),),
    (Link(("d1", 0), ("d2", 1), 6.5, (Reason("when", 3.0, "يوم", "day"),), "a person"),),
    (Conflict("R9", "تعارض", "clash", (("d1", 0, 0), ("d2", 1, 3))),), True, ("d1",),
)  # fmt: skip


def through_json(record: Any) -> Any:
    return json.loads(json.dumps(record, ensure_ascii=False))


def test_a_document_comes_back_as_it_was() -> None:
    assert document_from_record(through_json(document_record(DOCUMENT))) == DOCUMENT


def test_an_extraction_comes_back_as_it_was() -> None:
    assert extraction_from_record(through_json(extraction_record(EXTRACTION)), DOCUMENT, atlas=ATLAS) == EXTRACTION


def test_an_incident_comes_back_as_it_was() -> None:
    assert incident_from_record(through_json(incident_record(INCIDENT)), atlas=ATLAS) == INCIDENT


def test_without_the_document_every_claim_comes_back() -> None:
    found = extraction_from_record(through_json(extraction_record(EXTRACTION)), atlas=ATLAS)
    assert found.accounts == EXTRACTION.accounts
    assert found.document == Document("d1", "", "ar", published=DOCUMENT.published)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.data())
def test_any_quote_of_any_text_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = Quote.of(text, Span(start, data.draw(st.integers(start, len(text)))))
    low = data.draw(st.integers(0, 5000))
    high = data.draw(st.none() | st.integers(low, 9000))
    toll = Toll("killed", None, Count(low, high, data.draw(st.none() | st.just(low))), quote, "r")
    told = Extraction(Document("x", text), (Account("clash", tolls=(toll,), spans=(quote.span,)),))
    assert extraction_from_record(through_json(extraction_record(told)), told.document) == told


def test_a_place_that_is_not_at_hand_lies_where_its_record_says() -> None:
    record = through_json(extraction_record(EXTRACTION))
    atlas = Atlas.of({"sy": SYRIA, "sy.aleppo": ALEPPO})
    mention = extraction_from_record(record, DOCUMENT, atlas=atlas).accounts[0].place
    assert mention is not None
    assert mention.place == VILLAGE
    bare = extraction_from_record(record, DOCUMENT).accounts[0].place
    assert bare is not None
    assert bare.place == replace(VILLAGE, country=None, governorate=None)


def test_one_name_in_two_countries_is_kept_apart() -> None:
    other = Place("iq", "country", "Iraq", "العراق", None, "iq")
    namesake = Place("iq.aleppo", "governorate", "Aleppo", "حلب", "iq", "iq", "iq.aleppo")
    atlas = Atlas.of({p.id: p for p in (other, namesake, SYRIA, ALEPPO)})
    record = {"id": "o", "level": "town", "name_en": "T", "country": "Syria", "governorate": "Aleppo"}
    assert atlas.place(record).governorate == "sy.aleppo"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("id",), "d2", "d1"),
        (("accounts", 0, "kind"), None, "no code"),
        (("accounts", 0, "kind"), {}, "no code"),
        (("accounts", 0, "tolls", 0, "low"), "5", "no whole number"),
        (("accounts", 0, "tolls", 0, "low"), True, "no whole number"),
        (("accounts", 0, "tolls", 0, "high"), 5.5, "no whole number"),
        (("accounts", 0, "tolls", 0, "text"), "9 مدنيين", "of the document is not"),
        (("accounts", 0, "tolls", 0, "span"), [5, 2], "half-open"),
        (("accounts", 0, "tolls", 0, "span"), [0, 10**6], "past the end"),
        (("accounts", 0, "tolls", 0, "span"), [1], "unpack"),
        (("accounts", 0, "tolls", 0, "attribution", "text"), "غيرهم", "of the document is not"),
        (("accounts", 0, "spans", 0), [0, 10**6], "past the end"),
        (("accounts", 0, "date", "start"), "3 May", "isoformat"),
        (("accounts",), None, ""),
    ],
)
def test_what_is_not_in_the_format_is_refused_in_one_line(path: tuple[Any, ...], value: Any, said: str) -> None:
    record = through_json(extraction_record(EXTRACTION))
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(RecordError) as refused:
        extraction_from_record(record, DOCUMENT, atlas=ATLAS)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("published", [None, [], {}, {"start": "soon", "end": None, "basis": "text"}])
def test_a_publication_that_says_nothing_is_refused(published: Any) -> None:
    record = {**extraction_record(EXTRACTION), "published": published}
    with pytest.raises(RecordError):
        extraction_from_record(record)


@pytest.mark.parametrize("key", ["id", "lang", "published", "accounts"])
def test_what_the_contract_promises_must_be_there(key: str) -> None:
    record = deepcopy(extraction_record(EXTRACTION))
    del record[key]
    with pytest.raises(RecordError, match=f"no '{key}'"):
        extraction_from_record(record)


@pytest.mark.parametrize("record", [None, [], "text", 3])
def test_what_is_no_object_is_refused(record: Any) -> None:
    for read in (document_from_record, extraction_from_record, incident_from_record):
        with pytest.raises(RecordError, match="not an object"):
            read(record)
