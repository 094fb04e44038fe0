"""Sums of ledgers: what each column of a list or table adds up to, and the total that the page states for it (standards §3, D1–D4).

This is the check of the page itself, beside that of the statistics read from it: a row whose name nobody knows is still a row, and a
list is held against the number that announces it. Ranges add up at both ends, second figures of cells by themselves, and a table that is too
wide for its page goes on in the next one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.audit.ledger_cells import PLACES, Cell
from tawthiq.audit.ledger_notes import with_notes
from tawthiq.audit.ledgers import Ledger, Row, find_ledgers
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_FAR = 2
"""A column that is this many times what a total says, or goes into it as often, is no sum of it: a rate, a rank, another unit."""
_NEAR = 4
"""The least share of a number above a list, one in so many, that the list may miss it by and still be what it announces."""
_GROUPS = frozenset({"civilian", "combatant"})
_BESIDE = 8
"""Code points from "of whom" to a number that it takes out: a word between, at most."""
_TENTH = 10
_MANY = 20
_FEW = 9
"""And the count that is near however small the number is."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What a column of a ledger adds up to, and the total that is stated for it."""

    ledger: Ledger
    column: int
    added: int
    stated: int
    at: Span
    partial: bool
    place: int = 0
    """Which figures of the cells are added (ledger_cells.PLACES)."""

    @property
    def holds(self) -> bool:
        """Whether the total is what the rows give; a part may be less."""
        return self.added <= self.stated if self.partial else self.added == self.stated

    @property
    def spans(self) -> tuple[Span, ...]:
        """The numbers added and the total."""
        return (*(c.span for c in self.ledger.column(self.column) if c is not None), self.at)


@dataclass(frozen=True, slots=True)
class Page:
    """The ledgers of a text in order, and the sums of their columns that a total is stated for."""

    ledgers: tuple[Ledger, ...]
    sums: tuple[Sum, ...]
    starts: tuple[int, ...]

    def at(self, span: Span) -> Ledger | None:
        """The ledger in which a span stands."""
        before = bisect_right(self.starts, span.start)
        ledger = self.ledgers[before - 1] if before else None
        return ledger if ledger is not None and ledger.span.overlaps(span) else None


def read_page(reading: Reading, numbers: Sequence[NumberHit]) -> Page:
    """The ledgers of a text with every sum of theirs that has a stated total."""
    ledgers = with_notes(find_ledgers(reading, numbers), reading)
    found: list[Sum] = []
    told = frozenset(n.value for n in numbers if n.kind == "cardinal")
    for ledger in ledgers:
        if ledger.total is not None:
            found.extend(_under_a_total(ledger, ledger.total))
        elif (announced := _announced(ledger, reading, numbers, told)) is not None:
            found.append(announced)
    return Page(tuple(ledgers), tuple(found), tuple(x.span.start for x in ledgers))


def _added(ledger: Ledger, column: int) -> int | None:
    cells = ledger.column(column)
    return sum(c.value for c in cells if c is not None) if any(cells) else None


def _places(cells: Sequence[Cell | None]) -> Iterator[int]:
    """Which figures some cells hold: the number, the upper ends where there are ranges, second figures where there are any."""
    for place in PLACES:
        held = (c if place < 2 else c.second for c in cells if c is not None)
        if not place or any(c is not None and (not place % 2 or c.high is not None) for c in held):
            yield place


def _under_a_total(ledger: Ledger, total: Row) -> Iterator[Sum]:
    told: list[Sum] = []
    for column, cell in enumerate(total.cells):
        cells = [c for c in ledger.column(column) if c is not None]
        if cell is None or not cells:
            continue
        for place in _places([cell, *cells]):
            added = sum(c.figure(place) for c in cells)
            told.append(Sum(ledger, column, added, cell.figure(place), cell.span, False, place))
    some = any(s.holds for s in told) or ledger.width == 1
    for one in told:
        if not one.holds and one.column in ledger.unadded:
            continue
        if one.holds or some or max(one.added, one.stated) < _FAR * max(min(one.added, one.stated), 1):
            yield one


