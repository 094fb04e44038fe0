"""A statistical report as an auditor sees it: its tables, the totals it states, and its text with every known word.

A table is the rows of one list that divide one figure: same list, same dimension, same measure, same subject. Figures
of running prose are read singly; only lists and tables are held to add up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tawthiq.audit.cells import borne_out
from tawthiq.audit.ledger_sums import Page, read_page
from tawthiq.audit.names import actor_entries, own_entries, place_entries
from tawthiq.audit.time_words import time_entries
from tawthiq.audit.words import audit_entries, definite_articles
from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import lexicon
from tawthiq.knowledge.office_words import OfficeWord, read_office
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.dates import find_dates
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.reading import Reading, read

_NOUN = 30
"""Code points behind a number in which its noun stands, other words between: "45 of the children"."""
_ROW = 9
"""Words of a line that is a row of a list, where its form does not say so, at most."""
_MARKS = "\t|"
_CLOSE = ";,"
"""Marks that part cells where no blank follows them, as none does in a file of cells."""
_CELLS = 2
"""So many marks of one kind part the cells of a table's row, at least."""
_AGO = "date.ago"
"""How the date reader names a time so long ago."""
_EVERYONE = frozenset({"civilian", "combatant"})
"""Those who are everyone together."""
_ADDABLE = ("exact", "at_least")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one list that divide one figure, and the total the report states for it, if any."""

    index: int
    dimension: str
    measure: str
    subject: str | None
    rows: tuple[Aggregate, ...]
    total: Aggregate | None
    partial: bool

    @property
    def sum(self) -> int:
        """The sum of the rows."""
        return sum(value(row) or 0 for row in self.rows)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of every row, and of the total after them."""
        return tuple(a.quote.span for a in (*self.rows, *([self.total] if self.total else [])))

    def row(self, key: str) -> Aggregate | None:
        """The row of `key`."""
        return next((r for r in self.rows if r.key == key), None)


@dataclass(frozen=True, slots=True)
class Report:
    """One extraction, its text read again for the words that audits look at, its tables, and its page as it stands."""

    extraction: Extraction
    reading: Reading
    tables: tuple[Table, ...]
    page: Page
    totals: tuple[Aggregate, ...]
    """The statistics that divide nothing."""

    @property
    def figures(self) -> tuple[Aggregate, ...]:
        """Every statistic of the report, in order."""
        return self.extraction.aggregates

    def hits(self, *categories: str) -> Iterator[tuple[Hit, Span]]:
        """Known words of the categories with their place in the document."""
        return ((hit, self.reading.folded.span(hit.start, hit.end)) for hit in self.reading.of(*categories))

    def sentence(self, hit: Hit) -> Span:
        """The folded sentence that holds a hit."""
        return self.reading.sentences[self.reading.sentence_at(hit.start)]


def value(figure: Aggregate) -> int | None:
    """The number a statistic can be added by: said exactly, or as a documented minimum; None for about and vague."""
    return figure.count.value if figure.count.qualifier in _ADDABLE else None


def main_total(report: Report) -> Aggregate | None:
    """What the report counts first over a dated time, in its prose: its own figure."""
    rows = {row.quote.span for table in report.tables for row in table.rows}
    for figure in report.figures:
        of_all = figure.dimension == "total" and figure.table is None
        of_month = figure.dimension == "month" and figure.quote.span not in rows
        if (of_all or of_month) and value(figure) and figure.period.start is not None:
            return figure
    return None


def same_days(a: Aggregate, b: Aggregate) -> bool:
    """Whether two statistics are of the same days, however each words them."""
    return (a.period.start, a.period.end) == (b.period.start, b.period.end)


def the_matcher(office: Path | None = None) -> PhraseMatcher:
    """Every lexicon word, actor and governorate, and an office's own words for them: what audits read a report's text with."""
    return _matcher(read_office(office).words)


@lru_cache(maxsize=3)
def _matcher(own: tuple[OfficeWord, ...]) -> PhraseMatcher:
    return PhraseMatcher(
        (*lexicon(), *audit_entries(), *time_entries(), *actor_entries(), *place_entries(), *own_entries(own))
    )


def dates_in(reading: Reading) -> list[DateExpression]:
    """The dates of a report's text; looked for once."""
    known: list[DateExpression] | None = reading.memo.get("audit_dates")
    if known is None:
        known = reading.memo["audit_dates"] = [d for d in find_dates(reading) if not _of_that_time(reading, d)]
    return known


def _of_that_time(reading: Reading, told: DateExpression) -> bool:
    """Whether what was read as so long ago is a count and the time that it is of: "against 81 the week before"."""
    words = reading.text[told.start : told.end].split()
    return told.rule == _AGO and words[0].isdigit() and f"{words[1]} " in definite_articles()


