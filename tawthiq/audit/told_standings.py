"""Running totals that prose tells: how many there were by one time, how many were added, how many there are now (standards §3, D9)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report, counts_between, spans_of
from tawthiq.audit.share_wholes import is_year
from tawthiq.domain.finding import Finding
from tawthiq.text.numbers import NumberHit

_BEHIND = 70
"""Code points from a word for a running total to the number."""
_BESIDE = 30
"""And from a word for what was added to its number, on either side."""
_NEAR = 0.25
"""How far the sum may miss the later total, as a share of it, for the three to belong together."""
_MARKS = ".;:\n"


def standings_follow(report: Report) -> Iterator[Finding]:
    """D9: the earlier running total and what was added to it make the later one, which is never less.

    ar: «أُضيف 30 اسماً، وكان السجل قد أُغلق على 400 فأصبح 430».
    en: "30 names were added to the list, which stood at 400 and now stands at 430".
    """
    reading = report.reading
    start = 0
    for paragraph in reading.text.split("\n"):
        end = start + len(paragraph)
        told = _standings(report, start, end)
        if len(told) == 2:
            running = bool(report.reading.within(start, end, "audit_running", "audit_since"))
            yield from _follow(report, told[0], told[1], _added(report, start, end, told), running=running)
        elif len(told) > 2 and report.reading.within(start, end, "audit_running", "audit_since"):
            for before, now in pairwise(told):
                if (now.value or 0) < (before.value or 0) and report.reading.within(
                    before.end, now.start, "audit_later"
                ):
                    first, last = int(before.value or 0), int(now.value or 0)
                    yield finding("D9", "told", "E", spans_of(report, before, now), before=first, now=last)
        start = end + 1


def _standings(report: Report, start: int, end: int) -> list[NumberHit]:
    """The numbers of a paragraph that say how many there were by some time, each once."""
    found: dict[int | float | None, NumberHit] = {}
    for hit in report.reading.within(start, end, "audit_standing"):
        behind = counts_between(report, hit.end, min(hit.end + _BEHIND, end))
        behind = [n for n in behind if not is_year(report, n)] or behind[-1:]  # "by the end of 2017 at 1,926"
        if behind and not any(mark in report.reading.text[hit.end : behind[0].start] for mark in _MARKS):
            found.setdefault(behind[0].value, behind[0])
    return sorted(found.values(), key=lambda n: n.start)


def _added(report: Report, start: int, end: int, told: list[NumberHit]) -> NumberHit | None:
    """The one number of a paragraph that is said to have been added."""
    text = report.reading.text
    found: dict[int, NumberHit] = {}
    for hit in report.reading.within(start, end, "audit_adding"):
        near = [
            n
            for n in counts_between(report, max(start, hit.start - _BESIDE), min(hit.end + _BESIDE, end))
            if n not in told and not any(m in text[min(n.end, hit.end) : max(n.start, hit.start)] for m in _MARKS)
        ]
        if near:
            nearest = min(near, key=lambda n: min(abs(n.start - hit.end), abs(hit.start - n.end)))
            found[nearest.start] = nearest
    return min(found.values(), key=lambda n: n.start) if found else None


def _follow(
    report: Report, first: NumberHit, second: NumberHit, added: NumberHit | None, *, running: bool
) -> Iterator[Finding]:
    """What two totals and the number added say of each other; that they never fall only where they are said to run on: the toll of one
    month may stand at less than that of another."""
    before, now = int(first.value or 0), int(second.value or 0)
    if added is not None and before > now:  # "now 430, where it stood at 400"
        low, high = now, before
    else:
        low, high = before, now
    if added is not None:
        total = low + int(added.value or 0)
        spans = spans_of(report, added, first, second)
        facts: dict[str, Fact] = {"sum": total, "stated": high}
        if total == high:
            yield finding("D9", "so_far_passed", "E", spans, **facts)
            return
        if low != high and abs(total - high) <= _NEAR * high:
            yield finding("D9", "so_far", "E", spans, **facts)
            return
    if running and now < before and _later(report, first, second):
        yield finding("D9", "told", "E", spans_of(report, first, second), before=before, now=now)


def _later(report: Report, first: NumberHit, second: NumberHit) -> bool:
    """Whether the second of two totals is that of a later time: its sentence says so, or names a later month."""
    reading = report.reading
    one, other = (reading.sentences[reading.sentence_at(n.start)] for n in (first, second))
    if one == other:
        return False
    if reading.within(other.start, second.start, "audit_later"):
        return True
    months = [[int(h.term.get("number")) for h in reading.within(s.start, s.end, "month")] for s in (one, other)]
    return all(months) and max(months[0]) < max(months[1])
