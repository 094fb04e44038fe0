"""Lists that stand alone, and two lists of one figure: what looks like a whole and its parts and is none, and what must agree though nothing beside it says so."""

from __future__ import annotations

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.span import Span
from tawthiq.pipeline import Auditor, extract_one


def alarms(text: str, lang: str) -> set[str]:
    told = Auditor()(Document("d", text, lang))
    assert isinstance(told, Extraction)
    return {f.rule for f in told.findings if not f.passed and f.severity in ("E", "W")}


LONE_LISTS = {
    "the first of a list in a sentence of its own": (
        "en",
        "The desk counted 104 dead in May 2019. Ward A suffered most and lost 50 people. Ward B lost 31, Ward C 15 and Ward D eight.",
    ),
    "a list whose total is told further up": (
        "ar",
        "أحصى المكتب 104 قتلى في أيار 2019. توزعوا على الأحياء: القلعة 50، النهر 31، السوق 15، الجسر 8.",
    ),
    "a part with its own parts": (
        "en",
        (
            "In May 2019 the desk looked for 60 missing people; 48 had been found by June. Relatives asked for another 30 in July: "
            "it found 22 in cells. The other eight have not been traced."
        ),
    ),
    "the ends of a change": (
        "en",
        "The desk recorded 90 violations in May 2019. Arrests rose to 41 from 37, beatings fell to 30 from 38, and threats went from 12 to 19.",
    ),
    "a noun that counts nobody": (
        "ar",
        "سجّل المكتب 60 اعتداء في أيار 2019. الفاعل شرطي في 28 منها، ومواطن في 20، وموظف في 12.",
    ),
}


@pytest.mark.parametrize("case", LONE_LISTS, ids=str)
def test_a_list_is_no_division_of_its_first(case: str) -> None:
    lang, text = LONE_LISTS[case]
    assert not alarms(text, lang) & {"D1", "D2"}


AGAIN = {
    "a second division further on": (
        "en",
        (
            "The desk has 104 dead on file for May 2019.\n\nBy district, Northbank lost 50, Southbank 31, Hilltop 15 and Riverside eight.\n\n"
            "Weather kept the roads shut for a week.\n\nBy cause, shelling took 61 lives, mines 28 and gunfire 15."
        ),
        ("mines 28", "mines 38"),
    ),
    "a second division, Arabic": (
        "ar",
        (
            "لدى المكتب أسماء 104 قتلى في أيار 2019.\n\nمن حيث الناحية سقط 50 في الشمالية و31 في الجنوبية و15 في الغربية و8 في الشرقية.\n\n"
            "وبقيت الطرق مقطوعة أسبوعاً.\n\nومن حيث السبب أودى القصف بحياة 61 شخصاً والألغام بحياة 28 والرصاص بحياة 15."
        ),
        ("بحياة 28", "بحياة 38"),
    ),
    "a column beside one that holds": (
        "en",
        (
            "May 2019: 83 killed and 371 injured.\n\nShells … 49 killed / 214 injured\nBombs … 17 killed / 63 injured\n"
            "Drones … 14 killed / 82 injured\nMines … 3 killed / 12 injured\n"
        ),
        ("82 injured", "92 injured"),
    ),
    "two lists that no number sums up": (
        "ar",
        (
            "قتلى أيار 2019\n\nأ) بحسب الحي\nالقلعة ـ 29\nالنهر ـ 17\nالسوق ـ 14\nالجسر ـ 11\nالمحطة ـ 8\n\n"
            "ب) بحسب السبب\nقصف ـ 33\nألغام ـ 19\nرصاص ـ 15\nغارات ـ 12\n"
        ),
        ("ألغام ـ 19", "ألغام ـ 16"),
    ),
}


@pytest.mark.parametrize("case", AGAIN, ids=str)
def test_two_divisions_of_one_figure_agree(case: str) -> None:
    lang, text, (right, wrong) = AGAIN[case]
    assert right in text
    assert not alarms(text, lang) & {"D1", "D2"}
    assert alarms(text.replace(right, wrong), lang) & {"D1", "D2"}


def test_a_list_of_some_is_no_second_division() -> None:
    text = (
        "The desk has 104 dead on file for May 2019. By district, Northbank lost 50, Southbank 31, Hilltop 15 and Riverside eight. "
        "Among the worst hit towns were Alder with 48, Birch with 30 and Cedar with 17."
    )
    assert not alarms(text, "en") & {"D1", "D2"}


SHARES = {
    "of a table's own people": (
        "ar",
        (
            "سقط 164 قتيلاً في سوريا خلال شهر أيار 2019، منهم 135 مدنياً و29 مقاتلاً.\n\nتوزع المدنيون حسب المحافظات:\nحمص: 54\nإدلب: 46\nدرعا: 21\nحلب: 14\n\n"
            "سقط في محافظة حمص 40% من المدنيين، وحلّت في المرتبة الثانية محافظة إدلب."
        ),
        ("الثانية محافظة إدلب", "الثانية محافظة درعا"),
    ),
    "of two numbers of its sentence": (
        "en",
        "The register shows 125 deaths in May 2019, 97 of them among children below the age of five, or 77.6 per cent. Week 5 was the worst.",
        ("77.6", "67.6"),
    ),
}


@pytest.mark.parametrize("case", SHARES, ids=str)
def test_a_share_is_held_to_the_numbers_that_it_is_of(case: str) -> None:
    lang, text, (right, wrong) = SHARES[case]
    assert right in text
    assert not alarms(text, lang) & {"D7", "D18"}
    assert alarms(text.replace(right, wrong), lang) & {"D7", "D18"}


def test_what_a_page_quotes_is_not_held_against_it() -> None:
    own = "The office counts 60 attacks in May 2019: 40 in Aleppo and 20 in Idlib.\n\n"
    quote = "Another desk counts 75 attacks in May 2019: 50 in Aleppo and 30 in Idlib."
    text = own + quote
    plain = extract_one(Document("d", text, "en"), handed_in=True)
    quoted = extract_one(Document("d", text, "en", quoted=(Span(len(own), len(text)),)), handed_in=True)
    assert isinstance(plain, Extraction)
    assert isinstance(quoted, Extraction)
    assert [f for f in plain.findings if f.rule == "D1" and not f.passed]
    assert not [f for f in quoted.findings if not f.passed and f.severity == "E"]
    assert quoted.aggregates == plain.aggregates  # it is read all the same


def test_a_page_that_is_one_quotation_is_the_report() -> None:
    text = "The office counts 75 attacks in May 2019: 50 in Aleppo and 30 in Idlib."
    told = extract_one(Document("d", text, "en", quoted=(Span(0, len(text)),)), handed_in=True)
    assert isinstance(told, Extraction)
    assert [f for f in told.findings if f.rule == "D1" and not f.passed]
