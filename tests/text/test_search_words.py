"""A word is found in every form it is written in, and other words are not found with it."""

from __future__ import annotations

import pytest

from tawthiq.text.search_words import search_words, stem

JOINED = ("", "ال", "و", "وال", "ب", "بال", "وبال", "ل", "ف", "فال", "ك", "كال", "ول", "وب")
NOUNS = (
    "مجزرة", "لواء", "كتيبة", "وادي", "كنيسة", "كلية", "وقود", "فتاة", "بناء", "فندق", "كيميائية", "فراس", "برميل", "قصف", "بلدة", "وكالة",
    "فريق", "وزير", "لجنة", "فصيل", "مدرسة", "سوق", "طائرة", "كمين", "فجوة", "ورقة", "بطارية", "لافتة", "كهف", "وباء", "فيروس", "بوابة",
)  # fmt: skip


def folded(text: str) -> list[str]:
    return [word.folded for word in search_words(text)]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_found_however_much_is_joined_to_it(noun: str) -> None:
    forms = {letters + noun for letters in JOINED} | {f"لل{noun}", f"ولل{noun}"}
    assert {form: folded(form) for form in forms if folded(form) != folded(noun)} == {}


@pytest.mark.parametrize(
    "forms",
    [
        ("مجزرة", "مجزره", "مجــزرة", "مجـ_ـ_زرة", "مَجْزَرَة", "وبالمجزرة"),
        ("إدلب", "ادلب", "أدلب", "بإدلب", "وإدلب", "لإدلب"),
        ("الباب", "بالباب", "للباب", "والباب"),
        ("بانياس", "ببانياس", "وبانياس", "لبانياس"),
        ("٢٥", "25", "۲۵"),
        ("Aleppo", "ALEPPO", "aleppo"),
    ],
)
def test_all_spellings_are_one_word(forms: tuple[str, ...]) -> None:
    assert len({tuple(folded(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بلدة", "لدة"),
        ("وكالة", "كالة"),
        ("كتيبة", "تيبة"),
        ("بانياس", "انياس"),
        ("لواء", "واء"),
        ("قصف", "قصر"),
        ("وادي", "ادي"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_verb_is_found_behind_its_conjunction() -> None:
    assert folded("فقتل")[0] == folded("قتل")[0] == folded("وقتل")[0]


def test_spans_lead_back_to_the_words_as_written() -> None:
    text = "وقعت مجـ_ـ_زرةٌ في إدلب، 12 قتيلاً"
    assert [text[w.span.start : w.span.end] for w in search_words(text)] == [
        "وقعت",
        "مجـ_ـ_زرةٌ",
        "في",
        "إدلب",
        "12",
        "قتيلاً",
    ]


def test_exact_forms_keep_the_letters() -> None:
    assert [w.exact for w in search_words("مجزرة مجزره المجزرة")] == ["مجزرة", "مجزره", "المجزرة"]
    assert [w.exact for w in search_words("مجــزرة")] == ["مجزرة"]


@pytest.mark.parametrize(
    "text", ["", "ـ" * 1000, "و" * 100_000, "وال" * 50_000, "\x00\ud800 a", "".join(map(chr, range(0x600, 0x700)))]
)
def test_any_text_is_accepted(text: str) -> None:
    for word in search_words(text):
        assert word.folded
        assert stem(word.folded) == word.folded
