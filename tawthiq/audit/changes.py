"""Comparisons inside one report: rise and fall against an earlier period, and running totals (standards §3, D9)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tawthiq.audit.messages import Fact, finding, said, unit
from tawthiq.audit.report import Report, dates_in, main_total, numbers_between, numbers_in, the_matcher, value
from tawthiq.audit.spoken_changes import POINTS, spoken_changes, written
from tawthiq.audit.spoken_multiples import spoken_multiples
from tawthiq.audit.spoken_rests import added_up_so_far, went_from_to
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_amounts import sized_changes, sizes_told_again, told_amounts
from tawthiq.audit.told_chains import chains_add_up, grown_lists_add_up
from tawthiq.audit.told_columns import columns_follow, counts_up_to_a_day_rise, running_columns_rise
from tawthiq.audit.told_earlier import compared_with_earlier
from tawthiq.audit.told_ledgers_of_days import days_never_fall
from tawthiq.audit.told_standings import standings_follow
from tawthiq.audit.told_steps import told_steps
from tawthiq.audit.told_times import times_hold
from tawthiq.audit.told_trends import trends_hold
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.fold import fold_word
from tawthiq.text.numbers import NumberHit
from tawthiq.text.reading import read

_GAP = 14
_BESIDE = 24
"""Code points from a word of comparison to its number, and from a number to its month."""
_HALF_A_YEAR = 6


def comparisons_hold(report: Report) -> Iterator[Finding]:
    """D9: what a report compares within itself holds: running totals, rises and falls.

    ar: «342 في آذار، بارتفاع 14% عن شباط (300)، و950 منذ كانون الثاني».
    en: "342 in March, a rise of 14% over February (300), and 950 since January".
    """
    yield from _running_totals(report)
    steps = list(told_steps(report))
    yield from steps
    stepped = Spots(span for found in steps for span in found.spans)
    told = [found for found in spoken_changes(report) if not any(map(stepped.touches, found.spans))]
    yield from told
    known = Spots(span for found in (*steps, *told) for span in found.spans)
    yield from _changes(report, known)
    yield from _comparisons(report, known)
    yield from (f for f in told_amounts(report) if not stepped.touches(f.spans[0]) and not known.touches(f.spans[0]))
    wrong = Spots(span for found in (*steps, *told) if not found.passed for span in found.spans)
    yield from (f for f in sized_changes(report) if not any(map(wrong.touches, f.spans[1:])))
    yield from (f for f in sizes_told_again(report) if not known.touches(f.spans[0]))
    earlier = Spots(span for found in (*steps, *told) for span in found.spans[1:])
    yield from (f for f in compared_with_earlier(report) if not earlier.touches(f.spans[1]))
    yield from added_up_so_far(report)
    yield from went_from_to(report)
    chained = list(chains_add_up(report))
    yield from chained
    linked = Spots(span for found in chained for span in found.spans)
    yield from (f for f in standings_follow(report) if not any(map(linked.touches, f.spans)))
    yield from grown_lists_add_up(report)
    yield from days_never_fall(report)
    yield from spoken_multiples(report)
    yield from times_hold(report)
    yield from (f for f in trends_hold(report) if not any(map(wrong.touches, f.spans)))
    yield from columns_follow(report, "D9")
    yield from running_columns_rise(report)
    yield from counts_up_to_a_day_rise(report)


def _running_totals(report: Report) -> Iterator[Finding]:
    """A total "since January" is no smaller than any total of a period inside it, nor than several that lie apart."""
    stated = [f for f in report.totals if value(f) is not None and _dated(f) and f.table is None]
    others: dict[int, set[str]] = defaultdict(set)
    largest: dict[tuple[object, ...], int] = {}
    for figure in stated:
        others[value(figure) or 0].add(figure.measure)
    for figure in report.totals:
        same = (figure.measure, figure.period.start)
        largest[same] = max(largest.get(same, 0), figure.count.value or figure.count.low)
    for whole in stated:
        if (value(whole) or 0) < largest[whole.measure, whole.period.start]:
            continue  # a part of what was counted from that day on
        within = [f for f in stated if f is not whole and _alike(f, whole) and _within(f, whole)]
        running = bool(within) and read(whole.period.text, the_matcher()).has("audit_since")
        if running and not _said_since(report, whole):
            continue  # a figure of a later sentence, to which the time was only lent
        inside = [f for f in within if (running or _noun(f) == _noun(whole)) and not _joins_two(f, whole, others)]
        apart: list[Aggregate] = []
        for figure in sorted(inside, key=lambda f: (str(f.period.start), str(f.period.end), -(value(f) or 0))):
            last = apart[-1].period.end if apart else None
            if last is None or (figure.period.start is not None and figure.period.start > last):
                apart.append(figure)
        added = sum(value(f) or 0 for f in apart)
        if not apart:
            continue
        spans = (*(f.quote.span for f in apart), whole.quote.span)
        facts: dict[str, Fact] = {
            "sum": added, "stated": value(whole) or 0, "period": whole.period.text, "unit": unit(whole.measure, whole.subject)
        }  # fmt: skip
        yield finding("D9", "inside" if added > (value(whole) or 0) else "inside_passed", "E", spans, **facts)


def _said_since(report: Report, whole: Aggregate) -> bool:
    """Whether the sentence of a running total says from when it counts, where the text says so at all."""
    at, _ = report.reading.folded.bounds(whole.quote.span)
    sentence = report.reading.sentences[report.reading.sentence_at(at)]
    said = report.reading.within(sentence.start, sentence.end, "audit_since")
    return bool(said) or not report.reading.has("audit_since")


def _noun(figure: Aggregate) -> str:
    """What a figure counts, in its own words: a total of a year that runs from no day holds only the figures with the same."""
    return " ".join(word for word in fold_word(figure.quote.text).split() if not word[0].isdigit())


def _joins_two(part: Aggregate, whole: Aggregate, others: Mapping[int, set[str]]) -> bool:
    """Whether a figure is a running total and another measure's together: the killed and the injured."""
    return bool(others.get((value(part) or 0) - (value(whole) or 0), set()) - {whole.measure})


