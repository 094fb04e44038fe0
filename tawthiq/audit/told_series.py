"""The series of a report: figures that stand under names of one kind, in a list, a table, or running prose.

A ledger (ledgers.py) is a list by its form. Here a figure belongs to a name beside it: a month, a day of the week, a governorate, a
party, or whatever stands in the place of a name in a row or in a list within a line ("by party: A 54 / B 24 / C 9").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tawthiq.audit.report import Report, dates_between, dates_in, numbers_in, the_matcher
from tawthiq.audit.words import arabic_article, definite_articles, joined_letters, leading_words
from tawthiq.domain.span import Span
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import read

KINDS = {"month": "month", "weekday": "weekday", "governorate_name": "governorate", "actor": "actor"}
"""Categories of words that names of a series may be, and what the series is then by."""
_CLAUSE = re.compile(r"[,;:،؛.!?؟()\n]")
_STOP = re.compile(r"[.!?؟\n](?!\d)")
_PIECE = re.compile(r"\s*(?:,(?!\d)|[;،؛/|])\s*|\s+and\s+|\s+و(?=\S)")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_LINE = re.compile(r"\n")
_PARAGRAPH = re.compile(r"\n\s*\n")
_PAIR = 2
_NAME = 6
"""Words of a name in a list within a line, at most."""
_LISTED = 3
_SHORT = 2
"""Letters of a name that is looked for in a sentence, at least."""
_BEHIND = 2
"""Words behind the figure of a piece, what it counts, at most."""
_DUAL = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A figure and the name it stands under: the id of a known word, else the folded words themselves."""

    name: str
    value: int
    span: Span
    start: int
    """Where the figure stands in the folded text."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures under names of one kind, in order; `told` where prose tells them, `names` every name there, those without a figure too."""

    kind: str
    items: tuple[Item, ...]
    told: bool
    names: tuple[str, ...]
    start: int
    end: int
    column: str = ""
    """What the column of a table is called, folded."""

    @property
    def sum(self) -> int:
        """What the figures add up to."""
        return sum(item.value for item in self.items)

    def of(self, name: str) -> Item | None:
        """The figure under a name."""
        return next((item for item in self.items if item.name == name), None)


def series_of(report: Report) -> list[Series]:
    """Every series of a report; looked for once."""
    known: list[Series] | None = report.reading.memo.get("audit_series")
    if known is None:
        known = report.reading.memo["audit_series"] = [*_of_ledgers(report), *_of_lines(report), *_of_prose(report)]
    return known


def name_of(hit: Hit) -> str:
    """What a known word names, whatever its spelling: months and weekdays by their number."""
    return str(hit.term.get("number") or hit.id) if hit.category in ("month", "weekday") else hit.id


def _of_ledgers(report: Report) -> Iterator[Series]:
    folded = report.reading.folded
    for ledger in report.page.ledgers:
        bounds = [folded.bounds(row.label) for row in ledger.rows]
        start, end = folded.bounds(ledger.span)
        for kind, names in _names(report, bounds):
            for column in range(ledger.width):
                told = [
                    Item(name, cell.value, cell.span, folded.bounds(cell.span)[0])
                    for name, cell in zip(names, ledger.column(column), strict=True)
                    if cell is not None
                ]
                if len(told) >= _PAIR and len({item.name for item in told}) == len(told):
                    title = folded.bounds(ledger.names[column + 1]) if ledger.names and ledger.width > 1 else (0, 0)
                    called = report.reading.text[slice(*title)].strip()
                    yield Series(kind, tuple(told), False, tuple(names), start, end, called)