def _announced(
    ledger: Ledger, reading: Reading, numbers: Sequence[NumberHit], told: frozenset[int | float | None]
) -> Sum | None:
    """The sum of a list of one column and the number that the lines above state for it; `told` are the counts of the whole text."""
    if ledger.width != 1:
        return None
    added = _added(ledger, 0) or 0
    most = max(c.value for c in ledger.column(0) if c is not None)
    above = [told for line in ledger.head for told in _numbers_of(line, reading, numbers)]
    for number, span in above:
        if number.value == added:
            return Sum(ledger, 0, added, added, span, False)
    if not ledger.head or not above or above[-1][0].value is None:
        return None
    if added > _MANY and above[-1][1].start < ledger.head[-1].start and added in told:
        return None  # the line above says no number, and the text tells what the list adds up to
    last = ledger.head[-1]
    start, end = reading.folded.bounds(last)
    own = [(n, s) for n, s in above if s.start >= last.start]
    # "41 trials with 318 defendants: …": not every number above a list can be its sum, nor can the year
    meant = [told for told in own or above if _near(added, int(told[0].value or 0), most)]
    number, span = (meant or own or above)[0]
    stated = int(number.value or 0)
    after = max(start, number.end)
    said = reading.within(after, end, "part_word", "discourse")
    beside = [reading.folded.bounds(s) for n, s in own if n is not number]
    if any((h.category == "part_word" or h.id == "including") and not _taken_out(h, beside) for h in said):
        return Sum(ledger, 0, added, stated, span, True) if own and added > stated >= most else None
    opens = own and reading.text[start:end].rstrip().endswith(":")
    if not opens and not reading.within(start, end, "distribution", "dimension") and not _barely_missed(added, stated):
        return None
    return Sum(ledger, 0, added, stated, span, False) if _near(added, stated, most) else None


def _near(added: int, stated: int, most: int) -> bool:
    """Whether a number may be what a list was meant to add up to: more than its largest row, and missed by little."""
    return abs(added - stated) <= max(stated / _NEAR, _FEW) and stated > most


