"""Averages that a sentence tells: so many a day, a month, a massacre (standards §3, D7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report, dates_between, main_total, numbers_between, spans_of, value
from tawthiq.audit.told_again import counted_kind
from tawthiq.audit.told_days import period_of
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
        near = [
            n
            for n in numbers_between(report.reading, start, end)
            if n.kind == "cardinal" and n.value and n.qualifier in ("exact", "at_least") and n.start != mean.start
        ]
        wholes = [_whole(report, n) for n in near if _counts(report, n, "people")]
        own = main_total(report) if mean.per in _DAYS else None
        if own is not None and (own.quote.span.start < mean.span.start or not wholes):
            wholes.insert(0, (float(value(own) or 0), own.quote.span))
        over = list(_over(report, mean, near, start, end))
        pairs = [(w, d) for w, (d, _) in product(wholes, over) if d]
        if not pairs:
            continue
        slack = max((tolerance for _, tolerance in over), default=0.0)
        right = [(w, d) for w, d in pairs if abs(w[0] / d - mean.value) <= mean.within + slack * mean.value]
        (whole, told), days = (right or pairs)[0]
        facts: dict[str, Fact] = {"stated": f"{mean.value:g}", "whole": int(whole), "over": f"{days:g}"}
        if right:
            yield finding("D7", "mean_passed", "E", (mean.span, told), **facts)
        else:
            yield finding("D7", "mean", "E", (mean.span, told), computed=f"{whole / days:.1f}", **facts)


def _whole(report: Report, number: NumberHit) -> tuple[float, Span]:
    return float(number.value or 0), spans_of(report, number)[0]


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
        if number is None or len(reading.text[cue.end : number.start].split()) > 2:  # "on average" behind it
            start = max(cue.start - _BEHIND, sentence.start)
            number = next((n for n in reversed(every) if start <= n.start and n.end <= cue.start), None)
        if number is None or number.kind not in ("cardinal", "decimal") or not number.value:
            continue
        if (per := _per(report, number, sentence)) is None:
            continue
        yield _mean(report, number, per)
    starts = {n.end: n for n in every if n.kind == "decimal" and n.value}
    for hit in each:  # "8.3 per attack"
        units = reading.within(hit.end, hit.end + _BESIDE, "counted_unit")
        number = next((starts[e] for e in range(hit.start - 1, hit.start + 1) if e in starts), None)
        if number is not None and units and not reading.text[hit.end : units[0].start].strip():
            yield _mean(report, number, _unit(units[0]))


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
    own = period_of(report)
    if own is not None:
        periods.append((own[1] - own[0]).days + 1)
    rough = 0.0 if mean.per == "day" else 0.04
    yield from ((days / _DAYS[mean.per], rough) for days in dict.fromkeys(periods) if days > _DAYS[mean.per])


def _counts(report: Report, number: NumberHit, what: str) -> bool:
    """Whether a number counts people, or attacks of one kind."""
    kind = counted_kind(report, number) or ""
    return "+" in kind if what == "people" else kind == what
