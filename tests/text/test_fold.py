"""Folding keeps the way back: mapped text always leads to the words it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.text.fold import fold, fold_word

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة"
NOISE = "ًٌٍَُِّْـ\u200b\u200f\ufeff"
text = st.text(alphabet=ARABIC + NOISE + "abcXYZé0١۲ _.*-/\n«»“”ﻻﷲ،؛", max_size=80)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("إدلب أدلب ادلب", "ادلب ادلب ادلب"),
        ("مَجْزَرَةٌ", "مجزره"),
        ("مجـ_ـ_زرة", "مجزره"),
        ("مجــ_ــازر", "مجازر"),
        ("مقتـ.ـل و قصـ ـف", "مقتل و قصف"),
        ("#دير_الزور", "#دير الزور"),
        ("٢٥ و۲۵ و25", "25 و25 و25"),
        ("Douma’s École", "douma's ecole"),
        ("ﻻ", "لا"),
        ("على\u200f مدى", "علي مدي"),
        ("مقتل /12/ مدنيا وإصابة /٧/.", "مقتل 12 مدنيا واصابه 7."),
        ("في 12/7/2020 و/a/7/ و7/8/", "في 12/7/2020 و/a/7/ و7/8/"),
    ],
)
def test_known_forms(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_a_span_covers_the_filler_inside_its_word_and_the_marks_after_it() -> None:
    written = "ارتكب مجـ_ـ_زرةً أمس"
    folded = fold(written)
    at = folded.text.index("مجزره")
    span = folded.span(at, at + 5)
    assert written[span.start : span.end] == "مجـ_ـ_زرةً"


@given(text)
def test_every_folded_character_leads_to_the_one_it_came_from(written: str) -> None:
    folded = fold(written)
    assert len(folded.offsets) == len(folded.text)
    assert all(a <= b for a, b in zip(folded.offsets, folded.offsets[1:], strict=False))
    for position, char in enumerate(folded.text):
        source = written[int(folded.offsets[position])]
        parted = source == "ة" and char == " "  # it stood before another letter, and ends its word
        assert parted or char in fold(source).text


def test_a_letter_that_only_ends_words_parts_glued_ones() -> None:
    folded = fold("المحطة الكبيرةاستشهد")
    assert folded.text == "المحطه الكبيره استشهد"
    at = folded.text.index("استشهد")
    assert folded.words(at, at + 6) == "استشهد"
    assert folded.words(7, at - 1) == "الكبيرة"


@given(text)
def test_folding_twice_changes_nothing_more(written: str) -> None:
    once = fold(written).text
    assert fold(once).text == once


@given(text, st.integers(0, 80), st.integers(0, 80))
def test_spans_lie_inside_the_text(written: str, a: int, b: int) -> None:
    folded = fold(written)
    start, end = sorted((min(a, len(folded.text)), min(b, len(folded.text))))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(written)


def test_words_are_folded_once() -> None:
    assert fold_word("القصُور") == "القصور"
