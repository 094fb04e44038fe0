"""The noun of a number that a verb gives it: "the number of martyrs has risen to 92", "the number of civilians killed was 598".

Rule: "number of" opens a noun of people or of a toll, the number stands behind the verb that gives it in the same sentence,
and no other number or clause of its own lies between. Attacks may be raised to their number themselves ("brings the drone
strikes of 2022 to 62").
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_REACH: Final = 120
"""Code points at most from the head to its number."""
_BESIDE: Final = 2
"""Words at most between the head and its noun ("number of Syrian civilians")."""
_BREAKS: Final = frozenset(".;:()\n")


def numbered_noun(context: Context, number: NumberHit, nouns: list[Hit], low: int) -> Hit | None:
    """The noun that opens behind "number of" after `low` and whose number `number` is."""
    grammar = toll_grammar()
    low = max(low, number.start - _REACH)
    stretch = context.text[low : number.start]
    said = context.text[number.start : number.core_start].split()  # "passes 50"
    if not grammar.numbered_by.intersection([*stretch.split()[-1:], *said[:1]]):
        return None
    heads = [h for h in grammar.heads_of_numbers if h in stretch]
    raised = [] if heads else [h for h in grammar.heads_of_sums if h in stretch]
    if not heads and not raised:
        return None
    opens = max(low + stretch.rfind(h) + len(h) for h in heads or raised)
    if _BREAKS.intersection(context.text[opens : number.start]):
        return None
    tolls = context.reading.of_id(low, number.start, "discourse", "toll_word")
    told = [h for h in tolls if h.start < opens <= h.end]
    if told:
        return told[-1]
    if raised:
        nouns = [n for n in nouns if n.category == "counted_unit"]
    return next((n for n in nouns if opens <= n.start < number.start and _beside(context, opens, n)), None)


def _beside(context: Context, opens: int, noun: Hit) -> bool:
    return context.words_between(opens, noun.whole_start) <= _BESIDE
