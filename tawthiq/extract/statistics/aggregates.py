"""Statistics of a document, from its lists and its running prose, and the numbers they use up.

Prose statistics are divided as their clause says: by an actor that did it (على يد، by), by a cause, by a victim group, and
by both together ("actor+group"). A figure that divides the one before it takes over its actor. The toll extractor leaves
out every number that `read_statistics` has consumed (R13: a statistic is never an incident's toll).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import initialised, replace
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Span
from tawthiq.domain.when import Period
from tawthiq.extract.context import Context
from tawthiq.extract.counts.mishaps import is_mishap, only_mishaps
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.attribution import AttributionHit
from tawthiq.extract.statistics.counted_figures import (
    GENERAL,
    counts,
    divides,
    harmed,
    is_case,
    is_mean,
    is_of_them,
    is_rate,
    lists_on,
    parts_of_the_last,
    told_with,
    who_disappeared,
    whole_of_share,
)
from tawthiq.extract.statistics.figures import Figure, find_figures, says_what
from tawthiq.extract.statistics.inline_lists import BY_PROVINCE, STRUCK
from tawthiq.extract.statistics.issuers import giver, issuer, speakers
from tawthiq.extract.statistics.listed_totals import with_totals
from tawthiq.extract.statistics.periods import (
    headline_period,
    lasts_months,
    lasts_weeks,
    length,
    opens_long,
    period_of,
    since_before,
)
from tawthiq.extract.statistics.report_measures import alike
from tawthiq.extract.statistics.report_tables import read_tables
from tawthiq.extract.statistics.statistic_keys import key_of
from tawthiq.extract.statistics.statistic_scope import is_report, is_statistic, of_before_a_war
from tawthiq.extract.statistics.sums_told import sums_told
from tawthiq.extract.statistics.table_keys import Key
from tawthiq.extract.statistics.times_told import times_told
from tawthiq.extract.statistics.told_since import goes_on, of_the_attacks
from tawthiq.extract.statistics.vague_sums import least_of, of_more_like_it, only_of_whom
from tawthiq.extract.taken import Taken
from tawthiq.text.phrases import Hit

_PARTS: Final = ("child", "woman", "man", "elderly", "combatant", "infant")
_SEVERAL: Final = 4
_OF_A_HEADLINE: Final = 20
"""Dead or hurt from which a headline and a statistic below it hardly give the same number by chance."""
OUTCOMES: Final = ("forcibly_disappeared",)
"""What becomes of those counted before: "five of whom were forcibly disappeared"."""
ENDURED: Final = (*STRUCK, "displaced")
"""Harms that a war goes on doing."""
_LASTING: Final = ("death_torture", "landmine")
"""What goes on killing over years: a figure of its dead is of it alone."""
_COUNTED: Final = ("people", "counted_unit", "harm", "distribution", "dimension")


@initialised(slots=True, unsafe_hash=True, init=False)
class Statistics:
    """All statistics of a document in order of position, and the folded spans of the numbers they use up.

    Used up, too, are numbers of before the war: who lived somewhere then was neither displaced nor harmed there; and those of a
    definition, and means: so many a day.
    """

    aggregates: tuple[Aggregate, ...]
    consumed: tuple[Span, ...]

    def __init__(self, aggregates: tuple[Aggregate, ...], consumed: tuple[Span, ...]) -> None:
        self.aggregates = aggregates
        self.consumed = consumed


def find_aggregates(context: Context) -> list[Aggregate]:
    """Every statistic of a document: of its lists and tables, and of its running prose."""
    return list(read_statistics(context).aggregates)


def read_statistics(context: Context) -> Statistics:
    """The statistics of a document and the folded spans they use up."""
    if not _may_count(context) or (only_mishaps(context) and not context.reading.has("kind")):
        return Statistics((), ())
    figures = find_figures(context)
    rows, totals = with_totals(figures, read_tables(context, figures))
    taken = [span for _, span in rows]
    used = Taken((s.start, s.end) for s in taken)
    free = [f for f in figures if not used.touches(f.start, f.end)]
    defined = [f for f in free if _of_a_definition(context, f)]
    free = [f for f in free if f not in defined] if defined else free
    in_report = is_report(context, figures, sum(row.rule != BY_PROVINCE for row, _ in rows))
    if not in_report:  # a report of violence counts the starved and the sick, too; news of the road does not
        told_of = [(i, context.reading.sentences[i]) for i in context.reading.holding("not_violence")]
        mishaps = {i for i, s in told_of if is_mishap(context, s.start, s.end)}
        free = [f for f in free if f.sentence not in mishaps]
    sums = frozenset() if in_report else sums_told(context, free)
    found = [*rows, *_prose(context, free, figures, in_report, totals, sums)]
    found.sort(key=lambda pair: pair[1])
    title = next((f.sentence for f in figures if f.measure is not None), 0)
    title_end = (
        context.reading.folded.span(0, context.reading.sentences[title].end).end if context.reading.sentences else 0
    )
    told = alike(_of_one_actor(_once([a for a, _ in found], title_end)))
    before_war = [Span(f.start, f.end) for f in free if of_before_a_war(context, f)]
    before_war += [Span(f.start, f.end) for f in (*defined, *(f for f in free if is_mean(context, f)))]
    headline = _told_below(context, [f for f in free if f.sentence == title], [a for a, _ in found])
    return Statistics(tuple(told), (*(s for _, s in found), *before_war, *headline))


def _of_a_definition(context: Context, figure: Figure) -> bool:
    """Whether a figure belongs to what a word is to mean and counts nobody: "by a massacre we mean an attack that kills five"."""
    sentence = context.reading.sentences[figure.sentence]
    return bool(context.reading.of_id(sentence.start, sentence.end, "definition_word", "defines"))


def _told_below(context: Context, titled: list[Figure], found: Sequence[Aggregate]) -> Iterator[Span]:
    """The figures of a headline that only say a statistic of the text below: the same number of the same, and no day."""
    if any(
        length(context, d) == "short" for f in titled[:1] for d in context.dates_in(*context.sentence_bounds(f.start))
    ):
        return
    told = {(a.measure, a.count.value) for a in found if lasts_months(a.period)}
    for figure in titled:
        if figure.count.low >= _OF_A_HEADLINE and (figure.measure, figure.count.value) in told:
            yield Span(figure.start, figure.end)


def _may_count(context: Context) -> bool:
    """Whether anything in a document can say what a number counts, or announces a list: no statistic is without it."""
    reading = context.reading
    return reading.has(*_COUNTED) or any(h.id == "toll_word" for h in reading.of("discourse"))


def _of_one_actor(found: Sequence[Aggregate]) -> list[Aggregate]:
    """In a report whose first figure is one actor's and that divides nothing by other actors, every prose figure is that actor's."""
    keys = {(a.key or "").partition("+")[0] for a in found if a.dimension.startswith("actor")}
    first = found[0] if found else None
    if first is None or first.dimension != "actor" or len(keys) != 1 or len(found) < _SEVERAL:
        return list(found)
    told = []
    for a in found:
        if a.table is None and a.dimension == "total" and a.period == first.period:
            a = replace(a, dimension="actor", key=first.key)
        elif a.table is None and a.dimension == "group" and a.percent is None and a.period == first.period:
            a = replace(a, dimension="actor+group", key=f"{first.key}+{a.key}")
        told.append(a)
    return told


def _once(found: Sequence[Aggregate], title_end: int) -> list[Aggregate]:
    """Statistics said twice once: the text's own telling before its headline's, then the one with the fuller period."""
    best: dict[tuple[object, ...], Aggregate] = {}
    for position, a in enumerate(found):
        again = a.quote.span.end <= title_end and a.table is None
        if again and any(_restates(b, a) for b in found[position + 1 :]):
            continue
        said = a.table if a.table is not None else -1
        same = (a.dimension, a.key, a.measure, a.count, said, position if said >= 0 else -1)
        kept = best.get(same)
        if kept is None or (kept.period.start is None and a.period.start is not None):
            best[same] = a
    return sorted(best.values(), key=lambda a: a.quote.span)


def _restates(told: Aggregate, headline: Aggregate) -> bool:
    """Whether the text tells a headline's statistic again: the same number of the same, and no part of another division."""
    same = (told.measure, told.count.value) == (headline.measure, headline.count.value)
    return same and (headline.dimension != "group" or told.dimension.endswith("group"))


