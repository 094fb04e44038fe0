"""A text as it is read: folded, cut into sentences, with every known word found. Grammars work on this alone.

`Reading` positions are those of the folded text; `quote` leads back to the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from tawthiq.domain.span import Quote, Span
from tawthiq.text.fold import Folded, fold
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.sentences import sentences, wraps

_Rows = tuple[list[int], list[Hit], list[int]]
"""Hits with their starts and their places among all hits of the text, by which rows are put together."""
_Asked = tuple[int, list[_Rows]]
_SELDOM: Final = 3
"""Looks at several categories together before their hits are put together for the whole text: half of them are asked for no more often."""
_BEYOND: Final = 1 << 62
"""Stands behind the starts of a row, so that a look need not ask whether it is at the row's end."""
_NO_ROW: Final[_Rows] = ([_BEYOND], [], [])
_START: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with its sentences and hits, both in order of position in the folded text.

    `rows` are the hits of each category with their starts (`_BEYOND` the last of them), so that a look at one category costs no walk over the others;
    `sentence_starts` are those of all sentences. `memo` keeps what several grammars ask of the whole
    text (its numbers, its countries), by the name of what was asked; `looked` the rows of the categories that were looked for, one or several
    together, `asked` how often several were before their row was made, with the rows that the text has of them, and `starts` those of the
    hits of one category and id that were looked for.
    """

    folded: Folded
    text: str
    hits: tuple[Hit, ...]
    sentences: tuple[Span, ...]
    sentence_starts: list[int]
    rows: dict[str, _Rows]
    memo: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    looked: dict[tuple[str, ...], _Rows] = field(default_factory=dict, repr=False, compare=False)
    asked: dict[tuple[str, ...], _Asked] = field(default_factory=dict, repr=False, compare=False)
    starts: dict[tuple[str, str], list[int]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, *categories: str) -> Sequence[Hit]:
        """The hits of the named categories, in order."""
        if len(categories) == 1:
            return self.rows.get(categories[0], _NO_ROW)[1]
        if not categories:
            return []  # what `within` keeps under no name is the row of all
        return (self.looked.get(categories) or self._merged(categories))[1]

    def _merged(self, categories: tuple[str, ...]) -> _Rows:
        """The hits of categories with their starts: put together once, for they are asked for together again and again."""
        found = self._rows_of(categories)
        row = found[0] if found else _NO_ROW
        if len(found) > 1:
            places = sorted(chain.from_iterable([places for _, _, places in found]))
            hits = [self.hits[at] for at in places]
            row = [*map(_START, hits), _BEYOND], hits, places
        self.looked[categories] = row
        return row

    def _rows_of(self, categories: tuple[str, ...]) -> list[_Rows]:
        """The rows that the text has of these categories."""
        return [self.rows[c] for c in dict.fromkeys(categories) if c in self.rows]

    def _looked_for(self, start: int, end: int, categories: tuple[str, ...]) -> tuple[_Rows | None, list[Hit]]:
        """The row of categories that have none yet; where several are looked for together and seldom so far, only their hits in
        folded `[start, end)`."""
        if not categories:
            hits = list(self.hits)
            row = self.looked[categories] = [*map(_START, hits), _BEYOND], hits, list(range(len(hits)))
            return row, []
        times, rows = self.asked.get(categories) or (0, self._rows_of(categories))
        if len(rows) < 2 or times == _SELDOM:
            return self._merged(categories), []
        self.asked[categories] = times + 1, rows
        return None, self._gathered(rows, start, end)

    def _gathered(self, rows: list[_Rows], start: int, end: int) -> list[Hit]:
        """The hits of several rows in folded `[start, end)`, put together for this look alone."""
        found: list[int] = []
        several = False
        for starts, hits, places in rows:
            low = bisect_left(starts, start)
            if starts[low] >= end:
                continue
            several = several or bool(found)
            found += [places[at] for at in range(low, bisect_left(starts, end, low + 1)) if hits[at].end <= end]
        if several:
            found.sort()
        return [self.hits[at] for at in found]

    def within(self, start: int, end: int, *categories: str) -> list[Hit]:
        """The hits that lie in folded `[start, end)`, of the named categories (all where none is named), in order."""
        if len(categories) == 1:
            row = self.rows.get(categories[0])
            if row is None:
                return []
        else:
            row = self.looked.get(categories)
            if row is None:
                row, gathered = self._looked_for(start, end, categories)
                if row is None:
                    return gathered
        starts, hits, _ = row
        low = bisect_left(starts, start)
        if starts[low] >= end:
            return []  # most looks find nothing and need no second search: these are the hottest lines of the package
        if starts[low + 1] >= end:  # most others find one
            return [hits[low]] if hits[low].end <= end else []
        return [h for h in hits[low : bisect_left(starts, end, low + 1)] if h.end <= end]

    def of_id(self, start: int, end: int, category: str, ident: str) -> list[Hit]:
        """The hits of one category and id that lie in folded `[start, end)`, in order: most texts hold none of most ids."""
        starts = self.starts.get((category, ident))
        if starts is None:
            starts = self.starts[category, ident] = [*(h.start for h in self.of(category) if h.id == ident), _BEYOND]
        if starts[0] == _BEYOND or starts[bisect_left(starts, start)] >= end:
            return []
        return [h for h in self.within(start, end, category) if h.id == ident]

    def has(self, *categories: str) -> bool:
        """Whether the text holds a hit of one of the named categories."""
        return any(c in self.rows for c in categories)

    def from_on(self, start: int, *categories: str) -> Iterator[Hit]:
        """The hits of the named categories that begin at folded `start` or later, in order: for who stops at the first that fits."""
        row = (self.looked.get(categories) or self._merged(categories)) if categories else _NO_ROW
        return map(row[1].__getitem__, range(bisect_left(row[0], start), len(row[1])))

    def holding(self, *categories: str) -> list[int]:
        """The indexes, in order, of the sentences that hold a whole hit of the named categories.

        Most sentences hold nothing of what a grammar begins with: it walks over these alone.
        """
        found: dict[int, None] = {}
        for hit in self.of(*categories):
            at = bisect_right(self.sentence_starts, hit.start) - 1
            if at >= 0 and hit.end <= self.sentences[at].end:
                found[at] = None
        return list(found)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds the folded position (the one before it, for a gap)."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def words(self, start: int, end: int) -> str:
        """The document's own words for folded `[start, end)`, where their span is not asked for."""
        return self.folded.words(start, end)

    def quote(self, start: int, end: int) -> Quote:
        """The document's own words for folded `[start, end)`."""
        return Quote.of(self.folded.original, self.folded.span(start, end))


