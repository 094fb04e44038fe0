"""The dead whom an English text counts by their names, or by a figure that another source gives without a noun.

Rule: "documented by name 117", "has 17 names", "a list with the names of 26" count the dead where a killing is told in the
sentence or the two before it and nothing else is in its own. "Another monitor spoke of between 120 and 150", "puts the
figure at 40" give a figure of their own for the dead of the sentence before, where the number ends its clause.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

BY_NAME: Final = "count.by-name"
SPOKEN_OF: Final = "count.spoken-of"
_LEAD: Final = 24
"""Code points before a number in which "by name" or a verb of saying stands."""
_BEHIND: Final = 16
"""Code points behind a number in which "names" stands."""
_WHOSE: Final = 6
"""Code points behind "names" in which "of" or "from" stands."""
_BACK: Final = 2
"""Sentences back in which a killing is told, those with other such figures aside."""
_FURTHEST: Final = 6
_KILLED: Final = frozenset({"killed", "bodies_found"})
_LEAST: Final = 2


def counted_by_name(context: Context, number: NumberHit, start: int) -> CountPhrase | None:
    """The count of a number without a noun that names or another source stand for."""
    if number.kind != "cardinal" or number.low < _LEAST or is_arabic(context.text[max(start, number.start - 1)]):
        return None
    if number.qualifier == "vague" or (number.value is None and number.qualifier != "range"):
        return None
    named = _by_name(context, number)
    if not named and not _spoken_of(context, number):
        return None
    if not _of_the_killed(context, start, number, own=named):
        return None
    value = int(number.value) if number.value is not None else None
    count = Count(number.low, number.high, value, number.qualifier, number.wording)
    rule = BY_NAME if named else SPOKEN_OF
    return CountPhrase(number.start, number.core_end, count, None, "killed", "counted", rule)


def _by_name(context: Context, number: NumberHit) -> bool:
    """Whether "by name" stands beside a number, "the names of" before it, or "names" behind it."""
    text, cues = context.text, _cues(context, number)
    behind = text[number.core_end : number.core_end + _BEHIND].lstrip()
    ends = not behind or not behind[0].isalnum() or behind.split()[0].strip(".,;") in toll_grammar().after_elided
    begins = context.sentence_bounds(number.start)[0]
    has = text[max(begins, number.start - _LEAD) : number.start].split()[-1:]
    owned = bool(has) and has[0].isalpha()  # not "Two names had been entered twice"
    for cue in cues:
        if cue.id in ("by_name", "names_of") and cue.end <= number.start and ends:
            return True
        named = cue.start >= number.core_end and (cue.id == "by_name" or (cue.id == "names" and owned))
        whose = text[cue.end : cue.end + _WHOSE].split()[:1]
        if named and toll_grammar().of_words.isdisjoint(whose):  # "40 names of villages"
            return True
    return False


def _spoken_of(context: Context, number: NumberHit) -> bool:
    """Whether a number stands between a verb that gives a figure and the end of its clause."""
    behind = context.text[number.core_end : number.core_end + _BEHIND]
    closed = not behind.strip() or behind.lstrip('"')[:1] in (".", ",", ";", ")", "\n")
    return closed and any(c.id == "gives" and c.end <= number.start for c in _cues(context, number))


def _cues(context: Context, number: NumberHit) -> list[Hit]:
    """The words right before and right behind a number."""
    text, low = context.text, number.start - _LEAD
    found = context.reading.within(max(0, low), number.core_end + _BEHIND, "figure_cue")
    return [c for c in found if not text[min(c.end, number.core_end) : max(c.start, number.start)].strip(' ,:"')]


def _of_the_killed(context: Context, start: int, number: NumberHit, *, own: bool) -> bool:
    """Whether a killing is told in the sentence of a number or right before it, and nothing else that befalls people."""
    index = context.reading.sentence_at(number.start)
    sentence = context.reading.sentences[index]
    here = _harms(context, sentence.start, sentence.end)
    if here - _KILLED - {"killed"} or (here and not own and not here <= _KILLED):
        return False
    if here & _KILLED:
        cues = context.reading.within(sentence.start, number.start, "discourse")
        return own or not any(c.id == "toll_word" for c in cues)  # a word of toll gives its own figure
    left = _BACK
    for earlier in reversed(context.reading.sentences[max(0, index - _FURTHEST) : index]):
        told = _harms(context, earlier.start, earlier.end)
        if told:
            return bool(told & _KILLED)
        left -= not context.reading.within(earlier.start, earlier.end, "figure_cue")
        if not left:
            break
    return False


def _harms(context: Context, start: int, end: int) -> set[str]:
    hits = context.reading.within(start, end, "harm", "people", "discourse")
    codes = {
        str(h.id if h.category == "harm" else h.term.get("harm"))
        for h in hits
        if h.category == "harm" or h.term.get("harm")
    }
    codes |= {"killed" for h in hits if h.id == "toll_word"}
    return codes
