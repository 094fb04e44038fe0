"""What announces that a number counts people: a word of toll, of update, a form's label, the harm of a noun nobody knows."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, group_of
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_ANNOUNCING: Final = 40
"""Code points before a number within which a toll word announces it."""
_UNKNOWN_NOUN: Final = 60
"""Code points from a number to the harm of its unknown noun."""
_FEW: Final = 3
"""Words at most of an unknown noun and what qualifies it."""
_RISEN: Final = 200
"""Code points around a number that a toll has risen to within which its harm is told."""
_ROSE_OVER: Final = 4
"""Words at most between an update and the range that it rose over."""
_VERB: Final = 24
"""Code points before a number in which the verb that governs it stands."""
_AND_AT: Final = 12
"""Code points before a number that hold "and at"."""
_LABEL: Final = 6
"""Words at most in the label of a form's line."""
_WHO_TELL: Final = frozenset({"medical_staff", "civil_defence", "combatant", "journalist", "aid_worker"})
"""Groups that a headline names before a colon as those who say what follows."""


def has_risen(context: Context, number: NumberHit) -> bool:
    """Whether an Arabic range tells from what a toll rose: a word of update stands shortly before it."""
    low = max(0, number.start - _ANNOUNCING)
    cues = context.reading.within(low, number.start, "discourse")
    risen = any(
        c.id == "update"
        and is_arabic(context.text[c.start])
        and context.words_between(c.end, number.start) <= _ROSE_OVER
        for c in cues
    )
    return risen and not any(c in context.text[low : number.start] for c in ".;:")


def struck(context: Context, number: NumberHit) -> bool:
    """Whether an English verb of killing or hurting stands right before a number: "killed eight: five men …"."""
    before = context.reading.within(max(0, number.start - _VERB), number.start, "harm")
    return bool(before) and _people_harmed(before[-1:]) and not context.text[before[-1].end : number.start].strip()


def _people_harmed(hits: list[Hit]) -> bool:
    return any(h.id in ("killed", "injured") for h in hits)


def labelled(context: Context, number: NumberHit, start: int) -> str | None:
    """The group that a form's label gives the number behind it: "Civilians reported killed: 3-5"."""
    ends = number.start
    while ends > start and context.text[ends - 1].isspace():
        ends -= 1
    if ends == start or context.text[ends - 1] != ":" or context.words_between(start, ends) > _LABEL:
        return None
    nouns = [h for h in context.reading.within(start, number.start, "people") if not h.term.get("harm")]
    if len(nouns) != 1:
        return None
    group, harm = group_of(nouns), context.reading.within(start, number.start, "harm")
    after = context.reading.within(number.core_end, number.core_end + _UNKNOWN_NOUN, "harm", "people")
    told = bool(after) and not context.text[number.core_end : after[0].start].strip()
    return None if told and not harm and group in _WHO_TELL else group  # "Rescuers: 17 killed in strike on camp"


def suffered(context: Context, number: NumberHit, start: int, end: int) -> bool:
    """Whether a number's unknown noun is told to have been killed or hurt: "13 fishermen were killed"."""
    for harm in context.reading.within(start, min(end, start + _UNKNOWN_NOUN), "harm"):
        words = [w.strip(QUOTES) for w in context.text[start : harm.start].split()]
        active = (
            harm.term.get("side") == "before" and len(words) == 1 and words[0].endswith(toll_grammar().plural_endings)
        )
        passive = _passive_of_few(words)
        if harm.id in OF_PEOPLE and (active or passive):
            return not any(c in context.text[start : harm.start] for c in ",;:")
    return False


def _passive_of_few(words: list[str]) -> bool:
    """Whether a few words and an auxiliary stand before a participle: "suspected cultists have been reportedly"."""
    grammar = toll_grammar()
    tail = len(words)
    while tail:
        word = words[tail - 1]
        if not (word in grammar.passives or word in grammar.perfect or word in grammar.parenthesis_adverbs):
            break
        tail -= 1
    return 1 <= tail <= _FEW and any(w in grammar.passives for w in words[tail:])


def goes_on_at(context: Context, start: int) -> bool:
    """Whether a number stands behind "and at": "the toll had been put at 14 in the first hours, and at 27 by evening"."""
    before = context.text[max(0, start - _AND_AT) : start].split()[-2:]
    grammar = toll_grammar()
    return len(before) == 2 and before[0] in grammar.and_words and before[1] in grammar.to_words


def announced(context: Context, number: NumberHit, start: int) -> bool:
    """Whether words that only counts of people follow stand right before a number: "a death toll of", "including"."""
    low = max(start, number.start - _ANNOUNCING)
    before = last_words(context.text, start, number.start, 2)
    grammar = toll_grammar()
    if len(before) == 2 and before[0] in grammar.standing_at and before[1] in grammar.to_words:
        cues = context.reading.within(max(start, number.start - 2 * _ANNOUNCING), number.start, "discourse")
        if any(c.id == "toll_word" for c in cues):
            return True  # "the number of dead in the massacre now stands at nine"
    if goes_on_at(context, number.start):
        cues = context.reading.within(start, number.start, "discourse")
        told = [c for c in cues if c.id in ("toll_word", "initial")]
        if any(c.term.wording.endswith(f" {before[1]}") for c in told):
            return True
    if before[-1:] and before[-1] in grammar.to_words and is_arabic(before[-1][0]):
        told = context.reading.within(max(start, number.start - 2 * _ANNOUNCING), number.start, "discourse")
        if {"update", "toll_word"} <= {c.id for c in told}:
            return True  # «ارتفع عدد القتلى في البلدة إلى 12: …»
    harmed = context.reading.within(max(start, number.start - _RISEN), number.start + _RISEN, "harm")
    for cue in context.reading.within(low, number.start, "discourse"):
        if cue.id == "update" and not context.text[cue.end : number.start].strip() and _people_harmed(harmed):
            return True  # "the number of those killed has risen to 23"
        gap = context.text[cue.end : number.start].split()
        if (cue.id == "including" or cue.term.get("harm")) and not gap:
            return True
        if (
            (cue.id == "toll_word" or (cue.term.get("harm") and cue.id != "including"))
            and len(gap) <= 2
            and (not gap or gap[-1] in toll_grammar().to_words)
        ):
            return True
    return False
