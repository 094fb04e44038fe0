"""Running totals told one after another with what was added between them: "73,650 … another 17,750 … a total of 91,400" (standards §3, D9).

A paragraph is read as a row of totals and additions. One step is held to add up where the words of both its ends say what they are; a
total that falls is a slip where the report says that nothing is ever taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report, counts_between, dates_between, spans_of
from tawthiq.audit.share_wholes import is_name, is_year
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_LED = 60
"""Code points from a word for a running total to its number, a date between."""
_LED_WORDS = 4
"""Words between, beside those of dates, at most."""
_ADDED = 34
"""Code points between an addition and its word, on either side."""
_ADDED_WORDS = 3
_LEAST = 3
_MARKS = ".;:!?\n"
_FAR = 0.5
"""An addition is less than this share of the total it makes."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of a paragraph: a running total, or what was added; `behind` where the addition is told behind its total."""

    number: NumberHit
    total: bool

    @property
    def value(self) -> int:
        """The number."""
        return int(self.number.value or 0)


def chains_add_up(report: Report) -> Iterator[Finding]:
    """D9: a running total is the one before it and what was added between them.

    ar: «كان المجموع 29,400، وأضيف 16,750 فصار 46,150».
    en: "the total was 48,200; the second quarter added 25,450, so that it was 73,650".
    """
    start = 0
    grows = report.reading.has("audit_running", "audit_only_grows")
    for paragraph in report.reading.text.split("\n"):
        end = start + len(paragraph)
        told = _row(report, start, end)
        totals = [t for t in told if t.total]
        if len(totals) > 1:
            yield from _steps(report, told)
            if grows and len(totals) >= _LEAST:
                yield from _falls(report, totals)
        start = end + 1


def grown_lists_add_up(report: Report) -> Iterator[Finding]:
    """D9: the rows that say what was new add up to what the list is said to have grown by, right above them.

    ar: «والأسماء الجديدة، وعددها 172، هي: كانون الثاني: أضيف 38 …».
    en: "the list has grown by 179 names: report 15, 41 new names …".
    """
    reading, folded = report.reading, report.reading.folded
    for ledger in report.page.ledgers:
        lines = [folded.bounds(_line_of(report, row.span)) for row in ledger.rows]
        if ledger.total is not None or not all(reading.within(*line, "audit_adds") for line in lines):
            continue
        rows = [[n for n in counts_between(report, *line) if not is_name(report, n)] for line in lines]
        if any(len(row) != 1 for row in rows):
            continue
        added = sum(int(row[0].value or 0) for row in rows)
        start = reading.text.rfind("\n\n", 0, max(lines[0][0] - 2, 0))
        above = counts_between(report, max(reading.text.rfind("\n\n", 0, max(start, 0)), 0), lines[0][0])
        above = [n for n in above if not is_year(report, n) and not is_name(report, n)]
        values = sorted({int(n.value or 0) for n in above})
        grown = [b - a for a in values for b in values if b > a and b - a in values and b - a < a]
        if not grown:
            continue
        spans = spans_of(report, *(row[0] for row in rows))
        facts: dict[str, Fact] = {"sum": added, "growth": grown[0]}
        yield finding("D9", "grown_passed" if added in grown else "grown", "E", spans, **facts)


def _line_of(report: Report, span: Span) -> Span:
    text = report.extraction.document.text
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def _row(report: Report, start: int, end: int) -> list[_Told]:
    """The totals and additions of a paragraph, in order."""
    reading = report.reading
    found: dict[int, _Told] = {}
    counted = [n for n in counts_between(report, start, end) if not is_year(report, n) and not is_name(report, n)]
    for number in counted:
        if _is_total(report, number, start):
            found[number.start] = _Told(number, True)
        elif _is_addition(report, number, start, end):
            found[number.start] = _Told(number, False)
        elif _stands_at(report, number, start):
            found[number.start] = _Told(number, True)
    return [found[at] for at in sorted(found)] if reading.within(start, end, "audit_stands", "audit_standing") else []


def _is_total(report: Report, number: NumberHit, start: int) -> bool:
    """Whether a word for a running total leads to a number, with no other number but dates between."""
    reading = report.reading
    left = max(number.core_start - _LED, start)
    hits = reading.within(left, number.core_start, "audit_stands")
    if not hits:
        return False
    between = reading.text[hits[-1].end : number.core_start]
    if any(c in between for c in _MARKS) or counts_between(report, hits[-1].end, number.start):
        return False
    dated = sum(
        len(reading.text[d.start : d.end].split()) for d in dates_between(report, hits[-1].end, number.core_start)
    )
    return len(between.split()) - dated <= _LED_WORDS


def _stands_at(report: Report, number: NumberHit, start: int) -> bool:
    """Whether "at" or "to" stands right before a number."""
    left = max(number.core_start - _ADDED, start)
    hits = report.reading.within(left, number.core_start, "audit_stands_at")
    return bool(hits) and not report.reading.text[hits[-1].end : number.core_start].strip()


def _is_addition(report: Report, number: NumberHit, start: int, end: int) -> bool:
    """Whether a word for an addition stands beside a number."""
    reading = report.reading
    before = reading.within(max(number.core_start - _ADDED, start), number.core_start, "audit_adds")
    if before:
        between = reading.text[before[-1].end : number.core_start]
        clear = not any(c in between for c in _MARKS) and not counts_between(report, before[-1].end, number.start)
        dated = sum(
            len(reading.text[d.start : d.end].split()) for d in dates_between(report, before[-1].end, number.core_start)
        )
        if clear and len(between.split()) - dated <= _LED_WORDS + _ADDED_WORDS:
            return True
    behind = reading.within(number.end, min(number.end + _ADDED, end), "audit_adds")
    between = reading.text[number.end : behind[0].start] if behind else "."
    return not any(c in between for c in _MARKS + ",") and len(between.split()) <= _ADDED_WORDS


def _steps(report: Report, told: Sequence[_Told]) -> Iterator[Finding]:
    """Each two totals with the one addition between them, else the one right behind the second."""
    at = [i for i, t in enumerate(told) if t.total]
    for first, second in pairwise(at):
        between = list(told[first + 1 : second])
        if not between:
            after = at[at.index(second) + 1] if at.index(second) + 1 < len(at) else len(told)
            behind = list(told[second + 1 : after])
            beside = _one_sentence(report, told[second], behind[0]) if len(behind) == 1 else False
            between = behind if beside else []
        if len(between) != 1:
            continue
        before, added, now = told[first], between[0], told[second]
        if before.value > now.value and added.number.start > now.number.start:
            before, now = now, before  # "1,345 now, where it stood at 1,289: 56 were added"
        if added.value >= _FAR * max(now.value, before.value) and before.value + added.value != now.value:
            continue
        facts: dict[str, Fact] = {"sum": before.value + added.value, "stated": now.value}
        spans = spans_of(report, added.number, before.number, now.number)
        variant = "so_far_passed" if before.value + added.value == now.value else "so_far"
        yield finding("D9", variant, "E", spans, **facts)


def _one_sentence(report: Report, one: _Told, other: _Told) -> bool:
    reading = report.reading
    return reading.sentence_at(one.number.start) == reading.sentence_at(other.number.start)


def _falls(report: Report, totals: Sequence[_Told]) -> Iterator[Finding]:
    """A total less than the one before it, where all others rise."""
    down = [(a, b) for a, b in pairwise(totals) if b.value < a.value]
    if len(down) != 1:
        return
    before, now = down[0]
    yield finding("D9", "told", "E", spans_of(report, before.number, now.number), before=before.value, now=now.value)
