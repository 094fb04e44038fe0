"""A rise or fall that one sentence tells with both its numbers (standards §3, D9).

"The toll fell by 14% to 571 from 667 in August", "656 against 486 in July (+35%)", «289 قتيلاً بعد أن كان 344»: which number is the
earlier one is said by the word before it or by the month beside it, whatever statistic either was read as.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.messages import Fact, finding, said
from tawthiq.audit.report import Report, counts_between, dates_in, main_total, numbers_between, value
from tawthiq.audit.share_wholes import is_year
from tawthiq.audit.words import joined_by
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_TURNS = ("audit_change", "audit_comparison", "audit_direction", "audit_by_so_many")
"""Words that say whether a number rose or fell."""
POINTS = 0.6
"""How far a percentage of change may lie from the true one."""
_MOST = 3
"""Numbers in a sentence beyond which it tells of more than one change."""
_WORDS = 2
"""Words between a word that leads to a number ("from", "compared with") and it, at most."""
_PAIR = 2
_BACK = 2
"""Sentences before one that tells a percentage alone, in which its numbers may stand."""
_REPORT = 2
"""Totals that make a text a report of statistics, where a sentence does not say what its numbers count."""
_BESIDE = 24
"""Code points from a number to its month, and from a percentage to its word of change."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The numbers of the earlier time and of the report's own, and where they stand."""

    before: int
    now: int
    spans: tuple[Span, ...]


def spoken_changes(report: Report) -> Iterator[Finding]:
    """What the sentences with a word of change and both numbers say of the change."""
    reading = report.reading
    months = [d for d in dates_in(reading) if d.month is not None and d.day is None]
    own = main_total(report)
    words = ("audit_change", "audit_comparison", "audit_direction", "audit_before", "audit_by_so_many")
    for at in reading.holding(*words):
        sentence = reading.sentences[at]
        inside = [n for n in numbers_between(reading, sentence.start, sentence.end) if n.value or n.said]
        inside = [n for n in inside if n.kind != "cardinal" or not is_year(report, n)]
        first = bisect_left(months, sentence.start, key=lambda d: d.start)
        told_of = months[first : bisect_left(months, sentence.end, first, key=lambda d: d.start)]
        told = _pair(report, sentence, [n for n in inside if n.kind == "cardinal" and n.value], told_of, own)
        ranges = [n for n in inside if n.kind == "cardinal" and n.said is not None]
        if (
            told is None
            and len(ranges) == 1
            and len(inside) <= _MOST
            and _led(report, ranges[0], sentence, "audit_from")
        ):
            first, last = (int(n) for n in ranges[0].said or (0, 0))  # "fell from 40 to 30"
            told = _Told(first, last, (reading.folded.span(ranges[0].core_start, ranges[0].core_end),))
        if (
            told is None
            and at
            and inside
            and all(n.kind == "percent" or _an_amount(report, n, sentence) for n in inside)
        ):
            told = _pair_above(report, at, months, own)
        if told is None:
            continue
        turns = {h.id: h for h in reading.within(sentence.start, sentence.end, *_TURNS)}
        facts: dict[str, Fact] = {"before": told.before, "now": told.now, "unit": said("unit.told")}
        true = "rise" if told.now > told.before else "fall"
        sizes = [f for number in inside for f in _stated(report, number, told, true, sentence, facts)]
        if not sizes and not report.figures and not told_of:
            continue  # a telling of one incident: "a bomb fell … five others died"
        if len(turns) != 1 or told.now == told.before or true in turns:
            yield from sizes
            if not sizes and true in turns:
                yield finding("D9", "direction_passed", "E", told.spans, change=said(f"change.{true}"), **facts)
        elif not sizes or any(f.passed for f in sizes):  # where its size does not fit either, the change is another's
            direction, hit = next(iter(turns.items()))
            spans = (reading.folded.span(hit.start, hit.end), *told.spans)
            yield finding("D9", "direction", "E", spans, change=said(f"change.{direction}"), **facts)