def _changes(report: Report, known: Spots) -> Iterator[Finding]:
    """A rise or fall against an earlier period follows from the two totals: its direction, and its number."""
    for hit, words in report.hits("audit_change"):
        sentence = report.sentence(hit)
        if known.touches(report.reading.folded.span(sentence.start, sentence.end)):
            continue
        near = numbers_between(report.reading, hit.end, sentence.end)
        number = next((n for n in near if n.value), None)
        if number is None or number.start > hit.end + _GAP or number.kind not in ("percent", "cardinal"):
            continue
        percent = number.kind == "percent"
        if not percent and report.reading.text[hit.end : number.start].strip():
            continue
        pair = _pair(report, words)
        if pair is None:
            continue
        before, now = pair.before, value(pair.now) or 0
        spans = (words, report.reading.folded.span(number.core_start, number.core_end), *pair.spans)
        true = abs(now - before) * (100 / before if percent else 1)
        stated = float(number.value or 0)
        right = abs(stated - true) <= POINTS if percent else stated == true
        if (wrong := _turned(pair, hit.id, spans)) is not None:
            if right:  # where neither its direction nor its size fits, the change is another's
                yield wrong
            continue
        sign = "%" if percent else ""
        facts = pair.facts | {
            "change": said(f"change.{hit.id}"), "stated": written(stated, sign), "computed": written(round(true, 1), sign)
        }  # fmt: skip
        if right:
            yield finding("D9", "change_passed", "E", spans, **facts)
        elif percent or stated < max(before, now):
            yield finding("D9", "change", "E", spans, **facts)


def _comparisons(report: Report, known: Spots) -> Iterator[Finding]:
    """More is more: "fewer than the 44 recorded in February"."""
    now = next(iter(_stated(report)), None)
    if now is None:
        return
    earlier = _earlier(report, now)
    for hit, words in report.hits("audit_comparison"):
        sentence = report.sentence(hit)
        if known.touches(report.reading.folded.span(sentence.start, sentence.end)):
            continue
        number = next((n for n in earlier if hit.start < n.core_start <= hit.end + _GAP), None)
        if number is not None:
            pair = _told(report, number, now)
            wrong = _turned(pair, hit.id, (words, *pair.spans))
            if wrong is not None:
                yield wrong


