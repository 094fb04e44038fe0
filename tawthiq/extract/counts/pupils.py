"""Students who are children, and those of whom the text does not say so.

Rule: in a text that speaks of a school and of no university its students are children; any others are people in general.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar

_STUDENT: Final = "student"
_MARKS: Final = QUOTES + ".,;:!?،؛؟«»"
_JOINED: Final = 4
"""Letters at most that Arabic joins before a word: «وبالمدرسة»."""


def as_pupils(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase with what its students are, where it counts students."""
    if phrase.group != _STUDENT:
        return phrase
    return replace(phrase, group="child" if _of_a_school(context) else None)


def _of_a_school(context: Context) -> bool:
    """Whether a text speaks of a school and of no university."""
    known: bool | None = context.reading.memo.get("of a school")
    if known is None:
        grammar = toll_grammar()
        words = {w.strip(_MARKS) for w in context.text.split()}
        known = _names(words, grammar.schools) and not _names(words, grammar.universities)
        context.reading.memo["of a school"] = known
    return known


def _names(words: set[str], wanted: frozenset[str]) -> bool:
    """Whether a text has one of some words, its joined letters and its article aside."""
    article = toll_grammar().article
    return any(
        w in wanted or (article in w[:_JOINED] and w[w.index(article) + len(article) :] in wanted) or w[1:] in wanted
        for w in words
    )