def _prose(
    context: Context,
    free: list[Figure],
    figures: list[Figure],
    whole_report: bool,
    totals: frozenset[int],
    sums: frozenset[int],
) -> list[tuple[Aggregate, Span]]:
    if not free:
        return []
    found: list[tuple[Aggregate, Span]] = []
    general: dict[str, int] = {}
    wholes: dict[str, int] = {}  # the most that was counted so far, by measure
    top: tuple[Figure, Key | None, bool] | None = None
    last_measure: str | None = None
    main_measure: str | None = None
    attacks_in = -1
    told_in = -1  # the sentence of the last statistic
    for position, figure in enumerate(free):
        in_report = whole_report or figure.sentence in totals
        nested = top is not None and top[0].sentence == figure.sentence and divides(figure, top[0])
        if nested and top is not None:
            measure = figure.measure if figure.measure and not figure.inherited else top[0].measure or figure.measure
            if top[2] and measure is not None and not is_rate(context, figure) and not _counts_nobody(figure):
                period, said_by = _period(context, figure, figures, report=in_report), _said_by(context, figure)
                found.append(_made(context, replace(figure, measure=measure), top[1], general, period, said_by))
            continue
        measure = figure.measure or (last_measure if in_report and harmed(figure, last_measure) else None)
        if is_case(figure) and not in_report and figure.number is not None:  # outside a report, a number without a noun
            figure = replace(figure, noun=None, end=figure.number.end)
        if is_case(figure) and (figure.measure is None or figure.inherited):
            measure = main_measure
        of_them = figure.noun is None and figure.percent is None and figure.measure not in OUTCOMES
        if of_them and last_measure is not None and is_of_them(context, figure):
            measure = last_measure
        if figure.percent is not None:
            measure = whole_of_share(context, figure) or measure
        figure = figure if figure.measure == measure else replace(figure, measure=measure)
        of_attacks = figure.sentence == attacks_in or figure.sentence in totals
        continues = goes_on(context, figure, told_in) or of_the_attacks(context, figure)
        continues = continues and counts(context, figure, None, in_report)
        caused = of_attacks and figure.count.value is not None and says_what(figure) and measure in STRUCK
        caused = caused or (continues and measure in ENDURED) or figure.start in sums
        parted = top is not None and _is_part(context, figure, top, told_in, wholes)
        if parted and top is not None and (measure is None or figure.inherited):
            measure = top[0].measure
            figure = replace(figure, measure=measure)
        caused = caused or (top is not None and top[2] and lists_on(context, figure, top[0]))
        caused = caused or (top is not None and top[2] and told_with(context, figure, top[0], free[position - 1].end))
        if parts_of_the_last(context, figure, told_in) and figure.count.low <= max(wholes.values(), default=0):
            caused, measure = True, (measure if measure is not None and not figure.inherited else last_measure)
            figure = replace(figure, measure=measure)
        if (
            not caused
            and not parted
            and not _asks_for_key(context, figure, in_report)
            and not _is_statistic(context, figure, None, in_report)
        ):
            top = (figure, None, False)  # most figures of most documents: nothing more need be known of them
            continue
        key = key_of(context, figure, free, position)
        if key is not None and key.dimension in ("cause", "weapon") and not in_report:
            prison = key.dimension == "cause" and key.start < figure.start  # those dead in a party's prisons
            key = key if prison or key.code in _LASTING else None
        if (
            key is None
            and top is not None
            and top[2]
            and top[0].sentence == figure.sentence
            and top[0].measure != measure
        ):
            doer = (
                top[1] is not None
                and top[1].dimension in ("actor", "weapon", "governorate")
                and top[1].start < figure.start
            )
            key = top[1] if doer and figure.percent is None else None
        if key is None and top is not None and top[2] and _both_parts(figure, top[0]):
            key = top[1]  # "34 of those whom the army killed were children and 22 were women"
        behind = free[position + 1].start if position + 1 < len(free) else len(context.text)
        outcome = who_disappeared(context, figure, behind)
        statistic = (
            caused
            or (parted and (key is not None or outcome is not figure))
            or _is_statistic(context, figure, key, in_report)
        )
        top = (figure, key, statistic)
        if not statistic or measure is None or _counts_nobody(figure):
            continue
        told_in = figure.sentence
        wholes[measure] = max(wholes.get(measure, 0), figure.count.low)
        if figure.percent is None:
            last_measure = measure
            main_measure = main_measure or measure
        if figure.noun is not None and figure.noun.category == "counted_unit" and measure not in STRUCK:
            attacks_in = figure.sentence  # "45 attacks in six months, in which 426 died"
        period, said_by = _period(context, figure, figures, report=in_report), _said_by(context, figure)
        found.append(_made(context, outcome, key, general, period, said_by))
        if figure.subject in (None, "people") and key is None and figure.count.value:
            general[measure] = max(general.get(measure, 0), figure.count.low)
    return found


