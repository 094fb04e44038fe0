"""What makes a number a statistic and not an incident's toll (R13): the rule, in one place.

A figure is a statistic where the time nearest to it is long: since the start of the war or a date months ago, during a
month, a half-year, the course of a war. It is one, too, where a war or conflict itself is what killed and the number
is in the thousands, or where an office documents a month across a country. In a report of statistics (lists, or an
opening that gives an office's figures for such a period) every figure is one unless its own sentence dates it to a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.days.that_day import ranked_against
from tawthiq.extract.statistics.counted_over import counted_over, seen_by_a_month
from tawthiq.extract.statistics.country_sums import struck_on_a_day, summed_up
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.on_record import on_record
from tawthiq.extract.statistics.periods import counted_in_weeks, headline_period, length
from tawthiq.extract.statistics.siege_deaths import of_a_siege, of_hunger
from tawthiq.extract.statistics.times_told import RIVAL, Distances, stands_in_a_clause, times_told
from tawthiq.extract.statistics.told_since import found_so_far, in_the_perfect, told_so_far
from tawthiq.extract.statistics.vague_sums import is_vague_sum
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.phrases import Hit

_OPENING: Final = 6
_UNDER_TITLE: Final = 2
"""The last sentence (numbered from 0) that stands under a title alone."""
_LONG_LIST: Final = 8
_REPORT_FIGURES: Final = 3
NO_INCIDENT_KILLS: Final = 5000
"""Dead from which a figure is a war's and no incident's."""
_NO_INCIDENT_HURTS: Final = 10000  # a gas attack hurts thousands
_NO_INCIDENT: Final = {"killed": NO_INCIDENT_KILLS, "injured": _NO_INCIDENT_HURTS, "displaced": 500_000, "besieged": 500_000}  # fmt: skip
_NO_INCIDENT_TAKES: Final = 1000  # people missing or held at once
_ENDURED: Final = frozenset({"killed", "injured", "killed_or_injured", "displaced"})
_GRAVES: Final = "mass_grave"
_MANY_GRAVES: Final = 5  # more than one find
_OF_A_DAY: Final = 2  # sentences that say what day a bulletin is of
_TAKEN: Final = ("missing", "forcibly_disappeared", "detained", "abducted")
_A_WAR_KILLS: Final = 1000
_ONE_GRAVE: Final = 200
"""Bodies up to which what is found since a day or in some weeks may be one grave's."""
_ONCE: Final = frozenset({"missing", "detained", "abducted", "hostage"})  # harms that happen on a day and last
_NEAR: Final = 14
_BESIDE: Final = 2  # code points
_ANNOUNCED_IN: Final = 2
"""Sentences with figures at least that a report which announces itself opens with."""
_REPORT_ON: Final = 5
"""Words at most between a report and its month: "monthly report on the victims of January"."""
_RELATIVE: Final = 70
"""Code points before a "since" in which the relative stands whose clause it is in."""


def is_report(context: Context, figures: list[Figure], rows: int) -> bool:
    """Whether a document is a report of statistics rather than news of incidents; `rows` counts its list rows."""
    if context.document.statistical:
        return True
    if (rows >= _LONG_LIST and not _of_a_day(context)) or (
        rows >= _REPORT_FIGURES and headline_period(context, figures).text
    ):
        return True
    told = [f for f in figures if f.measure is not None and f.noun is not None]
    if rows >= _REPORT_FIGURES and told and _documented_widely(context, told[0]):
        return True
    if _under_period(context, told) or _announced(context, told):
        return True
    if len(told) + sum(f.percent is not None for f in figures) < _REPORT_FIGURES:
        return False
    opening = [f for f in told if f.sentence < _OPENING]
    if not opening:
        return False
    first = list(dict.fromkeys(f.sentence for f in opening))[:3]
    for index in first:
        sentence = context.reading.sentences[index]
        cues = {h.id for h in context.reading.within(sentence.start, sentence.end, "statistic_cue")}
        if _only_short(context, sentence):
            return False
        cues |= {h.id for h in context.reading.within(0, sentence.start, "statistic_cue") if h.id == "report"}
        spans = context.reading.of_id(sentence.start, sentence.end, "statistic_cue", "span")  # not "during the raid"
        siege = any(f.sentence == index and of_a_siege(context, f) for f in opening)
        said = cues & {"verb", "report", "cumulative"} or (
            index in first[:2] and not siege and ("start" in cues or any(_opens_long(context, c) for c in spans))
        )
        if said and _covers_long(context, sentence, opening):
            return True
        if cues & {"verb"} and cues & {"report"} and index <= _UNDER_TITLE and _titled_long(context, sentence):
            return True
    return False


