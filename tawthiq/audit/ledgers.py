"""The lists and columns of a report as they stand on the page, whatever their rows are called.

Statistics are read where their words are known; a sum can be checked without. A ledger is a run of lines of one form, each with a
label and its numbers: cells parted by tabs, bars, semicolons, leader dots, dashes or wide gaps, or a short line with one figure or two
("Aleppo (34)"). A cell may be a range or hold a second figure. A row called total ends it: two tables written one below the other are two
ledgers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tawthiq.audit.ledger_cells import Cell, as_thousands, figures_of
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.reading import Reading

_BULLET = re.compile(r"\s*(?:[-*•▪●◦·–—]+|\(?\d{1,2}[.)](?=\s))?\s*")
_RULE = re.compile(r"[\s|:+=_-]+")
_GAP = re.compile(r"\t| {2,}|\s?\.{3,}\s?|\s\.\.\s|…+")
_MARKS = (
    re.compile(r"\t"), re.compile(r"\|"), re.compile(r"[;؛]"), _GAP, re.compile(r" [–—-] "), re.compile(r" / "), re.compile(r", "), re.compile(r",")
)  # fmt: skip
_FIRM = _MARKS[:6]
"""Marks that part cells without doubt: a label may hold a number then ("Week 1", "Ages 5–11")."""
_PERCENT = re.compile(r"\(?[+\-−]?\d+(?:[.,٫]\d+)?\s?[%٪]\)?|[%٪]\s?\d+(?:[.,٫]\d+)?|[+\-−]?\d+[.,٫]\d{1,2}")
AGES = re.compile(r"[<>≥≤]?\s?\d{1,3}(?:\s?[\-–—/]\s?\d{1,3}|\s?\+)|[<>≥≤]\s?\d{1,3}")
"""A label without a letter that is no count: a span of ages, "60+"."""
_DASH = frozenset("-–—") | {""}
_WORDS = 14
"""Words of a line that is a row, brackets left out, at most."""
_LISTED = 3
"""Rows that a list keeps, at least."""
_PAIR = 2
_PLAIN = 6
_LONGER = 3
"""Words of a sentence behind a list, at least, and how many more than any row has."""
_SEVERAL = re.compile(
    r"(?P<a>\d[\d,٬]*)(?:[-–—](?P<b>\d[\d,٬]*))?\+?(?:\s(?P<open>\()?(?:(?P<c>\d[\d,٬]*)(?:[-–—](?P<d>\d[\d,٬]*))?\+?|[-–—])(?(open)\)))?"
)
"""A cell of several figures: the two ends of a range, or a count and another beside it, which may be a range or none: "3 113–514+", "7 (12)"."""
_TITLED = (":", "-", "–", "—", ".")
_CHANCE = 10
"""A smaller number may be the sum of a column by chance."""
_YEAR = 4
_THOUSANDS = 3
"""Digits behind a blank that may be the rest of one number: "1 234"."""
_CELL_WORDS = 2
_CELLS = 4
"""Figures in a row that is no row of cells, at most."""
_DUAL = 2
_TOTALS = ("cumulative", "total")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, its cells in order (None: an empty one), its form, and whether it is called total."""

    label: Span
    cells: tuple[Cell | None, ...]
    form: tuple[str, ...]
    whole: bool
    told: int = 0
    """Words of a line that is told as a sentence, with a full stop; 0 for any other."""
    between: str = ""
    """What stands between a label and the number behind it: a colon, a comma."""

    @property
    def span(self) -> Span:
        """The words of the row."""
        last = next((c.span.end for c in reversed(self.cells) if c is not None), self.label.end)
        return Span(min(self.label.start, self._first), max(self.label.end, last))

    @property
    def _first(self) -> int:
        return next((c.span.start for c in self.cells if c is not None), self.label.start)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows of one form, the row with their totals where one stands first or last, the names of the columns, the lines above, and all from
    the first row to the last."""

    rows: tuple[Row, ...]
    total: Row | None
    names: tuple[Span, ...]
    head: tuple[Span, ...]
    span: Span
    unadded: frozenset[int] = frozenset()
    """The columns whose rows a note beside the list says to be no parts of a total."""

    def column(self, at: int) -> list[Cell | None]:
        """The cells of one column."""
        return [row.cells[at] for row in self.rows]

    @property
    def width(self) -> int:
        """How many figures a row has."""
        return len(self.rows[0].cells)


def find_ledgers(reading: Reading, numbers: Sequence[NumberHit]) -> list[Ledger]:
    """Every ledger of a text, in order: two rows at least beside a total, three without."""
    lines = _Lines(reading, numbers)
    found: list[Ledger] = []
    run: list[Row] = []
    above: list[Span] = []
    names: tuple[Span, ...] = ()
    named: tuple[str, tuple[Span, ...]] = ("", ())
    lasting = Span(0, 0)  # the line of the last row
    for at, line in enumerate([*lines.spans, None]):
        row = lines.row(line) if line is not None else None
        closed = bool(run) and run[-1].whole and len(run) > 1
        if row is not None and (not run or (row.form == run[-1].form and not closed)):
            if not run:
                names = _names_of(named, row)
                above = _headed(above, named, names)
            run.append(row)
            lasting = lines.spans[at]
            continue
        if run and line is not None and lines.drawn(line) and _totalled(run, lines.after(at)):
            continue  # the rule above the row with the sums
        if run:
            listed = list(_ledger(run, names, above))
            found.extend(listed)
            # a short line with a figure of its own stands above the list like any other
            above = [*([] if listed else above[-1:]), lasting] if closed or not listed else []
            run = []
        if row is not None:
            names = _names_of(named, row)
            above = _headed(above, named, names)
            run = [row]
            lasting = lines.spans[at]
        elif line is not None and not lines.drawn(line):
            above = _headed(above, named, ())  # two such lines on end: the first names no columns
            named = lines.names(line)
            if not named[1]:
                above = [*above[-1:], line]
    return found


def _with_thousands(run: list[Row]) -> list[Row]:
    if not any(c is not None and c.second is not None for row in run for c in row.cells):
        return run
    columns = [as_thousands([row.cells[at] for row in run]) for at in range(len(run[0].cells))]
    return [replace(row, cells=tuple(column[at] for column in columns)) for at, row in enumerate(run)]


def _ledger(run: list[Row], names: tuple[Span, ...], above: list[Span]) -> Iterator[Ledger]:
    run = _with_thousands(run)
    while len(run) > _LISTED and _told_apart(
        run
    ):  # "In conclusion, the 478 killed in April …" is no row of the list above it
        run = run[:-1]
    total = next((row for row in (run[-1], run[0]) if row.whole), None)
    if total is None:  # "All provinces | 187 | 402": the sums say what it is, whatever its name
        total = next((row for row in (run[-1], run[0]) if _gives_sums(row, run)), None)
    rows = [row for row in run if row is not total]
    width = len(rows[0].cells) if rows else 0
    counted = [at for at in range(width) if any(row.cells[at] is not None for row in rows)]
    if 0 < len(counted) < width:  # the others hold percentages
        names = (names[0], *(names[at + 1] for at in counted)) if names else ()
        rows = [_only(row, counted) for row in rows]
        total = _only(total, counted) if total is not None else None
    if len(rows) >= (2 if total is not None else 3) and not any(row.whole for row in rows):
        spans = [row.span for row in run]
        whole = Span(min(s.start for s in spans), max(s.end for s in spans))
        yield Ledger(tuple(rows), total, names, tuple(above), whole)


def _only(row: Row, columns: Sequence[int]) -> Row:
    """A row without the columns that no row has a count in."""
    return replace(row, cells=tuple(row.cells[at] for at in columns))


def _gives_sums(row: Row, run: list[Row]) -> bool:
    """Whether one of a row's cells is the sum of all others of its column, and none is less than the largest of its own."""
    others = [r for r in run if r is not row]
    if len(others) < _LISTED or len(row.cells) < _PAIR:
        return False
    sums = 0
    for at, cell in enumerate(row.cells):
        told = [c.value for r in others if (c := r.cells[at]) is not None]
        if not told:
            continue  # a column of percentages
        if cell is None or cell.value < max(told):
            return False
        sums += cell.value == sum(told) >= _CHANCE and sum(v > 0 for v in told) >= _LISTED
    return sums > 0


