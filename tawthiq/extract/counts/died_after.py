"""Those who were hurt and died, in one sentence: "a man was wounded by a sniper and later died", «أصيب شاب برصاص قناص ثم توفي».

Rule: a verb of dying that has no subject of its own, joined to the hurt told right before it, tells their death (R12); where the
two do not agree in number it is somebody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_SUBJECT: Final = 14
"""Code points behind an Arabic verb within which its subject would stand."""
_JOINT: Final = 40
"""Code points before a verb that hold "and later"."""
_LAST: Final = 3
"""Words before an English verb of which one joins it: "and within hours"."""


def died_after(context: Context, bound: Sequence[BoundCount], sentence: Span) -> list[BoundCount]:
    """The counts of a sentence, the hurt who are told to have died as killed."""
    found = list(bound)
    if not any(b.harm == "injured" for b in found):
        return found
    taken = {b.harm_start for b in found}
    for verb in context.reading.within(sentence.start, sentence.end, "harm"):
        if verb.id != "killed" or verb.start in taken or not _joined(context, verb):
            continue
        before = [i for i, b in enumerate(found) if b.phrase.end <= verb.start and b.parent is None]
        if not before or found[before[-1]].harm != "injured" or not _agrees(verb, found[before[-1]]):
            continue
        at = before[-1]
        found[at] = replace(found[at], harm="killed", rule="toll.died-after", kind=None)
    return found


def _joined(context: Context, verb: Hit) -> bool:
    """Whether a verb of dying goes on with the subject of the verb before it."""
    text, grammar = context.text, toll_grammar()
    if not is_arabic(text[verb.start]):
        before = text[max(0, verb.start - _JOINT) : verb.start].split()[-_LAST:]
        dies = verb.term.get("side") == "before" and text[verb.start : verb.end] in grammar.dying
        joints = [i for i, word in enumerate(before) if word in grammar.and_words]
        return dies and bool(joints) and all(w in grammar.parenthesis_adverbs for w in before[joints[-1] + 1 :])
    if text[verb.start : verb.end] not in grammar.dying or verb.suffix:
        return False
    joined = verb.prefix[:1] in grammar.joining_letters or _last_word(text, verb.whole_start) in grammar.afterwards
    subject = context.reading.within(verb.end, min(len(text), verb.end + _SUBJECT), "people", "number", "actor")
    return joined and not any(context.words_between(verb.end, h.whole_start) == 0 for h in subject)


def _last_word(text: str, position: int) -> str:
    words = text[max(0, position - _SUBJECT) : position].split()
    return words[-1] if words else ""


def _agrees(verb: Hit, hurt: BoundCount) -> bool:
    """Whether as many died as were hurt: an Arabic verb says whether it was one."""
    if verb.term.wording.isascii():
        return hurt.phrase.count.low == hurt.phrase.count.high
    return (hurt.phrase.count.value == 1) != verb.term.wording.endswith(toll_grammar().plural_verb_endings)