@dataclass(frozen=True, slots=True)
class _Pair:
    """The number of an earlier period, the report's own total, and where both stand."""

    before: int
    now: Aggregate
    spans: tuple[Span, ...]

    @property
    def facts(self) -> dict[str, Fact]:
        """What a message says of both."""
        return {"before": self.before, "now": value(self.now) or 0, "unit": unit(self.now.measure, self.now.subject)}


def _turned(pair: _Pair, direction: str, spans: tuple[Span, ...]) -> Finding | None:
    """The finding that a rise is a fall, or a fall a rise."""
    now = value(pair.now) or 0
    if now == pair.before or (direction == "rise") == (now > pair.before):
        return None
    return finding("D9", "direction", "E", spans, change=said(f"change.{direction}"), **pair.facts)


def _stated(report: Report) -> list[Aggregate]:
    """The dated totals of the prose, the report's own first."""
    return [f for f in report.totals if value(f) and _dated(f) and f.table is None]


def _pair(report: Report, words: Span) -> _Pair | None:
    """The totals that a word of change compares: the report's own, and that of an earlier period named in its sentence."""
    stated = _stated(report)
    if not stated:
        return None
    text = report.extraction.document.text
    start = max(text.rfind(".", 0, words.start), text.rfind("\n", 0, words.start))
    line_end = text.find("\n", words.end)
    end = len(text) if line_end < 0 else line_end
    now = main_total(report) or stated[0]
    if now.quote.span.start > end:
        return None
    for before in (f for f in stated if start < f.quote.span.start < end):
        earlier = (
            now.period.start is not None and before.period.end is not None and before.period.end < now.period.start
        )
        if before is not now and earlier and _alike(before, now):
            return _Pair(value(before) or 0, now, (before.quote.span, now.quote.span))
    bare = [_told(report, number, now) for number in _earlier(report, now)]
    return next((pair for pair in bare if start < pair.spans[0].start < words.start), None)


def _earlier(report: Report, now: Aggregate) -> list[NumberHit]:
    """Numbers without a noun that an earlier month follows: "against 250 in February", "the 44 recorded in May"."""
    begins = now.period.start
    if begins is None:
        return []
    known: list[NumberHit] | None = report.reading.memo.get(("audit_earlier", begins))
    if known is None:
        known = report.reading.memo["audit_earlier", begins] = _numbers_of_earlier(report, begins)
    return known


def _numbers_of_earlier(report: Report, begins: date) -> list[NumberHit]:
    months = [d for d in dates_in(report.reading) if d.month is not None and d.day is None]
    months = [
        d
        for d in months
        if (d.year or begins.year, d.month or 0) < (begins.year, begins.month) or _before(d, begins.month)
    ]
    found: list[NumberHit] = []
    for number in numbers_in(report.reading):
        if number.kind == "cardinal" and number.value:
            first = bisect_left(months, number.end, key=lambda d: d.start)
            month = months[first] if first < len(months) else None
            if month is not None and month.start <= number.end + _BESIDE and _free(report, number, month):
                found.append(number)
    return found


def _before(month: DateExpression, now: int) -> bool:
    """Whether a month without a year is last year's: December, in a report on January."""
    return month.year is None and month.month is not None and month.month > now + _HALF_A_YEAR


def _free(report: Report, number: NumberHit, month: DateExpression) -> bool:
    """Whether nothing parts a number from the month behind it."""
    return not any(c in report.reading.text[number.end : month.start] for c in ".;:،,()\n0123456789")


def _told(report: Report, number: NumberHit, now: Aggregate) -> _Pair:
    span = report.reading.folded.span(number.core_start, number.core_end)
    return _Pair(int(number.value or 0), now, (span, now.quote.span))


def _alike(a: Aggregate, b: Aggregate) -> bool:
    general = (None, "civilian")
    return a.measure == b.measure and (a.subject == b.subject or (a.subject in general and b.subject in general))


def _dated(figure: Aggregate) -> bool:
    return figure.period.start is not None and figure.period.end is not None


def _within(part: Aggregate, whole: Aggregate) -> bool:
    p, w = part.period, whole.period
    return bool(
        p.start and p.end and w.start and w.end and w.start <= p.start and p.end <= w.end
        and (p.start, p.end) != (w.start, w.end)
    )  # fmt: skip
