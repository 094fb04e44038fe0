"""The lists of a report and what each adds up to, whoever divides what by them (standards §3, D1, D2).

A list is a row of quantities that fills sentences from the first to the last, or a column of lines. It is explained where a number of the report or
another list gives its sum: then its numbers are told rightly, whatever stands beside them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.quantities import Quantity
from tawthiq.audit.report import Report, numbers_in
from tawthiq.audit.spots import Spots
from tawthiq.domain.span import Span

TELLING = 20
"""The least sum whose meeting with another number of the report is no accident."""
LIST = 3
_PAIR = 2
_LONGEST = 16
"""Quantities of a list in running prose, at most."""
HARMS = frozenset(("killed", "injured", "detained", "abducted", "missing", "displaced"))
_LABELLED = re.compile(r"[^\n\d]{2,40}?[\-\u2013\u2014:]\s")
"""The beginning of a line with a label of its own."""
_CELLS = re.compile(r"[^\n]*\n(?:[^\n]{1,90}\n)?")
"""A line and one more: one that counts nobody may stand between."""
_BESIDE = 4
"""Quantities before or behind a list that may belong to it, at most."""
_SMALL = 10
"""What counts the rows of a list and no one in it is less."""
_NEXT = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A list: the places of its quantities (empty for a column of the page), the spans of its numbers, and their sum."""

    places: range
    spans: tuple[Span, ...]
    added: int
    group: int | None = None
    """The lines that it is a column of, by their number; None for running prose."""
    harm: str | None = None
    """What befell those whom a column counts, where each line says."""
    name: Span | None = None
    """The name of a column, where the page gives one."""