def _stated(
    report: Report, number: NumberHit, told: _Told, direction: str, sentence: Span, facts: dict[str, Fact]
) -> Iterator[Finding]:
    """A percentage or a count that a word of change stands beside, held against the two numbers."""
    reading = report.reading
    span = reading.folded.span(number.core_start, number.core_end)
    near = reading.within(
        max(sentence.start, number.start - _BESIDE),
        min(sentence.end, number.end + _BESIDE),
        "audit_change",
        "audit_direction",
    )
    percent = number.kind == "percent"
    whole = reading.within(number.end, number.end + _BESIDE, "audit_of_all", "audit_of_the_whole") if percent else []
    if whole and not reading.text[number.end : whole[0].start].strip():
        return  # "May had the highest figure, 43% of all": a share
    if percent and _says_again(report, number, told):
        return
    by = reading.within(max(sentence.start, number.start - _BESIDE), number.start, "audit_by")
    if percent and by and not reading.text[by[-1].end : number.start].strip():
        near = near or reading.within(sentence.start, number.start, "audit_change", "audit_direction")
    signed = reading.text[max(number.core_start - 1, 0) : number.core_start + 1].strip("( ")[:1]
    if percent and signed in ("+", "-") and signed == ("-" if direction == "rise" else "+"):
        yield finding(
            "D9",
            "direction",
            "E",
            (span, *told.spans),
            change=said(f"change.{'fall' if direction == 'rise' else 'rise'}"),
            **facts,
        )
        return
    led = (
        percent
        or _by_so_many(report, number)
        or any(h.category == "audit_change" and not reading.text[h.end : number.start].strip() for h in near)
    )
    turned = near or _by_so_many(report, number) or signed in ("+", "-")
    if span in told.spans or not told.before or not (led and turned):
        return
    true = abs(told.now - told.before) * (100 / told.before if percent else 1)
    stated, sign = abs(float(number.value or 0)), "%" if percent else ""
    right = abs(stated - true) <= (POINTS if number.qualifier == "exact" else 3 * POINTS) if percent else stated == true
    shown: dict[str, Fact] = {
        "change": said(f"change.{direction}"), "stated": written(stated, sign), "computed": written(round(true, 1), sign)
    }  # fmt: skip
    yield finding("D9", "change_passed" if right else "change", "E", (span, *told.spans), **shown, **facts)


def _an_amount(report: Report, number: NumberHit, sentence: Span) -> bool:
    """Whether a number only says by how many something changed: "this is a rise of 20 cases"."""
    counted = number.kind == "cardinal" and bool(number.value)
    return counted and (
        _led(report, number, sentence, "audit_change")
        or _by_so_many(report, number)
        or _by_as_many(report, number, sentence)
    )


def _says_again(report: Report, share: NumberHit, told: _Told) -> bool:
    """Whether a percentage says a number right before it again that is not how far the two lie apart: "22, or 18.6 per cent"."""
    before = numbers_between(report.reading, max(share.start - 2 * _BESIDE, 0), share.start)
    if not before or before[-1].kind != "cardinal" or abs(told.now - told.before) == before[-1].value:
        return False
    again = report.reading.within(before[-1].end, share.start + 1, "audit_that_is")
    own = report.reading.folded.span(before[-1].core_start, before[-1].core_end)
    return bool(again) and not report.reading.text[again[-1].end : share.start].strip() and own not in told.spans


def written(number: float, sign: str) -> str:
    """A number with one decimal where it has one, and its sign."""
    return f"{number:,.1f}".removesuffix(".0") + sign


def _pair(
    report: Report, sentence: Span, counted: list[NumberHit], months: Sequence[DateExpression], own: Aggregate | None
) -> _Told | None:
    """The two numbers that a sentence compares; None where it does not say which is the earlier, or holds others."""
    if (
        len(counted) == 1 and own is not None and _behind_a_month(report, counted[0], months)
    ):  # "compared with May (300)"
        spans = (report.reading.folded.span(counted[0].core_start, counted[0].core_end), own.quote.span)
        return (
            _Told(int(counted[0].value or 0), value(own) or 0, spans) if not own.quote.span.overlaps(spans[0]) else None
        )
    amounts = [
        n
        for n in counted
        if _led(report, n, sentence, "audit_change")
        or _by_so_many(report, n)
        or _by_as_many(report, n, sentence)
        or _is_the_change(report, n, sentence)
        or _written_on_to_by(report, n)
    ]
    counted = [n for n in counted if n not in amounts and not _bracketed(report, n, sentence)]
    whole = [n for at, n in enumerate(counted) if not (at and _taken_out(report, counted[at - 1], n))]
    if len(whole) == 1 < len(counted):
        return None
    counted = whole
    if not 1 <= len(counted) <= _MOST or any(not _plain(report, n) for n in counted):
        return None
    harm = report.reading.within(sentence.start, sentence.end, "people", "harm", "counted_unit")
    if not harm and not report.tables and len(report.totals) < _REPORT:
        return None  # money, goals, visitors
    early = [n for n in counted if _led(report, n, sentence, "audit_before")] or _earlier(report, counted, months, own)
    if not early and len(counted) == _PAIR:
        early = [n for n in counted if of_earlier(report, n, sentence.start, sentence.end)]
    if len(early) != 1 or early[0].value == 1:  # "from one family"
        return None
    others = [n for n in counted if n is not early[0]]
    before = int(early[0].value or 0)
    span = report.reading.folded.span(early[0].core_start, early[0].core_end)
    if len(others) == 1:
        if _of_two_harms(report, early[0], others[0]):
            return None
        other = report.reading.folded.span(others[0].core_start, others[0].core_end)
        return _Told(before, int(others[0].value or 0), (span, other))
    by = [n for n in amounts if n.kind == "cardinal"]
    if not others and by and (now := _told_after(report, before, int(by[0].value or 0))) is not None:
        return _Told(before, int(now.value or 0), (span, report.reading.folded.span(now.core_start, now.core_end)))
    if others or own is None or own.quote.span.overlaps(span) or not _alike(report, early[0], own.measure):
        return None
    return _Told(before, value(own) or 0, (span, own.quote.span))