def _names_of(named: tuple[str, tuple[Span, ...]], row: Row) -> tuple[Span, ...]:
    """The names of a row's columns: those of the line above that is parted as the row is; "Arrested, by city" heads a list and names none."""
    mark, names = named
    return names if len(names) == len(row.cells) + 1 and mark == row.form[0] else ()


def _headed(above: list[Span], named: tuple[str, tuple[Span, ...]], names: tuple[Span, ...]) -> list[Span]:
    """The lines above a list, that among them which could have named columns and names none."""
    cells = named[1]
    return above if names or not cells else [*above[-1:], Span(cells[0].start, cells[-1].end)]


def _totalled(run: list[Row], row: Row | None) -> bool:
    """Whether a row behind the rule that ends some rows has their sums."""
    if row is None or row.form != run[-1].form or any(r.whole for r in run):
        return False
    return row.whole or _gives_sums(row, [*run, row])


def _told_apart(run: list[Row]) -> bool:
    """Whether the last line is a sentence where the others are none, or is much longer than any of them."""
    *others, last = run
    longest = max(row.told for row in others)
    unlike = not longest and last.between != others[-1].between
    return last.told > _PLAIN and (unlike or (longest > 0 and last.told > longest + _LONGER))


@dataclass(frozen=True, slots=True, order=True)
class _Count:
    """A count of a line: a number, or a dual, which counts two without one."""

    start: int
    core_end: int
    end: int
    value: int


