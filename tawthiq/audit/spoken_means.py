"""Averages that a sentence tells: so many a day, a month, a massacre (standards §3, D7)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.quantities import MEASURED
from tawthiq.audit.report import Report, counts_between, dates_between, main_total, spans_of, value
from tawthiq.audit.share_wholes import is_year
from tawthiq.audit.told_again import counted_kind
from tawthiq.audit.told_days import period_of
from tawthiq.audit.told_series import series_of
from tawthiq.domain.document import Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.dates import resolve
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import Hit

_BESIDE = 30
"""Code points from the word "average" to its number, and from the number to what it is per."""
_BEHIND = 60
"""Code points from the number to "on average" behind it."""
_BACK = 1
"""Sentences before it that may tell what it is the average of."""
_ROUGHLY = 0.06
"""How far a mean told as "about" may lie from the true one, as a share of it."""
_SLIP = 1.6
"""How many times too large or small an average of attacks may be and still be that of the number before it."""
_UNIT = 12
_YEARS = (2012, 2013)
"""A leap year and another: the lengths that a month of no known year may have."""
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.2}


@dataclass(frozen=True, slots=True)
class _Mean:
    """An average: its number, how far off it may be, what it is per (a unit of time, or a counted unit), and its sentence."""

    value: float
    within: float
    per: str
    start: int
    span: Span


def spoken_means(report: Report) -> Iterator[Finding]:
    """D7: an average is the number of people over the number of days or attacks told beside it."""
    for mean in _means(report):
        at = report.reading.sentence_at(mean.start)
        start, end = report.reading.sentences[max(at - _BACK, 0)].start, report.reading.sentences[at].end
        near = [n for n in counts_between(report, start, end) if n.start != mean.start]
        wholes = [_whole(report, n) for n in near if _counts(report, n, "people")]
        own = main_total(report) if mean.per in _DAYS else None
        if own is not None and (own.quote.span.start < mean.span.start or not wholes):
            wholes.insert(0, (float(value(own) or 0), own.quote.span))
        over = list(_over(report, mean, near, start, end))
        if not wholes and own is None and mean.per in _DAYS:
            wholes = _attacks(report, mean, over)
        pairs = [(w, d) for w, (d, _) in product(wholes, over) if d]
        if not pairs:
            continue
        slack = max((tolerance for _, tolerance in over), default=0.0)
        right = [(w, d) for w, d in pairs if _agrees(mean, w[0], d, slack)]
        if not right and mean.per in _DAYS:  # of something that is told or added up elsewhere
            elsewhere = ((float(n), mean.span) for n in _known_numbers(report))
            right = [(w, d) for w, (d, _) in product(elsewhere, over) if d and _agrees(mean, w[0], d, slack)]
        (whole, told), days = (right or pairs)[0]
        facts: dict[str, Fact] = {"stated": f"{mean.value:g}", "whole": int(whole), "over": f"{days:g}"}
        if right:
            yield finding("D7", "mean_passed", "E", (mean.span, told), **facts)
        else:
            yield finding("D7", "mean", "E", (mean.span, told), computed=f"{whole / days:.1f}", **facts)


def _agrees(mean: _Mean, whole: float, over: float, slack: float) -> bool:
    return abs(whole / over - mean.value) <= mean.within + slack * mean.value


def _known_numbers(report: Report) -> set[int]:
    """Every count of the text, and what the columns of its tables and the series of its prose add up to."""
    told = {int(n.value or 0) for n in counts_between(report, 0, len(report.reading.text))}
    columns = (ledger.column(at) for ledger in report.page.ledgers for at in range(ledger.width))
    told.update(sum(c.value for c in column if c is not None) for column in columns)
    return told | {series.sum for series in series_of(report)}


def _whole(report: Report, number: NumberHit) -> tuple[float, Span]:
    return float(number.value or 0), spans_of(report, number)[0]


def _attacks(report: Report, mean: _Mean, over: Sequence[tuple[float, float]]) -> list[tuple[float, Span]]:
    """The one number before an average in its sentence, near to what it must be: "93 shellings in July, on average three a day"."""
    start = report.reading.sentences[report.reading.sentence_at(mean.start)].start
    counted = [n for n in counts_between(report, start, mean.start) if (n.value or 0) > 1]
    fits = len(counted) == 1 and any(
        days * mean.value / _SLIP <= (counted[0].value or 0) <= _SLIP * days * mean.value for days, _ in over
    )
    return [_whole(report, counted[0])] if fits else []


def _means(report: Report) -> Iterator[_Mean]:
    reading = report.reading
    cues = list(reading.of("audit_average"))
    each = list(reading.of("audit_each"))
    if not cues and not each:
        return
    every = find_numbers(reading)  # those that stand in "4.2 a day" among them
    for cue in cues:
        sentence = report.sentence(cue)
        number = next((n for n in every if cue.end <= n.start <= min(cue.end + _BESIDE, sentence.end)), None)
        beside = reading.within(cue.end, cue.end + _BEHIND, "people")
        if beside and beside[0].start <= cue.end + 1:
            continue  # «بمعدل طفلين كل يوم»: two without a number
        if number is None or len(reading.text[cue.end : number.start].split()) > 2:  # "on average" behind it
            start = max(cue.start - _BEHIND, sentence.start)
            number = next((n for n in reversed(every) if start <= n.start and n.end <= cue.start), None)
        if number is None or number.kind not in ("cardinal", "decimal") or not number.value:
            continue
        if _measures(report, number) or is_year(report, number):
            continue
        per = _per(report, number, sentence) or _per_of_the_word(report, cue) or _per_each(report, number, sentence)
        if per is None:
            continue
        yield _mean(report, number, per)
    starts = {n.end: n for n in every if n.kind == "decimal" and n.value}
    for hit in each:  # "8.3 per attack"
        units = reading.within(hit.end, hit.end + _BESIDE, "counted_unit")
        number = next((starts[e] for e in range(hit.start - 1, hit.start + 1) if e in starts), None)
        if number is not None and units and not reading.text[hit.end : units[0].start].strip():
            yield _mean(report, number, _unit(units[0]))


def _measures(report: Report, number: NumberHit) -> bool:
    """Whether an average is one of hours or kilometres: "two hours a day on average"."""
    units = report.reading.within(number.end, number.end + _BESIDE, "measure")
    return any(u.id in MEASURED and not report.reading.text[number.end : u.start].strip() for u in units)


def _mean(report: Report, number: NumberHit, per: str) -> _Mean:
    digits = report.reading.text[number.core_start : number.core_end].partition(".")[2]
    within = 0.5 * 10.0 ** -len(digits) + 0.011
    value = float(number.value or 0)
    if number.qualifier not in ("exact", "at_least"):
        within = max(within, _ROUGHLY * value, 1.0)
    span = report.reading.folded.span(number.core_start, number.core_end)
    return _Mean(value, within, per, number.start, span)


def _per(report: Report, number: NumberHit, sentence: Span) -> str | None:
    """What an average is per: a unit of time, or the kind of attack, right behind its number."""
    end = min(number.end + _BEHIND, sentence.end)
    for hit in report.reading.within(number.end, end, "audit_per", "counted_unit"):
        if hit.category == "audit_per":
            return hit.id
        if report.reading.text[number.end : hit.start].strip():
            return _unit(hit)
    return None


def _per_of_the_word(report: Report, cue: Hit) -> str | None:
    """The unit of time that stands right beside the word itself: "the daily average", «المعدل اليومي»."""
    near = report.reading.within(max(cue.start - _UNIT, 0), cue.end + _UNIT, "audit_per")
    return next((h.id for h in near if h.end >= cue.start - 1 and h.start <= cue.end + 1), None)


def _per_each(report: Report, number: NumberHit, sentence: Span) -> str | None:
    """The kind of attack that the sentence counts before its average: "47 massacres, 423 dead: on average nine people for each"."""
    reading = report.reading
    each = reading.within(number.end, min(number.end + _BEHIND, sentence.end), "audit_each")
    units = {_unit(h) for h in reading.within(sentence.start, number.start, "counted_unit")}
    return next(iter(units)) if each and len(units) == 1 else None


def _unit(hit: Hit) -> str:
    return str(hit.term.get("subject") or hit.id.partition(".")[0])


def _over(
    report: Report, mean: _Mean, near: Sequence[NumberHit], start: int, end: int
) -> Iterator[tuple[float, float]]:
    """The numbers an average may be taken over, and how roughly each is known, as a share."""
    if mean.per not in _DAYS:
        yield from ((float(n.value or 0), 0.0) for n in near if _counts(report, n, mean.per))
        return
    periods = []
    for told in dates_between(report, start, end):
        if told.kind in ("month", "range", "season", "year"):
            when = resolve(told, published=Published())
            if when.start is not None and when.end is not None:
                periods.append((when.end - when.start).days + 1)
        elif told.kind == "duration" and told.unit == "day" and told.amount:
            periods.append(int(told.amount))
        if told.kind == "month" and told.month is not None and told.year is None:
            periods.extend({monthrange(year, told.month)[1] for year in _YEARS})
    own = period_of(report)
    if own is not None:
        periods.append((own[1] - own[0]).days + 1)
    rough = 0.0 if mean.per == "day" else 0.04
    yield from ((days / _DAYS[mean.per], rough) for days in dict.fromkeys(periods) if days > _DAYS[mean.per])


def _counts(report: Report, number: NumberHit, what: str) -> bool:
    """Whether a number counts people, or attacks of one kind."""
    kind = counted_kind(report, number) or ""
    return "+" in kind if what == "people" else kind == what