def _of_a_day(context: Context) -> bool:
    """Whether a document opens with a day and with no longer time: below a day's list its incidents are told one by one."""
    opening = context.reading.sentences[:_OF_A_DAY]
    if not opening:
        return False
    start, end = opening[0].start, opening[-1].end
    long = _lengths(context, start, end, "long") or context.reading.within(start, end, "named_period")
    return bool(_lengths(context, start, end, "short")) and not long


def _documented_widely(context: Context, figure: Figure) -> bool:
    """Whether an office documents a figure across a country: with rows by place below, a day's toll of all of it."""
    sentence = context.reading.sentences[figure.sentence]
    ids = {h.id for h in context.reading.within(0, sentence.end, "statistic_cue")}
    return "verb" in ids and "whole_country" in ids


def _under_period(context: Context, told: list[Figure]) -> bool:
    """Whether a document opens with a stretch of time that has an end, and dates none of its first figures to a day.

    "Between April and June 2023, 391 casualties …", or a heading "The first half of 2018" above the figures.
    """
    opening = [f for f in told if f.sentence < _OPENING]
    if len(opening) < _REPORT_FIGURES:
        return False
    first = context.reading.sentences[opening[0].sentence]
    named = context.reading.within(0, first.end, "named_period")
    stretches = [d for d in context.dates_in(0, first.end) if _is_stretch(context, d)]
    if not named and not stretches:
        return False
    for index in {f.sentence for f in opening}:
        sentence = context.reading.sentences[index]
        if _lengths(context, sentence.start, sentence.end, "short"):
            said = {h.id for h in context.reading.within(sentence.start, sentence.end, "statistic_cue")}
            if not (said & {"verb", "report", "statement"} and (named or index == opening[0].sentence)):
                return False
    return True


def _announced(context: Context, told: list[Figure]) -> bool:
    """Whether a document announces a report on a month or longer, and dates none of its first figures to a day.

    "… published today its monthly report on the victims of January", above or among the first figures.
    """
    opening = [f for f in told if f.sentence < _OPENING]
    sentences = sorted({f.sentence for f in opening})
    if len(opening) < _REPORT_FIGURES or len(sentences) < _ANNOUNCED_IN:
        return False
    end = context.reading.sentences[sentences[1]].end
    reports = context.reading.of_id(0, end, "statistic_cue", "report")
    announced = any(
        length(context, d) == "long"
        and 0 <= context.words_between(h.end, d.start) <= _REPORT_ON
        and not any(c in context.text[h.end : d.start] for c in ",;:.\n")
        for h in reports
        for d in context.dates_in(h.end, min(end, h.end + _RELATIVE))
    )
    if not announced:
        return False
    spans = (context.reading.sentences[index] for index in sentences)
    return not any(_lengths(context, s.start, s.end, "short") for s in spans)


def _is_stretch(context: Context, expression: DateExpression) -> bool:
    """Whether a time expression has two ends that lie far apart: a range, a half-year, a quarter."""
    parted = expression.section.startswith(("first_half", "second_half", "quarter"))
    return (parted or expression.kind == "range") and length(context, expression) == "long"


def _covers_long(context: Context, sentence: Span, opening: list[Figure]) -> bool:
    """Whether a sentence with figures speaks of a long time, or of a war's dead in the thousands."""
    start, end = sentence.start, sentence.end
    if any(
        not _ranked_in(context, at, start) for at in _lengths(context, start, end, "long")
    ) or context.reading.within(start, end, "named_period"):
        return True
    cues = {h.id for h in context.reading.within(start, end, "statistic_cue", "conflict_word")}
    large = any(start <= f.start < end and f.count.low >= _A_WAR_KILLS for f in opening)
    return large and bool(cues & {"conflict", "cumulative", "start"})


def _ranked_in(context: Context, date: int, start: int) -> bool:
    """Whether a time is only that in which an attack was the first or worst: "the group's first attack in 2022"."""
    ranked = context.reading.of_id(start, date, "statistic_cue", "superlative")
    return bool(ranked) and context.words_between(ranked[-1].end, date) <= RIVAL


