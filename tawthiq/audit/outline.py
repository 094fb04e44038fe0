"""What the layout of a report says belongs together: its leading figures, and the lists that are said to divide one of them (standards §3, D1).

A list under "By party responsible", one of every month of the period, or the numbered headings of an outline with their own lists below
them divide what the report counts. Where one leading figure alone can be what a list divides, the list is held to it, near or far; where
a number told elsewhere is its sum, where its words say that it names some, or where two figures may be meant, nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.labels import What, key_figures, stated_in, what_is_named
from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report
from tawthiq.audit.spoken_parts import SEXES_AND_AGES
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_series import Item
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span

_LEAD = 3
"""Sentences behind the title, that among them, in which a report says what it counts."""
_LEAST = 10
"""The least leading figure."""
_JOINS = tuple(":-–—")
_YEARS = (1900, 2100)
_PAIR = 2
_SHORT, _LONG = 0.4, 6.0
"""How small and how great the sum of a list may be beside the figure that it divides, in wholes."""
_WORDS = 9
"""Words of a heading with a figure, at most."""
_ORDER = re.compile(r"\s*(?:\(?[0-9٠-٩]{1,2}[.)\-–]+|\(?[^\W\d_][.)]|[^\W\d_]{3,8}\s?[:،.)])\s+")
"""What a heading of an outline opens with: "1.", "A)", «أولاً:»."""
_BULLET = re.compile(r"\s*[-*•▪●◦·–—]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Listing:
    """Named figures that stand under one heading (folded `head`), each with where it stands; `closed` where all of what they divide is there."""

    head: tuple[int, int] | None
    items: tuple[Item, ...]
    closed: bool

    @property
    def added(self) -> int:
        """What the figures add up to."""
        return sum(item.value for item in self.items)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the figures stand."""
        return tuple(item.span for item in self.items)


def outline_adds_up(report: Report, judged: Sequence[Finding]) -> Iterator[Finding]:
    """D1: a list that is said to divide what the report counts adds up to it, but for those that are `judged` already.

    ar: «122 مدنياً خلال الربع الثاني»، والأشهر الثلاثة تُجمع إلى 222.
    en: "139 attacks were recorded in all", under "By party responsible" rows that make 148.
    """
    wrong = Spots(span for f in judged if not f.passed for span in f.spans)
    right = Spots(span for f in judged if f.passed for span in f.spans)
    leads = leading(report)
    told = {
        q.value
        for q in quantities(report)
        if not q.again and report.page.at(q.span) is None and not _of_earlier(report, q)
    }
    told |= {s.value for s in key_figures(report)}
    taken_up = {q.value for q in quantities(report) if q.again}
    for listing in listings(report):
        added = listing.added
        if added in told or not listing.closed or any(map(wrong.touches, listing.spans)):
            continue
        if added == 2 * listing.items[-1].value:
            continue  # the last row is the sum of the others
        if listing.head is not None and all(map(right.touches, listing.spans)):
            continue
        whole = _only(report, listing, leads)
        if whole is None or whole.value == added:
            continue
        if not (_SHORT <= added / whole.value <= _LONG or added in taken_up):  # "Among the 157", as the list has
            continue
        facts: dict[str, Fact] = {"sum": added, "stated": whole.value, "difference": abs(added - whole.value)}
        yield finding("D1", "divided", "E", (*listing.spans, whole.span), **facts)


def leading(report: Report) -> list[Quantity]:
    """The figures that say what a report counts: those of people, attacks or things in its title and first sentences, and those said to be
    all of them."""
    known: list[Quantity] | None = report.reading.memo.get("audit_leading")
    if known is None:
        found = [
            q for q in quantities(report) if q.value >= _LEAST and report.page.at(q.span) is None and _leads(report, q)
        ]
        known = report.reading.memo["audit_leading"] = found
    return known


def _leads(report: Report, told: Quantity) -> bool:
    words = report.reading.text[told.start : told.end]
    if words.isdigit() and _YEARS[0] <= told.value <= _YEARS[1] and told.kind is None:
        return False
    if told.inner or told.of_them or told.rest or told.again or _of_earlier(report, told):
        return False
    if told.noun in SEXES_AND_AGES and told.sentence:
        return False  # "27 children and 32 women among them"
    title = told.sentence == 0
    return (told.kind is not None and (told.sentence <= _LEAD or told.summed)) or (
        title and _counts_a_thing(report, told)
    )


def _counts_a_thing(report: Report, told: Quantity) -> bool:
    """Whether a word stands right behind a number of the title: "157 homes demolished"."""
    behind = report.reading.text[told.end : told.end + 2]
    return behind[:1] == " " and behind[1:].isalpha()


def _of_earlier(report: Report, told: Quantity) -> bool:
    sentence = report.reading.sentences[told.sentence]
    return of_earlier(report, told, sentence.start, sentence.end)


def _only(report: Report, listing: Listing, leads: Sequence[Quantity]) -> Quantity | None:
    """The one leading figure that a list can divide, as far as its heading and the words beside the figure say what both count."""
    what = _heading(report, listing)
    if what is None:
        return None
    fitting = [q for q in leads if _fits(report, what, q)]
    exact = [q for q in fitting if what.group is None and _group(report, q) is None]
    values = {q.value for q in exact or fitting}
    return (exact or fitting)[0] if len(values) == 1 else None


def _heading(report: Report, listing: Listing) -> What | None:
    """What the heading of a list says it counts, before the words by which it is divided; None where it names several things."""
    if listing.head is None:
        return What(None, None)
    start, end = listing.head
    by = report.reading.within(start, end, "dimension", "audit_headed_by")
    stop = by[0].start if by else end
    named = report.reading.within(start, stop, "people", "harm", "counted_unit", "audit_noun")
    return what_is_named(report, start, stop) if named else What(None, None)


