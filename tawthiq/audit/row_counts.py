"""How many rows a list is said to have: "in four governorates", «موزعة على ثلاث فئات رئيسة», over a table with as many (standards §3, D10).

A number of places, parties, kinds or attacks is held to the lists of the report that have rows of them. Where one list has as many rows, it
is the one that is meant; where none has and the only list of that kind is told whole, the number is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.messages import Words, finding
from tawthiq.audit.named_figures import pooled
from tawthiq.audit.outline import goes_on, outlines
from tawthiq.audit.report import Report, dates_between, numbers_between, numbers_in
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_BACK = 2
_MOST = 25
"""Rows that are said in so many words, at most."""
_BETWEEN = 1
"""Words from a number to the noun of its rows, at most: "three main groups"."""
_NEAR = 24
_WORDS = 16
"""Words of the line above a list that names what its rows are, at most."""
_PLACE, _PARTY, _KIND = "place", "party", "kind"


def lists_have_as_many_rows(report: Report) -> Iterator[Finding]:
    """D10: as many places, parties or kinds are listed as the text says there are.

    ar: «في أربع محافظات» والجدول فيه خمس.
    en: "in three main groups", of which two are listed.
    """
    for number in numbers_in(report.reading):
        noun = _rows_of(report, number)
        if noun is None or number.value is None:
            continue
        at = report.reading.folded.span(number.core_start, number.core_end)
        lists = [
            x for x in _lists(report, noun.id) if at < x.span
        ]  # what is said behind a list may be of some of its rows
        stated = int(number.value)
        fitting = [x for x in lists if stated in x.counts]
        if not lists or fitting or len({x.counts for x in lists}) > 1:
            continue
        quote = report.reading.quote(number.core_start, noun.end)
        unit = Words(quote.text, quote.text)
        yield finding("D10", "rows", "W", (quote.span, lists[0].span), words=unit, listed=max(lists[0].counts))


def incidents_are_as_many(report: Report) -> Iterator[Finding]:
    """D10: as many attacks are listed by their days as the sentences before the list say there were.

    ar: «وُثقت أربع مجازر» وفي القائمة ثلاث.
    en: "Four massacres were documented", of which three are listed.
    """
    reading, bounds = report.reading, report.reading.folded.bounds
    dated = [x for x in report.page.ledgers if _by_days(report, x)]
    if len(dated) != 1:
        return
    start = bounds(dated[0].span)[0]
    first = max(reading.sentence_at(start) - _BACK, 0)
    for number in numbers_between(reading, reading.sentences[first].start, start):
        unit = next(iter(reading.within(number.end, number.end + _NEAR, "counted_unit")), None)
        if unit is None or number.qualifier != "exact" or not 1 < (number.value or 0) <= _MOST:
            continue
        if reading.text[number.end : unit.start].strip() or unit.term.get("number") == "dual":
            continue
        sentence = reading.sentences[reading.sentence_at(number.start)]
        some = reading.within(sentence.start, start, "part_word", "audit_others")
        some += [h for h in reading.within(sentence.start, start, "discourse") if h.id == "including"]
        rows = len(dated[0].rows)
        if not some and number.value != rows and not goes_on(report, dated[0]):
            quote = reading.quote(number.core_start, unit.end)
            words = Words(quote.text, quote.text)
            yield finding("D10", "rows", "W", (quote.span, dated[0].span), words=words, listed=rows)
        return


def _by_days(report: Report, ledger: Ledger) -> bool:
    """Whether every row of a list tells of a day of its own."""
    bounds = report.reading.folded.bounds
    days = [[d for d in dates_between(report, *bounds(row.label)) if d.day is not None] for row in ledger.rows]
    return ledger.total is None and all(len(told) == 1 for told in days) and len(ledger.rows) > _BACK


class _Rows:
    """The rows of a list: how many there are, those for several or for none that is known counted or not."""

    __slots__ = ("counts", "span")

    def __init__(self, names: Sequence[str], span: Span) -> None:
        several = sum(pooled(name) for name in names)
        self.counts = frozenset({len(names), len(names) - several})
        self.span = span


def _rows_of(report: Report, number: NumberHit) -> Hit | None:
    """The noun of the rows that a number counts, where it counts some and says nothing else of them."""
    reading = report.reading
    if number.kind != "cardinal" or not _plain(report, number) or not 1 < (number.value or 0) <= _MOST:
        return None
    if report.page.at(reading.folded.span(number.core_start, number.core_end)) is not None:
        return None
    hits = reading.within(number.end, number.end + _NEAR, "audit_rows_of")
    noun = next(iter(hits), None)
    if noun is None or len(reading.text[number.end : noun.start].split()) > _BETWEEN:
        return None
    if any(c in reading.text[number.end : noun.start] for c in ",.;:()\n"):
        return None
    sentence = reading.sentences[reading.sentence_at(number.start)]
    told = reading.within(
        sentence.start, min(sentence.end, noun.end + _NEAR), "audit_others", "part_word", "audit_most"
    )
    beside = [h for h in told if abs(h.start - noun.end) <= _NEAR]
    return None if beside else noun


def _plain(report: Report, number: NumberHit) -> bool:
    """Whether a number is said as it is: "distributed over six governorates" is six of them."""
    if number.qualifier != "more_than":
        return number.qualifier == "exact"
    led = report.reading.within(max(number.start - _NEAR, 0), number.start, "distribution")
    return any(not report.reading.text[h.end : number.start].strip() for h in led)


def _lists(report: Report, kind: str) -> Iterator[_Rows]:
    """The lists whose rows are of a kind, told whole: beside their total, or as the parts of what the report counts."""
    if kind == _KIND:
        for outline in outlines(report):
            yield _Rows([i.name for i in outline.items], Span(outline.items[0].span.start, outline.items[-1].span.end))
        if outlines(report):
            return
    for ledger in report.page.ledgers:
        if _is_of(report, ledger, kind):
            text = report.extraction.document.text
            yield _Rows([text[r.label.start : r.label.end].casefold() for r in ledger.rows if not r.whole], ledger.span)


def _is_of(report: Report, ledger: Ledger, kind: str) -> bool:
    """Whether the rows of a list are of a kind, by the name of its first column, the line above it, or all their labels."""
    reading, bounds = report.reading, report.reading.folded.bounds
    if ledger.names:
        named = {h.id for h in reading.within(*bounds(ledger.names[0]), "audit_rows_of")}
        if named:
            return kind in named
    if ledger.head:
        start, end = bounds(ledger.head[-1])
        if len(reading.text[start:end].split()) <= _WORDS:
            by = list(reading.within(start, end, "dimension", "audit_headed_by"))
            named = {h.id for h in reading.within(by[0].start if by else end, end, "audit_rows_of")}
            if named:
                return kind in named
    if kind not in (_PLACE, _PARTY):
        return False
    category = "governorate_name" if kind == _PLACE else "actor"
    return all(reading.within(*bounds(row.label), category) for row in ledger.rows)
