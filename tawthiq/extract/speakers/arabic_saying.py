"""How Arabic puts a verb of saying beside its speaker: behind "as", behind its subject, before its pronoun."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.extract.speakers.speaker_phrases import (
    first_token,
)
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_OWN: Final = 4
"""Words at most of a speaker between its first known word and its verb: «رئيسة مجلس قضاء الموصل تتحدث»."""
AS: Final = 12
"""Code points before a verb that hold "as"."""
_TOLD: Final = 20
"""Code points behind "according to" within which the word for a toll stands."""


def says_as(reading: Reading, verb: Hit, start: int) -> bool:
    """Whether an Arabic verb of saying stands behind "as", so that its claim stands before it: «…، كما يوضح قائد الفريق»."""
    words = reading.text[max(start, verb.start - AS) : verb.start].split()
    grammar = toll_grammar()
    if words and words[-1] in grammar.as_words:
        return True
    return len(words) > 1 and words[-1] in grammar.as_what and words[-2] in grammar.onto_words


def behind_it(reading: Reading, position: int, end: int) -> int:
    """Where the speaker begins behind a verb and its pronoun or the toll it gives: «ما أعلن عنه المرصد», «حصيلة أولية لوزارة الصحة»."""
    word = first_token(reading, position, end)
    if word is not None and reading.text[word[0] : word[1]] in toll_grammar().of_it:
        position = word[1]
    told = [
        h
        for h in reading.within(max(0, position - _TOLD), min(end, position + _TOLD), "discourse")
        if h.id in ("initial", "toll_word") and h.end > position and not reading.text[position : h.whole_start].strip()
    ]
    return told[0].end if told and reading.text[told[0].end : told[0].end + 1] == " " else position


def reaches(reading: Reading, before: list[Hit], verb: Hit) -> bool:
    """Whether the words for a speaker reach the verb behind them: at once, or with no other clause between («مراسلنا قد أفاد»)."""
    last = before[-1].whole_end
    if words_between(reading, last, verb.whole_start) <= 1:
        return True
    ends = reading.within(before[0].start, verb.whole_start, "speaker_end")
    told = any(reading.text[h.end : verb.whole_start].strip() for h in ends)
    return words_between(reading, last, verb.whole_start) <= _OWN and not told


def arabic_clause(reading: Reading, start: int, verb: int) -> int:
    """Where the clause begins whose subject stands before its verb: behind the last comma or colon («…، والدفاع المدني يقول إنه»)."""
    cut = max(reading.text.rfind(mark, start, verb) for mark in (",", ":", ";", "\n"))
    return cut + 1 if cut >= start else start
