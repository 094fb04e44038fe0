"""Words as numbers: the same words as folding and taking them one by one, and the same number for the same word only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.text.fold import fold
from tawthiq.text.word_hashes import word_hashes
from tawthiq.text.words import plain_words

TEXTS = [
    "", "قُتِلَ 12 مدنيّاً في مجـ_ـزرة", "Two people, aged 7 and ٧, were killed.", "ﷺ ﻻ ﬁre", "a\nb\n\nc", "مجزرة*حلب", "𝟛𝐀 word 🙂 x", "_a_b_",
    "\ud800 lone", "قتل", "مقتل قتل", "ab a b", "0\u0e33 1",
]  # fmt: skip


def _plain(texts: list[str]) -> list[list[str]]:
    return [plain_words(fold(text).text) for text in texts]


def _agree(texts: list[str]) -> None:
    numbers, counts = word_hashes(texts)
    words = _plain(texts)
    assert counts.tolist() == [len(w) for w in words]
    flat = [word for told in words for word in told]
    assert len({*zip(flat, numbers.tolist(), strict=True)}) == len(set(flat)) == len(set(numbers.tolist()))


def test_words_of_every_kind() -> None:
    _agree(TEXTS)
    for text in TEXTS:
        _agree([text])
    assert word_hashes([])[0].size == 0


def test_a_word_has_one_number_wherever_it_stands() -> None:
    alone, _ = word_hashes(["قتل"])
    later, _ = word_hashes([*(["كلام كثير قبلها"] * 5000), "قُتِل"])
    assert alone[0] == later[-1]


@given(st.lists(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs",)), max_size=30), max_size=6))
def test_any_text(texts: list[str]) -> None:
    _agree(texts)


@given(st.lists(st.text(st.sampled_from("ab قُ\u0640\u064e🙂𝟛𝐀\ud800\udc00\n*_"), max_size=9), max_size=6))
def test_characters_of_two_codes_shift_no_text(texts: list[str]) -> None:
    _agree(texts)