def _counts_nobody(figure: Figure) -> bool:
    """Whether a figure only says that it is the most of them: a share without a number."""
    return figure.percent is None and figure.count.value is None and figure.count.low == 0 and not figure.count.high


def _is_part(
    context: Context,
    figure: Figure,
    top: tuple[Figure, Key | None, bool],
    told_in: int,
    wholes: Mapping[str, int],
) -> bool:
    """Whether a number may be a part of the statistic before it, as its key says: "60 of them by the army, 5 by rebels"."""
    whole, _, told = top
    sentence = context.reading.sentences[figure.sentence]
    if 0 <= figure.sentence - told_in <= 1 and figure.count.low <= wholes.get(figure.measure or "", 0):
        shares = context.reading.within(sentence.start, sentence.end, "share_word")
        if any(h.id == "largest" for h in shares) and not context.dates_in(sentence.start, sentence.end):
            return True  # "Baghdad was worst affected, with 267 dead"
    pronoun = figure.noun is not None and _is_pronoun(context, figure.noun)
    if not told or (figure.noun is not None and not pronoun) or figure.percent is not None or not figure.count.value:
        return False
    if not figure.inherited or figure.count.low > max(whole.count.low, wholes.get(whole.measure or "", 0)):
        return False
    if whole.sentence == figure.sentence:
        return True
    next_to = told_in == whole.sentence == figure.sentence - 1 and (pronoun or is_of_them(context, figure))
    return next_to and not context.dates_in(sentence.start, sentence.end)


