"""Figures under names of their own, for claims to be held against: rows of lists, and what sentences and lines list (standards §3, D18).

`series_of` (told_series.py) finds figures beside known words: months, places, parties. Here a name is whatever stands where the other
names of its list stand: "Public officials in 61 cases, organised crime in 29", «أبو شوك 87، زمزم 41», or a heading above its own line
of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tawthiq.audit.ledger_sums import row_sums
from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.outline import outlines
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.share_wholes import is_year
from tawthiq.audit.told_series import Item, Series, name_of, named_in, series_of
from tawthiq.audit.words import arabic_article, joined_and, joined_letters, leading_words, noise_words, pooled_words
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_LISTED = 3
_PAIR = 2
_SHORT = 3
_MANY = 40
"""Series that a claim is held against, the nearest ones."""
_NAME = 5
"""Words of a name, at most."""
_PARTED = re.compile(r"[,;/|·]\s*|\s+and\s+|[(]")
_SENTENCE = re.compile(r"[.!?؟\n](?!\d)")
_PAIRED = re.compile(r"^(?:[^\d\n;|]{2,40}?[ :=](\d[\d,.]*)\s*(?:;|\||$)\s*){2,6}$")
_AND = re.compile(r"(?:,|\s+and|\s+و)\s*$")
_STRIP = " \"'*-–—•▪◦·[]()>=:،,."


def named_series(report: Report) -> list[Series]:
    """Every series whose figures a claim can name: of known names, of lists, of prose; looked for once."""
    known: list[Series] | None = report.reading.memo.get("audit_named_series")
    if known is None:
        cleaned = [_cleaned(s) if s.kind == "row" else s for s in series_of(report)]
        found = [
            *cleaned,
            *_of_prose(report),
            *_of_prose_behind(report),
            *_of_headings(report),
            *_of_outlines(report),
            *_of_totals(report),
        ]
        known = report.reading.memo["audit_named_series"] = [s for s in found if len(s.items) >= 2]
    return known


def mentions(report: Report, start: int, end: int) -> list[tuple[Item, Series, int]]:
    """The figures whose names stand in folded `[start, end)`, each with its series and where the name stands."""
    text = report.reading.text
    found = [
        (item, series, at)
        for series in _near(report, start)
        for item, at in named_in(report, series, start, end)
        if not pooled(item.name) and not (series.kind == "actor" and _small_word(report, at))
    ]
    rows = [(at, at + len(item.name)) for item, series, at in found if series.kind == "row"]
    return [
        (item, series, at)
        for item, series, at in found
        if series.kind != "row"
        or (
            "-" not in (text[at - 1 : at], text[at + len(item.name) : at + len(item.name) + 1])
            and not any(a <= at and at + len(item.name) <= b and b - a > len(item.name) for a, b in rows)
        )
    ]


def _near(report: Report, at: int) -> Sequence[Series]:
    """The series told nearest to a place of the text: all of them in most reports."""
    every = named_series(report)
    return every if len(every) <= _MANY else sorted(every, key=lambda s: abs(s.start - at))[:_MANY]


def _small_word(report: Report, at: int) -> bool:
    """Whether what could be the initials of a party is a little word: "is"."""
    text = report.reading.text
    end = next((i for i in range(at, len(text)) if not text[i].isalnum()), len(text))
    span = report.reading.folded.span(at, end)
    words = report.reading.folded.original[span.start : span.end]
    return end - at <= _SHORT and words.isascii() and not words.isupper()


def pooled(name: str) -> bool:
    """Whether a row stands for several or for none that is known: "others", "unknown"."""
    words = name.split()
    return any(" ".join(words[i : i + n]) in pooled_words() for n in (1, 2, 3) for i in range(len(words) - n + 1))


def ranked(series: Series) -> list[Item]:
    """The figures of a series that compete: all but the pooled ones."""
    return [item for item in series.items if not pooled(item.name)]


def _cleaned(series: Series) -> Series:
    items = tuple(replace(item, name=bare_name(item.name)) for item in series.items)
    kept = tuple(item for item in items if item.name)
    if len({item.name for item in kept}) < len(kept):
        return series  # "first week", "second week": what goes before is the name
    return replace(series, items=kept, names=tuple(item.name for item in kept))


def bare_name(name: str) -> str:
    """A name without the words around it that are no part of it: "cauca comes first with" is cauca."""
    words = name.strip(_STRIP).split()
    while words and (words[-1] in noise_words()):
        words.pop()
    while words and (plain := _without_joined(words[0])) is not None:
        if plain in noise_words():
            words.pop(0)
            continue
        words[0] = plain
        break
    return " ".join(words).strip(_STRIP)


def _without_joined(word: str) -> str:
    """A word without an "and" written on to it, where what is left is a word with an article or one that leads to a name."""
    rest = word[1:]
    if word[:1] in joined_letters() and (
        rest in noise_words() or (len(rest) > 3 and rest.startswith(arabic_article()))
    ):
        return rest
    return word


def _of_prose(report: Report) -> Iterator[Series]:
    """The lists of a sentence whose pieces each have one figure, a word for what it counts behind it or not."""
    text, folded = report.reading.text, report.reading.folded
    start = 0
    for mark in [*_SENTENCE.finditer(text), None]:
        end = mark.start() if mark is not None else len(text)
        run: list[Item] = []
        first = start
        numbers = [n for n in counts_between(report, start, end) if not is_year(report, n)]
        for at, number in enumerate(numbers):
            left = numbers[at - 1].end if at else max(start, text.rfind(":", start, number.start) + 1)
            name = _name_between(text, left, number.core_start, first=not at)
            if name and _plain(report, number):
                if not run:
                    first = left
                span = folded.span(number.core_start, number.core_end)
                run.append(Item(name, int(number.value or 0), span, number.start))
                continue
            yield from _closed(run, first)
            run = []
        yield from _closed(run, first)
        start = end + 1


def _of_prose_behind(report: Report) -> Iterator[Series]:
    """The lists of a sentence whose figures each stand before their name: "6 on schools, 8 on hospitals and 11 on markets"."""
    text, folded = report.reading.text, report.reading.folded
    start = 0
    for mark in [*_SENTENCE.finditer(text), None]:
        end = mark.start() if mark is not None else len(text)
        numbers = [n for n in counts_between(report, start, end) if not is_year(report, n)]
        run: list[Item] = []
        for at, number in enumerate(numbers):
            stop = numbers[at + 1].start if at + 1 < len(numbers) else end
            name = _name_behind(text[number.core_end : stop], last=at + 1 == len(numbers))
            if name and _plain(report, number):
                span = folded.span(number.core_start, number.core_end)
                run.append(Item(name, int(number.value or 0), span, number.start))
            elif len(run) >= _LISTED:
                break
            else:
                run = []
        names = tuple(item.name for item in run)
        if len(run) >= _LISTED and len(set(names)) == len(names):
            yield Series("row", tuple(run), True, names, start, run[-1].start)
        start = end + 1


def _name_behind(between: str, *, last: bool) -> str:
    """The name behind a figure, led by a word such as "on" or "by", up to the mark or the "and" before the next figure."""
    words = _AND.sub("", between) if not last else between
    plain = re.split(r"[,;:()]", words.strip(" ,;"))[0].split()
    if len(plain) < _PAIR or plain[0] not in leading_words() or any(c.isdigit() for w in plain for c in w):
        return ""
    name = bare_name(" ".join(plain[1:]))
    return name if 1 <= len(name.split()) <= _NAME else ""


def _closed(run: Sequence[Item], first: int) -> Iterator[Series]:
    joined = joined_and()
    if len(run) > _LISTED - 1 and all(item.name.startswith(joined) for item in run[1:]):
        run = [run[0], *(replace(item, name=item.name.removeprefix(joined)) for item in run[1:])]
    names = [item.name for item in run]
    if len(run) >= _LISTED and len(set(names)) == len(names):
        yield Series("row", tuple(run), True, tuple(names), first, run[-1].start)


def _name_between(text: str, left: int, right: int, *, first: bool) -> str:
    """The name before a figure: what stands behind the last mark between it and the figure before."""
    between = text[left:right]
    if ":" in between:
        return ""
    marks = list(_PARTED.finditer(between.rstrip(" (")))
    if not first and not marks and not _joined(between):
        return ""
    name = between[marks[-1].end() :] if marks else between
    if not first and _joined(name) and not marks:
        name = name[_joined(name) :]
    name = bare_name(name)
    return name if 1 <= len(name.split()) <= _NAME and not any(c.isdigit() for c in name) else ""


def _joined(between: str) -> int:
    """Where a piece begins that is joined to the one before by an "and" written on to it; 0 where none is."""
    found = re.search(rf"\s{joined_and()}", between)
    return found.end() if found else 0


def _plain(report: Report, number: NumberHit) -> bool:
    text = report.reading.text
    return text[number.core_end : number.core_end + 1] != "%" and text[number.core_start - 1 : number.core_start] != "-"


def _of_headings(report: Report) -> Iterator[Series]:
    """Headings that each stand above one line of named figures: "NORTH / incidents 31; killed 71"."""
    text = report.reading.text
    lines: list[Span] = []
    start = 0
    for words in text.split("\n"):
        if words.strip():
            lines.append(Span(start, start + len(words)))
        start += len(words) + 1
    rows: list[tuple[Span, list[NumberHit]]] = []
    at = 0
    while at + 1 < len(lines):
        head, line = lines[at], lines[at + 1]
        told = counts_between(report, line.start, line.end)
        good = _PAIRED.match(text[line.start : line.end].strip()) and not _PAIRED.match(
            text[head.start : head.end].strip()
        )
        if good and len(told) > 1 and (not rows or len(told) == len(rows[0][1])):
            rows.append((head, told))
            at += 2
            continue
        yield from _columns(report, rows)
        rows = []
        at += 1
    yield from _columns(report, rows)


def _of_outlines(report: Report) -> Iterator[Series]:
    """The headings of an outline, each with the sum of the list below it."""
    for outline in outlines(report):
        names = tuple(bare_name(item.name) for item in outline.items)
        items = tuple(replace(item, name=name) for item, name in zip(outline.items, names, strict=True))
        yield Series("row", items, False, names, items[0].start, items[-1].start)


def _of_totals(report: Report) -> Iterator[Series]:
    """The last row of a crossed table: what stands under the name of each column, in all."""
    text, bounds = report.reading.text, report.reading.folded.bounds
    for ledger in report.page.ledgers:
        if ledger.total is None or len(ledger.names) <= _LISTED or not row_sums(ledger, report.reading):
            continue  # columns of one whole: those of other measures compete with none
        told = [
            (text[slice(*bounds(n))].strip(_STRIP), c)
            for n, c in zip(ledger.names[1:], ledger.total.cells, strict=True)
        ]
        items = tuple(
            Item(n, c.value, c.span, bounds(c.span)[0]) for n, c in told if c is not None and n and not pooled(n)
        )
        if len(items) >= _PAIR and len({i.name for i in items}) == len(items):
            start, end = bounds(ledger.span)
            yield Series("row", items, False, tuple(i.name for i in items), start, end)
            yield from _known_columns(report, ledger, items, start, end)


def _known_columns(report: Report, ledger: Ledger, items: Sequence[Item], start: int, end: int) -> Iterator[Series]:
    """The same under the parties that the columns name, whatever they are called elsewhere."""
    bounds = report.reading.folded.bounds
    found: dict[str, Item] = {}
    for name, cell in zip(ledger.names[1:], ledger.total.cells if ledger.total else (), strict=False):
        hits = list(report.reading.within(*bounds(name), "actor"))
        item = next((i for i in items if cell is not None and i.span == cell.span), None)
        if item is not None and len({name_of(h) for h in hits}) == 1:
            found.setdefault(name_of(hits[0]), replace(item, name=name_of(hits[0])))
    if len(found) == len(items):
        yield Series("actor", tuple(found.values()), False, tuple(found), start, end)


def _columns(report: Report, rows: Sequence[tuple[Span, list[NumberHit]]]) -> Iterator[Series]:
    if len(rows) < _LISTED:
        return
    text, span_of = report.reading.text, report.reading.folded.span
    names = [bare_name(re.sub(r"^\W*\d+\W*", "", text[head.start : head.end])) for head, _ in rows]
    for column in range(len(rows[0][1])):
        items = tuple(
            Item(
                name, int(told[column].value or 0), span_of(told[column].core_start, told[column].core_end), head.start
            )
            for name, (head, told) in zip(names, rows, strict=True)
        )
        yield Series("row", items, False, tuple(names), rows[0][0].start, rows[-1][0].end)
