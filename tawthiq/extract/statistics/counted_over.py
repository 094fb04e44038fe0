"""Those harmed over a month, a year or a campaign, told without any word of counting: "614 civilians were killed in Iraq in May".

Rule: the sentence names no day, no attack, no weapon and no place smaller than a country, and many are counted in it; or a
verb gives the number to its noun ("the number of people killed this year rose to 211"); or a campaign is what has killed
them up to now ("the offensive has killed 400 civilians"); or months went by over which they were counted, wherever it was ("in 120
days of shelling", "in 14 incidents in March"). Over a year in a whole country few are many. An attack dated to a month is an incident all the same. In Arabic
a stretch of months or years has two ends («بين عامي 2015 و2021»), or is said of attacks or of the dead in the plural («اغتيالات شباط الماضي»).
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.counted_figures import HARMS
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.periods import days_long, lasts_months, length, period_of
from tawthiq.extract.statistics.sentence_names import names_an_attack
from tawthiq.extract.statistics.told_since import in_the_perfect
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

_MANY: Final = 30
"""Harmed from which a month's figure is hardly one attack's."""
_OVER_A_YEAR: Final = 5
"""Harmed from which a year's figure for a country is hardly one attack's."""
_HELD: Final = "detainee"
_MONTHS: Final = 60
"""Days from which a length of time is longer than any one attack."""
_SEVERAL: Final = 3
"""Attacks from which those harmed in so many are a sum."""
_IN_SO_MANY: Final = 30
"""Code points behind a figure in which "in 14 incidents" begins."""
_OF_A_CAMPAIGN: Final = 100
_SAW: Final = 60
"""Code points around "saw" within which the month stands that saw it."""
_SUBJECT: Final = 25
"""Code points before "saw" in which the place stands that saw it."""
_PARTS: Final = frozenset(",;:\n")
_BEFORE: Final = 8
"""Words at most between a campaign and those whom it has killed."""


def counted_over(context: Context, figure: Figure, *, long: bool) -> bool:
    """Whether a figure is of all that time or campaign; `long` where its sentence names a long time. It names no short one."""
    if context.lang == "ar":
        sentence = context.reading.sentences[figure.sentence]
        if figure.measure == "killed" and figure.count.low >= _MANY and _in_the_prisons(context, figure, sentence):
            return True
        whole = long and figure.measure in HARMS and not figure.inherited
        own = figure.noun is not None and figure.noun.start >= figure.start
        many = whole and own and figure.count.value is not None and figure.count.low >= _MANY
        many = many and any(d.kind == "year" for d in context.dates_in(sentence.start, sentence.end))
        if many and not _in_a_place(context, sentence) and not _of_an_attack(context, sentence):
            return True
        return whole and _of_the_months(context, sentence)
    if context.lang != "en" or figure.measure not in HARMS or figure.count.value is None:
        return False
    sentence = context.reading.sentences[figure.sentence]
    if long and figure.noun is not None and figure.noun.start < figure.start:
        return True
    if long and _in_so_many(context, figure, sentence):
        return True
    if long and figure.count.low >= _MANY and _over_months(context, figure, sentence):
        return True
    if figure.count.low >= _MANY and _since_it_began(context, figure, sentence):
        return True
    if _in_a_place(context, sentence):
        return False
    if long and figure.count.low >= _OVER_A_YEAR and _in_a_country_over_a_year(context, sentence):
        return True
    if long and figure.count.low >= _MANY and not _of_an_attack(context, sentence):
        return True
    if figure.count.low < _OF_A_CAMPAIGN or not in_the_perfect(context, figure):
        return False
    campaigns = context.reading.within(sentence.start, figure.start, "conflict_word")
    if any(context.words_between(c.end, figure.start) <= _BEFORE for c in campaigns):
        return True
    behind = context.reading.within(figure.end, sentence.end, "conflict_word")
    return any(c.id == "of_late" and not _PARTS.intersection(context.text[figure.end : c.start]) for c in behind)


def _since_it_began(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether many have been harmed up to now since something began: "have been killed there since the army launched its campaign"."""
    since = context.reading.of_id(figure.end, sentence.end, "statistic_cue", "since")
    if not since or ";" in context.text[figure.end : since[0].start]:
        return False
    return in_the_perfect(context, figure)


