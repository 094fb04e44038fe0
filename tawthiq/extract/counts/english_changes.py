"""English figures that another replaces: "the toll rose from four to six", "six dead, the hospital said eight".

Rule: a range that a toll has risen or fallen over is two figures; a number that another speaker gives at the end of a clause
behind a toll tells the same harm.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit

_CHANGED: Final = 60
"""Code points before a range in which the word for its change stands."""
_MARKS: Final = frozenset(",;:()")
_DIED: Final = 2
_SOME_DIED: Final = 10
"""Words at most between the wounded, or some of them, and the word for their death."""
_CLAUSE: Final = 70
"""Code points at most from a toll to the number that another speaker gives."""
_SAID: Final = 5
"""Words at most from the other speaker to the number: "the hospital put it at eight"."""


def from_one_to_another(context: Context, number: NumberHit, phrase: CountPhrase) -> list[CountPhrase]:
    """The two figures of an English "from four to six" that a toll changed over; else the phrase alone."""
    text = context.text
    if number.rule != "number.from-to" or number.said is None or is_arabic(text[number.core_start]):
        return [phrase]
    before = text[max(0, number.start - _CHANGED) : number.start].replace(",", " ").split()
    if not any(w in toll_grammar().changed for w in before):
        return [phrase]
    middles = (*(f" {word} " for word in sorted(toll_grammar().to_words)), "-")
    middle = next((m for m in middles if m in text[number.core_start : number.core_end]), None)
    if middle is None:
        return [phrase]
    at = text.index(middle, number.core_start)
    first, second = (int(v) for v in number.said)
    return [
        replace(phrase, start=number.core_start, end=at, count=Count(first, first, first), shape="elided"),
        replace(phrase, start=at + len(middle), count=Count(second, second, second)),
    ]


def said_otherwise(context: Context, low: int, phrase: CountPhrase) -> bool:
    """Whether a bare number is what another speaker gives instead of the toll that ends at `low`: "…, the hospital eight"."""
    text, grammar = context.text, toll_grammar()
    if phrase.shape != "elided" or is_arabic(text[phrase.start]) or not 0 < phrase.start - low <= _CLAUSE:
        return False
    stretch = text[low : phrase.start]
    if not any(c in stretch for c in ",;") and not any(
        w in grammar.and_words | grammar.whereas for w in stretch.split()
    ):
        return False
    speakers = context.reading.within(low, phrase.start, "speaker", "office")
    if not speakers or context.words_between(speakers[-1].end, phrase.start) > _SAID:
        return False
    if context.reading.within(low, phrase.start, "harm", "place"):
        return False
    return not text[phrase.end : phrase.end + 1].strip(",.;\n")


def died_later(context: Context, phrase: CountPhrase, death: int) -> bool:
    """Whether the death at `death` is that of the wounded counted: "two of the wounded later succumbed", "two of those hurt … have died"."""
    if death < phrase.end:
        return False
    between = context.words_between(phrase.end, death)
    if between > max(_SOME_DIED, _DIED) or not _MARKS.isdisjoint(context.text[phrase.end : death]):
        return False
    words = context.text[phrase.start : phrase.end].split()
    some = not is_arabic(context.text[death]) and any(w in toll_grammar().of_words for w in words)
    return between <= (_SOME_DIED if some else _DIED)
