"""Rises told as multiples: doubled, tripled, halved (standards §3, D9)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import Fact, Words, finding
from tawthiq.audit.report import Report, numbers_between
from tawthiq.domain.finding import Finding

_OFF = 0.15
"""How far a rise may lie from the multiple it is called, as a share of it."""


def spoken_multiples(report: Report) -> Iterator[Finding]:
    """D9: what doubled from one number to another is about twice as much.

    ar: «تضاعف العدد من 40 إلى 82».
    en: "doubled from 40 to 82".
    """
    reading = report.reading
    for hit in reading.of("audit_multiple"):
        sentence = report.sentence(hit)
        times = float(hit.term.get("times"))
        counted = [
            n for n in numbers_between(reading, sentence.start, sentence.end)
            if n.kind == "cardinal" and n.value and n.qualifier == "exact" and not hit.start <= n.start < hit.end
        ]  # fmt: skip
        led = [
            n
            for n in counted
            if any(
                w.end <= n.start and not reading.text[w.end : n.start].strip()
                for w in reading.within(max(n.start - 24, 0), n.start, "audit_before", "audit_from")
            )
        ]
        if len(counted) != 2 or len(led) != 1:
            continue
        before, now = float(led[0].value or 0), float(next(n for n in counted if n is not led[0]).value or 0)
        more = bool(reading.within(max(hit.start - 14, 0), hit.start, "audit_more"))
        ratio = now / before
        right = ratio >= times - 0.005 if more else abs(ratio - times) <= _OFF * times
        words = report.extraction.document.text[slice(*_bounds(report, hit.start, hit.end))]
        spans = [
            reading.folded.span(hit.start, hit.end),
            *(reading.folded.span(n.core_start, n.core_end) for n in counted),
        ]
        facts: dict[str, Fact] = {
            "words": Words(words, words),
            "before": int(before),
            "now": int(now),
            "times": round(ratio, 1),
        }
        yield finding("D9", "multiple_passed" if right else "multiple", "E", spans, **facts)


def _bounds(report: Report, start: int, end: int) -> tuple[int, int]:
    span = report.reading.folded.span(start, end)
    return span.start, span.end