def _names(report: Report, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[str, list[str]]]:
    """What the rows are called: by every kind of known word that each of them holds once, and by their own words."""
    reading = report.reading
    for category, kind in KINDS.items():
        found = [list(reading.within(*b, category)) for b in bounds]
        if all(len({name_of(h) for h in hits}) == 1 for hits in found):
            yield kind, [name_of(hits[0]) for hits in found]
    days = [[d for d in dates_between(report, *b) if d.day is not None and d.month is not None] for b in bounds]
    if all(len(told) == 1 for told in days):
        yield "day", [_day(told[0]) for told in days]
    yield "row", [reading.text[start:end].strip(" \"'*") for start, end in bounds]


def _day(told: DateExpression) -> str:
    return f"{told.month}-{told.day}"


def _of_lines(report: Report) -> Iterator[Series]:
    """The lists within a line whose pieces each end in their figure: "A 54 / B 24 / C 9", "A (54), B (24) and C (9)"."""
    text, folded = report.reading.text, report.reading.folded
    at = [n for n in numbers_in(report.reading) if n.kind == "cardinal" and n.value is not None]
    for stretch in _stretches(text, _STOP):
        run: list[Item] = []
        first = stretch.start
        for piece in [*_pieces(text, stretch), None]:
            told = _ended(text, piece, at, not run) if piece is not None else None
            if told is not None:
                name, number = told
                span = folded.span(number.core_start, number.core_end)
                run.append(Item(name, int(number.value or 0), span, number.start))
                continue
            if len(run) >= _LISTED:
                yield Series("row", tuple(run), True, tuple(i.name for i in run), first, run[-1].start)
            run = []


def _pieces(text: str, stretch: Span) -> Iterator[Span]:
    start = stretch.start
    for mark in _PIECE.finditer(text, stretch.start, stretch.end):
        yield Span(start, mark.start())
        start = mark.end()
    yield Span(start, stretch.end)


def _ended(text: str, piece: Span, at: Sequence[NumberHit], first: bool) -> tuple[str, NumberHit] | None:
    """The name of a piece and the figure it ends in, what that counts behind it or not."""
    inside = _between(at, piece.start, piece.end)
    if len(inside) != 1:
        return None
    number = inside[0]
    behind = text[number.core_end : piece.end]
    if len(behind.split()) > _BEHIND or (behind[:1] == "%"):
        return None
    name = text[piece.start : number.core_start]
    if first:
        name = name.rpartition(":")[2]
    name = _bare(name.strip(" \"'*-–•(:="))
    right = 1 <= len(name.split()) <= _NAME and not any(c.isdigit() for c in name)
    return (name, number) if right else None


def _between(numbers: Sequence[NumberHit], start: int, end: int) -> Sequence[NumberHit]:
    first = bisect_left(numbers, start, key=lambda n: n.core_start)
    return numbers[first : bisect_left(numbers, end, first, key=lambda n: n.core_start)]


def _bare(name: str) -> str:
    """A name without what leads to it: "in A", «وفي ب»."""
    first, _, rest = name.partition(" ")
    plain = first[1:] if first[:1] in joined_letters() and first[1:] in leading_words() else first
    return _bare(rest) if rest and plain in leading_words() else name


def _stretches(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for found in mark.finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))


@dataclass(frozen=True, slots=True)
class _Count:
    """A count where it stands in the folded text."""

    start: int
    end: int
    value: int


@dataclass(slots=True)
class _Clause:
    names: list[Hit]
    numbers: list[_Count]
    opens: bool
    """Whether a sentence begins with it."""


