"""Sentences end where a reader ends them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.span import Span
from tawthiq.text.sentences import clauses, sentences, wraps


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انتهى القصف.حيث وصل المسعفون", ["انتهى القصف.", "حيث وصل المسعفون"]),
        ("Dr. Ali spoke. The U.S. coalition denied it.", ["Dr. Ali spoke.", "The U.S. coalition denied it."]),
        ("بلغت 7.5 بالمئة.", ["بلغت 7.5 بالمئة."]),
        ("عنوان\n\nمتن الخبر؟ نعم", ["عنوان", "متن الخبر؟", "نعم"]),
        ("", []),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="ab م.؟!\n ,،;()1", max_size=60))
def test_sentences_are_ordered_and_lose_nothing_but_space(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text(alphabet="ab م،,1:() -", max_size=60))
def test_clauses_stay_inside_their_sentence(text: str) -> None:
    for sentence in sentences(text):
        for clause in clauses(text, sentence):
            assert sentence.covers(Span(clause.start, clause.end))


def test_a_wrapped_line_goes_on() -> None:
    text = (
        "BEIRUT - Shells that fell on the northern market this morning\nkilled at least nine people, four of them from the town of\n"
        "Ariha, and hurt many others, two doctors and the chief of the\ncouncil said.\n\nResidents fled.\n"
    )
    wrapped = wraps(text)
    assert [text[s.start : s.end].split()[-1] for s in sentences(text, wrapped)] == ["said.", "fled."]
    assert wraps("One title\nanother line of a list\nand a third") == frozenset()


def test_a_wide_line_of_blanks_wraps_nothing() -> None:
    assert wraps(f"{' ' * 70}\nAleppo, Monday\n{' ' * 70}\nand so on") == frozenset()


def test_arabic_lines_of_one_width_go_on() -> None:
    text = (
        "قتل\n9 أشخاص صباح اليوم في قصف مدفعي على\nسوق مدينة أريحا بريف إدلب، وأصيب عشرون\nآخرون بجروح متفاوتة، بينهم أطفال، بحسب\n"
        "الدفاع المدني. وأضاف المصدر أن فرق\nالإسعاف نقلت المصابين إلى المشفى الوحيد\nفي المنطقة.\n\nنزح الأهالي.\n"
    )
    told = [text[s.start : s.end] for s in sentences(text, wraps(text))]
    assert [(t.split()[0], t.split()[-1]) for t in told] == [
        ("قتل", "المدني."),
        ("وأضاف", "المنطقة."),
        ("نزح", "الأهالي."),
    ]


def test_a_list_of_arabic_lines_stays_one() -> None:
    headlines = "قصف على أريحا\nنزوح واسع من ريف إدلب الجنوبي إلى الحدود\nهدنة في الغوطة\nمقتل طفل بلغم في دوما\nاعتقالات\nغارات على سراقب"
    assert wraps(headlines) == frozenset()
    items = "\n".join(f"{n}. قرية من قرى الريف الشمالي عدد قتلاها {n}" for n in range(1, 8))
    assert wraps(items) == frozenset()
    rows = "\n".join(f"محافظة ريف دمشق الشرقي,عدد القتلى,1{n},4{n}.5%" for n in range(1, 8))
    assert wraps(rows) == frozenset()
    assert wraps(rows.replace(",", " ")) == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("First!?»Second...'Third", ["First!?»", "Second...'", "Third"]),
        ("نعم؟!) لا…؟ ربما.", ["نعم؟!)", "لا…؟", "ربما."]),
        ("one.?two", ["one.", "?", "two"]),
    ],
)
def test_signs_that_stand_together_end_one_sentence(text: str, told: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == told
