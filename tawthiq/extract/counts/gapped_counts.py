"""English counts whose verb is left out: "five were killed in Saraqib on Friday, three in Binnish and two by a mine near Sarmin".

Rule: a count joined by "and" or a comma to one whose harm is told, followed by a phrase of place or means and by no verb of
its own up to the end of its clause, suffered the same. So did one that ends its clause behind such a phrase: "and in Binnish
another three".
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_STRETCH: Final = 120
"""Code points at most from the verb of the first count to the count that leaves it out."""
_CLAUSE: Final = 90
"""Code points at most from that count to the end of its clause."""
_WHERE: Final = 6
"""Words at most of the phrase of place before a count: "in a separate raid"."""
_OWNER: Final = 2
"""Words at most that say whose men they were before the phrase of place: "of the factions"."""
_STOPS: Final = ",;:.\n"


def gapped(context: Context, harm_start: int, low: int, phrase: CountPhrase) -> bool:
    """Whether a count takes over the verb whose word of harm begins at `harm_start`; `low` is where the count before it ends."""
    text, grammar = context.text, toll_grammar()
    if is_arabic(text[phrase.start]) or phrase.shape not in ("counted", "elided") or phrase.harm is not None:
        return False
    harms = context.reading.within(harm_start, min(len(text), harm_start + 40), "harm")
    low = max(low, harms[0].end if harms and harms[0].start == harm_start else low)
    if not 0 < phrase.start - low <= _STRETCH:
        return False
    stretch = text[low : phrase.start].rstrip()
    words = [w for w in stretch.split() if w]
    while words and words[-1] in grammar.indefinite:
        words.pop()
    before = bool(words) and _placed_before(context, words, phrase)
    if not before and (not words or not (words[-1] in grammar.and_words or words[-1].endswith(","))):
        return False
    if any(c in stretch for c in ";:\n") or context.reading.within(low, phrase.start, "harm", "say"):
        return False
    if any(w.strip(QUOTES + ",") in grammar.passives | grammar.clause_words - grammar.and_words for w in words):
        return False
    return before or _placed(context, phrase.end)


def _placed_before(context: Context, words: list[str], phrase: CountPhrase) -> bool:
    """Whether a phrase of place stands between "and" and a count of others that ends its clause: "and in a separate raid six more"."""
    grammar = toll_grammar()
    joined = next((i for i in range(len(words) - 1, -1, -1) if words[i] in grammar.and_words), None)
    told = words[joined + 1 :] if joined is not None else []
    if not 1 < len(told) <= _WHERE or told[0] not in grammar.gaps_before:
        return False
    behind = context.text[phrase.end : phrase.end + 1]
    return not behind or behind in _STOPS


def _placed(context: Context, position: int) -> bool:
    """Whether a phrase of place or means stands behind a count, and no verb of its own."""
    text, grammar = context.text, toll_grammar()
    stop = next(
        (i for i in range(position, min(len(text), position + _CLAUSE)) if text[i] in _STOPS), position + _CLAUSE
    )
    clause = [w.strip(QUOTES) for w in text[position:stop].split()]
    first = next((i for i, w in enumerate(clause) if w in grammar.gaps_before), len(clause))
    if first == len(clause) or (first > 0 and (clause[0] not in grammar.of_words or first > _OWNER + 1)):
        return False
    joined = next((i for i, w in enumerate(clause) if w in grammar.and_words), len(clause))
    clause = clause[:joined]
    verbs = grammar.passives | grammar.perfect | grammar.clause_words | grammar.active_auxiliaries
    if any(w in verbs - grammar.and_words - grammar.relatives for w in clause):
        return False
    told = context.reading.within(position, position + len(" ".join(clause)) + 1, "harm", "say")
    return all(h.term.get("people") for h in told)  # "shells that fell" kills nobody by itself
