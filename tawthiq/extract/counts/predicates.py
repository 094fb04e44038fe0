"""Who those counted are said to be behind the count: "15 of the dead were children", "one of them a student"."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.phrases import Hit

_PREDICATE: Final = 3
"""Words between a count and the noun that says who they were."""


def told_of_them(context: Context, noun: Hit, people: list[Hit]) -> Hit | None:
    """The group that a predicate gives those counted: "15 of the dead were children", 27 من القتلى هم من المدنيين."""
    following = next((h for h in people if h.start >= noun.end and h.start != noun.start), None)
    if following is None or following.id == "people" or following.term.get("unit") or following.term.get("kin"):
        return None
    if following.term.get("number") != "plural" and not following.term.get("adjective"):
        return None  # خمسة هم رجل وزوجته begins a list
    gap = context.text[noun.whole_end : following.whole_start]
    words = [w.strip(QUOTES) for w in gap.split()]
    if words and words[0].startswith(toll_grammar().article) and words[0][len(toll_grammar().article) :].isdigit():
        words.pop(0)  # القتلى الـ35
    told = 1 <= len(words) <= _PREDICATE and all(
        w in toll_grammar().predicates or (i > 0 and _qualifies(context, noun, following, words, w))
        for i, w in enumerate(words)
    )
    return following if told and not any(c in gap for c in ",;:.") else None


def _qualifies(context: Context, noun: Hit, following: Hit, words: list[str], word: str) -> bool:
    """Whether a word behind "were" only qualifies the noun that follows: "two of the dead were traffic police officers"."""
    grammar = toll_grammar()
    if not noun.term.get("harm") or words[0] not in grammar.passives or not word.isascii() or not word.isalpha():
        return False
    if word in grammar.after_elided | grammar.joins | grammar.agents | grammar.clause_words:
        return False
    return not context.reading.within(noun.end, following.start, "harm", "number", "say")


def said_to_be(context: Context, noun: Hit, people: list[Hit]) -> Hit | None:
    """Who the one of those counted before was: "one of them a student of medicine"."""
    following = next((h for h in people if h.start >= noun.end), None)
    if not noun.term.get("back") or following is None or following.term.get("number") != "singular":
        return None
    words = context.text[noun.end : following.start].split()
    return following if 1 <= len(words) <= 2 and words[0] in toll_grammar().indefinite else None
