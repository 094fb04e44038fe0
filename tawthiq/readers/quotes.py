"""Where a quoted wording stands in a document: exactly there, in one place, or nowhere.

Rule: a quote is its sentence and its words, both code point by code point as the document has them. Words that stand
several times are decided by their sentence; where that leaves several places, or none, the quote is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tawthiq.domain.document import Document
from tawthiq.domain.span import Span

LONGEST_SENTENCE = 3000
"""Code points: what is longer is a page, not a sentence, and decides nothing."""
_TWICE = 2
_MANY = 50
"""Places of one sentence that are looked through; a sentence that stands more often decides nothing either."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A wording that a reader points at: the words, and the sentence it says they stand in."""

    sentence: str
    words: str


def locate(document: Document, pointer: Pointer, dropped: Counter[str]) -> Span | None:
    """The span of the quoted words in the document's text; None where they are dropped, counted in `dropped` by reason.

    Reasons: no_words, long_sentence, sentence_not_found, words_not_found, words_outside_sentence, ambiguous, aside.
    """
    found = _find(document.text, pointer)
    if isinstance(found, Span) and document.is_aside(found):
        found = "aside"
    if isinstance(found, Span):
        return found
    dropped[found] += 1
    return None


def _find(text: str, pointer: Pointer) -> Span | str:
    words, sentence = pointer.words, pointer.sentence
    if not words.strip() or not sentence.strip():
        return "no_words"
    if len(sentence) > LONGEST_SENTENCE:
        return "long_sentence"
    sentences = _places(text, sentence, _MANY)
    if not sentences:
        return "sentence_not_found"
    inside = _places(sentence, words, _TWICE)
    if not inside:
        return "words_outside_sentence" if words in text else "words_not_found"
    if len(inside) > 1 or len({s + inside[0] for s in sentences}) > 1:
        return "ambiguous"
    start = sentences[0] + inside[0]
    return Span(start, start + len(words))


def _places(text: str, wording: str, most: int) -> list[int]:
    """Where a wording stands, overlapping places too, `most` of them at the most."""

    def every() -> Iterator[int]:
        at = text.find(wording)
        while at >= 0:
            yield at
            at = text.find(wording, at + 1)

    return list(islice(every(), most))