def dates_between(report: Report, start: int, end: int) -> list[DateExpression]:
    """The dates that lie in folded `[start, end)`."""
    dates = dates_in(report.reading)
    first = bisect_left(dates, start, key=_begins)
    return [d for d in dates[first : bisect_left(dates, end, first, key=_begins)] if d.end <= end]


def numbers_in(reading: Reading) -> list[NumberHit]:
    """The numbers of a report's text, those of its dates left out; looked for once."""
    known: list[NumberHit] | None = reading.memo.get("audit_numbers")
    if known is None:
        known = reading.memo["audit_numbers"] = find_numbers(reading, dates=dates_in(reading))
    return known


def numbers_between(reading: Reading, start: int, end: int) -> list[NumberHit]:
    """The numbers that lie in folded `[start, end)`."""
    numbers = numbers_in(reading)
    first = bisect_left(numbers, start, key=_start)
    return [n for n in numbers[first : bisect_left(numbers, end, first, key=_start)] if n.end <= end]


def counts_between(report: Report, start: int, end: int) -> list[NumberHit]:
    """The numbers in folded `[start, end)` that say how many, exactly or as a documented minimum."""
    numbers = numbers_between(report.reading, start, end)
    return [n for n in numbers if n.kind == "cardinal" and n.value and n.qualifier in _ADDABLE]


def spans_of(report: Report, *numbers: NumberHit) -> tuple[Span, ...]:
    """Where some numbers stand in the document, without their quantifiers."""
    return tuple(report.reading.folded.span(n.core_start, n.core_end) for n in numbers)


def _begins(told: DateExpression) -> int:
    return told.start


def _start(number: NumberHit) -> int:
    return number.start


def counts_harm(report: Report, number: NumberHit) -> bool:
    """Whether the words right behind a number are what these reports count: people, what befell them, or attacks."""
    return bool(report.reading.within(number.end, number.end + _NOUN, "people", "harm", "counted_unit"))


def report_of(extraction: Extraction, office: Path | None = None) -> Report:
    """The report of one extraction, read with the words of the office that audits it."""
    document = extraction.document
    quoted = _of_others(document)
    if quoted:
        own = tuple(a for a in extraction.aggregates if not any(q.overlaps(a.quote.span) for q in quoted))
        extraction = replace(extraction, aggregates=own)
    reading = read(document.text, the_matcher(office), (*(aside.span for aside in document.asides), *quoted))
    page = read_page(reading, numbers_in(reading))
    extraction = replace(extraction, aggregates=borne_out(extraction.aggregates, reading, page))
    tables = tuple(_tables(extraction.aggregates, reading, page))
    totals = tuple(a for a in extraction.aggregates if a.dimension == "total")
    return Report(extraction, reading, tables, page, totals)


def _of_others(document: Document) -> tuple[Span, ...]:
    """The quotations of a page: what they count is not held against the page's own figures. One that is most of the page is the report."""
    most = len(document.text) // 2
    return tuple(q for q in document.quoted if q.end - q.start <= most)


def _cells(line: str) -> tuple[int, ...]:
    """How often each mark that parts cells stands in a line of a table; empty for a line of prose or of two cells."""
    marks = [line.count(mark) for mark in _MARKS]
    marks += [line.count(mark) - line.count(f"{mark} ") for mark in _CLOSE]
    return tuple(marks) if max(marks) >= _CELLS else ()


def _of_one_list(rows: list[Aggregate], reading: Reading, page: Page) -> list[Aggregate]:
    """The rows that stand together: those of one list of the page without what the prose tells of the same months, or those of short lines."""
    if rows[0].dimension == "month":  # not a month's figure in the title and again below
        rows = list({(row.key, value(row)): row for row in rows}.values())
    text = reading.folded.original
    listed = [page.at(row.quote.span) is not None for row in rows]
    lines = [text[text.rfind("\n", 0, row.quote.span.start) + 1 :].partition("\n")[0] for row in rows]
    if sum(listed) > 1:
        keys = {row.key for row, inside in zip(rows, listed, strict=True) if inside}
        forms = {_cells(line) for line, inside in zip(lines, listed, strict=True) if inside} - {()}
        listed = [inside or _cells(line) in forms for inside, line in zip(listed, lines, strict=True)]
        told = zip(rows, listed, lines, strict=True)
        again = rows[0].dimension == "month"  # prose tells of a row again: "The 329 victims of April"
        return [r for r, inside, line in told if inside or not (len(line.split()) > _ROW or (again and r.key in keys))]
    first, last = rows[0].quote.span, rows[-1].quote.span
    if any(listed) or rows[0].dimension != "month" or "\n" not in text[first.start : last.end]:
        return rows
    short = max(len(line.split()) for line in lines) <= _ROW
    return (
        rows if short or not any(line[:1].isalpha() for line in lines) else []
    )  # marked as the rows of a list, or short


