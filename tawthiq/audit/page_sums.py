"""Sums of the page as it stands, beside those of the statistics read from it (standards §3, D1–D4).

What was read from a list is held to add up by `totals.py`. A row or column whose name was not known is missing there: such a list is
held against its totals here, by its lines alone, and its statistics are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tawthiq.audit.ledger_sums import Sum, cells_crossed, differing_totals, going_on, row_sums
from tawthiq.audit.messages import Fact, Words, finding, said
from tawthiq.audit.partitions import divisions_of
from tawthiq.audit.report import Report, Table, counts_between, numbers_between, spans_of, value
from tawthiq.audit.spoken_parts import SEXES_AND_AGES
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_columns import columns_follow
from tawthiq.audit.weeks import weeks_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_APART = frozenset({"civilian", "combatant"})
_UNIT = 24
"""Code points behind a number in which what it counts stands."""
_LISTED = 3
"""Numbered lines that make a list, at least."""


def misread(report: Report, table: Table) -> bool:
    """Whether the page has rows or columns in a table's list that were not read into it, or a better total for its rows."""
    spans = [row.quote.span for row in table.rows]
    ledgers = [report.page.at(span) for span in spans]
    ledger = ledgers[0]
    if ledger is None or any(other is not ledger for other in ledgers):
        return len({id(other) for other in ledgers if other is not None}) > 1
    read = Spots(spans)
    here = {c.span for row in ledger.rows for c in row.cells if c is not None and read.touches(c.span)}
    beside = [t for t in report.tables if t.index == table.index and "+" in t.dimension]
    if beside and not table.dimension.endswith("+group"):
        crossed = Spots(r.quote.span for t in beside for r in t.rows)
        return not all(crossed.touches(cell.span) for cell in cells_crossed(ledger, report.reading))
    if table.dimension.endswith("+group") and len(table.rows) < len(ledger.rows) and not here:
        return True  # the groups of a row are told in its brackets, and not every row was read
    if 0 < len(here) < len(ledger.rows) or of_several_columns(report, table) or named_otherwise(report, table):
        return True
    holding = (s for s in report.page.sums if s.ledger is ledger and s.holds and here.intersection(s.spans))
    return table.total is not None and value(table.total) != table.sum and next(holding, None) is not None


def of_several_columns(report: Report, table: Table) -> bool:
    """Whether the rows of a table were read from more than one column: the parties of a crossed table, taken for one group."""
    ledger = report.page.at(table.rows[0].quote.span)
    if ledger is None or "+" in table.dimension:
        return False
    read = Spots(row.quote.span for row in table.rows)
    cells = ((at, c.span) for row in ledger.rows for at, c in enumerate(row.cells) if c is not None)
    return len({at for at, span in cells if read.touches(span)}) > 1


def named_otherwise(report: Report, table: Table) -> bool:
    """Whether the name of a list's column says that it counts others than the group it was read for."""
    ledger = report.page.at(table.rows[0].quote.span)
    if table.subject is None or ledger is None:
        return False
    if not ledger.names:
        return bool(ledger.head) and _of_several(report, table.subject, *report.reading.folded.bounds(ledger.head[-1]))
    read = Spots(row.quote.span for row in table.rows)
    columns = {at for row in ledger.rows for at, c in enumerate(row.cells) if c is not None and read.touches(c.span)}
    names = [ledger.names[at + 1] for at in columns]
    bounds = [report.reading.folded.bounds(name) for name in names]
    if table.subject not in SEXES_AND_AGES:
        return bool(names) and all(_of_a_party(report, *told) for told in bounds)
    return not any(h.id == table.subject for told in bounds for h in report.reading.within(*told, "people"))


def _of_several(report: Report, group: str, start: int, end: int) -> bool:
    """Whether a title names others beside a group who are none of it: "all victims, civilians and fighters"."""
    named = {h.id for h in report.reading.within(start, end, "people")}
    return any({group, other} <= _APART for other in named - {group})


def _of_a_party(report: Report, start: int, end: int) -> bool:
    """Whether a column is named for a party, and for nobody that it would count: "government forces"."""
    parties = report.reading.within(start, end, "actor")
    people = report.reading.within(start, end, "people")
    return bool(parties) and all(any(p.start <= h.start and h.end <= p.end for p in parties) for h in people)


def page_adds_up(report: Report) -> Iterator[Finding]:
    """D1 for the lists and columns of the page from which no statistics were read that `totals.py` can hold to add up."""
    read = [t for t in report.tables if t.total is not None and _can_hold(t) and not misread(report, t)]
    known = Spots([*(r.quote.span for t in read for r in t.rows), *(week.span for week in weeks_of(report))])
    totals = {value(t.total) for t in read if t.total is not None}
    for told in report.page.sums:
        own = told.ledger.total is not None and not told.holds and told.stated not in totals
        if told.partial or (any(known.touches(span) for span in told.spans[:-1]) and not own):
            continue
        if not told.holds and _runs_on(told):
            continue
        facts: dict[str, Fact] = {"rows": said("rows.rows"), "sum": told.added, "unit": _counted(report, told)}
        if told.holds:
            yield finding("D1", "passed", "E", told.spans, **facts)
        else:
            difference = abs(told.stated - told.added)
            yield finding("D1", "failed", "E", told.spans, stated=told.stated, difference=difference, **facts)


def _can_hold(table: Table) -> bool:
    """Whether what was read as a list's total is no less than its largest row."""
    stated = value(table.total) if table.total is not None else None
    return stated is not None and stated >= max(value(row) or 0 for row in table.rows)