def _of_prose(report: Report) -> Iterator[Series]:
    """The figures that the clauses of a paragraph, and of each of its lines, tell of names of one kind, each beside its own."""
    text, folded = report.reading.text, report.reading.folded
    numbers = _numbers(report)
    in_ledgers = [folded.bounds(ledger.span) for ledger in report.page.ledgers]
    for category, kind in KINDS.items():
        hits = [h for h in report.reading.of(category) if not any(a <= h.start < b for a, b in in_ledgers)]
        if len(hits) < _PAIR:
            continue
        for paragraph in dict.fromkeys((*_stretches(text, _PARAGRAPH), *_stretches(text, _LINE))):
            inside = _among(hits, paragraph.start, paragraph.end)
            if len(inside) < _PAIR:
                continue
            near = _among(numbers, paragraph.start, paragraph.end)
            told = list(_paired(report, _clauses(text, paragraph, inside, near)))
            if kind == "month":
                told = [(hit, number) for hit, number in told if not _of_another_day(report, hit, number)]
            seen: dict[str, Item] = {}
            for hit, number in told:
                name, span = name_of(hit), folded.span(number.start, number.end)
                seen.setdefault(name, Item(name, number.value, span, number.start))
            twice = {name_of(h) for h, n in told if seen[name_of(h)].value != n.value}
            if kind in ("month", "weekday") and _PAIR * len(twice) > len(seen):
                continue  # days of one month, or two measures
            if len(seen) >= _PAIR:
                names = tuple(dict.fromkeys(name_of(h) for h in inside))
                yield Series(kind, tuple(seen.values()), True, names, paragraph.start, paragraph.end)


def _of_another_day(report: Report, month: Hit, number: _Count) -> bool:
    """Whether a month is that of a day's date, and the number none of it: "on 11 January (17 killed)" tells of a day."""
    dates = dates_in(report.reading)
    at = bisect_left(dates, month.end, key=lambda d: d.end)
    told = dates[at] if at < len(dates) else None
    if told is None or told.day is None or not told.start <= month.start < told.end:
        return False
    return not told.start <= number.start < told.end


def _numbers(report: Report) -> list[_Count]:
    """The counts of the text, two people without a number («قتيلان»), and those that stand so close to a day or month that they could be
    its date or a stretch of days: "on Wednesday one"."""
    reading = report.reading
    dates = dates_in(reading)
    ends = {d.end for d in dates if d.kind == "day" and d.year is None and d.day is not None}
    before = {h.start for h in reading.of("weekday")}
    starts = {d.start for d in dates if d.kind == "duration" and d.end + 1 in before}
    tight = {n.core_start for n in numbers_in(reading)}
    found = [
        _Count(n.core_start, n.core_end, int(n.value))
        for n in find_numbers(reading)
        if n.kind == "cardinal"
        and n.value
        and not _meant(reading.text, n)
        and (n.core_start in tight or n.core_end in ends or n.core_start in starts)
    ]
    known = {n.end for n in found}
    pairs = (h for h in reading.of("people", "counted_unit") if h.term.get("number") == "dual")
    found.extend(_Count(h.start, h.end, _DUAL) for h in pairs if h.start - 1 not in known)
    return sorted(found, key=lambda n: n.start)


def _meant(text: str, number: NumberHit) -> bool:
    """Whether a number in words stands for those told before, and counts no others: "between the two"."""
    led = any(text.endswith(article, 0, number.core_start) for article in definite_articles() if article.isascii())
    return (
        led
        and text[number.core_start].isalpha()
        and text[number.core_end : number.core_end + 2].strip()[:1] in ("", "(", ",", ".")
    )


_Told = TypeVar("_Told", Hit, _Count)


def _clauses(text: str, paragraph: Span, hits: Sequence[Hit], numbers: Sequence[_Count]) -> Iterator[_Clause]:
    start, opens = paragraph.start, True
    marks = [m for m in _CLAUSE.finditer(text, paragraph.start, paragraph.end) if not _inside(m.start(), numbers)]
    for at, mark in [*((m.start(), m.group()) for m in marks), (paragraph.end, ".")]:
        yield _Clause(_among(hits, start, at), _among(numbers, start, at), opens)
        start, opens = at + 1, mark in ".!?؟\n"


def _inside(at: int, numbers: Sequence[_Count]) -> bool:
    before = bisect_left(numbers, at, key=_start)
    return before > 0 and at < numbers[before - 1].end


