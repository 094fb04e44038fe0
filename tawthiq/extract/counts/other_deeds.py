"""People to whom something else was done than the harm told before them: "killed two men and robbed four others".

Rule: right before those counted stands a verb of its own, joined to the clause of the harm, that is no word of harm ("and released
four shepherds", «وسلبوا أربعة آخرين»); or they are the subject of a passive that is none ("and four women were questioned"). What
only says how a number is known ("an estimated four", "and four were identified") is no deed.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_VERB: Final = 28
"""Code points before a count in which the verb stands, and what joins it."""
_PASSIVE: Final = 30
"""Code points behind a count in which the auxiliary and the participle stand."""
_SHORTEST: Final = 5
"""Letters that an English past tense has at least ("fed" and "red" are told by their list)."""


def done_otherwise(context: Context, phrase: CountPhrase, harm_start: int) -> bool:
    """Whether a count whose word of harm stands at `harm_start` is of people to whom another deed was done."""
    if phrase.harm is not None or harm_start >= phrase.start:
        return False
    low = max(context.sentence_bounds(phrase.start)[0], phrase.start - _VERB)
    words = context.text[low : phrase.start].split()
    if not words:
        return False
    verb = phrase.start - 1 - len(words[-1])
    if _is_deed(words[-1], words[-2:-1]) and harm_start < verb and not _harms(context, verb, phrase.start):
        return True
    return _suffers_another(context, phrase, words[-1])


def _is_deed(word: str, before: list[str]) -> bool:
    """Whether a word is a verb in the past that is joined to what stands `before` it."""
    grammar = toll_grammar()
    if is_arabic(word[:1]):
        joined = word[:1] in grammar.and_words
        return joined and (word.endswith(grammar.plural_verb_endings) or word[1:] in grammar.other_deeds)
    joined = any(w in grammar.and_words or w.endswith(",") for w in before)
    return joined and _past(word)


def _past(word: str) -> bool:
    """Whether an English word is a past tense or participle that tells a deed."""
    grammar = toll_grammar()
    told = word in grammar.other_deeds or (len(word) >= _SHORTEST and word.endswith("ed") and word.isalpha())
    return told and word not in grammar.numbers_known


def _suffers_another(context: Context, phrase: CountPhrase, before: str) -> bool:
    """Whether English people with a noun of their own, told behind "and", are the subject of a passive that is no harm."""
    grammar = toll_grammar()
    if context.lang != "en" or phrase.shape != "counted" or phrase.other or before not in grammar.and_words:
        return False
    told = context.text[phrase.end : phrase.end + _PASSIVE].split()[:2]
    if len(told) < 2 or told[0] not in grammar.passives or not _past(told[1].strip(",.;")):
        return False
    return not _harms(context, phrase.end, phrase.end + _PASSIVE)


def _harms(context: Context, start: int, end: int) -> bool:
    """Whether a word of harm stands in a stretch."""
    return any(h.term.get("emit", True) for h in context.reading.within(start, end, "harm"))
