"""A quote stands exactly where it says, in one place, or it is dropped with a reason."""

from __future__ import annotations

from collections import Counter

import pytest

from tawthiq.domain.document import Aside, Document
from tawthiq.domain.span import Span
from tawthiq.readers.quotes import LONGEST_SENTENCE, Pointer, locate

TEXT = "Shells hit Nasra. Four men died in Nasra. Four women died later.\nقُتل ثلاثة في النصرة.\nTwice told. Twice told."


def found(sentence: str, words: str, text: str = TEXT) -> Span | str:
    dropped: Counter[str] = Counter()
    span = locate(Document("x", text), Pointer(sentence, words), dropped)
    if span is None:
        ((reason, number),) = dropped.items()
        assert number == 1
        return reason
    assert not dropped
    assert text[span.start : span.end] == words
    return span


def test_words_that_stand_once() -> None:
    assert found("Four men died in Nasra.", "Four men") == Span(18, 26)
    assert isinstance(found("قُتل ثلاثة في النصرة.", "ثلاثة"), Span)


def test_words_that_stand_twice_are_decided_by_their_sentence() -> None:
    assert found("Shells hit Nasra.", "Nasra") == Span(11, 16)
    assert found("Four men died in Nasra.", "Nasra") == Span(35, 40)


@pytest.mark.parametrize(
    ("sentence", "words", "reason"),
    [
        ("Four men died in Nasra.", "Five men", "words_not_found"),
        ("Five men died in Nasra.", "Nasra", "sentence_not_found"),
        ("Four men died in Nasra.", "Four women", "words_outside_sentence"),
        ("Four men died in Nasra. Four women died later.", "Four", "ambiguous"),
        ("Twice told.", "Twice", "ambiguous"),
        ("قتل ثلاثة في النصرة.", "ثلاثة", "sentence_not_found"),
        ("four men died in Nasra.", "men", "sentence_not_found"),
        ("Four men died  in Nasra.", "men", "sentence_not_found"),
        ("Four men died in Nasra.", "", "no_words"),
        ("Four men died in Nasra.", " ", "no_words"),
        ("", "Nasra", "no_words"),
        ("Four men died in Nasra.", "\ud800", "words_not_found"),
    ],
)
def test_what_is_not_there_exactly_is_dropped(sentence: str, words: str, reason: str) -> None:
    assert found(sentence, words) == reason


def test_overlapping_places_are_several() -> None:
    assert found("aaa", "aa", "xx aaa xx") == "ambiguous"


def test_a_page_is_no_sentence() -> None:
    page = "a" * (LONGEST_SENTENCE + 1)
    assert found(page, "a", page) == "long_sentence"


def test_a_quote_of_a_comment_is_dropped() -> None:
    dropped: Counter[str] = Counter()
    document = Document("x", TEXT, asides=(Aside(Span(0, 17), "comment"),))
    assert locate(document, Pointer("Shells hit Nasra.", "Nasra"), dropped) is None
    assert dropped == {"aside": 1}
