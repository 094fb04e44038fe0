"""Multiples of an earlier figure told in prose: "in April we had counted 65; May's figure is more than double" (standards §3, D9)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.report import Report, counts_between, numbers_between, spans_of
from tawthiq.audit.share_wholes import is_name, is_year
from tawthiq.audit.told_placings import multiple, times_fit
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_SHOWN = 60


def times_hold(report: Report) -> Iterator[Finding]:
    """D9: a figure said to be so many times an earlier one is so many times that.

    ar: «كانت 9 قضايا في السنة الأولى، وأصبحت 23 في الثانية، أي أكثر من الضعف».
    en: "In September they had wounded 35, in October 82: more than twice as many".
    """
    for hit in report.reading.of("audit_as_many"):
        if _longer(report, hit):
            continue
        pair = _pair(report, hit)
        if pair is None:
            continue
        before, now = pair
        if before.value and not times_fit(report, hit, int(now.value or 0), int(before.value)):
            yield from multiple(report, hit, int(before.value), int(now.value or 0), spans_of(report, before, now))


def _longer(report: Report, hit: Hit) -> bool:
    """Whether a multiple is part of a longer one that was found too: "twice" in "twice as many"."""
    near = report.reading.within(max(hit.start - _SHOWN, 0), hit.end + _SHOWN, "audit_as_many")
    return any(h.start <= hit.start and hit.end <= h.end and h.end - h.start > hit.end - hit.start for h in near)


def _pair(report: Report, hit: Hit) -> tuple[NumberHit, NumberHit] | None:
    """The earlier figure and the later one: both in the sentence of the multiple, else the earlier in the one before it and the later
    the figure that the report gives of the month named beside the multiple."""
    reading = report.reading
    sentence = report.sentence(hit)
    inside = [n for n in _counted(report, sentence) if not hit.start <= n.start < hit.end]
    if len(inside) == 2:
        marked = [n for n in inside if of_earlier(report, n, sentence.start, sentence.end) or _was(report, n)]
        if len(marked) == 1 and all(n.end <= hit.start for n in inside):
            now = next(n for n in inside if n is not marked[0])
            return marked[0], now
        return None
    at = reading.sentence_at(hit.start)
    above = reading.sentences[at - 1] if at else None
    if above is None or "\n\n" in reading.text[above.start : sentence.start]:
        return None
    told = _counted(report, above)
    earlier = [n for n in told if of_earlier(report, n, above.start, above.end)]
    if not inside and len(told) == 1 and len(earlier) == 1:
        later = _of_the_month(report, hit, sentence)
        return (earlier[0], later) if later is not None else None
    return None


def _counted(report: Report, stretch: Span) -> list[NumberHit]:
    counted = counts_between(report, stretch.start, stretch.end)
    return [n for n in counted if not is_year(report, n) and not is_name(report, n)]


def _was(report: Report, number: NumberHit) -> bool:
    """Whether "was" stands right before a figure."""
    hits = report.reading.within(
        max(number.core_start - _SHOWN // 3, 0), number.core_start, "audit_was", "audit_before"
    )
    return bool(hits) and not report.reading.text[hits[-1].end : number.core_start].strip()


def _of_the_month(report: Report, hit: Hit, sentence: Span) -> NumberHit | None:
    """The first figure of the report told in the sentence that first names the month beside a multiple."""
    reading = report.reading
    named = {int(h.term.get("number")) for h in reading.within(sentence.start, hit.start, "month")}
    if len(named) != 1:
        return None
    month = next(iter(named))
    for first in reading.of("month"):
        own = report.sentence(first)
        if int(first.term.get("number")) != month or own.start >= sentence.start:
            continue
        others = {int(h.term.get("number")) for h in reading.within(own.start, own.end, "month")}
        counted = [n for n in numbers_between(reading, own.start, own.end) if n.kind == "cardinal" and n.value]
        counted = [n for n in counted if not is_year(report, n) and n.qualifier in ("exact", "at_least")]
        if counted:
            return counted[0] if others == {month} else None
    return None