class ListSums:
    """The lists of a report, and which of them are explained."""

    def __init__(self, report: Report, told: Sequence[Quantity]) -> None:
        self._report = report
        self._told = told
        self.stated = Counter(int(n.value) for n in numbers_in(report.reading) if n.kind == "cardinal" and n.value)
        """How often each number is told."""
        self._kinds: dict[int, list[str | None]] = defaultdict(list)
        for quantity in told:
            self._kinds[quantity.value].append(quantity.kind)
        self.columns = list(self._columns())
        self.runs = list(self._runs())
        self._by_sum: dict[int, list[Told]] = defaultdict(list)
        for one in (*self.columns, *self.runs):
            if len(one.spans) >= LIST:
                self._by_sum[one.added].append(one)
        self.right: set[int] = set()
        """The places of the quantities of lists that are explained."""
        self._right: dict[int, list[range]] = defaultdict(list)
        for run in self.runs:
            if self.explained(run):
                self.right.update(run.places)
                for at in run.places:
                    self._right[at].append(run.places)

    def explained(self, one: Told) -> bool:
        """Whether a number told outside a list, or another list, gives its sum; or it less the number of its rows."""
        values = [self._told[k].value for k in one.places]
        kinds = {self._told[k].kind for k in one.places} - {None}
        small = {self._told[k].value for k in one.places if self._counts_rows(k)}
        return any(self.elsewhere(one.added - less, values, kinds) for less in {0, *small}) or any(
            self._apart(one, other) for other in self._by_sum.get(one.added, ())
        )

    def one_list(self, whole: int, parts: Sequence[int], said: bool) -> bool:
        """Whether a list that is explained holds a supposed whole beside one of its parts, or as one of three where nothing says that it is divided
        (`said`); or holds some parts beside other numbers."""
        for run in dict.fromkeys(run for at in (whole, *parts) for run in self._right.get(at, ())):
            beside = [p for p in parts if p in run]
            if whole in run and (beside or (len(run) >= LIST and not said)):
                return True
            if whole not in run and beside and len(run) > len(beside):
                return True
        return False

    def _counts_rows(self, at: int) -> bool:
        """Whether a small number only says how many rows are told together: "six other states share the last 54"."""
        told = self._told[at]
        behind = self._report.reading.within(told.end, told.end + _NEXT, "audit_others", "audit_rest", "audit_rows")
        return told.value < _SMALL and bool(behind)

    def readings(self, one: Told) -> Iterator[Sequence[int]]:
        """The values of every row of numbers that a list may be meant as: some of it, or it with a few right before or behind it."""
        inside = Spots(one.spans)
        at = [k for k, quantity in enumerate(self._told) if inside.touches(quantity.span)]
        first, last = (at[0], at[-1]) if at else (0, -1)
        values = [quantity.value for quantity in self._told]
        if one.places:
            yield from (values[a : b + 1] for a in one.places for b in one.places if b > a)
        own = [values[k] for k in at]
        yield from (
            [*values[first - before : first], *own, *values[last + 1 : last + 1 + behind]]
            for before in range(min(_BESIDE, first) + 1)
            for behind in range(_BESIDE + 1)
            if at and before + behind
        )

    def elsewhere(self, value: int, beside: Sequence[int], kinds: Collection[str | None] = ()) -> bool:
        """Whether a number that is no accident is told outside of some others, and of no other kind than theirs."""
        other = sum(k is not None and k not in kinds for k in self._kinds.get(value, ())) if kinds else 0
        return value >= TELLING and self.stated[value] - other > beside.count(value)

    def _apart(self, one: Told, other: Told) -> bool:
        """Whether two lists of three or more, of one sum, share no number."""
        if one.added < TELLING or len(one.spans) < LIST:
            return False
        return one.spans[-1].end <= other.spans[0].start or other.spans[-1].end <= one.spans[0].start

    def _columns(self) -> Iterator[Told]:
        ledgers = self._report.page.ledgers
        for group, ledger in enumerate(ledgers):
            for at in range(ledger.width):
                cells = [c for c in ledger.column(at) if c is not None]
                if cells:
                    what = {c.what for c in cells} - {""} or self._named(ledger, at)
                    harm = next(iter(what)) if len(what) == 1 else None
                    name = ledger.names[at + 1] if ledger.names else None
                    yield Told(range(0), tuple(c.span for c in cells), sum(c.value for c in cells), group, harm, name)
        for group, lines in enumerate(self._told_lines(), start=len(ledgers)):
            by_harm: dict[str, list[Quantity]] = defaultdict(list)
            for quantity in lines:
                by_harm[quantity.harm or ""].append(quantity)
            for harm, column in by_harm.items():
                yield Told(range(0), tuple(q.span for q in column), sum(q.value for q in column), group, harm)

    def _named(self, ledger: Ledger, column: int) -> set[str]:
        """What the name of a column says befell those it counts."""
        if not ledger.names:
            return set()
        bounds = self._report.reading.folded.bounds(ledger.names[column + 1])
        return {str(h.term.get("harm") or h.id) for h in self._report.reading.within(*bounds, "people", "harm")}

    def _told_lines(self) -> Iterator[list[Quantity]]:
        """The quantities of lines that each say what befell how many, beside a label: "Mon — 3 killed, 5 injured (a bomb at Mach)"."""
        lines: list[list[Quantity]] = []
        text = self._report.reading.text
        last = -1
        for quantity in self._told:
            start = text.rfind("\n", 0, quantity.start) + 1
            told = quantity.kind == "people" and quantity.harm in HARMS and not quantity.inner
            if not told or _LABELLED.match(text, start) is None:
                continue
            if lines and start == last:
                lines[-1].append(quantity)
                continue
            if lines and _CELLS.fullmatch(text, last, start) is None:
                yield from self._columned(lines)
                lines = []
            lines.append([quantity])
            last = start
        yield from self._columned(lines)

    def _columned(self, lines: Sequence[Sequence[Quantity]]) -> Iterator[list[Quantity]]:
        if len(lines) > LIST:
            yield [quantity for line in lines for quantity in line]

    def _runs(self) -> Iterator[Told]:
        told = self._told
        for first in range(len(told)):
            if first and told[first - 1].sentence == told[first].sentence and not self._opens(first):
                continue
            added = 0
            for last in range(first, min(first + _LONGEST, len(told))):
                if told[last].block != told[first].block or told[last].again:
                    break  # "among the 221 were 23 children": what is taken out of a number goes on with no list
                added += told[last].value
                run = range(first, last + 1)
                pair = len(run) == _PAIR and told[first].sentence == told[last].sentence
                if (len(run) >= LIST or pair) and self._closes(last):
                    yield Told(run, tuple(told[k].span for k in run), added)

    def _opens(self, at: int) -> bool:
        """Whether a list may begin within a sentence: behind a colon."""
        return ":" in self._report.reading.text[self._told[at - 1].end : self._told[at].start]

    def _closes(self, at: int) -> bool:
        after = self._told[at + 1] if at + 1 < len(self._told) else None
        return after is None or after.sentence != self._told[at].sentence or after.inner or after.of_them
