"""The readings by which the numbers of a report add up, over as many sentences as it takes (standards §3, D1).

Parts of parts may be left out or told instead of them, the whole may stand before or behind its parts, and a second division of it may follow the
first. What no reading explains is looked at in partitions.py.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tawthiq.audit.list_sums import TELLING
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report
from tawthiq.domain.span import Span

REACH = 22
"""Quantities that one division may run over."""
LIST = 3
NAMES = {"governorate_name", "actor"}
"""Names that a row of a list has: what is told with one of the kind that the parts have is a part itself."""
APART = 3
"""Sentences from one part to the next, at most."""
GAP = 14
"""Words from one part of a list to the next, at most."""


@dataclass(frozen=True, slots=True)
class Division:
    """A whole and the parts told for it, by their places among the quantities."""

    whole: int
    parts: tuple[int, ...]


class ExactDivisions:
    """What the quantities of a report divide: `exact` by whole."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._told: Sequence[Quantity] = quantities(report)
        self._stops = [quantity.span.end for quantity in self._told]
        self._absorbed: dict[int, tuple[int, ...]] = {}
        self.exact: dict[int, list[Division]] = {}
        for at in range(len(self._told) - 1, -1, -1):
            self._explain(at)
        self._wholes: dict[int, set[int]] = {}
        for whole, found in self.exact.items():
            for part in itertools.chain.from_iterable(division.parts for division in found):
                self._wholes.setdefault(part, set()).add(whole)

    def places(self, spans: Iterable[Span]) -> list[int]:
        """The places of the quantities that stand at some spans, in order, each once."""
        found: set[int] = set()
        for span in spans:
            at = bisect_right(self._stops, span.start)
            while at < len(self._told) and self._told[at].span.start < span.end:
                found.add(at)
                at += 1
        return sorted(found)

    def _explain(self, at: int) -> None:
        """Every reading by which a quantity is the sum of parts: behind it, before it, and once more further on."""
        last = at
        if parts := self._ahead(at) or self._split(at):
            self._absorbed[at] = parts
            self.exact.setdefault(at, []).append(Division(at, parts))
            last = parts[-1]
        if parts := self._behind(at):
            self.exact.setdefault(at, []).append(Division(at, parts))
        if parts := self._again(at, last):
            self.exact.setdefault(at, []).append(Division(at, parts))

    def _ahead(self, at: int) -> tuple[int, ...]:
        """Parts right behind a whole that add up to it."""
        for start in (at + 1, at + 2):
            if start < len(self._told) and self._leads(at, start):
                parts = self._sum(at, range(start, min(at + REACH, len(self._told))))
                if parts:
                    return parts
        return ()

    def _split(self, at: int) -> tuple[int, ...]:
        """The rest of a sentence where it is what a quantity is made of: "Thirty-one were sealed, 18 by the army and 13 by the town"."""
        told, end = self._told, at + 1
        while end < len(told) and told[end].sentence == told[at].sentence:
            end += 1
        parts = tuple(range(at + 1, end))
        added = sum(told[p].value for p in parts)
        return parts if len(parts) > 1 and added == told[at].value >= TELLING else ()

    def _leads(self, at: int, start: int) -> bool:
        """Whether a whole may be divided from a quantity on: in a sentence of their own, or where the words say that it is."""
        whole, first = self._told[at], self._told[start]
        if first.sentence != whole.sentence:
            return start == at + 1 or self._told[start - 1].sentence != first.sentence
        if start > at + 1 and not self._opened(start - 1, start):
            return False
        named = {c for c, _ in whole.label} & {c for c, _ in first.label} & NAMES
        alone = whole.kind is not None and first.kind in (None, whole.kind) and not named
        return alone or first.inner or first.of_them or self._opened(at, start)

    def _behind(self, at: int) -> tuple[int, ...]:
        """Parts right before a whole that add up to it, in order."""
        whole = self._told[at]
        for start in (at - 1, at - 2):
            parts = self._sum(at, range(start, max(at - REACH, -1), -1))[::-1] if start > 0 else ()
            if parts and not whole.summed and self._told[parts[-1]].block != whole.block:
                continue
            if parts and (whole.summed or len(parts) >= LIST) and (whole.summed or self._begins(parts[0])):
                return parts
        return ()

    def _again(self, at: int, last: int) -> tuple[int, ...]:
        """Three parts or more that begin and end sentences further on and add up to a whole."""
        told = self._told
        if told[at].value < LIST:
            return ()
        for start in range(last + 1, min(last + 2 * REACH, len(told))):
            if self._begins(start) and told[start].value < told[at].value and (parts := self._exact_from(start, at)):
                return parts
        return ()

    def _exact_from(self, start: int, whole: int) -> tuple[int, ...]:
        """The first list from a quantity on that adds up to a whole: one that ends where a list may, else a longer one within a sentence.

        The sums grow as the list does, so that it is given up where they are past the whole.
        """
        told, aim = self._told, self._told[whole].value
        parts: list[int] = []
        added = alike = 0
        within: set[int] = set()
        longer: tuple[int, ...] = ()
        for end in range(start, min(start + REACH, len(told))):
            apart = told[end].sentence - told[max(end - 1, start)].sentence
            if told[end].block != told[start].block or apart > 1 or alike > aim:
                break
            if end not in within and not told[end].inner and told[end].value < aim:
                parts.append(end)
                added += told[end].value
                alike += 0 if self._other_kind(told[whole], told[end]) else told[end].value
                within |= {p for p in self._absorbed.get(end, ()) if told[p].sentence == told[end].sentence}
            if aim not in (added, alike):
                continue
            found = tuple(p for p in parts if added == aim or not self._other_kind(told[whole], told[p]))
            if len(found) < LIST or found[0] != start:
                continue
            if self._closes(end):
                return found
            # "8; the five others were two teachers and …": it need not end a sentence
            if not longer and len(found) > LIST and found[-1] == end and not apart:
                longer = found
        return longer

    def _sum(self, at: int, way: range) -> tuple[int, ...]:
        """A reading of the quantities on the way that adds up to a whole: the first, with as few left out as may be."""
        told, whole = self._told, self._told[at]
        states: dict[int, tuple[tuple[int, ...], bool]] = {0: ((), False)}
        previous = at
        for k in way:
            part = told[k]
            if abs(part.sentence - told[previous].sentence) > APART:
                return ()
            previous = k
            new: dict[int, tuple[tuple[int, ...], bool]] = {}
            skip = part.inner or part.of_them or self._other_kind(whole, part)
            for added, (parts, skipped) in states.items():
                total = added + part.value
                if (
                    total == whole.value
                    and parts
                    and self._goes_with(parts[-1], k)
                    and (
                        k < at
                        or self._closes(k)
                        or (self._opened(at, parts[0]) and part.sentence == told[parts[0]].sentence)
                    )
                ):
                    return (*parts, k)
                if parts and not self._goes_with(parts[-1], k):
                    continue
                if part.value < whole.value and total < whole.value and total not in new:
                    new[total] = ((*parts, k), False)
                goes_on = skipped and part.sentence == told[k - 1].sentence
                if (skip or goes_on or k in self._within_of(parts)) and added not in new:
                    new[added] = (parts, True)
            states = new
            if not states:
                return ()
        return ()

    def _goes_with(self, last: int, part: int) -> bool:
        """Whether a part may follow another: what is told in the one sentence as taken out of the whole is divided there."""
        one, other = self._told[last], self._told[part]
        led = (one.inner or one.of_them) and not (other.inner or other.of_them or other.rest)
        return not led or one.sentence == other.sentence

    def _begins(self, at: int) -> bool:
        """Whether a quantity is the first of its sentence."""
        return at == 0 or self._told[at - 1].sentence != self._told[at].sentence

    def _closes(self, at: int) -> bool:
        """Whether a list may end with a quantity: the next one is of another sentence or clause, or of something else."""
        told = self._told
        if self._ends(at) or told[at + 1].inner or self._other_kind(told[at], told[at + 1]):
            return True
        between = self._report.reading.text[told[at].end : told[at + 1].start]
        return any(c in between for c in ";()") or len(between.split()) > GAP // 2

    def _within_of(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        """The parts of the last part."""
        return self._absorbed.get(parts[-1], ()) if parts else ()

    def _other_kind(self, a: Quantity, b: Quantity) -> bool:
        return a.kind is not None and b.kind is not None and a.kind != b.kind

    def _ends(self, at: int) -> bool:
        """Whether a quantity is the last of its sentence."""
        return at + 1 == len(self._told) or self._told[at + 1].sentence != self._told[at].sentence

    def _claimed(self, part: int, beside: Sequence[int] = ()) -> bool:
        """Whether a quantity is part of a whole that adds up, other than one of the quantities beside it."""
        return not self._wholes.get(part, frozenset()) <= set(beside)

    def _opened(self, whole: int, first: int) -> bool:
        """Whether the words between a whole and the first of its parts say that it is divided."""
        reading = self._report.reading
        start, end = self._told[whole].end, self._told[first].start
        return ":" in reading.text[start:end] or bool(reading.within(start, end, "distribution", "audit_they_are"))
