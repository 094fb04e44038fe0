"""One victim told of by an age: "a 17-year-old was killed", "a 14-year-old Palestinian was shot".

Rule (English): an article, a number and "year-old" count one person where no noun follows; under eighteen it is a child, also
where the noun that follows says no group.
"""

from __future__ import annotations

from dataclasses import replace

from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.phrases import Hit

_ADULT = 18
_AGE = 14
"""Code points before "year-old" in which the article and the number stand."""


def told_by_age(context: Context, start: int, end: int, found: list[CountPhrase]) -> list[CountPhrase]:
    """The phrases `found` in a sentence, with the group that an age gives, and those whom only an age tells of."""
    ages = [h for h in context.reading.within(start, end, "measure") if h.term.get("age")]
    phrases = list(found)
    for hit in ages:
        age, opens = _age(context, hit, start)
        if age is None:
            continue
        child = age < _ADULT
        index = next((i for i, p in enumerate(phrases) if 0 < p.start - hit.end <= 1 and p.shape == "bare"), None)
        if index is not None:
            if child and phrases[index].group is None:
                phrases[index] = replace(phrases[index], group="child")
        elif opens is not None and _ends_here(context, hit, end):
            group = "child" if child else None
            phrases.append(CountPhrase(opens, hit.end, Count(1, 1, 1), group, None, "bare", "count.told-by-age"))
    return sorted(phrases, key=lambda p: p.start)


def _age(context: Context, hit: Hit, start: int) -> tuple[int | None, int | None]:
    """The age before "year-old", and where the article before it begins, if there is one."""
    low = max(start, hit.start - _AGE)
    words = context.text[low : hit.start].rstrip(" -").split()
    number = words[-1].rpartition("-")[2] if words else ""
    if not number.isdecimal():  # a digit of another kind (፩) is no number to Python
        return None, None
    article = len(words) > 1 and words[-2] in toll_grammar().indefinite
    return int(number), (context.text.rfind(words[-2], low, hit.start - len(number)) if article else None)


def _ends_here(context: Context, hit: Hit, end: int) -> bool:
    """Whether no noun follows: the phrase ends, or what follows is an auxiliary, a preposition or a relative."""
    following = context.text[hit.end : end].split(maxsplit=1)[:1]
    grammar = toll_grammar()
    closers = grammar.passives | grammar.perfect | grammar.hanging | grammar.subject_tails | grammar.clause_words
    return not following or not following[0][:1].isalpha() or following[0].strip(",.;") in closers
