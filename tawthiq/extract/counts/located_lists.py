"""Counts told place by place: «أربعة في سراقب واثنان في حيش», "four people in Douma and six in Harasta"."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar

_PLACE_BY_PLACE: Final = 60
"""Code points between two counts of a list that goes place by place."""


def located_list(context: Context, low: int, high: int) -> bool:
    """Whether two counts are told place by place ("four in Douma and six in Harasta"), or the first is a party's («… حزب الله ومدني»)."""
    said = context.reading.within(low, high, "place", "place_cue", "kind", "weapon", "actor", "harm")
    if any(h.category == "harm" and h.term.get("side") != "before" for h in said):
        return False  # another harm begins
    of_a_party = any(h.category == "actor" and not context.text[low : h.whole_start].strip() for h in said)
    if high - low > _PLACE_BY_PLACE or not (of_a_party or any(h.category == "place" for h in said)):
        return False
    gap = list(context.text[low:high])
    for hit in said:
        gap[hit.start - low : hit.whole_end - low] = " " * (hit.whole_end - hit.start)
    grammar = toll_grammar()
    words = ["".join(c for c in w if c.isalnum()) for w in "".join(gap).split()]
    known = grammar.joins | grammar.after_elided | grammar.and_words | grammar.between_number_and_noun
    return all(not w or w in known or len(w) == 1 for w in words)