def _over_months(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether a sentence gives months over which something went on: "over three years", "in 120 days of shelling".

    Not what befell those held in one place in that time, which is its toll.
    """
    if figure.noun is not None and figure.noun.id == _HELD:
        return False
    return any(
        d.kind in ("duration", "range") and length(context, d) == "long" and days_long(context, d) >= _MONTHS
        for d in context.dates_in(sentence.start, sentence.end)
    )


def _in_so_many(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether a figure is of so many attacks, which its sentence counts: "killed in 14 incidents"."""
    for number in context.numbers_in(figure.end, min(sentence.end, figure.end + _IN_SO_MANY)):
        before = context.text[figure.end : number.start].split()[-1:]
        if number.value is None or number.value < _SEVERAL or not toll_grammar().within.intersection(before):
            continue
        units = context.reading.within(number.core_end, sentence.end, "counted_unit")
        if any(context.words_between(number.core_end, u.start) <= 1 for u in units[:1]):
            return True
    return False


def _in_a_country_over_a_year(context: Context, sentence: Span) -> bool:
    """Whether a sentence tells of a year in a whole country and of no single attack: "18 journalists were killed in Syria in 2014"."""
    within = context.reading.within(sentence.start, sentence.end, "statistic_cue")
    if not any(h.id == "whole_country" for h in within) or names_an_attack(context, sentence):
        return False
    return any(
        d.kind == "year" or (d.unit == "year" and length(context, d) == "long")
        for d in context.dates_in(sentence.start, sentence.end)
    )


def _in_the_prisons(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether those counted died in a party's prisons, not in one: «يصبح عدد الذين ماتوا في معتقلات النظام خمسة وتسعين»."""
    before = context.text[sentence.start : figure.start].split()
    return not toll_grammar().prisons.isdisjoint(before)


def _of_the_months(context: Context, sentence: Span) -> bool:
    """Whether an Arabic sentence speaks of a long stretch with two ends, or of the attacks or the dead of a long time."""
    for date in context.dates_in(sentence.start, sentence.end):
        if length(context, date) != "long":
            continue
        if date.kind == "range" and lasts_months(period_of(context, date)):
            return True
        before = last_words(context.text, sentence.start, date.start, 1)
        if any(word in toll_grammar().many_told for word in before):
            return True
    return False


def _in_a_place(context: Context, sentence: Span) -> bool:
    """Whether a sentence names a place smaller than a country."""
    return any(
        context.gazetteer.places[hit.term.get("ids")[0]].level not in ("country", "region")
        for hit in context.reading.within(sentence.start, sentence.end, "place")
    )


def _of_an_attack(context: Context, sentence: Span) -> bool:
    """Whether a sentence names an attack or a weapon; a word of harm that is a kind, too ("arrested"), names none."""
    harms = context.reading.within(sentence.start, sentence.end, "harm")
    return any(
        not any(h.start < k.end and k.start < h.end for h in harms)
        for k in context.reading.within(sentence.start, sentence.end, "kind", "weapon")
    )


def seen_by_a_month(context: Context, figure: Figure, cues: list[Hit]) -> bool:
    """Whether a month or a year is what saw the deaths: "last May saw 799 Iraqis killed", «شهد شباط الماضي مقتل …»."""
    return any(
        length(context, d) == "long"
        and context.words_between(min(c.end, d.end), max(c.start, d.start)) == 0
        and not (d.start > c.start and "," in context.text[d.end : figure.start])
        and not (d.start > c.start and _seen_by_a_place(context, c))
        for c in cues
        if c.id == "saw"
        for d in context.dates_in(max(0, c.start - _SAW), c.end + _SAW)
    )


def _seen_by_a_place(context: Context, saw: Hit) -> bool:
    """Whether a place stands before "saw" as what saw it: «وكانت المنطقة شهدت الأسبوع الماضي مقتل سبعة» tells of one event there."""
    before = context.reading.within(max(0, saw.start - _SUBJECT), saw.start, "place", "place_cue")
    return bool(before) and not context.text[before[-1].end : saw.whole_start].strip()
