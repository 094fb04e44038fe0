"""Whom an Arabic report says all those to have been whom it counted before: «29 قتيلا و17 مصابا، وأكدوا أنهم جميعا من المدنيين».

Rule: behind the counts of a sentence, a word for all of them and a plural noun for a group, which nothing else is joined to,
give the counts without a group of their own that group; the noun itself then counts nobody. «وهم مدنيون» says it of the
count right before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount, renumbered
from tawthiq.extract.counts.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.ordered import bisect_right

_BEFORE: Final = 40
"""Code points before the noun in which the words for "all of them" stand."""
_WORDS: Final = 4
"""Words at most from "all of them" to the noun, itself counted: «جميعهم كانوا من»."""
_THEY: Final = 8
"""Code points before the noun that hold «وهم»."""
_GROUPS: Final = frozenset({"civilian", "combatant", "child", "woman"})
"""Groups that all of several can be said to be of, whatever befell them."""


def of_one_group(context: Context, bound: list[BoundCount]) -> list[BoundCount]:
    """The counts of a sentence, where it says behind them what all of them were."""
    told: dict[int, str] = {}
    spent: set[int] = set()
    roots = [
        i
        for i, b in enumerate(bound)
        if b.parent is None and b.phrase.group != "family_unit" and b.phrase.shape != "plural"
    ]
    if not roots:
        return bound
    ends = [bound[i].phrase.end for i in roots]
    first = bound[roots[0]].phrase.end
    for noun in context.reading.within(first, context.sentence_bounds(first - 1)[1], "people"):
        if noun.id not in _GROUPS or noun.term.get("number") != "plural" or noun.term.get("harm"):
            continue
        whole = _of_whom(context, _one_of_each_harm(bound, roots[: bisect_right(ends, noun.start)]), noun.whole_start)
        if whole and not _goes_on(context, noun.end):
            told.update(dict.fromkeys(whole, noun.id))
            spent.update(i for i, b in enumerate(bound) if b.phrase.start == noun.start and b.phrase.shape == "plural")
    if not told:
        return bound
    grouped = [replace(b, phrase=replace(b.phrase, group=told[i])) if i in told else b for i, b in enumerate(bound)]
    return renumbered(grouped, [b for i, b in enumerate(grouped) if i not in spent])


def _one_of_each_harm(bound: list[BoundCount], told: list[int]) -> list[int]:
    """The last of the counts `told`, one of each harm, that have no group of their own."""
    last: list[int] = []
    for index in reversed(told):
        if bound[index].phrase.group is not None or any(bound[i].harm == bound[index].harm for i in last):
            break
        last.insert(0, index)
    return last


def _of_whom(context: Context, before: Sequence[int], start: int) -> Sequence[int]:
    """Which of the counts `before` a noun at folded `start` the words between say to be of its group: all, or the last alone."""
    grammar = toll_grammar()
    for cue in context.reading.within(max(0, start - _THEY), start, "discourse"):
        if cue.id == "consisting" and cue.end == start - 1:
            apposed = "," in context.text[cue.whole_start - 2 : cue.whole_start]
            return before[-1:] if apposed else ()
    words = [w.strip(QUOTES + ",") for w in context.text[max(0, start - _BEFORE) : start].split()]
    tail: list[str] = []
    while words and words[-1] in grammar.predicates | grammar.all_of_them | grammar.the_told:
        tail.append(words.pop())
    all_of_them = len(tail) <= _WORDS and grammar.all_of_them.intersection(tail)
    return before if all_of_them else ()


def _goes_on(context: Context, position: int) -> bool:
    """Whether others are joined to the noun: «جميعهم مدنيون ومقاتلون», «كلهم نساء وأطفال»."""
    behind = context.reading.within(position, position + _BEFORE, "people", "actor", "force_word")
    return any(h.prefix[:1] in toll_grammar().and_words and h.whole_start - position <= 1 for h in behind if h.prefix)
