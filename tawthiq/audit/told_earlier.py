"""More or less than an earlier figure: "the total is higher than that of the previous month (170)", «وهو أقل من المسجل في الشهر السابق (62)»
(standards §3, D9, D18).

The earlier figure stands behind the word of comparison, beside words for an earlier time. What it is compared with stands right before
that word, or is what the report counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.messages import finding, said
from tawthiq.audit.outline import leading
from tawthiq.audit.quantities import Quantity
from tawthiq.audit.report import Report, counts_between, dates_between, main_total, spans_of, value
from tawthiq.audit.share_wholes import is_year
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_TAIL = 14
"""Words from a comparison to its earlier figure, at most."""
_BEFORE = 8
"""Words from the later figure to the comparison, at most."""
_NEAR = 14
_STOPS = ".;!?\n"


def compared_with_earlier(report: Report) -> Iterator[Finding]:
    """D9: what is said to be more than an earlier figure is more.

    ar: «وهذا العدد يزيد على عدد الشهر السابق (120)» والعدد 128.
    en: "The total is lower than that of the previous month (170)", which is 161.
    """
    for hit in report.reading.of("audit_than"):
        pair = _pair(report, hit)
        if pair is None:
            continue
        before, now, spans = pair
        right = (hit.id == "rise") == (now > before)
        yield finding(
            "D9", "direction_passed" if right else "direction", "E",
            (report.reading.folded.span(hit.start, hit.end), *spans),
            change=said(f"change.{hit.id}"), before=before, now=now, unit=said("unit.told"),
        )  # fmt: skip


def _pair(report: Report, hit: Hit) -> tuple[int, int, tuple[Span, ...]] | None:
    """The earlier figure, the later one, and where both stand."""
    reading = report.reading
    sentence = report.sentence(hit)
    end = min([sentence.end, *(at for c in _STOPS if (at := reading.text.find(c, hit.end, sentence.end)) >= 0)])
    told = [n for n in counts_between(report, hit.start, end) if n.core_end > hit.end and not is_year(report, n)]
    if len(told) != 1 or not told[0].value or len(reading.text[hit.end : told[0].core_start].split()) > _TAIL:
        return None
    if _by_so_many(report, told[0]) or not _at_an_earlier_time(report, told[0], hit, end):
        return None
    start = max([sentence.start, *(reading.text.rfind(c, sentence.start, hit.start) + 1 for c in _STOPS)])
    own = [n for n in counts_between(report, start, hit.start) if n.end <= hit.start and not is_year(report, n)]
    own = [n for n in own if not _by_so_many(report, n) and not of_earlier(report, n, start, hit.start)]
    earlier = int(told[0].value)
    if own:
        now = own[-1]
        if len(reading.text[now.end : hit.start].split()) > _BEFORE or now.value in (None, earlier):
            return None
        return earlier, int(now.value or 0), spans_of(report, told[0], now)
    whole = _counted(report)
    if whole is None or whole[0] == earlier:
        return None
    return earlier, whole[0], (*spans_of(report, told[0]), whole[1])


def _by_so_many(report: Report, number: NumberHit) -> bool:
    """Whether a number is how far two others lie apart: "below July by 22"."""
    hits = report.reading.within(max(number.start - _NEAR, 0), number.core_start, "audit_by")
    return any(not report.reading.text[h.end : number.core_start].strip() for h in hits)


def _at_an_earlier_time(report: Report, told: NumberHit, hit: Hit, end: int) -> bool:
    """Whether words for an earlier time, or the name of another month, stand between a comparison and the end of its clause."""
    reading = report.reading
    if reading.within(hit.end, end, "audit_earlier_time"):
        return True
    own = main_total(report)
    months = [d for d in dates_between(report, hit.end, end) if d.month is not None and d.day is None]
    if (
        own is None
        or own.period.start is None
        or len(months) != 1
        or not _beside(report, told, months[0].start, months[0].end)
    ):
        return False
    month = months[0]
    first = own.period.start
    return (month.year or first.year, month.month or 0) != (first.year, first.month)


def _beside(report: Report, told: NumberHit, start: int, end: int) -> bool:
    between = report.reading.text[told.end : start] if told.end <= start else report.reading.text[end : told.start]
    return len(between.split()) <= 3


def _counted(report: Report) -> tuple[int, Span] | None:
    """What a report counts in all: the only figure that leads it, else its own first total."""
    leads: list[Quantity] = leading(report)
    if len({q.value for q in leads}) == 1:
        return leads[0].value, leads[0].span
    own = main_total(report)
    return (value(own) or 0, own.quote.span) if own is not None else None