def _runs_on(told: Sum) -> bool:
    """Whether the rows only grow, from the number above them on: a count as it stood at one day after the other."""
    values = [told.stated, *(c.value for c in told.ledger.column(told.column) if c is not None)]
    return told.ledger.total is None and len(values) > _LISTED and all(a < b for a, b in pairwise(values))


_ORDER = re.compile(r"\W*(\d{1,3})\s?[.)\-–:]\s")
"""The number that a line of a list opens with."""


def lists_are_as_long_as_said(report: Report) -> Iterator[Finding]:
    """D1 for a list whose lines are numbered: the line above announces as many attacks as there are lines."""
    start, run, first, head = 0, 0, 0, Span(0, 0)
    for line in [*report.extraction.document.text.split("\n"), "."]:
        order = _ORDER.match(line)
        number = int(order.group(1)) if order else 0
        if number == run + 1 and number:
            first, run = (start, 1) if number == 1 else (first, number)
        elif line.strip() and number != 1:
            if run >= _LISTED:
                yield from _as_many(report, head, run, Span(first, max(start - 1, first)))
            run, head = 0, Span(start, start + len(line))
        start += len(line) + 1


def _as_many(report: Report, head: Span, lines: int, listed: Span) -> Iterator[Finding]:
    reading = report.reading
    start, end = reading.folded.bounds(head)
    if reading.text[start:end].rstrip()[-1:] != ":":
        return
    units = reading.within(start, end, "counted_unit")
    if not numbers_between(reading, start, end) and (number := _said_before(report, units, start)) is not None:
        if number.value != lines and not divisions_of(report).explains(
            reading.folded.span(number.core_start, number.core_end)
        ):
            told: dict[str, Fact] = {"listed": lines, "stated": int(number.value or 0)}
            yield finding("D1", "lines", "E", (*spans_of(report, number), listed), **told)
        return
    for unit in reading.within(start, end, "counted_unit"):
        before = [n for n in numbers_between(reading, start, unit.start) if n.kind == "cardinal" and n.value]
        number = before[-1] if before else None
        if number is None or reading.text[number.end : unit.start].strip() or number.qualifier != "exact":
            continue
        if reading.within(start, end, "part_word") or reading.within(start, end, "discourse"):
            return
        summed = divisions_of(report).explains(reading.folded.span(number.core_start, number.core_end))
        if number.value != lines and not summed:  # «83: 1- … 35»: the lines add up to it
            facts: dict[str, Fact] = {"listed": lines, "stated": int(number.value or 0)}
            yield finding(
                "D1", "lines", "E", (reading.folded.span(number.core_start, number.core_end), listed), **facts
            )
        return


def _said_before(report: Report, units: Sequence[Hit], end: int) -> NumberHit | None:
    """The one number that the text before a list gives of what its title names: "nine air strikes … The strikes, in order of date:"."""
    reading = report.reading
    if len(units) != 1 or reading.within(units[0].start, end, "part_word"):
        return None
    found: dict[int, NumberHit] = {}
    for number in counts_between(report, 0, end):
        behind = reading.within(number.end, min(number.end + _UNIT, end), "counted_unit")
        same = bool(behind) and behind[0].id.partition(".")[0] == units[0].id.partition(".")[0]
        if same and len(reading.text[number.end : behind[0].start].split()) <= 1:
            found[int(number.value or 0)] = number
    return next(iter(found.values())) if len(found) == 1 else None


def _counted(report: Report, told: Sum) -> Words:
    """What a column of the page counts: its name, else no more than that it is a figure of the list."""
    if not told.ledger.names:
        return said("unit.listed")
    name = told.ledger.names[told.column + 1]
    words = report.extraction.document.text[name.start : name.end]
    return Words(words, words)


def page_totals_agree(report: Report) -> Iterator[Finding]:
    """D2 for two tables one below the other, each with the total of its own rows."""
    dimensions = {f.quote.span: f.dimension for f in report.figures if f.table is not None and f.dimension != "total"}
    for one, other in differing_totals(report.page.sums, report.reading, dimensions):
        facts: dict[str, Fact] = {"stated": one.stated, "other": other.stated, "unit": _counted(report, one)}
        yield finding("D2", "stated", "E", (one.at, other.at), **facts)


def page_crosses(report: Report) -> Iterator[Finding]:
    """D3 for the tables of the page with a last column called total, where they were not read as crossed ones."""
    crossed = [t for t in report.tables if "+" in t.dimension and not misread(report, t)]
    read = Spots(r.quote.span for t in crossed for r in t.rows)
    spoken: list[Span] = []
    for ledger, before in going_on(report.page.ledgers, report.reading):
        if any(read.touches(cell.span) for cell in cells_crossed(ledger, report.reading)):
            continue
        for told in row_sums(ledger, report.reading, before):
            if not told.holds:
                label = report.extraction.document.text[told.row.label.start : told.row.label.end]
                facts: dict[str, Fact] = {"sum": told.added, "stated": told.stated, "unit": said("unit.listed")}
                spoken.append(told.at)
                yield finding("D3", "failed", "E", (told.row.span, told.at), key=Words(label, label), **facts)
    known = Spots(spoken)
    yield from (f for f in columns_follow(report, "D3") if not any(known.touches(span) for span in f.spans))


def page_parts_fit(report: Report) -> Iterator[Finding]:
    """D4 for the lists of the page under "among them" that were not read as partial ones."""
    read = Spots(row.quote.span for table in report.tables if table.partial for row in table.rows)
    for told in report.page.sums:
        if told.partial and not any(read.touches(span) for span in told.spans[:-1]):
            facts: dict[str, Fact] = {"sum": told.added, "stated": told.stated, "unit": _counted(report, told)}
            yield finding("D4", "failed", "W", told.spans, rows=said("rows.rows"), **facts)
