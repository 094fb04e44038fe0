"""Parties between which a text does not decide whose aircraft or weapons it was.

Rule: two nationalities joined by "or" alone in a sentence of aircraft or raids («روسية أم سورية»), or two parties, of either
sort, joined by "or" behind words that leave it open («لم يتضح ما إذا كانت تتبع للتحالف أم لإسرائيل», "whether Israel or the
coalition"): each may have done it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from tawthiq.extract.parties.parties_named import mentions, nation
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.extract.parties.party_setting import told
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_UNDECIDED: Final = frozenset({"aircraft", "raid", "act", "weapon", "force"})
_BELONGS: Final = 3
"""Words at most beside "or" between two parties: "belonging to", «تابعة ل»."""


def undecided(reading: Reading, on: date | None) -> Iterator[tuple[int, int, str]]:
    """Where such a party is named, and its code."""
    named = mentions(reading, on=on)
    yield from _adjectives(reading, named, on)
    if not reading.of_id(0, len(reading.text), "cue", "open"):
        return  # most texts leave nothing open
    for index in reading.holding("cue"):
        sentence = reading.sentences[index]
        opening = next(iter(reading.of_id(sentence.start, sentence.end, "cue", "open")), None)
        if opening is None or not reading.of_id(opening.end, sentence.end, "cue", "or"):
            continue
        machines = reading.within(sentence.start, sentence.end, "force_word")
        if not any(h.id in _UNDECIDED - {"force"} for h in machines):
            continue
        yield from _alternatives(reading, opening, sentence.end, on)


def _adjectives(reading: Reading, named: Sequence[Mention], on: date | None) -> Iterator[tuple[int, int, str]]:
    """Nationalities joined by "or" alone behind a word for aircraft or a raid."""
    for index in reading.holding("nationality"):
        sentence = reading.sentences[index]
        nations = reading.within(sentence.start, sentence.end, "nationality")
        if len(nations) < 2:
            continue
        machines = [h for h in reading.within(sentence.start, sentence.end, "force_word") if h.id in _UNDECIDED]
        for first, second in pairwise(nations):
            between = reading.within(first.end, second.start, "discourse")
            alone = len(between) == 1 and between[0].id == "or"
            alone = alone and not reading.text[first.end : between[0].whole_start].strip()
            alone = alone and not reading.text[between[0].end : second.whole_start].strip()
            known = any(m.start < second.end and first.start < m.end for m in named)
            if alone and not known and any(h.end <= first.start for h in machines):
                yield from ((h.start, h.end, _code(reading, h, on)) for h in (first, second) if _code(reading, h, on))


def _alternatives(reading: Reading, opening: Hit, end: int, on: date | None) -> Iterator[tuple[int, int, str]]:
    """The first two parties or nationalities behind the opening words that "or" joins, with words of belonging between."""
    parties = [h for h in reading.within(opening.end, end, "nationality", "actor") if _code(reading, h, on)]
    for first, second in pairwise(parties):
        joints = reading.of_id(first.end, second.start, "cue", "or")
        if len(joints) == 1 and words_between(reading, first.end, second.start) - 1 <= _BELONGS:
            yield from ((h.start, h.end, _code(reading, h, on)) for h in (first, second))
            return


def _code(reading: Reading, hit: Hit, on: date | None) -> str:
    """The party that a nationality or a party's own wording names; none for wordings whose party hangs on something else."""
    if hit.category == "nationality":
        return nation(reading, hit.start, str(hit.term.get("actor", "")), on)
    if int(hit.term.get("general", -1)) >= 0 or not hit.id:
        return next((m.code for m in mentions(reading, on=on) if m.core == hit.start), "")
    return told(reading, hit.start, str(hit.term.get("wording")), hit.id, on)