def _raised(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether a number of bodies is what one grave's count rises to: its sentence speaks of the grave and counts bodies before."""
    if not context.reading.of_id(sentence.start, sentence.end, "kind", "mass_grave"):
        return False
    counts = {n.end + 1 for n in context.numbers_in(sentence.start, figure.start)}
    before = context.reading.within(sentence.start, figure.start)
    return any(h.start in counts and h.term.get("harm") == BODIES for h in before)


def _titled_long(context: Context, sentence: Span) -> bool:
    """Whether the title above a report's first sentence gives the long time that it covers: "… in January 2023"."""
    return bool(_lengths(context, 0, sentence.start, "long")) and not _lengths(context, 0, sentence.start, "short")


def _only_short(context: Context, sentence: Span) -> bool:
    short = _lengths(context, sentence.start, sentence.end, "short")
    cues = {h.id for h in context.reading.within(sentence.start, sentence.end, "statistic_cue")}
    return bool(short) and not cues & {"verb", "report"} and not _lengths(context, sentence.start, sentence.end, "long")


def _lengths(context: Context, start: int, end: int, wanted: str) -> list[int]:
    return [d.start for d in context.dates_in(start, end) if length(context, d) == wanted]


def is_statistic(context: Context, figure: Figure, *, in_report: bool) -> bool:
    """Whether a figure of running prose is a statistic; see the module's paragraph for the rule."""
    sentence = context.reading.sentences[figure.sentence]
    told, away = times_told(context, sentence), Distances(context, figure, sentence.end)
    cues, ids, opened = told.cues, told.ids, [] if figure.measure in _ONCE else told.opened
    dated = [
        (d.start, d.end)
        for d, clause in told.since
        if not (_lasts(figure, d) or (clause is not None and stands_in_a_clause(figure, d, clause)))
    ]
    since = sorted([*told.cued("year_to_date"), *dated, *opened])
    lasting = sorted([*told.long, *since]) if since else told.long
    nearest_long, long = away.nearest(lasting), bool(lasting)
    dated = told.short_outside if opened else told.short
    nearest_short, short = away.nearest(dated), bool(dated)
    if (
        in_report
        and nearest_short < nearest_long
        and (_in_a_town(context, figure) or struck_on_a_day(context, figure, sentence))
    ):
        return False
    if in_report:
        return nearest_long <= nearest_short or nearest_short > _NEAR or bool(ids & {"verb", "report", "statement"})
    against = ranked_against(context, sentence.start, sentence.end) if long else None
    if of_before_a_war(context, figure) or (against is not None and against < figure.start):
        return False
    attacks = figure.noun is not None and figure.noun.category == "counted_unit" and figure.subject != "massacre"
    counted = figure.subject in ("attack", "violation") or not attacks  # no raids and shells, which one fight has, too
    if figure.subject == _GRAVES and figure.count.low >= _MANY_GRAVES and not short and found_so_far(context, figure):
        return True
    numbered = (
        attacks and figure.noun is not None and figure.noun.start < figure.start
    )  # "the number of attacks … to 780"
    said = "verb" in ids or numbered
    if summed_up(context, figure, cues, sentence, long=long, short=short):
        return True
    if is_vague_sum(context, figure, sentence, long=long, short=short):
        return True
    if not short and on_record(context, figure, cues, sentence):
        return True
    if attacks and long and not short and told_so_far(context, figure):
        return True
    if attacks and (not said or nearest_long >= nearest_short) and not (counted and _alone(context, cues)):
        return False
    if _compared(context, figure, cues) or of_a_siege(context, figure):
        return False
    found = figure.noun is not None and figure.noun.term.get("harm") == BODIES
    if found and (figure.count.low < _ONE_GRAVE or _raised(context, figure, sentence)):
        return False
    counted_by = any(c.id == "verb" and c.end <= figure.start for c in cues) and context.lang == "ar"
    if counted_by and since and not short and since[-1][0] >= figure.end:
        return True  # «وثقت مقتل 90 شخصا، بينهم …، وإصابة 200 …، منذ بداية العام»: one list
    begun = [(c.start, c.end) for c in cues if c.id == "start" and _of_a_war(context, c)]
    if away.nearest(sorted([*since, *begun])) < nearest_short:
        return True
    over = long or any(counted_in_weeks(context, d) for d in told.dates)
    if not short and over and figure.measure in _ENDURED and in_the_perfect(context, figure):
        return not of_hunger(context, figure)
    if not short and not found and "superlative" not in ids and counted_over(context, figure, long=long):
        return not of_hunger(context, figure)
    spans = [(c.start, c.end) for c in cues if c.id == "span" and _opens_long(context, c)]
    if nearest_long < nearest_short and away.nearest(spans) < nearest_short:
        return True
    alone = counted and (_alone(context, cues) or seen_by_a_month(context, figure, cues))
    logged = "verb" in ids and context.lang == "en"  # an office's raids of a year
    if nearest_long < nearest_short and (alone or (attacks and (counted or logged or numbered))):
        return True
    war = [(c.start, c.end) for c in cues if c.id in ("conflict", "cumulative")]
    if figure.count.low >= _A_WAR_KILLS and away.nearest(war) <= min(_NEAR, nearest_short):
        return True
    if nearest_long < nearest_short and ids & {"verb", "report"} and "whole_country" in ids:
        return True
    if figure.measure in _TAKEN and figure.count.low >= _NO_INCIDENT_TAKES and nearest_short > _NEAR:
        return True
    least = _NO_INCIDENT.get(figure.measure or "")
    return least is not None and (figure.count.high or figure.count.low) >= least


def of_before_a_war(context: Context, figure: Figure) -> bool:
    """Whether a figure is of the time before a war, close beside those words: "housed 200,000 people before the war"."""
    sentence = context.reading.sentences[figure.sentence]
    cues = context.reading.of_id(sentence.start, sentence.end, "statistic_cue", "before_war")
    if figure.noun is None or not cues:
        return False
    return any(
        0 <= context.words_between(min(c.end, figure.end), max(c.start, figure.start)) <= RIVAL
        and not any(x in context.text[min(c.end, figure.end) : max(c.start, figure.start)] for x in ",;:")
        for c in cues
    )


def _alone(context: Context, cues: Sequence[Hit]) -> bool:
    """Whether a month or a longer time is what a figure is counted over, and no more than it: "in March alone"."""
    words = [c for c in cues if c.id == "alone"]
    return any(
        length(context, d) == "long" and 0 <= c.start - d.end <= _BESIDE
        for c in words
        for d in context.dates_in(max(0, c.start - 60), c.start)
    )


def _lasts(figure: Figure, since: DateExpression) -> bool:
    """Whether a "since" gives the day on which people went missing or were taken: "missing since 2 November"."""
    return since.kind == "since" and figure.measure in _ONCE and (since.of or since).day is not None


def _in_a_town(context: Context, figure: Figure) -> bool:
    """Whether a town stands right behind a figure: "8 civilians in Harasta" is an incident's toll even in a report."""
    for hit in context.reading.within(figure.end, figure.end + 40, "place"):
        level = context.gazetteer.places[hit.term.get("ids")[0]].level
        if level not in ("country", "region", "governorate") and context.words_between(figure.end, hit.start) <= 1:
            return True
    return False


def _compared(context: Context, figure: Figure, cues: list[Hit]) -> bool:
    """Whether the long time only ranks an incident, and no year: "the deadliest attack since the start of the war"."""
    first = next((c for c in cues if c.id == "superlative" and c.start >= figure.end), None)
    if first is not None and in_the_perfect(context, figure):
        first = None if any(length(context, d) == "long" for d in context.dates_in(figure.end, first.start)) else first
    return first is not None and any(c.id in ("since", "start") and c.start > first.start for c in cues)


def _of_a_war(context: Context, cue: Hit) -> bool:
    """Whether "since the start" opens a war, a year or a month, and no single campaign."""
    near = context.reading.within(cue.start, min(len(context.text), cue.end + 40), "conflict_word")
    if any(context.words_between(cue.end, h.start) <= RIVAL for h in near):
        return True
    return any(
        length(context, d) == "long" and d.start < cue.end + 15 for d in context.dates_in(cue.start, cue.end + 60)
    )


def _opens_long(context: Context, cue: Hit) -> bool:
    """Whether a word such as "during" stands right before a long time expression, or is part of one."""
    dates = context.dates_in(max(0, cue.start - 5), cue.end + 60)
    return any(length(context, d) == "long" and context.words_between(cue.end, d.start) <= 1 for d in dates)
