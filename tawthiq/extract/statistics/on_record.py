"""What an office has on record and does not say since when: those who died under torture, and the many who are held or missing.

Rule: nobody kills scores under torture on one day, and nobody takes hundreds of people at once in a whole country. So a sentence in
which an office documents them, and which gives no day, tells what it has counted up to now: "has documented the names of 536
victims of torture". The held and the missing of one town may have been taken in one raid, and are left alone.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.sentence_names import names_a_town
from tawthiq.text.phrases import Hit

_TORTURED: Final = 15
"""Dead under torture from which they are no one day's."""
_TAKEN_AT_ONCE: Final = 100
_OBJECT: Final = 8
"""Words at most from a verb of documenting to the number of its object."""
_SAID_BEHIND: Final = 3
"""Words at most from those counted to the verb, where they are its subject: "Over 700 arrests were documented"."""
_TAKEN: Final = frozenset({"missing", "forcibly_disappeared", "detained", "abducted"})
_TORTURE: Final = frozenset({"death_torture", "torture"})


def on_record(context: Context, figure: Figure, cues: list[Hit], sentence: Span) -> bool:
    """Whether a figure is what an office has on record; the sentence's `cues` are given, and it names no day."""
    if figure.count.value is None or not any(c.id == "verb" and _documents(context, c, figure) for c in cues):
        return False
    if figure.measure == "killed" and figure.count.low >= _TORTURED:
        return _tortured(context, sentence)
    return figure.measure in _TAKEN and figure.count.low >= _TAKEN_AT_ONCE and not names_a_town(context, sentence)


def _documents(context: Context, verb: Hit, figure: Figure) -> bool:
    """Whether a figure is what a verb of documenting has as its object: "documented the names of 536 victims"."""
    if verb.end > figure.start:
        return 0 <= context.words_between(figure.end, verb.start) <= _SAID_BEHIND
    gap = context.text[verb.end : figure.start]
    return len(gap.split()) <= _OBJECT and not any(c in gap for c in ",;:")


def _tortured(context: Context, sentence: Span) -> bool:
    """Whether a sentence speaks of deaths under torture or in prisons."""
    if any(h.id in _TORTURE for h in context.reading.within(sentence.start, sentence.end, "kind", "harm")):
        return True
    words = context.text[sentence.start : sentence.end].split()
    return not toll_grammar().prisons.isdisjoint(words)