class _Lines:
    """The lines of a text with the numbers in them, each number looked up by where it stands."""

    def __init__(self, reading: Reading, numbers: Sequence[NumberHit]) -> None:
        self.reading = reading
        self.text = reading.folded.original
        counted = [
            _Count(n.core_start, n.core_end, n.end, int(n.value))
            for n in numbers
            if n.kind == "cardinal" and n.value is not None
        ]
        self.numbers = [(n, reading.folded.span(n.start, n.core_end)) for n in counted]
        pairs = [
            h
            for h in reading.of("people", "counted_unit")
            if h.term.get("number") == "dual" and not h.term.wording.isascii()
        ]
        self.pairs = [(h, reading.folded.span(h.start, h.end)) for h in pairs]
        self.pair_starts = [span.start for _, span in self.pairs]
        self.starts = [span.start for _, span in self.numbers]
        self.spans = list(self._spans())

    def _spans(self) -> Iterator[Span]:
        at = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield Span(at, at + len(line))
            at += len(line) + 1

    def after(self, at: int) -> Row | None:
        """The line behind one, as a row."""
        return self.row(self.spans[at + 1]) if at + 1 < len(self.spans) else None

    def drawn(self, line: Span) -> bool:
        """Whether a line only rules the table off: "|---|---|"."""
        return _RULE.fullmatch(self.text, line.start, line.end) is not None

    def _inside(self, span: Span) -> list[tuple[_Count, Span]]:
        first = bisect_left(self.starts, span.start)
        return [p for p in self.numbers[first : bisect_left(self.starts, span.end, first)] if p[1].end <= span.end]

    def _cut(self, line: Span, mark: re.Pattern[str]) -> list[Span]:
        edges = [(m.start(), m.end()) for m in mark.finditer(self.text, line.start, line.end)]
        if mark.pattern == ",":
            edges = [e for e in edges if not self._in_a_number(e[0])]  # "1,133" is one cell
        starts, ends = [line.start, *(b for _, b in edges)], [*(a for a, _ in edges), line.end]
        cells = [self._stripped(Span(a, b)) for a, b in zip(starts, ends, strict=True)]
        while len(cells) > 1 and cells[0].start == cells[0].end:
            cells.pop(0)
        if mark.pattern == r"\|" and cells and cells[-1].start == cells[-1].end:
            cells.pop()
        return cells

    def _in_a_number(self, at: int) -> bool:
        before = bisect_left(self.starts, at)
        return before > 0 and self.numbers[before - 1][1].end > at

    def _stripped(self, span: Span) -> Span:
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip(' "\r'))
        return Span(start, max(start, span.start + len(words.rstrip(' "\r'))))

    def names(self, line: Span) -> tuple[str, tuple[Span, ...]]:
        """The cells of a line that names columns, and what parts them: two or more, none with a number of its own that is no year."""
        for mark in _MARKS:
            cells = self._cut(line, mark)
            digits = any(c.isdigit() for c in self.text[line.start : line.end])
            if len(cells) > 1 and (not digits or self._years(cells[1:])):
                short = all(len(self.text[c.start : c.end].split()) <= _WORDS // 2 for c in cells)
                return (mark.pattern, tuple(cells)) if short else ("", ())
        return "", ()

    def _years(self, cells: Sequence[Span]) -> bool:
        """Whether some cells are years, one after the other: what the columns of a comparison are called."""
        told = [self.text[c.start : c.end] for c in cells]
        years = [int(w) for w in told if w.isdecimal() and len(w) == _YEAR]
        return len(years) == len(told) > 1 and all(1900 < y < 2100 for y in years) and len(set(years)) == len(years)

    def row(self, line: Span) -> Row | None:
        """The line as a row of cells, else as a short line with its figures; None for prose, titles and lines that rule off."""
        words = self.text[line.start : line.end]
        if words.rstrip().endswith((":", "：")) or not (any(c.isdigit() for c in words) or self._inside(line)):
            return None
        if any(self._years(self._cut(line, mark)[1:]) for mark in _FIRM):
            return None
        titles = not any(c.isdigit() for c in words) and max(words.count(m) for m in "\t|") > 1
        return self._cells(line) or (None if titles else self._short(line))  # "one party or another" names a column

    def _cells(self, line: Span) -> Row | None:
        for mark in _MARKS:
            first, *others = self._cut(line, mark)
            firm = mark in _FIRM
            numbered = bool(self._inside(first)) and not firm
            label = self.text[first.start : first.end]
            if not others or numbered or not (any(c.isalpha() for c in label) or (firm and AGES.fullmatch(label))):
                continue
            cells = [None if firm and self._share(c) else self._cell(c) for c in others]
            if any(c is False for c in cells):
                continue
            known = tuple(c for c in cells if not isinstance(c, bool))
            if any(c is not None for c in known):
                return Row(first, known, (mark.pattern, str(len(known))), self._whole(first))
        return None

    def _share(self, span: Span) -> bool:
        """Whether a cell is a percentage or a number with decimals, which no column of counts holds."""
        return _PERCENT.fullmatch(self.text, span.start, span.end) is not None

    def _cell(self, span: Span) -> Cell | bool | None:
        """The number of a cell; None for an empty one, False where it is no cell of numbers."""
        words = self.text[span.start : span.end]
        if words in _DASH:
            return None
        if (several := figures_of(words, span)) is not None:
            return several
        inside = self._inside(span)
        if len(inside) != 1:
            digits = words.replace(",", "").replace("٬", "")
            return Cell(int(digits), span, "") if digits.isdecimal() else False
        number, at = inside[0]
        rest = self.text[span.start : at.start] + self.text[at.end : span.end]
        if len(rest.split()) > _CELL_WORDS or "%" in rest:
            return False
        return Cell(int(number.value or 0), at, "")

    def _short(self, line: Span) -> Row | None:
        bullet = _BULLET.match(self.text, line.start, line.end)
        start = bullet.end() if bullet else line.start
        words = self.text[start : line.end]
        found = self._inside(Span(start, line.end))
        found = sorted((*found, *self._duals(start, line.end, found))) if found else found
        open_ = [p for p in found if not self._bracketed(start, p[1])]
        found = open_ or found
        plain = re.sub(r"\([^()]*\)", "", words)
        if len(found) == 1 and self._numbers_a_title(start, line.end, found[0][1]):
            return None
        if not 1 <= len(found) <= _CELLS or len(plain.split()) > _WORDS or ". " in plain.rstrip(" ."):
            return None
        cells = tuple(Cell(int(n.value or 0), at, self._what(n, line) if len(found) > 1 else "") for n, at in found)
        label = self._label(start, line.end, [c.span for c in cells])
        if not any(c.isalpha() for c in self.text[label.start : label.end]):
            return None
        mark = re.sub(r"\d+", "1", self.text[line.start : start])
        told = len(plain.split()) if words.rstrip().endswith(".") else 0
        between = self.text[label.end : cells[0].span.start] if label.end <= cells[0].span.start else ""
        return Row(label, cells, (mark, *(c.what for c in cells)), self._whole(label), told, between.strip(" "))

    def _duals(self, start: int, end: int, found: list[tuple[_Count, Span]]) -> Iterator[tuple[_Count, Span]]:
        """The Arabic duals of a line that no number counts again: «مقتل 15 مدنياً وإصابة شخصين» has two figures."""
        first = bisect_left(self.pair_starts, start)
        for hit, span in self.pairs[first : bisect_left(self.pair_starts, end, first)]:
            beside = any(n.end in (hit.start, hit.start - 1) or hit.end + 1 == n.start for n, _ in found)
            if not beside:
                yield _Count(hit.start, hit.end, hit.start, _DUAL), span

    def _numbers_a_title(self, start: int, end: int, span: Span) -> bool:
        """Whether the only number of a line is that of a table or section, with its title behind: "Table (2): the killed by province"."""
        names = self.reading.within(*self.reading.folded.bounds(Span(start, span.start)), "audit_numbered")
        before = self.text[start : span.start].split()
        behind = self.text[span.end : end].lstrip(" )]")
        return (
            bool(names) and len(before) == 1 + before.count("(") and behind[:1] in _TITLED and len(behind.split()) > 1
        )

    def _bracketed(self, start: int, span: Span) -> bool:
        before = self.text[start : span.start]
        return before.count("(") > before.count(")")

    def _label(self, start: int, end: int, cells: list[Span]) -> Span:
        """The words before the first number, where there are any, else those after the last."""
        before = self._trimmed(start, cells[0].start)
        return before if before.start < before.end else self._trimmed(cells[-1].end, end)

    def _trimmed(self, start: int, end: int) -> Span:
        words = self.text[start:end]
        marks = " \t:.–—-=،,;(|\"'"
        first = start + len(words) - len(words.lstrip(marks))
        return Span(first, max(first, start + len(words.rstrip(marks))))

    def _what(self, number: _Count, line: Span) -> str:
        """The harm or people right behind a number: what its column counts."""
        _, end = self.reading.folded.bounds(line)
        near = [h for h in self.reading.within(number.end, end, "people", "harm") if h.start - number.end <= 2]
        return str(near[0].term.get("harm") or near[0].id) if near else ""

    def _whole(self, label: Span) -> bool:
        """Whether a label is a word for the total, with nothing beside it but what is counted: "Total", "Total killed"."""
        start, end = self.reading.folded.bounds(label)
        for told in self.reading.within(start, end, "statistic_cue"):
            if told.id not in _TOTALS:
                continue
            words = self.reading.text[start : told.start].split() + self.reading.text[told.end : end].split()
            beside = [w for w in words if any(c.isalnum() for c in w)]  # a bullet is no word
            counted = self.reading.within(start, end, "people", "harm", "counted_unit")
            known = [w for h in counted if not h.term.get("other") for w in self.reading.text[h.start : h.end].split()]
            if all(word in known for word in beside):
                return True
        return False
