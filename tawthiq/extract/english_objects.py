"""Whom an English verb of harm has for its object or its subject, where other words stand between.

Rules: kin are the subject of a passive over
its adverbs ("her husband was critically wounded"); all those joined behind "left" are what the last of them is said to be
("left three policemen and a civilian dead"); a list goes on behind what says who one of it was ("the imam of the mosque, his
wife and three children").
"""

from __future__ import annotations

from tawthiq.extract.context import Context
from tawthiq.extract.count_parts import list_gap
from tawthiq.extract.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_AUXILIARIES = 4
"""Words at most between a subject and its participle: "has reportedly been seriously"."""
_ASIDE = 8
"""Words at most that say who one of a list was."""
_VERB = 12
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


def behind_an_aside(context: Context, low: int, high: int) -> bool:
    """Whether only what says who one counted was, up to a comma, and joining words stand between two of a list.

    "the imam of the mosque, his wife and …", "a teacher from Hass, and two pupils".
    """
    text, grammar = context.text, toll_grammar()
    head, comma, rest = text[low:high].rpartition(",")
    words = head.replace(",", " ").split()
    if not comma or is_arabic(text[high]) or not 0 < len(words) <= _ASIDE or set(head) & set(";:()\n"):
        return False
    opens = head.lstrip()[:1] == "," or words[0] in grammar.hanging | grammar.naming
    joined = grammar.and_words | grammar.possessives
    if not opens or not joined.intersection(rest.split()) or not list_gap(rest, first=False):
        return False
    if not grammar.clause_words.isdisjoint(w for w in words if w not in grammar.naming):
        return False
    return not context.reading.within(low, low + len(head), "harm", "people", "say", "kind", "weapon", "discourse")
