"""What a percentage can be the share of: the numbers of a report, and the whole that the percentages around it have in common (standards §3, D7).

A percentage is called wrong only where its whole is known: the percentages beside it are shares of one number and the parts told with
them make that number up, or its own sentence takes the part out of a number ("of the 214 civilians, 131 (61%)").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tawthiq.audit.report import Report, counts_between, numbers_in
from tawthiq.audit.told_series import series_of
from tawthiq.text.numbers import NumberHit

POINTS = 0.5
"""How far a percentage may lie from the true one: what rounding to a whole one makes."""
_YEARS = (1900, 2100)
_NOUN = 24
_LEAST = 2
"""Percentages of one whole that make another one beside them a share of the same, at least."""
_MANY = 12
"""Percentages on either side of one that its whole is looked for with."""
_SLACK = 1e-9
_ROUNDED = 1.2
"""How far a decimal may be off, as a share of its last digit: some are cut off, not rounded."""


class Said(NamedTuple):
    """A percentage, how far off it may be, and the count it is said for."""

    start: int
    stated: float
    within: float
    part: int


def agrees(stated: float, part: int, whole: int, within: float = POINTS) -> bool:
    """Whether a percentage is that of a part of a whole, as far as rounding goes."""
    return abs(stated - 100 * part / whole) <= within + _SLACK


def rounding(report: Report, share: NumberHit) -> float:
    """How far a percentage may lie from the true one by the digits it is written with."""
    words = report.reading.text[share.core_start : share.core_end]
    decimals = max((len(words.rpartition(mark)[2]) for mark in ".,٫" if mark in words), default=0)
    return POINTS if not decimals else _ROUNDED * 10.0**-decimals


def is_year(report: Report, number: NumberHit) -> bool:
    """Whether a number can be a year: four digits with nothing counted right behind them."""
    words = report.reading.text[number.core_start : number.core_end]
    if not (words.isdigit() and _YEARS[0] <= int(words) <= _YEARS[1]):
        return False
    counted = report.reading.within(number.end, number.end + _NOUN, "people", "harm", "counted_unit")
    return not counted or bool(report.reading.text[number.end : counted[0].start].strip())


def is_name(report: Report, number: NumberHit) -> bool:
    """Whether a number is the name of what stands right before it: "report 14", «المرسوم 54»."""
    before = report.reading.within(max(number.start - _NOUN, 0), number.start, "audit_numbered", "audit_issue")
    return any(not report.reading.text[h.end : number.start].strip() for h in before)


def told_numbers(report: Report) -> frozenset[int]:
    """Every count of a report, and what its columns and series add up to."""
    known: frozenset[int] | None = report.reading.memo.get("audit_told_numbers")
    if known is None:
        told = [n for n in numbers_in(report.reading) if n.kind == "cardinal" and n.value and not is_year(report, n)]
        found = {int(n.value or 0) for n in told}
        columns = (ledger.column(at) for ledger in report.page.ledgers for at in range(ledger.width))
        found.update(sum(c.value for c in column if c is not None) for column in columns)
        found.update(series.sum for series in series_of(report))
        known = report.reading.memo["audit_told_numbers"] = frozenset(found - {0})
    return known


def numbers_said(report: Report) -> frozenset[int]:
    """The counts that a report writes out."""
    known: frozenset[int] | None = report.reading.memo.get("audit_numbers_said")
    if known is None:
        counted = counts_between(report, 0, len(report.reading.text))
        told = frozenset(int(n.value or 0) for n in counted if not is_year(report, n))
        known = report.reading.memo["audit_numbers_said"] = told
    return known


@dataclass(frozen=True, slots=True)
class Whole:
    """The number that some percentages are shares of; `divided` where their parts make it up without a rest."""

    number: int
    divided: bool


def numbers_that_fit(report: Report, stated: float, part: int, within: float) -> Sequence[int]:
    """The counts of a report that a part is the stated percentage of, the smallest first."""
    known: list[int] | None = report.reading.memo.get("audit_told_in_order")
    if known is None:
        known = report.reading.memo["audit_told_in_order"] = sorted(told_numbers(report))
    least = 100 * part / (stated + within) - _SLACK
    most = 100 * part / max(stated - within, _SLACK) + _SLACK
    found = known[bisect_left(known, least) : bisect_right(known, most)]
    return [number for number in found if agrees(stated, part, number, within)]


def common_whole(report: Report, said: Said, every: Sequence[Said]) -> Whole | None:
    """The number that the other percentages of a percentage's paragraph are shares of, else those nearest to it in the report."""
    text = report.reading.text
    at = bisect_left(every, said.start, key=_start)
    near = [m for m in every[max(at - _MANY, 0) : at + _MANY] if m.start != said.start]
    block = text.rfind("\n\n", 0, said.start)
    beside = [m for m in near if text.rfind("\n\n", 0, m.start) == block]
    return _common(report, said, beside) or _common(report, said, near)


def _start(said: Said) -> int:
    return said.start


def _common(report: Report, said: Said, others: Sequence[Said]) -> Whole | None:
    together = sum(m.part for m in others) + said.part
    held: Counter[int] = Counter()
    for one in others:
        held.update({*numbers_that_fit(report, one.stated, one.part, one.within)} - {together})
        held[together] += agrees(one.stated, one.part, together, one.within)
    found: list[tuple[bool, int, int]] = []
    for number, times in held.items():
        divided = number == together and times == len(others) > 0
        if number >= said.part and (divided or (times >= _LEAST and 2 * times > len(others))):
            found.append((divided, times, number))
    if not found:
        return None
    divided, _, number = max(found)
    return Whole(number, divided)