def _rows(hits: Iterable[Hit]) -> dict[str, _Rows]:
    """The hits of each category, in order."""
    grouped: dict[str, _Rows] = {}
    for at, hit in enumerate(hits):
        row = grouped.get(hit.category)
        if row is None:
            row = grouped[hit.category] = [], [], []
        row[0].append(hit.start)
        row[1].append(hit)
        row[2].append(at)
    for starts, _, _ in grouped.values():
        starts.append(_BEYOND)
    return grouped


def _wraps(folded: Folded) -> frozenset[int]:
    """The folded positions of line breaks that only wrap a line; only the written text tells capitals."""
    wrapped = wraps(folded.original)
    if not wrapped:
        return frozenset()
    breaks = (i for i, char in enumerate(folded.text) if char == "\n")
    return frozenset(i for i in breaks if folded.span(i, i + 1).start in wrapped)


def cut(text: str, skip: Iterable[Span] = ()) -> tuple[Folded, list[Span]]:
    """`text` folded and its sentences, without those in `skip`: what `read` gives, where no word is looked for."""
    folded, aside = fold(text), list(skip)
    found = sentences(folded.text, _wraps(folded))
    if aside:
        found = [s for s in found if _stays(folded, aside, s.start, s.end)]
    return folded, found


def _stays(folded: Folded, aside: list[Span], start: int, end: int) -> bool:
    span = folded.span(start, end)
    return not any(a.overlaps(span) for a in aside)


def read(text: str, matcher: PhraseMatcher, skip: Iterable[Span] = ()) -> Reading:
    """Reads `text`. Stretches in `skip` (spans of the document: comments, menus) give no hits and no sentences."""
    aside = list(skip)
    folded, found = cut(text, aside)
    hits = matcher.find(folded.text)
    if aside:
        hits = [h for h in hits if _stays(folded, aside, h.start, h.end)]
    return Reading(folded, folded.text, tuple(hits), tuple(found), [s.start for s in found], _rows(hits))