def _taken_out(part: Hit, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether "of whom" goes with another number of the line, right before or behind it: "84, of which seven were announced: …"."""
    return any(0 <= start - part.end <= _BESIDE or 0 <= part.start - end <= 1 for start, end in numbers)


def _barely_missed(added: int, stated: int) -> bool:
    """Whether a list misses the number above it by so little that it was meant to give it: nobody lists all but so few."""
    return stated > _MANY and abs(added - stated) <= max(stated / _TENTH, _FEW)


def _numbers_of(line: Span, reading: Reading, numbers: Sequence[NumberHit]) -> list[tuple[NumberHit, Span]]:
    """The numbers of one line of the text and where they stand."""
    start, end = reading.folded.bounds(line)
    first = bisect_left(numbers, start, key=lambda n: n.start)
    inside = numbers[first : bisect_left(numbers, end, first, key=lambda n: n.start)]
    told = (n for n in inside if n.kind == "cardinal" and n.value and n.end <= end)
    return [(n, reading.folded.span(n.core_start, n.core_end)) for n in told]


@dataclass(frozen=True, slots=True)
class RowSum:
    """A row whose last cell is called total: what the others add up to, and that cell."""

    ledger: Ledger
    row: Row
    added: int
    stated: int
    at: Span

    @property
    def holds(self) -> bool:
        """Whether the cells give the row's total."""
        return self.added == self.stated


def row_sums(ledger: Ledger, reading: Reading, before: Sequence[Ledger] = ()) -> list[RowSum]:
    """The rows of a ledger whose last column is called total; empty where most of them do not add up: it is a total of something else.

    `before` are the lists that it goes on from (`going_on`): a table too wide for the page, whose last columns stand in a second one.
    """
    width = ledger.width + sum(x.width for x in before)
    if width < 3 or not ledger.names or not _called_total(ledger.names[-1], reading):
        return []
    blocks = [[*x.rows, *([x.total] if x.total else [])] for x in (*before, ledger)]
    told: list[RowSum] = []
    for row, *others in zip(blocks[-1], *blocks[:-1], strict=True):
        *cells, last = row.cells
        if last is not None:
            parts = [c for other in (*others,) for c in other.cells] + cells
            for place in _places([last, *parts]):
                added = sum(c.figure(place) for c in parts if c is not None)
                told.append(RowSum(ledger, row, added, last.figure(place), last.span))
    return told if 2 * sum(t.holds for t in told) > len(told) else []


def going_on(ledgers: Sequence[Ledger], reading: Reading) -> Iterator[tuple[Ledger, list[Ledger]]]:
    """Each list with those right before it that it goes on from: the same rows under the same name, and no total of theirs in a last column."""
    run: list[Ledger] = []
    for ledger in ledgers:
        if run and not _goes_on(run[-1], ledger, reading):
            run = []
        yield ledger, list(run)
        run.append(ledger)


def _goes_on(one: Ledger, other: Ledger, reading: Reading) -> bool:
    if (
        not one.names
        or not other.names
        or len(one.rows) != len(other.rows)
        or (one.total is None) != (other.total is None)
    ):
        return False
    text = reading.folded.original
    pairs = [(one.names[0], other.names[0]), *((a.label, b.label) for a, b in zip(one.rows, other.rows, strict=True))]
    alike = all(text[a.start : a.end] == text[b.start : b.end] for a, b in pairs)
    return alike and not _called_total(one.names[-1], reading)


def cells_crossed(ledger: Ledger, reading: Reading) -> list[Cell]:
    """The cells of a ledger that no row or column of totals holds."""
    last = ledger.width - (1 if ledger.names and _called_total(ledger.names[-1], reading) else 0)
    return [cell for row in ledger.rows for cell in row.cells[:last] if cell is not None]


def _called_total(name: Span, reading: Reading) -> bool:
    return any(h.id == "total" for h in reading.within(*reading.folded.bounds(name), "statistic_cue"))


def differing_totals(
    sums: Sequence[Sum], reading: Reading, dimensions: Mapping[Span, str]
) -> Iterator[tuple[Sum, Sum]]:
    """Two tables, one below the other, that divide the same figure in different ways and add up to different totals, each to its own.

    `dimensions` are those of the statistics read from the page, by where they stand.
    """
    single = [s for s in sums if s.ledger.total is not None and s.ledger.width == 1 and s.holds]
    for a, b in pairwise(single):
        named = bool(a.ledger.names and b.ledger.names)
        first, second = (_divides(s.ledger, reading, {} if named else dimensions) for s in (a, b))
        by_month = any(_by_month(s.ledger, reading) for s in (a, b))
        if (
            a.added != b.added
            and not by_month
            and first
            and second
            and first != second
            and _same_counted(a.ledger, b.ledger, reading)
        ):
            yield a, b


def _by_month(ledger: Ledger, reading: Reading) -> bool:
    """Whether the rows are months: they may be others than the month that the other table divides."""
    return all(reading.within(*reading.folded.bounds(row.label), "month") for row in ledger.rows)


def _titles(ledger: Ledger) -> Iterator[Span]:
    yield from ledger.names
    yield from ledger.head[-1:]


def _divides(ledger: Ledger, reading: Reading, dimensions: Mapping[Span, str]) -> frozenset[str]:
    said = {h.id for s in _titles(ledger) for h in reading.within(*reading.folded.bounds(s), "dimension")}
    cells = (c for c in ledger.column(0) if c is not None)
    read = {dimensions[c.span] for c in cells if c.span in dimensions}
    return frozenset(said or read or {reading.folded.original[n.start : n.end].casefold() for n in ledger.names[:1]})


def _same_counted(a: Ledger, b: Ledger, reading: Reading) -> bool:
    """Whether the second of two tables names no other thing to count than the first, nor another month."""
    kinds = ("people", "harm", "counted_unit", "month")
    if a.names and b.names:
        one, other = (reading.folded.original[x.names[1].start : x.names[1].end].casefold() for x in (a, b))
        return one == other
    first, second = (
        {h.id for s in _titles(x) for h in reading.within(*reading.folded.bounds(s), *kinds)} for x in (a, b)
    )
    return second == first if first & _GROUPS else second <= first
