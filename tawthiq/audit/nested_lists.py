"""Lists within a list: each line with a figure has lines of its own below it that divide that figure (standards §3, D3).

    * Aleppo, 13 massacres:
        - 8 by government forces
        - 5 by the Russian air force

Whether the lines below a figure are all of it is for the list to say: where most of its figures are what stands below them, the others are slips.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.audit.messages import Fact, Words, finding, said
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report
from tawthiq.domain.finding import Finding

_MARK = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-zA-Z])\s?[-.)–]|[^\w\s(\"'«“]+)?\s*")
_DIGITS = re.compile(r"\d+")
_HELD = 2
"""Figures that are what stands below them, at least, for another to be held to it."""
_WORDS = 14
"""Words of a line of such a list, at most."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its mark and the figures it tells; `start` is where it stands in the folded text."""

    start: int
    end: int
    mark: str
    told: tuple[Quantity, ...]


def nested_lists_add_up(report: Report) -> Iterator[Finding]:
    """D3: the lines below a figure of a list add up to it, as they do below the others.

    ar: «حلب: 13 مجزرة — قوات النظام 8، الطيران الروسي 5».
    en: "Aleppo, 13 massacres: 8 by government forces, 5 by the air force".
    """
    for group in _groups(report):
        right = sum(_sum(parts) == whole.value for whole, _, parts in group)
        wrong = [(whole, line, parts) for whole, line, parts in group if _sum(parts) != whole.value]
        if right < _HELD or right <= len(wrong):
            continue
        for whole, line, parts in wrong:
            label = report.reading.folded.words(line.start, whole.start).strip(" :,-–*•") or "…"
            facts: dict[str, Fact] = {"sum": _sum(parts), "stated": whole.value, "unit": said("unit.listed")}
            spans = (*(p.span for p in parts), whole.span)
            yield finding("D3", "failed", "E", spans, key=Words(label, label), **facts)


_Group = list[tuple[Quantity, _Line, list[Quantity]]]


def _groups(report: Report) -> Iterator[_Group]:
    """Runs of figures with lines of another mark below each."""
    group: _Group = []
    mark = below = ""
    for line in _lines(report):
        if line is None:
            continue
        if group and line.mark == mark and line.told:
            group.append((line.told[0], line, []))
        elif group and len(line.told) == 1 and line.mark not in ("", mark) and (not below or line.mark == below):
            below = line.mark
            group[-1][2].append(line.told[0])
        else:
            yield [told for told in group if told[2]]
            group, mark, below = ([(line.told[0], line, [])] if len(line.told) == 1 else []), line.mark, ""
    yield [told for told in group if told[2]]


def _lines(report: Report) -> Iterator[_Line | None]:
    """The lines in order; None for a blank one."""
    told = quantities(report)
    starts = [quantity.start for quantity in told]
    at = 0
    for words in report.reading.text.split("\n"):
        end = at + len(words)
        if words.strip():
            opening = _MARK.match(words)
            mark = _DIGITS.sub("1", opening.group().strip() if opening else "")
            first = at + (opening.end() if opening else 0)
            inside = told[bisect_left(starts, first) : bisect_left(starts, end)]
            yield _Line(first, end, mark, tuple(inside) if len(words.split()) <= _WORDS else ())
        else:
            yield None
        at = end + 1


def _sum(parts: list[Quantity]) -> int:
    return sum(p.value for p in parts)