def _tables(figures: tuple[Aggregate, ...], reading: Reading, page: Page) -> Iterator[Table]:
    lists: dict[tuple[int, str, str, str | None], list[Aggregate]] = defaultdict(list)
    for figure in figures:
        if figure.table is not None and figure.dimension != "total" and not figure.measure.startswith("percent_of"):
            lists[figure.table, figure.dimension, figure.measure, figure.subject].append(figure)
    partial = [reading.folded.span(h.start, h.end) for h in reading.of("part_word")]
    for (index, dimension, measure, subject), told in lists.items():
        rows = _of_one_list(told, reading, page)
        if len(rows) < 2 or any(value(row) is None for row in rows):
            continue
        if _heads_two(rows[0], reading, page):
            subject = None
        total = _total(figures, index, measure, subject, rows)
        start = rows[0].quote.span.start
        is_partial = any(_heads(span, start, figures, reading) for span in partial) or _ranked(rows, total, reading)
        yield Table(index, dimension, measure, subject, tuple(rows), total, is_partial)


def _heads_two(row: Aggregate, reading: Reading, page: Page) -> bool:
    """Whether the line above a list names civilians and fighters together: it counts everyone, whichever was read."""
    ledger = page.at(row.quote.span)
    if ledger is None or not ledger.head or row.subject not in _EVERYONE:
        return False
    return {h.id for h in reading.within(*reading.folded.bounds(ledger.head[-1]), "people")} >= _EVERYONE


def _ranked(rows: list[Aggregate], total: Aggregate | None, reading: Reading) -> bool:
    """Whether a list of running prose only ranks the worst hit ("Baghdad …, followed by Diyala …"), short of the total."""
    first, last = rows[0].quote.span, rows[-1].quote.span
    if total is None or "\n" in reading.folded.original[first.start : last.end]:
        return False
    start, _ = reading.folded.bounds(first)
    _, end = reading.folded.bounds(last)
    return bool(reading.within(start, end, "audit_ranking")) and sum(value(r) or 0 for r in rows) != value(total)


def _heads(words: Span, start: int, figures: tuple[Aggregate, ...], reading: Reading) -> bool:
    """Whether "among them" leads to the list at `start`: it stands in the line above or before, and no part between."""
    text = reading.folded.original
    head = text.rfind("\n", 0, start)
    above = text.rfind("\n", 0, head) if head > 0 else -1
    near = above < words.start < start
    return near and not any(words.end <= f.quote.span.start < start and f.dimension != "total" for f in figures)


def _total(
    figures: tuple[Aggregate, ...], table: int, measure: str, subject: str | None, rows: list[Aggregate]
) -> Aggregate | None:
    """The stated total of a list: its own, else the report's for the same subject and period, else its first.

    A figure that divides the one before it ("five of them") and a running total that reaches beyond the rows' own month
    ("since January") are no totals of a list as long as the report states a better one.
    """
    known = [f for f in figures if f.measure == measure and value(f) is not None]
    candidates = [f for f in known if f.dimension == "total"]
    own = [f for f in candidates if f.table == table and f.subject == subject]
    if own:
        return own[0]
    same = [f for f in candidates if f.subject == subject]
    same += [f for f in known if f.dimension == "group" and f.table is None and f.key == f.subject == subject]
    if subject is None:  # rows that do not repeat whom they count: the civilians or the people of the sentence before
        same = [f for f in candidates if f.subject in (None, "civilian")]
    if not same and len({f.subject for f in candidates}) == 1:
        same = candidates
    largest = max(value(r) or 0 for r in rows)
    some = rows if rows[0].dimension == "month" else rows[:1]  # the total of one month is none of a list of several
    covering = [f for f in same if 2 * sum(_covers(f, row) for row in some) >= len(some)]
    covering = [f for f in covering if f.quote.span < rows[0].quote.span] or covering
    covering = [f for f in covering if (value(f) or 0) >= largest] or covering
    dated = [f for f in covering if f.period.start is not None and f.period.end is not None]
    if dated:
        return min(dated, key=_days)
    return covering[0] if covering else None


def _days(figure: Aggregate) -> int:
    start, end = figure.period.start, figure.period.end
    return (end - start).days if start is not None and end is not None else 10**6


def _covers(total: Aggregate, row: Aggregate) -> bool:
    """Whether a total's period may hold a row's: undated ends hold anything."""
    t, r = total.period, row.period
    if t.start is not None and r.start is not None and r.start < t.start:
        return False
    return t.end is None or r.end is None or r.end <= t.end


def in_prose(report: Report, table: Table) -> bool:
    """Whether a list stands inside a line: sentences name the worst hit only more often than lists do, and half of all is no slip."""
    first, last = table.rows[0].quote.span, table.rows[-1].quote.span
    return "\n" not in report.extraction.document.text[first.start : last.end]
