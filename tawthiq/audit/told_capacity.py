"""How full a place is said to be, against its places and the people in it (standards §3, D7)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report, counts_between, numbers_in, spans_of
from tawthiq.audit.share_wholes import agrees, rounding
from tawthiq.domain.finding import Finding
from tawthiq.text.numbers import NumberHit

_BESIDE = 34
"""Code points from a percentage to the word for what it is of."""
_LED = 24
"""Code points from "built for" to the number of places."""
_BACK = 2
"""Sentences up to the one with the percentage in which its numbers stand."""
_ROUGHLY = 5.0
_HIGHEST = 2000


def capacity_holds(report: Report) -> Iterator[Finding]:
    """D7: an occupancy is the people in a place over the places it was built with.

    ar: «السجن مصمم لاستيعاب 1500 نزيل وفيه 2610، فنسبة الإشغال 174%».
    en: "built for 420 and held 651, an occupancy of 155%".
    """
    reading = report.reading
    for share in numbers_in(reading):
        if share.kind != "percent" or not share.value or share.value > _HIGHEST:
            continue
        said = reading.within(max(share.start - _BESIDE, 0), share.end + _BESIDE, "audit_occupancy")
        if not said:
            continue
        pair = _places_and_people(report, share)
        if pair is None:
            continue
        places, people = pair
        stated, part, whole = float(share.value), int(people.value or 0), int(places.value or 0)
        within = rounding(report, share) if share.qualifier == "exact" else _ROUGHLY
        facts: dict[str, Fact] = {"stated": stated, "part": part, "whole": whole}
        spans = spans_of(report, share, people, places)
        if any(agrees(abs(stated - less), part, whole, within) for less in (0, -100)):  # "75% over its capacity"
            yield finding("D7", "percent_passed", "E", spans, **facts)
        else:
            yield finding("D7", "percent", "E", spans, computed=round(100 * part / whole, 1), **facts)


def _places_and_people(report: Report, share: NumberHit) -> tuple[NumberHit, NumberHit] | None:
    """The number behind "built for" and the one count beside it before the percentage, or with a word for those held."""
    reading = report.reading
    at = reading.sentence_at(share.start)
    start = max(reading.sentences[max(at - _BACK + 1, 0)].start, reading.text.rfind("\n\n", 0, share.start))
    counted = counts_between(report, start, share.start)
    places = [n for n in counted if _led(report, n, "audit_capacity")]
    if len(places) != 1:
        return None
    others = [n for n in counted if n is not places[0] and n.start > places[0].start]
    held = [n for n in others if _led(report, n, "audit_held_there")] or others
    return (places[0], held[0]) if len(held) == 1 else None


def _led(report: Report, number: NumberHit, category: str) -> bool:
    hits = report.reading.within(max(number.core_start - _LED, 0), number.core_start, category)
    return bool(hits) and len(report.reading.text[hits[-1].end : number.core_start].split()) <= 2
