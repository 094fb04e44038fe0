"""One count that two harms have between them: «23 شخصا بين قتيل وجريح», «48 شخصا سقطوا بين قتيل وجريح», عشرات القتلى والجرحى."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.hit import first_hit
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_LETTERS: Final = 4
"""Code points behind a noun in which the letters stand that join its own number to it."""
_STOPS: Final = ",;:.!?\u061f"
_PARTED: Final = 10
_OTHER: Final = {"killed": "injured", "injured": "killed"}
"""Words at most between a count and the two harms that part it."""


def shared(context: Context, nouns: list[Hit], people: list[Hit]) -> Hit | None:
    """The second of two harms that part one number between them, the first of which is the last noun: «بين قتيل وجريح»."""
    last = nouns[-1]
    before = context.text[max(0, last.whole_start - 10) : last.whole_start].split()
    if not before or before[-1] not in toll_grammar().shared_between:
        return None
    for hit in people:
        if hit.start >= last.end and hit.prefix in toll_grammar().and_words:
            other = {hit.term.get("harm"), last.term.get("harm")} == {"killed", "injured"}
            return hit if other and not context.text[last.end : hit.whole_start].strip() else None
    return None


def parted(context: Context, noun: Hit, people: list[Hit]) -> tuple[Hit, Hit] | None:
    """The two harms further on that part a count between them, with nothing else counted before: «سقطوا بين قتيل وجريح»."""
    for first, second in pairwise(people[first_hit(people, noun.end) :]):
        if context.words_between(noun.end, first.start) > _PARTED:
            return None
        opens = context.text[max(0, first.whole_start - 10) : first.whole_start].split()[-1:]
        if opens and opens[0] in toll_grammar().shared_between and second.prefix in toll_grammar().and_words:
            harms = {first.term.get("harm"), second.term.get("harm")}
            apart = context.text[first.end : second.whole_start].strip()
            if harms != {"killed", "injured"} or apart or context.numbers_in(noun.end, first.start):
                return None
            return first, second
    return None


def second_harm(context: Context, noun: Hit, people: list[Hit], harm: str | None) -> Hit | None:
    """The other harm noun under the same number: عشرات القتلى والجرحى."""
    wanted = _OTHER.get(harm or "")
    if wanted is None:
        return None
    for hit in islice(people, first_hit(people, noun.end), None):
        if hit.term.get("harm") != wanted or not (hit.term.get("number") == "plural" or _alike(context, noun, hit)):
            continue
        joined = context.text[noun.end : hit.whole_start].strip() or hit.prefix[:1]
        if context.text[hit.whole_end : hit.whole_end + _LETTERS].strip().startswith(tuple(toll_grammar().in_numbers)):
            return None  # «ثلاثة قتلى وجرحى بالعشرات»
        if joined == "," and not is_arabic(context.text[hit.start]):
            return hit if _nothing_counted(context, hit.end) else None  # "Dozens dead, injured in El Fasher"
        return hit if joined in toll_grammar().and_words else None
    return None


def _alike(context: Context, noun: Hit, hit: Hit) -> bool:
    """Whether two Arabic singulars stand under a number whose noun is one: «30 قتيلا وجريحا», unlike «30 قتيلا وجريح واحد»."""
    ending = toll_grammar().accusative_endings[0]
    forms = [context.text[h.start : h.end].endswith(ending) for h in (noun, hit)]
    single = noun.term.get("number") == hit.term.get("number") == "singular" and all(forms)
    return single and _nothing_counted(context, hit.end)


def _nothing_counted(context: Context, position: int) -> bool:
    """Whether no number follows at once that the noun before `position` belongs to."""
    return not any(n.start - position <= 1 for n in context.numbers_in(position, position + _PARTED))


def whose_bodies(context: Context, nouns: list[Hit], people: list[Hit]) -> Hit | None:
    """The noun behind bodies that says whose they are, joined by a letter, with at most two words between."""
    for hit in people:
        if hit.start >= nouns[-1].end:
            gap = context.text[nouns[-1].end : hit.whole_start]
            near = len(gap.split()) <= 2 and not any(c in gap for c in _STOPS)
            return hit if near and hit.prefix in toll_grammar().belonging_letters else None
    return None


def under_one_toll(context: Context, phrase: CountPhrase, phrases: list[CountPhrase], cues: list[Hit]) -> bool:
    """Whether a word for a toll is of the dead and of the hurt, and a number is the first behind it: «حصيلة القتلى والجرحى إلى 15»."""
    tolls = [c for c in cues if c.id == "toll_word" and c.end <= phrase.start and c.term.get("harm") in _OTHER]
    if phrase.harm is not None or not tolls:
        return False
    toll = tolls[-1]
    if any(toll.end <= p.start < phrase.start and p.shape in ("counted", "elided") for p in phrases):
        return False
    beside = context.reading.within(toll.end, phrase.start, "people")[:1]
    joined = any(h.whole_start - toll.end <= 1 and h.prefix[:1] in toll_grammar().and_words for h in beside)
    return joined and beside[0].term.get("harm") == _OTHER[toll.term.get("harm")]