def _both_parts(figure: Figure, before: Figure) -> bool:
    """Whether two figures of one sentence both count women, children or the like, and so divide one whole."""
    return figure.sentence == before.sentence and figure.subject in _PARTS and before.subject in _PARTS


def _is_pronoun(context: Context, noun: Hit) -> bool:
    """Whether a noun only stands for those counted before: "of them"."""
    return not toll_grammar().of_words.isdisjoint(context.text[noun.start : noun.end].split()[:1])


def _asks_for_key(context: Context, figure: Figure, in_report: bool) -> bool:
    """Whether what a figure is divided by has a say in whether it is a statistic (`counts`)."""
    if figure.percent is not None:
        return True
    return figure.noun is None and (in_report or is_of_them(context, figure))


def _is_statistic(context: Context, figure: Figure, key: Key | None, in_report: bool) -> bool:
    trusted = in_report and figure.count.qualifier != "vague"  # "thousands" in a report's own prose is no figure
    return (
        counts(context, figure, key, in_report)
        and is_statistic(context, figure, in_report=trusted)
        and not is_rate(context, figure)
        and not (of_more_like_it(context, figure) or only_of_whom(context, figure))
    )


def _said_by(context: Context, figure: Figure) -> Attribution | None:
    known: tuple[tuple[AttributionHit, ...], Attribution | None] | None = context.reading.memo.get("issuer")
    if known is None:
        heard = speakers(context)
        known = context.reading.memo["issuer"] = (heard, issuer(context, heard))
    return giver(context, known[0], figure.start, known[1])


def _period(context: Context, figure: Figure, figures: list[Figure], *, report: bool) -> Period:
    """The time that a figure covers: its own sentence's, the "since" of the one before, else that of the whole page where it has one."""
    sentence = context.reading.sentences[figure.sentence]
    long = times_told(context, sentence).lasting
    starts = context.reading.of_id(sentence.start, sentence.end, "statistic_cue", "start")
    if not long and starts:
        war = [
            h
            for h in context.reading.within(starts[0].end, sentence.end, "conflict_word")
            if h.start - starts[0].end < 20
        ]
        text = context.quote(starts[0].start, war[0].end if war else starts[0].end).text
        return Period(None, context.document.published.end, text)
    if context.reading.within(sentence.start, sentence.end, "named_period"):
        return headline_period(context, figures)
    if not long:
        whole = headline_period(context, figures)
        known = report or (opens_long(context) and lasts_weeks(whole))
        return since_before(context, figure) or (whole if known else Period(None, None))
    nearest = long[0]
    least = min(abs(nearest.start - figure.end), abs(figure.start - nearest.end))
    for date in long[1:]:
        away = min(abs(date.start - figure.end), abs(figure.start - date.end))
        if away < least:
            nearest, least = date, away
    return period_of(context, nearest)


def _made(
    context: Context,
    figure: Figure,
    key: Key | None,
    general: dict[str, int],
    period: Period,
    said_by: Attribution | None,
) -> tuple[Aggregate, Span]:
    dimension, code = (key.dimension, key.code) if key is not None else ("total", None)
    unit = figure.noun.term.get("dimension") if figure.noun is not None else None
    subject = figure.subject
    people = figure.noun is not None and figure.noun.category == "people"
    whole = (
        code is None
        and not figure.nested
        and subject not in _PARTS
        and general.get(figure.measure or "", 0) <= figure.count.low
    )
    if people and subject not in GENERAL and not whole and dimension != "group":
        dimension, code = (f"{dimension}+group", f"{code}+{subject}") if code else ("group", subject)
    elif people and subject == "civilian" and code is None and general.get(figure.measure or "", 0) > figure.count.low:
        dimension, code = "group", "civilian"
    elif unit and code is None:
        dimension, code = str(unit), subject
    measure = figure.measure or "killed"
    if figure.percent is not None:
        measure = f"percent_of_{measure}"
    quote = context.quote(figure.start, figure.end)
    if subject == "people":
        subject = None
    made = Aggregate(
        period,
        dimension,
        code,
        measure,
        least_of(figure.count),
        quote,
        said_by,
        f"aggregate.{dimension}",
        None,
        figure.percent,
        subject,
    )
    return made, Span(figure.start, figure.end)
