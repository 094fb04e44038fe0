"""What an English sentence counts over: the violence of a whole country, which is a statistic, or one attack on a town, which is none.

Rule: "violence across Syria on Saturday cost the lives of 134 people" sums up a country though it gives one day; in a report
of statistics, "on Wednesday, shelling hit a hospital in Izium, wounding two" tells of one attack all the same (R13).
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.figures import Figure
from tawthiq.text.phrases import Hit

_ENDURED = frozenset({"killed", "injured", "killed_or_injured", "displaced"})
_MANY = 100
"""Dead from which even a sentence with a town and a day may sum up a campaign."""
_OUTRIGHT = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
_OF_A_COUNTRY = 10
"""Dead from which the violence "across the country" is no single attack."""


def struck_on_a_day(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether an English sentence of a report tells of one attack on a town: "On Wednesday, shelling hit a hospital in Izium, wounding two"."""
    if context.lang != "en" or figure.measure not in _ENDURED or figure.count.low >= _MANY:
        return False
    within = context.reading.within
    if any(
        h.id in ("verb", "whole_country", "nationwide") for h in within(sentence.start, sentence.end, "statistic_cue")
    ):
        return False
    places = context.gazetteer.places
    towns = [
        h
        for h in within(sentence.start, sentence.end, "place")
        if places[h.term.get("ids")[0]].level not in ("country", "region", "governorate")
    ]
    struck = any(h.term.get("strength", 2) >= _OUTRIGHT for h in within(sentence.start, sentence.end, "kind"))
    return bool(towns) and struck


def nationwide(context: Context, figure: Figure, cues: Sequence[Hit], sentence: Span) -> bool:
    """Whether an English sentence lays its dead to a whole country's violence: "Violence across Syria on Saturday cost the lives of 134 people"."""
    if context.lang != "en" or figure.measure not in _ENDURED or figure.count.low < _OF_A_COUNTRY:
        return False
    if not any(c.id == "nationwide" for c in cues):
        return False
    places = context.gazetteer.places
    named = context.reading.within(sentence.start, sentence.end, "place")
    wide = ("country", "region", "governorate")
    levels = [(h.start, places[h.term.get("ids")[0]].level) for h in named]
    return all(level in (wide if start > figure.end else wide[:2]) for start, level in levels)