def _taken_out(report: Report, whole: NumberHit, part: NumberHit) -> bool:
    """Whether a number is a part of the one before it: "58 civilians, 30 of them children"."""
    near = report.reading.within(whole.end, min(part.end + _BESIDE, len(report.reading.text)), "discourse", "part_word")
    taken = [h for h in near if h.id in ("including", "part")]
    return any(h.end <= part.core_start or not report.reading.text[part.end : h.start].strip() for h in taken)


def _of_two_harms(report: Report, one: NumberHit, other: NumberHit) -> bool:
    """Whether the words right beside two numbers say that they count different things: "131 killed and 240 injured"."""
    harms = [_harm_beside(report, n) for n in (one, other)]
    return None not in harms and harms[0] != harms[1]


def _harm_beside(report: Report, number: NumberHit) -> str | None:
    reading = report.reading
    behind = reading.within(number.end, number.end + _BESIDE, "people", "harm")
    before = reading.within(max(number.core_start - _BESIDE, 0), number.core_start, "people", "harm")
    beside = [h for h in before if not reading.text[h.end : number.core_start].strip()]
    beside += [h for h in behind if not reading.text[number.end : h.start].strip()]
    return next((str(h.term.get("harm") or h.id) for h in beside if h.category == "harm" or h.term.get("harm")), None)


def _behind_a_month(report: Report, number: NumberHit, months: Sequence[DateExpression]) -> bool:
    """Whether a number stands in brackets right behind the one month of its sentence."""
    text = report.reading.text
    return len(months) == 1 and months[0].end <= number.start and text[months[0].end : number.start].strip() == "("


def _by_as_many(report: Report, number: NumberHit, sentence: Span) -> bool:
    """Whether a number says by how many what changed did: «ارتفع العدد بمقدار 16»."""
    reading = report.reading
    by = reading.within(max(sentence.start, number.start - _BESIDE), number.start, "audit_by")
    beside = bool(by) and not reading.text[by[-1].end : number.start].strip()
    return beside and bool(reading.within(sentence.start, by[-1].start, "audit_change", "audit_direction"))


def _written_on_to_by(report: Report, number: NumberHit) -> bool:
    """Whether the Arabic "by" is written on to a number behind a word of comparison: «أقل من حصيلة أيار بثلاثة عشر»."""
    text = report.reading.text
    start = text.rfind(" ", 0, number.core_start) + 1
    sentence = report.reading.sentences[report.reading.sentence_at(number.start)]
    turned = report.reading.within(sentence.start, start, "audit_comparison", "audit_compared", "audit_direction")
    return (
        bool(turned)
        and text[start : number.core_start].rstrip("-ـ") == joined_by()
        and text[start] != text[number.core_start]
    )


def _told_after(report: Report, before: int, by: int) -> NumberHit | None:
    """The number of the report that lies so far from an earlier one, where one does on one side alone."""
    known: dict[int, NumberHit] | None = report.reading.memo.get("audit_first_told")
    if known is None:
        counted = counts_between(report, 0, len(report.reading.text))
        known = report.reading.memo["audit_first_told"] = {int(n.value or 0): n for n in reversed(counted)}
    found = [known[n] for n in (before + by, before - by) if n in known]
    return found[0] if len(found) == 1 else None


def _is_the_change(report: Report, number: NumberHit, sentence: Span) -> bool:
    """Whether a number right behind a noun of change is how large it was: "there had been 64, so the rise is seven"."""
    reading = report.reading
    turns = reading.within(max(sentence.start, number.start - _BESIDE), number.start, "audit_direction")
    if not turns or len(counts_between(report, sentence.start, number.start)) == 0:
        return False
    between = reading.text[turns[-1].end : number.start]
    led = reading.within(turns[-1].end, number.start + 1, "audit_to", "audit_before", "audit_from")
    return len(between.split()) <= 1 and not led and not any(c in between for c in ".,;:()")


