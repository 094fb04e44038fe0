"""Comparisons inside one report: rise and fall against an earlier period, and running totals (standards §3, D9)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import Fact, finding, said, unit
from tawthiq.audit.report import Report, numbers_in, value
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span

_POINTS = 0.6
_GAP = 14


def comparisons_hold(report: Report) -> Iterator[Finding]:
    """D9: what a report compares within itself holds: running totals, rises and falls.

    ar: «342 في آذار، بارتفاع 14% عن شباط (300)، و950 منذ كانون الثاني».
    en: "342 in March, a rise of 14% over February (300), and 950 since January".
    """
    yield from _running_totals(report)
    yield from _changes(report)


def _running_totals(report: Report) -> Iterator[Finding]:
    """A total "since January" is no smaller than any total of a period inside it, nor than several that lie apart."""
    stated = [f for f in report.totals if value(f) is not None and _dated(f) and f.table is None]
    for whole in stated:
        inside = [f for f in stated if f is not whole and _alike(f, whole) and _within(f, whole)]
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


def _changes(report: Report) -> Iterator[Finding]:
    """A rise or fall against an earlier period follows from the two totals: its direction, and its number."""
    for hit, words in report.hits("audit_change"):
        sentence = report.sentence(hit)
        number = next((n for n in numbers_in(report.reading) if hit.end <= n.start <= hit.end + _GAP and n.value), None)
        if number is None or number.end > sentence.end or number.kind not in ("percent", "cardinal"):
            continue
        percent = number.kind == "percent"
        if not percent and report.reading.text[hit.end : number.start].strip():
            continue
        pair = _pair(report, words)
        if pair is None:
            continue
        before, now = (value(f) or 0 for f in pair)
        spans = (words, report.reading.folded.span(number.core_start, number.core_end), *(f.quote.span for f in pair))
        facts: dict[str, Fact] = {"before": before, "now": now, "unit": unit(pair[1].measure, pair[1].subject)}
        rose = now >= before
        direction = said(f"change.{hit.id}")
        if now != before and (hit.id == "rise") != rose:
            yield finding("D9", "direction", "E", spans, change=direction, **facts)
            continue
        true = abs(now - before) * (100 / before if percent else 1)
        stated = float(number.value or 0)
        right = abs(stated - true) <= _POINTS if percent else stated == true
        sign = "%" if percent else ""
        facts |= {"change": direction, "stated": _written(stated, sign), "computed": _written(round(true, 1), sign)}
        if right:
            yield finding("D9", "change_passed", "E", spans, **facts)
        elif percent or stated < max(before, now):
            yield finding("D9", "change", "E", spans, **facts)


def _written(number: float, sign: str) -> str:
    return f"{number:,.1f}".removesuffix(".0") + sign


def _pair(report: Report, words: Span) -> tuple[Aggregate, Aggregate] | None:
    """The totals that a word of change compares: the report's own, and that of an earlier period named in its sentence."""
    stated = [f for f in report.totals if value(f) and _dated(f) and f.table is None]
    if not stated:
        return None
    text = report.extraction.document.text
    start = max(text.rfind(".", 0, words.start), text.rfind("\n", 0, words.start))
    end = text.find("\n", words.end)
    near = [f for f in stated if start < f.quote.span.start < (len(text) if end < 0 else end)]
    now = stated[0]
    for before in near:
        earlier = (
            now.period.start is not None and before.period.end is not None and before.period.end < now.period.start
        )
        if before is not now and earlier and _alike(before, now):
            return before, now
    return None


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
