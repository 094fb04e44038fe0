"""One victim told of by an age: "a 17-year-old was killed", "a 14-year-old Palestinian was shot", "twelve-year-old Omar was shot".

Rule (English): an article, a number and "year-old" count one person where no noun follows, and so do a number and "year-old"
before a name; under eighteen it is a child, also where the noun that follows says no group.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.single_victims import given_in_latin, named_behind
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import capital, first_token
from tawthiq.text.phrases import Hit

_ADULT: Final = 18
_NEXT: Final = 24
"""Code points behind "year-old" in which the first word of a name stands."""
_NO_NAMES: Final = (
    "place",
    "actor",
    "nationality",
    "weekday",
    "month",
    "office",
    "people",
    "harm",
    "kind",
    "weapon",
    "rank",
)
_AGE: Final = 14
"""Code points before "year-old" in which the article and the number stand."""


def told_by_age(context: Context, start: int, end: int, found: list[CountPhrase]) -> list[CountPhrase]:
    """The phrases `found` in a sentence, with the group that an age gives, and those whom only an age tells of."""
    ages = [h for h in context.reading.within(start, end, "measure") if h.term.get("age")]
    phrases = list(found)
    for hit in ages:
        age, opens, number = _age(context, hit, start)
        if age is None:
            continue
        named = _name_behind(context, hit, end)
        child = age < _ADULT
        index = next((i for i, p in enumerate(phrases) if 0 < p.start - hit.end <= 1 and p.shape == "bare"), None)
        if index is not None:
            if child and phrases[index].group is None:
                phrases[index] = replace(phrases[index], group="child")
        elif named or (opens is not None and _ends_here(context, hit, end)):
            low, high = (number, named) if named else (number if opens is None else opens, hit.end)
            phrases = [p for p in phrases if p.end <= low or high <= p.start]
            group = "child" if child else None
            phrases.append(
                CountPhrase(low, high, Count(1, 1, 1), group, None, "bare", "count.told-by-age", named=bool(named))
            )
    return sorted(phrases, key=lambda p: p.start)


def _age(context: Context, hit: Hit, start: int) -> tuple[int | None, int | None, int]:
    """The age before "year-old", where the article before it begins, if there is one, and where the number does."""
    low = max(start, hit.start - _AGE)
    words = context.text[low : hit.start].rstrip(" -").split()
    number = words[-1].rpartition("-")[2] if words else ""
    begins = context.text.rfind(number, low, hit.start) if number else low
    article = len(words) > 1 and words[-2] in toll_grammar().indefinite
    opens = context.text.rfind(words[-2], low, begins) if article else None
    if number.isdecimal():  # a digit of another kind (፩) is no number to Python
        return int(number), opens, begins
    said = [h.term.get("value") for h in context.reading.within(begins, hit.start, "number") if h.start == begins]
    return (
        (int(said[0]), opens, begins) if said and isinstance(said[0], int) else (None, None, begins)
    )  # "twelve-year-old"


def _name_behind(context: Context, hit: Hit, end: int) -> int:
    """Where the name ends that stands right behind an age: "12-year-old Omar al-Ali"; 0 where none does."""
    first = first_token(context.reading, hit.end, min(end, hit.end + _NEXT))
    if first is None or context.text[hit.end : first[0]] != " " or not capital(context.reading, first[0]):
        return 0
    close = max(named_behind(context, hit.end), first[1])
    known = context.reading.within_any(first[0], close, _NO_NAMES)
    return (
        0
        if any(h.category != "place" or context.text[first[0] : first[1]] not in given_in_latin() for h in known)
        else close
    )


def _ends_here(context: Context, hit: Hit, end: int) -> bool:
    """Whether no noun follows: the phrase ends, or what follows is an auxiliary, a preposition or a relative."""
    following = context.text[hit.end : end].split(maxsplit=1)[:1]
    grammar = toll_grammar()
    closers = grammar.passives | grammar.perfect | grammar.hanging | grammar.subject_tails | grammar.clause_words
    return not following or not following[0][:1].isalpha() or following[0].strip(",.;") in closers
