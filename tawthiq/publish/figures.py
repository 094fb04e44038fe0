"""The one figure an incident contributes per harm, and how figures are added and written (standards R6, R7, R10, R17).

A figure is a range. Open wordings ("more than 500") have no upper bound; the highest number anyone says is then shown
with a plus sign, and every sum that contains it is open too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tawthiq.domain.incident import Incident, TollRange, TollRef
from tawthiq.domain.quick import quick
from tawthiq.domain.toll import Count, Toll
from tawthiq.publish.wording import Wording, ltr

STATUSES = ("civilian", "combatant", "status_contested", "status_unknown")
"""Groups that do not overlap: together they are the whole (R10)."""
_NO_PERSONS = ("family_unit",)

TollOf = Callable[[TollRef], Toll | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one incident says of one harm: people from `low` to `high`, more than `high` where `open`.

    `parts` are the ranges it was made from (one, or one per civilian status where no source gives a whole).
    """

    harm: str
    low: int
    high: int
    open: bool
    parts: tuple[TollRange, ...]


_Figure = quick(Figure)


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures added up: people from `low` to `high`, open where any is open; `incidents` is how many had a figure."""

    low: int = 0
    high: int = 0
    open: bool = False
    incidents: int = 0


def top(toll_range: TollRange, toll_of: TollOf) -> int:
    """The highest number anyone says, which an open range shows before its plus sign (R7)."""
    if toll_range.max is not None:
        return toll_range.max
    counts = [toll.count for ref in toll_range.claims if ref not in toll_range.superseded and (toll := toll_of(ref))]
    said = [count.low if count.high is None else count.high for count in counts]
    return max([toll_range.min, toll_range.best or 0, *said])


def headline(incident: Incident, harm: str, toll_of: TollOf) -> Figure | None:
    """The figure of the whole for `harm`, or None where no number of people is reported."""
    return headline_of(incident.tolls, harm, toll_of)


def headline_of(tolls: Iterable[TollRange], harm: str, toll_of: TollOf) -> Figure | None:
    """The figure of the whole among the ranges of one incident.

    The range for people in general, where there is one. Else the ranges by civilian status added up, because these do
    not overlap; else the single group with the highest minimum, because other groups overlap (R10). Families are a
    unit, not people.
    """
    ranges: list[TollRange] = []
    for one in tolls:
        if one.harm != harm:
            continue
        if one.group is None:
            return _Figure(harm, one.min, top(one, toll_of), one.open_ended or one.max is None, (one,))
        if one.group not in _NO_PERSONS:
            ranges.append(one)
    if not ranges:
        return None
    parts = [r for status in STATUSES for r in ranges if r.group == status]
    if not parts:
        parts = [min(ranges, key=lambda r: (-r.min, r.group or ""))]
    tops = [top(part, toll_of) for part in parts]
    is_open = any(part.open_ended or part.max is None for part in parts)
    return _Figure(harm, sum(part.min for part in parts), sum(tops), is_open, tuple(parts))


def add(figures: Iterable[Figure | None]) -> Sum:
    """Σmin–Σmax over the incidents that have a figure (R17)."""
    known = [figure for figure in figures if figure is not None]
    low, high = sum(figure.low for figure in known), sum(figure.high for figure in known)
    return Sum(low, high, any(figure.open for figure in known), len(known))


def range_text(low: int, high: int, is_open: bool) -> str:
    """A range in figures: "7", "5–7", "401+", "401–501+"."""
    body = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{body}+" if is_open else body


def figure_text(figure: Figure | Sum | None) -> str:
    """A figure or sum in digits; an em dash where no number is reported."""
    if figure is None or (isinstance(figure, Sum) and not figure.incidents):
        return "—"
    return range_text(figure.low, figure.high, figure.open)


def told_words(harm: str, total: Sum, w: Wording) -> str:
    """How many incidents say a number of people killed or injured, and its sum: a clause, and another one where none says it."""
    if not total.incidents:
        return w(f"summary.{harm}_untold")
    return w(f"summary.{harm}_told", over=w.count("over", total.incidents), figure=ltr(figure_text(total)))


def count_words(count: Count, w: Wording) -> str:
    """A count in digits, with how it was said where the digits do not show it: "401+ (more than 400)", "2–4"."""
    high = count.low if count.high is None else count.high
    body = ltr(range_text(count.low, high, count.high is None))
    if count.qualifier in ("exact", "range", ""):
        return body
    said = w.label("qualifiers", count.qualifier)
    if count.value is not None:
        said = re.sub(r"\bN\b", ltr(f"{count.value:,}"), said)
    return f"{body} ({said})"