def _by_so_many(report: Report, number: NumberHit) -> bool:
    """Whether a number is by how many one time exceeds another: "36 more than in June"."""
    behind = report.reading.within(number.end, number.end + _BESIDE, "audit_by_so_many")
    return bool(behind) and not report.reading.text[number.end : behind[0].start].strip()


def _pair_above(report: Report, at: int, months: Sequence[DateExpression], own: Aggregate | None) -> _Told | None:
    """The two numbers of the sentences before one that tells only by how much: "In May 40 were killed. In April there had been 50. This is a drop of 20%"."""
    sentences = report.reading.sentences
    for back in range(1, _BACK + 1):
        if at < back:
            return None
        above = Span(sentences[at - back].start, sentences[at - 1].end)
        counted = [
            n for n in numbers_between(report.reading, above.start, above.end) if n.kind == "cardinal" and n.value
        ]
        if len(counted) == 2:
            return _pair(report, above, counted, [d for d in months if above.start <= d.start < above.end], own)
    return None


def _compared(report: Report, number: NumberHit) -> bool:
    """Whether a word of comparison is what a number begins with, or stands right before it: "more than 174"."""
    hits = report.reading.within(max(number.start - _BESIDE, 0), number.core_start, "audit_comparison")
    return bool(hits) and not report.reading.text[hits[-1].end : number.core_start].strip()


def _plain(report: Report, number: NumberHit) -> bool:
    """Whether a number is said as it is, or compared with another: "more than the 174 of April" are 174."""
    return number.qualifier in ("exact", "at_least") or (
        number.qualifier in ("more_than", "less_than") and _compared(report, number)
    )


def _bracketed(report: Report, number: NumberHit, sentence: Span) -> bool:
    """Whether a number stands in brackets: it divides the one before."""
    before = report.reading.text[sentence.start : number.start]
    return before.count("(") > before.count(")")


def _led(report: Report, number: NumberHit, sentence: Span, category: str) -> bool:
    """Whether a word of the category stands right before a number."""
    text = report.reading.text
    led: list[Hit] = report.reading.within(max(sentence.start, number.start - _BESIDE), number.core_start, category)
    between = text[led[-1].end : number.core_start] if led else "."
    return len(between.split()) <= (_WORDS if category == "audit_before" else 0) and not any(
        c in between for c in ".,;:()0123456789"
    )


def _earlier(
    report: Report, counted: Sequence[NumberHit], months: Sequence[DateExpression], figure: Aggregate | None
) -> list[NumberHit]:
    """The number beside the earlier of two months, or beside the one month that lies before the report's."""
    keyed = [(d.year or 0, d.month or 0, d) for d in months]
    own = figure.period.start if figure is not None else None
    if any(year == 0 for year, _, _ in keyed) and own is not None:
        keyed = [(year or (own.year if month <= own.month else own.year - 1), month, d) for year, month, d in keyed]
    distinct = sorted({(year, month) for year, month, _ in keyed})
    if (len(distinct) == 1 and own is not None and distinct[0] < (own.year, own.month)) or len(distinct) == 2:
        first = distinct[0]
    else:
        return []
    if len(distinct) == 1 and len(counted) == 1:
        return list(counted)
    beside: list[NumberHit] = []
    for year, month, date in keyed:
        if (year, month) == first and (near := _nearest(report, counted, date, [d for _, _, d in keyed])) is not None:
            beside.append(near)
    return list(dict.fromkeys(beside))


def _nearest(
    report: Report, counted: Sequence[NumberHit], date: DateExpression, dates: Sequence[DateExpression]
) -> NumberHit | None:
    """The number that stands beside a month with no other number or month between: right before it, else behind it."""
    behind = [n for n in counted if n.start - date.end >= 0]
    before = [n for n in counted if 0 <= date.start - n.end <= _BESIDE]
    others = [d for d in dates if d is not date]
    if before and any(c in report.reading.text[before[-1].end : date.start] for c in ",;:"):
        before = []  # "97 in August, and in July 224"
    if before and not any(before[-1].end <= d.start < date.start for d in others):
        return before[-1]
    if behind and not any(date.end <= d.start < behind[0].start for d in others):
        return behind[0]
    return None


def _alike(report: Report, number: NumberHit, measure: str) -> bool:
    """Whether the word behind a number does not say that something else befell those it counts than a total tells."""
    near = report.reading.within(number.end, number.end + _BESIDE, "harm", "counted_unit", "people")
    if not near:
        return True
    if near[0].category == "counted_unit":
        return str(near[0].term.get("measure")) == measure
    harms = {str(h.term.get("harm") or h.id) for h in near if h.category == "harm" or h.term.get("harm")}
    return not harms or measure in harms
