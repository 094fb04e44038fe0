"""What is redacted is gone, in every spelling, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.custody.redaction import MARK, places_of, redacted
from tawthiq.domain.span import Span
from tawthiq.text.fold import fold
from tawthiq.text.names import name_parts

ARABIC = "التقى فريقنا أحمد الخطيب في بنش. وقال أحـمد الخطيب إنه رأى الطائرة، ثم غادر احمد  الخطيب. وأَحْمَد الخطيب شاهد آخر؛ كتب لأحمد الخطيب أخوه."


def test_a_name_goes_in_every_spelling() -> None:
    text, marks = redacted(ARABIC, places_of(ARABIC, "أحمد الخطيب"))
    assert marks == 5
    assert "خطيب" not in fold(text).text
    assert "بنش" in text
    assert "الطائرة" in text


def test_a_family_name_alone_goes_with_the_name() -> None:
    text = "قال أحمد الخطيب إنه رأى. وأضاف الخطيب: غادرنا."
    found, marks = redacted(text, [s for part in name_parts("أحمد الخطيب", shortest=3) for s in places_of(text, part)])
    assert marks == 2
    assert "خطيب" not in fold(found).text


def test_capitals_and_possessives_go_too() -> None:
    text = "AHMAD Khatib was there; Ahmad Khatib's brother too. Khatibs are many."
    found, marks = redacted(text, places_of(text, "ahmad khatib"))
    assert marks == 2
    assert "hmad" not in found
    assert "Khatibs are many" in found


def test_marks_are_alike_and_touching_stretches_are_one() -> None:
    text = "abcdefghij"
    assert redacted(text, [Span(1, 2), Span(5, 9)])[0] == f"a{MARK}cde{MARK}j"
    assert redacted(text, [Span(1, 4), Span(3, 6), Span(6, 7)]) == (f"a{MARK}hij", 1)
    assert redacted(text, []) == (text, 0)
    with pytest.raises(ValueError, match="outside"):
        redacted(text, [Span(5, 11)])


@given(st.text(max_size=300), st.text(alphabet="أابتمحد ـَ", min_size=1, max_size=12))
def test_after_redaction_the_phrase_is_not_found_again(text: str, phrase: str) -> None:
    text = f"{text} {phrase} {text}"
    found, _ = redacted(text, places_of(text, phrase))
    assert places_of(found, phrase) == []


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=8))
def test_what_is_not_redacted_stays_letter_for_letter(text: str, drawn: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in drawn]
    gone = {i for s in spans for i in range(s.start, s.end)}
    assert redacted(text, spans)[0].replace(MARK, "") == "".join(
        c for i, c in enumerate(text) if i not in gone
    ).replace(MARK, "")
