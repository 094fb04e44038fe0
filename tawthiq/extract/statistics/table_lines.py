"""The lists of a report: runs of lines, each with one key and its figures, and the line above that says what they divide.

A row is a short line with a number and a key (– حلب 412 مجزرة), or a name and a number (Hezbollah fighters: 640). Rows
follow each other with no prose between; blank lines do not part them. The line above names the dimension (حسب
المحافظات) and what is counted. A row called total holds the sum of the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from tawthiq.domain.light import initialised, replace
from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.table_keys import Key, find_keys, holds_area
from tawthiq.text.ordered import bisect_left

_BULLET: Final = re.compile(r"\s*(?:[-*•▪●◦·]+|\(?\d{1,2}[.)\-](?=\s))*\s*")
_ASIDE: Final = re.compile(r"\([^()\n]*\)")
"""What a row adds in brackets ("Homs: 24 (10 of them in the shelling of the market)"), however long it is."""
_WORDS_IN_A_ROW: Final = 24
_WORDS_IN_A_BARE_ROW: Final = 14
_WORDS_IN_A_TOTAL: Final = 6
_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
TOTALS: Final = ("cumulative", "total")
"""The words for a total, among those of statistics."""
_LABELLED: Final = re.compile(r"(?P<label>[^:\n]{3,220}):\s*$")


@initialised(slots=True, unsafe_hash=True, init=False)
class Row:
    """One line of a list: its folded bounds without bullet, its figures and keys, and its words before a colon.

    `whole`: it gives the total of the others and divides nothing.
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    keys: tuple[Key, ...]
    label: str
    bulleted: bool
    whole: bool

    def __init__(
        self,
        start: int,
        end: int,
        figures: tuple[Figure, ...],
        keys: tuple[Key, ...],
        label: str,
        bulleted: bool,
        whole: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.figures = figures
        self.keys = keys
        self.label = label
        self.bulleted = bulleted
        self.whole = whole


@dataclass(frozen=True, slots=True)
class Section:
    """A run of rows with the line above it (folded bounds; empty where there is none) and the dimension they share."""

    head: Span
    rows: tuple[Row, ...]
    dimension: str
    said: bool


def lines(context: Context) -> list[Span]:
    """The lines of the text that are not blank and not set aside, in folded positions."""
    known: list[Span] | None = context.reading.memo.get("lines")
    if known is None:
        known = context.reading.memo["lines"] = list(_lines(context))
    return known


def _lines(context: Context) -> Iterator[Span]:
    at = 0
    kept = context.reading.sentence_starts
    for line in context.text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if line.strip() and bisect_left(kept, start) < bisect_left(kept, end):
            yield Span(start, end)


def find_sections(context: Context, figures: list[Figure]) -> list[Section]:
    """Every list of a document, in order; two rows at least, three where no line above announces them."""
    sections: list[Section] = []
    run: list[Row] = []
    head = Span(0, 0)
    previous = Span(0, 0)
    known = lines(context)
    maybe = [None, *(_maybe(context, line, figures) for line in known), None]
    for at, line in enumerate(known, start=1):
        told = maybe[at]  # a line alone is no list: its keys, the dearest of a row, are not looked for
        row = _row(context, told) if told is not None and (maybe[at - 1] or maybe[at + 1]) else None
        if row is not None and not (run and row.bulleted != run[-1].bulleted and not row.keys):
            if len(run) == 1 and _is_sentence(context, run[0]) and not _is_sentence(context, row):
                previous, run = Span(run[0].start, run[0].end), []  # it stands above the list
            if not run:
                head = previous
            run.append(row)
            continue
        if run:  # most lines stand in no list
            sections.extend(_sections(context, head, run))
            run = []
        previous = line
    sections.extend(_sections(context, head, run))
    return sections


class _Maybe(NamedTuple):
    """A line that holds figures and is short enough for a row."""

    start: int
    end: int
    figures: list[Figure]
    words: int
    label: str
    labelled: bool
    bulleted: bool


def _maybe(context: Context, line: Span, figures: list[Figure]) -> _Maybe | None:
    first = first_figure(figures, line.start)
    if first == len(figures) or figures[first].start >= line.end:
        return None  # most lines
    text = context.text[line.start : line.end]
    if text.rstrip().endswith(":"):
        return None  # it opens a list
    bullet = _BULLET.match(text)
    start = line.start + (bullet.end() if bullet else 0)
    first = first_figure(figures, start, first)
    inside = [f for f in figures[first : first_figure(figures, line.end, first)] if f.end <= line.end]
    if not inside or context.reading.within(line.start, line.end, "distribution"):
        return None
    before = context.text[start : inside[0].start].strip(' "')
    label_match = _LABELLED.match(before) if ":" in before else None
    label = label_match.group("label").strip() if label_match else ""
    after = context.text[inside[-1].end : line.end].strip(" .,;\"'")
    told = context.text[start : line.end]
    line_words = (_ASIDE.sub(" ", told) if "(" in told else told).split(maxsplit=_WORDS_IN_A_ROW)
    words = len(line_words)  # where there are more, only that there are
    labelled = bool(label) and not after and len(inside) <= 3
    if words > _WORDS_IN_A_ROW and not labelled:  # a paragraph
        return None
    return _Maybe(start, line.end, inside, words, label, labelled, bool(bullet and bullet.group().strip()))


def _row(context: Context, line: _Maybe) -> Row | None:
    keys = [k for k in find_keys(context, line.start, line.end) if not (_used(line, k) or holds_area(context, k))]
    most = _WORDS_IN_A_ROW if keys and line.bulleted else _WORDS_IN_A_BARE_ROW
    whole = not keys and _is_whole(context, line)
    if not line.labelled and (line.words > most or not (keys or line.bulleted or whole)):
        return None
    return Row(line.start, line.end, tuple(line.figures), tuple(keys), line.label, line.bulleted, whole)


def _used(line: _Maybe, key: Key) -> bool:
    """Whether a key begins within a figure of its line."""
    return any(figure.start <= key.start < figure.end for figure in line.figures)


def _is_sentence(context: Context, row: Row) -> bool:
    """Whether a line with neither bullet nor label ends in a full stop."""
    return not (row.bulleted or row.label) and context.text[row.start : row.end].rstrip().endswith(".")


def _tells_an_attack(context: Context, row: Row) -> bool:
    """Whether a line without a label names an attack outright: «قتل مدنيان بغارة على بلدة كذا» is told, and no row of figures."""
    kinds = context.reading.within(row.start, row.end, "kind")
    return not row.label and any(h.term.get("strength", 2) >= _OUTRIGHT for h in kinds)


def _is_whole(context: Context, line: _Maybe) -> bool:
    """Whether a line begins with a word for the total, its number after it: "Total: 214", «المجموع 105 مجازر»."""
    totals = [h for h in context.reading.within(line.start, line.figures[0].start, "statistic_cue") if h.id in TOTALS]
    return bool(totals) and totals[0].start == line.start and line.words <= _WORDS_IN_A_TOTAL


def first_figure(figures: list[Figure], position: int, low: int = 0) -> int:
    """Which of `figures` (in order), from the one of number `low` on, is the first that begins at folded `position` or later."""
    high = len(figures)
    while low < high:
        middle = (low + high) >> 1
        if figures[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low


def _sections(context: Context, head: Span, lines: list[Row]) -> Iterator[Section]:
    """The list of a run of lines; the rows called total neither make it one nor say what it is divided by."""
    count = len(lines)
    head, lines = _headed(head, lines)
    lines = _footed(context, lines)
    run = [row for row in lines if not row.whole]
    if len(run) < 2:
        return
    announced = _announced(context, head)
    counts = Counter(
        d for row in run for d in dict.fromkeys(k.dimension for k in row.keys)
    )  # of two alike, the first named
    if (
        announced is not None
        and announced != "group"
        and (counts[announced] or announced in ("cause", "weapon", "actor"))
    ):
        yield Section(head, tuple(lines), announced, True)
        return
    parted = bool(context.reading.within(head.start, head.end, "distribution"))
    opened = announced is not None or parted or context.reading.within(head.start, head.end, "part_word")
    if count < 3 and not opened:
        return
    labelled = sum(bool(r.label) for r in run)
    unnamed = labelled == len(run) and not any(c == len(run) for c in counts.values())
    if announced == "group" or (unnamed and not _is_form(run)):
        yield Section(head, tuple(lines), "group", announced is not None)
        return
    common = [d for d, n in counts.most_common() if n * 5 >= 4 * len(run)]
    told = common[:1] == ["place"] and announced is None and not parted
    if told and (count < 3 or all(_tells_an_attack(context, row) for row in run)):
        return  # towns told of one below the other
    mostly = [d for d, n in counts.most_common() if n > 1 and n * 3 >= 2 * len(run)]
    bare = labelled == len(run) and all(len(r.figures) == 1 for r in run)
    if not common and bare and mostly:  # "Unidentified: 2" is no party we know
        yield Section(head, tuple(lines), mostly[0], False)
    elif (
        not common and parted and counts and all(r.label for r in run)
    ):  # "as follows": towns of which some are in no list
        dimension, known = counts.most_common(1)[0]
        if known * 2 >= len(run):
            yield Section(head, tuple(lines), dimension, False)
    if common:
        rows = [r for r in lines if r.whole or any(k.dimension == common[0] for k in r.keys)]
        yield Section(head, tuple(rows), common[0], False)


def _headed(head: Span, lines: list[Row]) -> tuple[Span, list[Row]]:
    """The head and the rows, where the first line names none of what all others divide: it gives their total ("First quarter: 44")."""
    rows = [{k.dimension for k in row.keys} for row in lines[1:] if not row.whole]
    if len(rows) < 2 or lines[0].whole or lines[0].bulleted or lines[1].bulleted:
        return head, lines
    shared = set.intersection(*rows) - {k.dimension for k in lines[0].keys}
    return (Span(lines[0].start, lines[0].end), lines[1:]) if shared else (head, lines)


def _footed(context: Context, lines: list[Row]) -> list[Row]:
    """The rows, the last as the total where it names a stretch of time and none of what all others divide: "Second half of 2018: 500"."""
    if len(lines) <= 2:
        return lines
    *others, last = lines
    if last.whole or last.bulleted or any(not row.keys for row in others):
        return lines
    shared = set.intersection(*({k.dimension for k in row.keys} for row in others)) - {k.dimension for k in last.keys}
    spoken = context.reading.within(last.start, last.figures[0].start, "named_period")
    return [*others, replace(last, whole=True)] if shared and spoken else lines


def _is_form(run: list[Row]) -> bool:
    """Whether the lines are the fields of one record (Killed: 10, Injured: 4, …) and divide nothing."""
    measures = {f.measure for row in run for f in row.figures if f.noun is not None and not f.inherited}
    told = [f.measure for row in run for f in row.figures[:1] if not f.inherited and f.measure is not None]
    return len(measures) > 1 or len(told) > 1 or len(run) < 4


def _announced(context: Context, head: Span) -> str | None:
    """The dimension that the line above names, the last one where it names several."""
    named = context.reading.within(head.start, head.end, "dimension")
    return named[-1].id if named else None