def _group(report: Report, told: Quantity) -> str | None:
    stated = stated_in(report, told.span)
    return stated.group if stated is not None else None


def _fits(report: Report, what: What, told: Quantity) -> bool:
    stated = stated_in(report, told.span)
    if stated is None:
        return what.group is None and what.harm is None
    if what.group is not None and stated.group != what.group:
        return False
    return what.harm is None or stated.harm is None or stated.harm == what.harm


def listings(report: Report) -> list[Listing]:
    """The lists of a report under their headings: the columns of its tables without totals of their own, and the headings of outlines."""
    known: list[Listing] | None = report.reading.memo.get("audit_listings")
    if known is None:
        columns = [c for ledger in report.page.ledgers if ledger.total is None for c in _column(report, ledger)]
        known = report.reading.memo["audit_listings"] = [*columns, *outlines(report)]
    return known


def _column(report: Report, ledger: Ledger) -> Iterator[Listing]:
    """The one column of a list under its heading."""
    cells = [c for c in ledger.column(0) if c is not None]
    if ledger.width != 1 or len(cells) != len(ledger.rows) or not ledger.head:
        return
    folded = report.reading.folded
    head = folded.bounds(ledger.head[-1])
    names = [folded.bounds(row.label) for row in ledger.rows]
    items = tuple(
        Item(report.reading.text[slice(*name)].strip(), cell.value, cell.span, folded.bounds(cell.span)[0])
        for name, cell in zip(names, cells, strict=True)
    )
    closed = _said_to_divide(report, *head) and not _parts_of_parts(report, names) and not goes_on(report, ledger)
    yield Listing(head, items, closed)


def _parts_of_parts(report: Report, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a row is said to be a part of another: "of which children"."""
    parts = (h for name in names for h in report.reading.within(*name, "part_word", "discourse"))
    return any(h.category == "part_word" or h.id == "including" for h in parts)


def goes_on(report: Report, ledger: Ledger) -> bool:
    """Whether the line right behind a list goes on with it, though it could not be read as a row: "13 May: none"."""
    text, bounds = report.reading.text, report.reading.folded.bounds
    start, stop = bounds(ledger.rows[-1].label)
    line = text.find("\n", bounds(ledger.span)[1]) + 1
    if not line or text[line : line + 1].isspace():
        return False
    end = text.find("\n", line)
    behind = text[line : end if end >= 0 else len(text)]
    mark = text[text.rfind("\n", 0, start) + 1 : start].strip()[:1]
    if mark and not mark.isalnum():
        return behind.startswith(mark)
    if len(behind.split()) > _WORDS or behind.rstrip().endswith((".", ":")):
        return False
    return text[stop : stop + 1] not in _JOINS or text[stop : stop + 1] in behind


def _said_to_divide(report: Report, start: int, end: int) -> bool:
    """Whether a heading says by what a list divides, or that it is all of it, and not that it names some."""
    reading = report.reading
    if reading.within(start, end, "part_word") or any(
        h.id == "including" for h in reading.within(start, end, "discourse")
    ):
        return False
    short = len(reading.text[start:end].split()) <= 2 * _WORDS
    return short and bool(
        reading.within(start, end, "dimension", "distribution", "audit_divided_by", "audit_headed_by")
    )


def outlines(report: Report) -> list[Listing]:
    """The headings of an outline that each bear the sum of the list below: "1. Physical harm: 58", then its kinds with their numbers."""
    known: list[Listing] | None = report.reading.memo.get("audit_outlines")
    if known is None:
        known = report.reading.memo["audit_outlines"] = list(_outlines(report))
    return known


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with one figure: its form, its name, and the figure."""

    form: str
    item: Item


def _outlines(report: Report) -> Iterator[Listing]:
    heads: list[Item] = []
    sums: list[int] = []
    form = ""
    for line in [*_lines(report), None]:
        if line is not None and heads and line.form != form:
            sums[-1] += line.item.value
            below = line.form
            continue
        if line is not None and (not heads or line.form == form):
            if not heads:
                form, below = line.form, ""
            heads.append(line.item)
            sums.append(0)
            continue
        held = sum(h.value == s for h, s in zip(heads, sums, strict=True))
        if len(heads) >= _PAIR and below and held and all(sums):
            yield Listing(None, tuple(heads), True)
        heads, sums, below = [], [], ""


def _lines(report: Report) -> Iterator[_Line | None]:
    """The short lines of one figure behind a mark, in order; None for any other line that holds words."""
    reading = report.reading
    start = 0
    for words in reading.text.split("\n"):
        end = start + len(words)
        if words.strip():
            yield _line(report, start, end)
        start = end + 1


def _line(report: Report, start: int, end: int) -> _Line | None:
    text = report.reading.text
    order = _ORDER.match(text, start, end)
    bullet = order or _BULLET.match(text, start, end)
    if bullet is None:
        return None
    first = bullet.end()
    told = _between(report, first, end)
    if len(told) != 1 or len(text[first:end].split()) > _WORDS:
        return None
    number = told[0]
    name = text[first : number.start].strip(" :(-–—=،,.\t")
    form = ("order" if order is not None else bullet.group().strip()[:1]) + ("+" if text[start].isspace() else "")
    return _Line(form, Item(name, number.value, number.span, number.start)) if name else None


def _between(report: Report, start: int, end: int) -> Sequence[Quantity]:
    told = quantities(report)
    first = bisect_left(told, start, key=_start)
    return told[first : bisect_left(told, end, first, key=_start)]


def _start(told: Quantity) -> int:
    return told.start
