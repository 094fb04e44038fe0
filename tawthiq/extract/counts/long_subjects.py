"""The English subject whose passive comes late: "a lecturer with the college, who lived in … , was killed".

Rule: the subject begins its sentence; from it to the auxiliary of the harm there is no other verb that ends its clause
(of saying, of attack, of harm, a passive of its own outside a relative clause) and no other count of people.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase, first_phrase
from tawthiq.extract.counts.harm_words import HarmWord, before_day
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_LONG: Final = 32
"""Words at most between a subject and its passive."""
_BEFORE: Final = 5
"""Words at most before the noun in its phrase: "the newly elected young"."""
STRETCH: Final = 260
"""Code points at most between a subject and its passive."""
_OPENING: Final = 140
"""Code points at most before a subject: a dateline and its article."""
_OTHER_VERBS: Final = ("say",)
_DATELINE: Final = (" - ", " \u2013 ", " \u2014 ", ": ")


def late_passive(context: Context, phrase: CountPhrase, word: HarmWord, phrases: list[CountPhrase]) -> bool:
    """Whether a passive of harm behind a long stretch is that of the subject counted by `phrase`."""
    text, low, high = context.text, phrase.end, word.hit.start
    if (
        word.looks != "before"
        or not low < high <= low + STRETCH
        or is_arabic(text[word.hit.start])
        or phrase.shape == "plural"
    ):
        return False
    gap = text[low:high]
    words = [w.strip(QUOTES + ",") for w in gap.split()]
    if not 2 < len(words) <= _LONG or any(c in gap for c in ";:\n!?"):
        return False
    grammar, first = toll_grammar(), words[0]
    hangs = first in grammar.hanging or first in grammar.naming or first in grammar.subject_tails
    hangs = hangs or gap.lstrip().startswith(",") or first.endswith(grammar.participle_endings)
    if not hangs and not (first in grammar.passives and phrase.shape == "bare"):
        return False  # most
    at = first_phrase(phrases, low)
    while at < len(phrases) and phrases[at].start < high:
        if phrases[at] is not phrase and phrases[at].shape in ("counted", "elided"):
            return False
        at += 1
    if first in grammar.passives and phrase.shape == "bare" and _begins(context, phrase.start):
        rest = context.text[low : before_day(context, high)].split()
        return all(w in grammar.passives | grammar.perfect | grammar.parenthesis_adverbs for w in rest)
    if not hangs or not _begins(context, phrase.start):
        return False
    return not _another_verb(context, low, high, words, alone=word.hit.term.get("side") == "before")


def _begins(context: Context, position: int) -> bool:
    """Whether a noun phrase begins its sentence: nothing but articles and a few words that qualify before the noun."""
    start = context.sentence_bounds(position)[0]
    if position - start > _OPENING:
        return False
    stretch = context.text[start:position]
    dateline = max(stretch.rfind(mark) + len(mark) if mark in stretch else 0 for mark in _DATELINE)
    stretch = stretch[dateline:]
    if len(stretch.split()) > _BEFORE or any(c in stretch for c in ",;()"):
        return False
    return not context.reading.within(start + dateline, position, "say", "harm", "kind", "weapon", "people")


def _another_verb(context: Context, low: int, high: int, words: list[str], *, alone: bool) -> bool:
    """Whether the stretch holds a verb that is not the subject's auxiliary and stands in no relative clause."""
    grammar = toll_grammar()
    auxiliaries = grammar.passives | grammar.perfect | grammar.parenthesis_adverbs
    tail = len(words)
    if tail > 2 and words[-1] in grammar.and_words and words[-2].endswith(grammar.participle_endings):
        tail -= 2  # "was attacked and killed"
    words = words[:tail]
    while tail and words[tail - 1] in auxiliaries:
        tail -= 1
    if tail == len(words) and not alone:
        return True
    if context.reading.within_any(low, high, _OTHER_VERBS):
        return True
    if context.reading.of_id(low, high, "cue", "clause"):
        return True
    relative = False
    for word in words[:tail]:
        relative = relative or word in grammar.relatives
        if word in grammar.passives | grammar.perfect and not relative:
            return True
    verbs = context.reading.within(low, high, "harm")
    return any(not relative or h.term.get("side") == "after" for h in verbs if h.term.get("emit", True))
