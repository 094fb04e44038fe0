"""Counts that a word of toll or of update announces: "the death toll has risen to 26", «ارتفعت الحصيلة إلى 26 بعد أن كانت 13»."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.announced_counts import goes_on_at
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_TOLL_WORD_REACH: Final = 12
"""Words at most from a word of toll to its count, where nothing has risen."""
_UPDATE_REACH: Final = 3
_TO_REACH: Final = 20
"""Words at most from a word of update to its count; where "to" stands right before the count."""
_RISING: Final = frozenset({"killed", "injured"})
_SENTENCE: Final = 200
"""Code points between a number that a toll has risen to and the harm."""


def from_toll_word(context: Context, phrase: CountPhrase, cues: list[Hit]) -> BoundCount | None:
    """A count that a word such as "death toll" or حصيلة announces: ارتفعت الحصيلة إلى 26، "the toll had been put at 14".

    An update word right before the count carries the toll word over any distance in the sentence, and from behind it
    («ارتفعت إلى 26 مدنيا حصيلة القتلى»).
    """
    if phrase.shape not in ("elided", "counted") or phrase.harm is not None:
        return None
    updated = cued(context, cues, phrase, "update", reach=_UPDATE_REACH)
    telling = [
        c for c in cues if c.id == "toll_word" or (c.term.get("harm") and c.id != "including")
    ]  # "raising the toll to" is both
    reach = _SENTENCE if updated or goes_on_at(context, phrase.start) else _TOLL_WORD_REACH
    before = [  # «العدد تجاوز 500»
        c
        for c in telling
        if c.start < phrase.start and c.end < phrase.end and context.words_between(c.end, phrase.start) <= reach
    ]
    behind = [
        c
        for c in telling
        if updated and phrase.end <= c.start and context.words_between(phrase.end, c.start) <= _TOLL_WORD_REACH
    ]
    if not before and not behind:
        return None
    cue = before[-1] if before else behind[0]
    return BoundCount(phrase, str(cue.term.get("harm", "killed")), "toll.toll-word", min(cue.start, phrase.start))


def its_own_toll(context: Context, phrase: CountPhrase, cues: list[Hit]) -> bool:
    """Whether a number without a noun has its word for the toll in its clause: «تحت الركام، وعدد المصابين فاق الأربعين»."""
    if phrase.shape != "elided" or not is_arabic(context.text[phrase.start]):
        return False
    told = [c for c in cues if c.id == "toll_word" and c.end <= phrase.start]
    gap = context.text[told[-1].end : phrase.start] if told else ","
    return len(gap.split()) <= _UPDATE_REACH and not set(gap) & set(",;:.")


def risen(context: Context, phrase: CountPhrase, cues: list[Hit], words: list[HarmWord]) -> BoundCount | None:
    """A number that those of whom a harm is told have risen to: "the number of civilians who were killed has risen to 23"."""
    if phrase.shape != "elided" or not cued(context, cues, phrase, "update", reach=_UPDATE_REACH):
        return None
    near = [w for w in words if w.harm in _RISING and abs(w.hit.start - phrase.start) < _SENTENCE]
    if not near:
        return None
    word = min(near, key=lambda w: abs(w.hit.start - phrase.start))
    return BoundCount(phrase, word.harm, "toll.risen", min(word.hit.start, phrase.start))


def earlier_figure(
    context: Context, phrase: CountPhrase, cues: list[Hit], bound: dict[int, BoundCount]
) -> BoundCount | None:
    """The figure that an updated one replaces: «ارتفع العدد إلى 18 قتيلا بعد أن كان 13»."""
    updated = next((b for b in bound.values() if b.parent is None and b.update), None)
    if updated is None or phrase.shape != "elided" or not cued(context, cues, phrase, "initial"):
        return None
    return replace(updated, phrase=phrase, rule="toll.earlier-figure", update=False, loaded=phrase.loaded)


def cued(context: Context, cues: list[Hit], phrase: CountPhrase, name: str, reach: int = 7) -> bool:
    """Whether an update or initial cue stands shortly before the phrase, or further off with "to" right before it."""
    before = [c for c in cues if c.id == name and c.end <= phrase.start]
    if not before:
        return False
    words = context.text[max(0, phrase.start - 12) : phrase.start].split()
    to = bool(words) and words[-1] in toll_grammar().to_words
    return any(context.words_between(c.end, phrase.start) <= (_TO_REACH if to else reach) for c in before)
