"""Stated changes of control: told as done, by a named party, of the place itself; attempts, denials and states are none."""

from __future__ import annotations

from datetime import date

import pytest

from tawthiq.domain.control import ControlChange
from tawthiq.domain.document import Document, Published
from tawthiq.domain.from_records import extraction_from_record
from tawthiq.domain.records import extraction_record
from tawthiq.extract import extract
from tawthiq.knowledge.load import toml
from tawthiq.publish.wording import codes

PUBLISHED = Published(date(2021, 6, 30), date(2021, 6, 30), "given")


def changes(text: str) -> tuple[ControlChange, ...]:
    lang = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "en"
    told = extract(Document("x", text, lang=lang, published=PUBLISHED))
    for change in told.control:
        span = change.quote.span
        assert text[span.start : span.end] == change.quote.text
    record = extraction_record(told)
    assert extraction_record(extraction_from_record(record, told.document)) == record
    return told.control


def line(change: ControlChange) -> str:
    day = change.date.start.isoformat() if change.date is not None and change.date.start is not None else "-"
    return f"{change.change} {'+'.join(p.code for p in change.parties)} {change.place.place.name_en} {day}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيطرت قوات النظام على بلدة مسكنة شرقي حلب يوم 4 حزيران 2017 بعد معارك مع تنظيم الدولة.", ["took gov Maskanah 2017-06-04"]),
        ("وقال ناشطون إن فصائل المعارضة سيطرت على مدينة إدلب في 28 آذار 2015.", ["took opp Idlib 2015-03-28"]),
        ("تمكنت فصائل المعارضة من السيطرة على مدينة إدلب في آذار 2015.", ["took opp Idlib 2015-03-01"]),
        ("أعلنت قوات سوريا الديمقراطية سيطرتها على مدينة الطبقة في 10 أيار 2017.", ["took sdf Tabqa -"]),
        ("واستعادت قوات النظام مدينة تدمر من تنظيم الدولة في 27 آذار 2016.", ["retook gov Palmyra 2016-03-27"]),
        ("انسحب تنظيم الدولة من مدينة الباب في 23 شباط 2017.", ["withdrew isis al-Bab 2017-02-23"]),
        ("سيطر الجيش الحر على مدينتي الباب والراعي.", ["took fsa al-Bab -", "took fsa al-Rai -"]),
        ("Government forces captured the town of Maskana in Aleppo province on 4 June 2017.", ["took gov Maskanah 2017-06-04"]),
        ("Islamic State fighters seized Palmyra on 20 May 2015, activists said.", ["took isis Palmyra 2015-05-20"]),
        ("Kurdish fighters regained control of Kobani in January 2015.", ["retook ypg Kobani 2015-01-01"]),
        ("Islamic State withdrew from the town of Maskana on 3 June 2017.", ["withdrew isis Maskanah 2017-06-03"]),
        ("Idlib was captured by rebels on 28 March 2015.", ["took opp Idlib 2015-03-28"]),
        ("The town of Saraqib fell to government forces in February 2020.", ["took gov Saraqib 2020-02-01"]),
    ],
)  # fmt: skip
def test_what_is_told_as_done_is_read(text: str, expected: list[str]) -> None:
    assert [line(change) for change in changes(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "تحاول قوات النظام السيطرة على مدينة الباب.",
        "بدأت فصائل المعارضة معركة للسيطرة على مدينة إدلب.",
        "لم تتمكن قوات النظام من السيطرة على مدينة تدمر.",
        "نفت فصائل المعارضة أن قوات النظام سيطرت على مدينة سراقب.",
        "قصف الطيران مدينة الرقة التي يسيطر عليها تنظيم الدولة.",
        "سيطرت قوات النظام على حاجز قرب بلدة مورك.",
        "سيطرت قوات النظام على قرى في ريف حلب الشمالي.",
        "تمت السيطرة على مدينة الباب.",
        "Government troops failed to take control of Daraya.",
        "Rebels said they would have captured Idlib.",
        "Rebel fighters seized 12 soldiers in Aleppo.",
        "Government forces captured Aleppo residents at a checkpoint.",
        "Raqqa, controlled by Islamic State, was bombed.",
        "The wallet was captured by nobody in Aleppo.",
        "سيطرت " * 400 + "على مدينة حلب",
        "captured " * 400 + "Aleppo",
    ],
)  # fmt: skip
def test_attempts_denials_states_and_other_things_are_none(text: str) -> None:
    assert changes(text) == ()


def test_the_day_of_a_statement_is_not_the_day_of_the_change() -> None:
    (change,) = changes("قال ناشطون، يوم الأحد 5 آذار 2017، إن قوات النظام سيطرت على بلدة دير حافر في ريف حلب.")
    assert change.date is None
    assert change.attribution is not None
    assert change.attribution.quote.text == "ناشطون"


def test_parts_of_a_place_are_called_so() -> None:
    (most,) = changes("سيطرت قوات النظام على معظم مدينة تدمر في آذار 2016.")
    assert most.partial
    (whole,) = changes("سيطرت قوات النظام على كامل مدينة تدمر في آذار 2016.")
    assert not whole.partial


def test_parties_named_together_hold_together() -> None:
    (change,) = changes("سيطرت قوات النظام وحزب الله على مدينة القصير في 5 حزيران 2013.")
    assert [(p.code, p.mode) for p in change.parties] == [("gov", "joint"), ("hzb", "joint")]


def test_a_change_of_control_makes_no_account_of_harm() -> None:
    text = "Government forces captured the town of Maskana in Aleppo province on 4 June 2017."
    assert extract(Document("x", text, lang="en", published=PUBLISHED)).accounts == ()


def test_a_document_without_one_has_no_such_line() -> None:
    told = extract(Document("x", "Five people were killed in Aleppo on 3 May 2016.", lang="en"))
    assert "control" not in extraction_record(told)


def test_the_words_belong_to_the_vocabulary() -> None:
    known = set(codes("control_changes"))
    for lang in ("ar", "en"):
        entries = toml(f"{lang}/control_words.toml")["entry"]
        assert {e["id"] for e in entries if e["role"] in ("verb", "noun", "after")} <= known
        assert {e["role"] for e in entries} <= {"verb", "noun", "after", "success", "unless", "deny"}
    for code in known:
        entry = toml("vocabularies/control_changes.toml")[code]
        assert all(entry[key] for key in ("ar", "en", "definition_ar", "definition_en"))