def _among(rows: Sequence[_Told], start: int, end: int) -> list[_Told]:
    """Those of some rows, in order of the text, that begin in `[start, end)`."""
    return list(rows[bisect_left(rows, start, key=_start) : bisect_left(rows, end, key=_start)])


def _start(row: Hit | _Count) -> int:
    return row.start


def _paired(report: Report, clauses: Iterator[_Clause]) -> Iterator[tuple[Hit, _Count]]:
    waiting: Hit | None = None
    for clause in clauses:
        if clause.opens:
            waiting = None
        names = list({name_of(h): h for h in clause.names}.values())
        if names:
            waiting = None
            if len(names) == len(clause.numbers) and _in_turn(names, clause.numbers):
                yield from zip(names, clause.numbers, strict=True)
            elif len(names) == 1 and (beside := _beside(names[0], clause.numbers)) is not None:
                yield names[0], beside
            elif len(names) == 1 and not clause.numbers:
                waiting = names[0]
        elif waiting is not None and len(clause.numbers) == 1:
            yield waiting, clause.numbers[0]
            waiting = None


def _beside(name: Hit, numbers: Sequence[_Count]) -> _Count | None:
    """The number right beside a name, where its clause has others further off."""
    return next((n for n in numbers if n.start == name.end + 1 or n.end + 1 == name.start), None)


def _in_turn(names: Sequence[Hit], numbers: Sequence[_Count]) -> bool:
    """Whether names and numbers take turns: "33 in A and 22 in B", "A 33 and B 22"."""
    order = "".join(kind for _, kind in sorted([*((h.start, "n") for h in names), *((n.start, "#") for n in numbers)]))
    return order in ("n#" * len(names), "#n" * len(names))


def _of_harm(report: Report, name: str) -> bool:
    """Whether a name is that of what befell those counted: "killed"."""
    known: dict[str, bool] = report.reading.memo.setdefault("audit_harm_names", {})
    if name not in known:
        known[name] = any(
            h.category == "harm" or h.term.get("harm") for h in read(name, the_matcher()).of("people", "harm")
        )
    return known[name]


def _spellings(name: str) -> Iterator[str]:
    """A name as it stands in its row, and as a sentence may write it: without what its brackets add."""
    yield name
    plain = _BRACKETS.sub(" ", name).strip()
    if plain != name and len(plain) > _SHORT:
        yield plain


def named_at(words: str, name: str) -> int:
    """Where a name stands in some words, each of its words with the Arabic article or without; -1 where it does not."""
    article = arabic_article()
    parts = [word.removeprefix(article) if len(word) > len(article) + _SHORT else word for word in name.split()]
    if len(name) < _SHORT or not all(part in words for part in parts):
        return -1
    worded = " ".join(re.escape(part) if part.isascii() else f"(?:{article})?{re.escape(part)}" for part in parts)
    found = re.search(rf"(?<!\w)[{joined_letters()}]?{worded}(?!\w)", words)
    return found.start() if found is not None else -1


def named_in(report: Report, series: Series, start: int, end: int) -> list[tuple[Item, int]]:
    """The figures of a series whose names stand in folded `[start, end)`, and where each name stands."""
    reading = report.reading
    found: dict[str, tuple[Item, int]] = {}
    if series.kind == "row":
        words = reading.text[start:end]
        for item in series.items:
            at = next((at for name in _spellings(item.name) if (at := named_at(words, name)) >= 0), -1)
            if at >= 0 and not _of_harm(report, item.name):
                found[item.name] = (item, start + at)
    elif series.kind == "day":
        for told in dates_between(report, start, end):
            if (day := series.of(_day(told))) is not None:
                found.setdefault(day.name, (day, told.start))
    else:
        for category, kind in KINDS.items():
            for hit in reading.within(start, end, category) if kind == series.kind else ():
                if (known := series.of(name_of(hit))) is not None:
                    found.setdefault(known.name, (known, hit.start))
    return list(found.values())
