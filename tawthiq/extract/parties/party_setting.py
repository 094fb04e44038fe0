"""Where and when a text speaks, for wordings whose party hangs on it: the countries it names, and the day told of."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

from tawthiq.domain.span import Span
from tawthiq.knowledge.parties import changes_hands, on_day
from tawthiq.text.reading import Reading

_YEAR: Final = re.compile(r"(?:19[89]\d|20[0-3]\d)(?!\d)")
_DIGIT: Final = re.compile(r"\d")
_YEAR_REACH: Final = 4000  # how far back a year still dates what is told, in characters


def countries(reading: Reading) -> Counter[str]:
    """How often the text names each country, by places, nationalities and states."""
    counted: Counter[str] | None = reading.memo.get("countries")
    if counted is None:
        counted = reading.memo["countries"] = Counter(_countries(reading, 0, len(reading.text)))
    return counted


def countries_of(reading: Reading, sentence: Span) -> dict[str, int]:
    """How often a sentence names each country: asked again for every general wording of it."""
    known: dict[int, dict[str, int]] = reading.memo.setdefault("countries of sentences", {})
    counted = known.get(sentence.start)
    if counted is None:
        counted = known[sentence.start] = _countries(reading, sentence.start, sentence.end)
    return counted


def _countries(reading: Reading, start: int, end: int) -> dict[str, int]:
    counted: dict[str, int] = {}
    for hit in reading.within(start, end, "nationality", "place", "actor"):
        if hit.category == "place":
            ids = hit.term.get("ids", ())
            country = str(ids[0]).split(".")[0] if ids and not hit.term.get("ambiguous") else ""
        elif hit.category == "nationality":
            country = hit.id
        else:
            country = str(hit.term.get("country") or "") if int(hit.term.get("general", -1)) < 0 else ""
        if country:
            counted[country] = counted.get(country, 0) + 1
    return counted


def told(reading: Reading, position: int, wording: str, code: str, on: date | None) -> str:
    """The party a wording names at the time told around a position."""
    return on_day(wording, code, _day(reading, position, on)) if changes_hands(wording) else code


def _day(reading: Reading, position: int, on: date | None) -> date | None:
    """A day of the time spoken of: of the nearest year written in the sentence or before it, else `on` (publication)."""
    sentence = reading.sentences[reading.sentence_at(position)]
    far = max(0, sentence.start - _YEAR_REACH)
    for low, high in ((sentence.start, sentence.end), (far, sentence.start)):
        year = _last_year(reading.text, low, high)
        if year:
            return date(year, 6, 30)
    return on


def _last_year(text: str, low: int, high: int) -> int:
    """The last year written in `[low, high)`; 0 where none is. Looked for from the end: nearly all that stands before it is passed over."""
    at = high
    while (at := max(text.rfind("19", low, at), text.rfind("20", low, at))) >= 0:
        if not _DIGIT.match(text, max(low, at - 1), at) and (year := _YEAR.match(text, at, high)) is not None:
            return int(year.group())
        at += 1
    return 0
