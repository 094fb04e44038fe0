"""Whom an English verb of harm has for its object or its subject, where other words stand between.

Rules: kin are the subject of a passive over
its adverbs ("her husband was critically wounded"); all those joined behind "left" are what the last of them is said to be
("left three policemen and a civilian dead"); a list goes on behind what says who one of it was ("the imam of the mosque, his
wife and three children").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_parts import list_gap
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.counts.harm_cost import DONE, REACH
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.counts.told_by_others import qualifies
from tawthiq.extract.grammar import toll_grammar

_AUXILIARIES: Final = 4
"""Words at most between a subject and its participle: "has reportedly been seriously"."""
_OWNED: Final = 2
_ASIDE_OF_KIN: Final = 2.0
_FAR_OF_KIN: Final = 5.0
_ADJECTIVES: Final = 4
"""Words at most of an article and what qualifies the noun behind it."""
_ASIDE: Final = 8
"""Words at most that say who one of a list was."""
_VERB: Final = 12
"""Code points before the first of a list in which the verb stands that leaves them so."""


def told_at_once(context: Context, end: int, start: int) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between a subject that ends at `end` and its participle at `start`."""
    words, grammar = context.text[end:start].split(), toll_grammar()
    known = grammar.passives | grammar.perfect | grammar.parenthesis_adverbs
    return len(words) <= _AUXILIARIES and any(w in grammar.passives for w in words) and all(w in known for w in words)


def left_so(context: Context, phrases: list[CountPhrase], index: int) -> bool:
    """Whether `phrases[index]` opens a list behind "left" whose last one says what befell all of them."""
    text, last = context.text, index
    words = text[max(0, phrases[index].start - _VERB) : phrases[index].start].split()
    while words and words[-1] in toll_grammar().indefinite | toll_grammar().possessives:
        words.pop()
    if not words or words[-1].strip(QUOTES) not in toll_grammar().leaves:
        return False
    while last + 1 < len(phrases) and phrases[last].harm is None:
        if not list_gap(text[phrases[last].end : phrases[last + 1].start], first=False):
            return False
        last += 1
    told = text[phrases[last].start : phrases[last].end].split()
    return last > index and phrases[last].harm is not None and len(told) > 1 and told[-1] in toll_grammar().left_as


def which_of_kin(context: Context, end: int, start: int) -> bool:
    """Whether only a possessive and which of somebody's kin is meant stand between a verb and them: "killed his eldest son"."""
    words = context.text[end:start].split() if start > end else []
    return len(words) == _OWNED and words[0] in toll_grammar().possessives and qualifies(words[1])


def reach_of_kin(context: Context, phrase: CountPhrase, word: HarmWord) -> float | None:
    """The cost up to which an English verb of killing or hurting governs kin that do not stand right behind it; None by the rule of all."""
    if not word.hit.term.wording.isascii() or word.hit.term.get("people"):
        return None
    if word.looks == "before" and context.text[phrase.end : phrase.end + 1] == ",":
        return _ASIDE_OF_KIN  # "his wife, Samar, 31, was killed"
    if word.looks == "before" and told_at_once(context, phrase.end, word.hit.start):
        return _FAR_OF_KIN  # "her husband was critically wounded"
    return _FAR_OF_KIN if which_of_kin(context, word.hit.end, phrase.start) else None


def refers_back(context: Context, word: HarmWord) -> bool:
    """Whether a wording of harm ends with the pronoun of who was told before: "…, killing him instantly"."""
    words = context.text[word.hit.start : word.hit.end].split()
    return word.looks == "before" and bool(word.hit.term.get("people")) and not toll_grammar().him.isdisjoint(words)


def told_beside(context: Context, phrase: CountPhrase, words: Sequence[HarmWord]) -> HarmWord | None:
    """The harm of the subject told before that those told along with it suffered: "was killed along with three bodyguards"."""
    if phrase.harm is not None or phrase.shape == "plural":
        return None
    text, grammar = context.text, toll_grammar()
    told = [w for w in words if w.hit.end <= phrase.start and w.looks == "before" and w.harm in DONE]
    if not told or not told[-1].hit.term.wording.isascii():
        return None
    gap = text[told[-1].hit.end : phrase.start].split()
    beside = [i for i, w in enumerate(gap) if w in grammar.beside]
    known = grammar.joins | grammar.beside | grammar.indefinite | grammar.possessives
    joined = bool(beside) and all(w in known for w in gap[beside[-1] :])
    joined = joined and (phrase.other or beside[-1] - 1 in beside)
    clause = any(w.strip(QUOTES + ",") in grammar.clause_words for w in gap[: beside[-1]] if w) if joined else True
    if clause or len(gap) > REACH or ";" in gap or context.reading.within(told[-1].hit.end, phrase.start, "harm"):
        return None
    return told[-1]


def own_end(context: Context, phrase: CountPhrase, words: Sequence[HarmWord]) -> str | None:
    """The death that is told of a part right behind it: "45 wounded, three of whom later died"."""
    if phrase.shape not in ("elided", "counted") or context.lang != "en":
        return None
    grammar = toll_grammar()
    known = grammar.all_words | grammar.parenthesis_adverbs | grammar.passives
    for word in words:
        if word.hit.start >= phrase.end and word.looks == "before":
            gap = context.text[phrase.end : word.hit.start].split()
            return (
                "killed"
                if word.harm == "killed" and len(gap) <= _AUXILIARIES and all(w in known for w in gap)
                else None
            )
    return None


def with_an_article(context: Context, low: int, high: int) -> bool:
    """Whether "and" or a comma, an article and what qualifies it stand before one of a list: "and an Iranian officer"."""
    text, grammar = context.text, toll_grammar()
    gap = text[low:high]
    words = gap.replace(",", " ").split()
    if context.lang != "en" or not words or set(gap) & set(";:()\n"):
        return False
    joined = gap.lstrip()[:1] == "," or words[0] in grammar.and_words
    while words and words[0] in grammar.and_words:
        words = words[1:]
    article = bool(words) and words[0] in grammar.indefinite | grammar.possessives
    barred = grammar.passives | grammar.perfect | grammar.clause_words | grammar.prepositions | grammar.says_so
    plain = len(words) <= _ADJECTIVES and all(w.replace("-", "").isalnum() and w not in barred for w in words)
    return joined and article and plain and not context.reading.within(low, high, "harm", "people", "say", "kind")


def behind_an_aside(context: Context, low: int, high: int) -> bool:
    """Whether only what says who one counted was, up to a comma, and joining words stand between two of a list.

    "the imam of the mosque, his wife and …", "a teacher from Hass, and two pupils".
    """
    text, grammar = context.text, toll_grammar()
    head, comma, rest = text[low:high].rpartition(",")
    words = head.replace(",", " ").split()
    if not comma or context.lang != "en" or not 0 < len(words) <= _ASIDE or set(head) & set(";:()\n"):
        return False
    opens = head.lstrip()[:1] == "," or words[0] in grammar.hanging | grammar.naming
    joined = grammar.and_words | grammar.possessives
    if not opens or not joined.intersection(rest.split()) or not list_gap(rest, first=False):
        return False
    if not grammar.clause_words.isdisjoint(w for w in words if w not in grammar.naming):
        return False
    return not context.reading.within(low, low + len(head), "harm", "people", "say", "kind", "weapon", "discourse")
