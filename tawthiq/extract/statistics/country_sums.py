"""What an English sentence counts over: the violence of a whole country, which is a statistic, or one attack on a town, which is none.

Rule: "violence across Syria on Saturday cost the lives of 134 people" sums up a country though it gives one day; in a report
of statistics, "on Wednesday, shelling hit a hospital in Izium, wounding two" tells of one attack all the same (R13). What an
office documents over a month or longer, in a sentence that names no town and no single attack, is a statistic without more words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.sentence_names import names_a_town, names_an_attack
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.phrases import Hit

_ENDURED: Final = frozenset({"killed", "injured", "killed_or_injured", "displaced"})
_MANY: Final = 100
"""Dead from which even a sentence with a town and a day may sum up a campaign."""
_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
_OF_A_COUNTRY: Final = 10
"""Dead from which the violence "across the country" is no single attack."""

_ONE_ATTACK: Final = frozenset(
    {"airstrike", "shelling", "suicide_car_bomb", "chemical_attack", "massacre", "clash", "mine_uxo"}
)
_CASES: Final = frozenset({"detained", "abducted", "forcibly_disappeared", "killed"})
_THOUSANDS: Final = 1000
"""People from which what an office "had recorded by Thursday" is a war's."""
_MANY_MASSACRES: Final = 5
_BEGAN: Final = 3
"""Words at most between "since the start of" and the war, and between the war and its day."""


def begun_on(context: Context, cue: Hit, dates: Sequence[DateExpression]) -> list[tuple[int, int]]:
    """Where "since the start of the offensive on 24 February" stands: that day dates nothing else."""
    wars = context.reading.within(cue.end, min(len(context.text), cue.end + 40), "conflict_word")
    wars = [w for w in wars if context.words_between(cue.end, w.start) <= _BEGAN]
    behind = [d for d in dates if wars and d.start >= wars[0].end and context.words_between(wars[0].end, d.start) <= 1]
    days = [d for d in behind if d.month is not None and "," not in context.text[wars[0].end : d.start]]
    return [(cue.start, days[0].end)] if days else []


def _documented_over(context: Context, figure: Figure, ids: set[str], sentence: Span, *, long: bool) -> bool:
    """Whether an office documents what a figure counts over a month or longer, naming no town: "recorded 147 arrests in April"."""
    if context.lang != "en" or "verb" not in ids or names_a_town(context, sentence):
        return False
    if figure.noun is not None and figure.noun.term.get("harm") == BODIES:
        return False  # a river's or a grave's
    if figure.subject == "massacre":
        return figure.count.low >= _MANY_MASSACRES and (long or "whole_country" in ids)
    if "superlative" in ids:
        return False
    unit = figure.noun is not None and figure.noun.category == "counted_unit"
    if not long or (unit and figure.measure not in _CASES) or (not unit and figure.measure not in _ENDURED):
        return False
    if unit:
        return True
    return not any(h.id in _ONE_ATTACK for h in context.reading.within(sentence.start, sentence.end, "kind"))


def _recorded_in_thousands(context: Context, figure: Figure, ids: set[str], sentence: Span) -> bool:
    """Whether an office has recorded casualties in the thousands, up to whatever day: "had recorded 3,090 casualties by Thursday"."""
    counted = figure.measure in _ENDURED and figure.count.low >= _THOUSANDS
    if context.lang != "en" or not counted or "verb" not in ids or names_a_town(context, sentence):
        return False
    return not names_an_attack(context, sentence, known=True)


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


def _nationwide(context: Context, figure: Figure, cues: list[Hit], sentence: Span) -> bool:
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


def summed_up(context: Context, figure: Figure, cues: list[Hit], sentence: Span, *, long: bool, short: bool) -> bool:
    """Whether an English sentence sums up a country or a longer time; `long` and `short` say whether it gives a month or more, and a day."""
    ids = {c.id for c in cues}
    if not figure.nested and _nationwide(context, figure, cues, sentence):
        return True
    if not short and _documented_over(context, figure, ids, sentence, long=long):
        return True
    return _recorded_in_thousands(context, figure, ids, sentence)
