"""Ages that English puts beside those counted: "aged nine and 13", " (both 17)", "her 10-year-old son"."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.numbers import NumberHit

_LEAD: Final = 4
"""Words at most before the first of several ages: ", all aged between"."""
_REACH: Final = 60
"""Code points in which the ages of a few people stand."""
_BACK: Final = 16
"""Code points before a noun in which its age stands: "10-year-old"."""
_OLDEST: Final = 111
"""Years that nobody reaches."""


def ages_behind(context: Context, position: int) -> list[int]:
    """The ages in the list right behind those counted, which a comma, a bracket or "aged" opens; none where it is no such list."""
    text, grammar = context.text, toll_grammar()
    found: list[NumberHit] = []
    numbers = [n for n in context.numbers_in(position, position + _REACH) if n.start >= position]
    for number in numbers:
        between = text[found[-1].core_end if found else position : number.core_start]
        words = between.replace("(", " ").replace(",", " ").split()
        if number.kind != "cardinal" or len(words) > _LEAD or not all(_leads(w, first=not found) for w in words):
            break
        if any(c in between for c in ".;:\n"):
            break
        if number.core_start != number.start and not words:
            break  # "two children, at least three of whom"
        found.append(number)
    if not found:
        return []
    lead = text[position : found[0].core_start]
    told = bool(grammar.aged.intersection(lead.replace(",", " ").replace("(", " ").split()))
    closed = text[found[-1].core_end : found[-1].core_end + 1]
    if not told and (lead.lstrip()[:1] not in (",", "(") or closed not in (",", ".", ";", ")", "")):
        return []
    if told and closed.isalnum():
        return []
    ages = [int(a) for n in found for a in (n.said or (n.value,)) if a is not None]
    return ages if all(0 <= a < _OLDEST for a in ages) else []


def _leads(word: str, *, first: bool) -> bool:
    """Whether a word may stand before an age of a list: before the first other words than between two."""
    grammar = toll_grammar()
    if not first:
        return word in grammar.age_joins
    return word in grammar.all_words or word in grammar.aged or word in grammar.age_between


def years_before(context: Context, position: int) -> int | None:
    """The age told as a qualifier right before a noun: 10 for "10-year-old son"."""
    stretch = context.text[max(0, position - _BACK) : position]
    if "-" not in stretch:
        return None  # nearly always
    words = stretch.split()[-1:]
    grammar = toll_grammar()
    ending = next((e for e in sorted(grammar.years_old) if words and words[0].endswith("-" + e)), None)
    if ending is None:
        return None
    number = words[0].removesuffix("-" + ending).lstrip("(\"'")
    return int(number) if number.isdigit() else None
