"""A text as it is read: folded, cut into sentences, with every known word found. Grammars work on this alone.

`Reading` positions are those of the folded text; `quote` leads back to the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any, Final

from tawthiq.domain.light import initialised, mypyc_attr
from tawthiq.domain.span import Quote, Span
from tawthiq.text.fold import Folded, fold
from tawthiq.text.ordered import bisect_left, bisect_right
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.sentences import sentences, wraps

_SELDOM: Final = 3
"""Looks at several categories together before their hits are put together for the whole text: half of them are asked for no more often."""
_BEYOND: Final = 1 << 61
"""Stands behind the starts of a row, so that a look need not ask whether it is at the row's end."""


_NONE: Final[list[Hit]] = []
"""What most looks find: one list for all of them, which nobody changes."""


@mypyc_attr(acyclic=True)
class _Row:
    """Hits in order, with their starts (`_BEYOND` the last of them), which are made at the first look by position: most rows see none."""

    __slots__ = ("_starts", "hits")

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits
        self._starts: list[int] | None = None

    def starts(self) -> list[int]:
        """Where the hits begin; not to be changed."""
        starts = self._starts
        if starts is None:
            starts = [hit.start for hit in self.hits]
            starts.append(_BEYOND)
            self._starts = starts
        return starts

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that lie in folded `[start, end)`."""
        starts = self.starts()
        low = bisect_left(starts, start)
        if starts[low] >= end:
            return (
                _NONE  # most looks find nothing and need no second search: these are the hottest lines of the package
            )
        hits = self.hits
        if starts[low + 1] >= end:  # most others find one
            return [hits[low]] if hits[low].end <= end else _NONE
        return [h for h in hits[low : bisect_left(starts, end, low + 1)] if h.end <= end]


_NO_ROW: Final = _Row([])
_Asked = tuple[int, list[_Row]]


@initialised(slots=True, unsafe_hash=True, init=False)
class Reading:
    """A folded text with its sentences and hits, both in order of position in the folded text.

    `rows` are the hits of each category, so that a look at one category costs no walk over the others; `sentence_starts` those of all
    sentences. `memo` keeps what several grammars ask of the whole text (its numbers, its countries), by the name of what was asked;
    `looked` the rows of the categories that were looked for together, `asked` how often they were before their row was made, with the
    rows that the text has of them, and `ids` the rows of each id of a category that was looked for by id.
    """

    folded: Folded
    text: str
    hits: tuple[Hit, ...]
    sentences: tuple[Span, ...]
    sentence_starts: list[int]
    rows: dict[str, _Row]
    memo: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    looked: dict[tuple[str, ...], _Row] = field(default_factory=dict, repr=False, compare=False)
    asked: dict[tuple[str, ...], _Asked] = field(default_factory=dict, repr=False, compare=False)
    ids: dict[str, dict[str, _Row]] = field(default_factory=dict, repr=False, compare=False)

    def __init__(
        self,
        folded: Folded,
        text: str,
        hits: tuple[Hit, ...],
        sentences: tuple[Span, ...],
        sentence_starts: list[int],
        rows: dict[str, _Row],
    ) -> None:
        self.folded = folded
        self.text = text
        self.hits = hits
        self.sentences = sentences
        self.sentence_starts = sentence_starts
        self.rows = rows
        self.memo = {}
        self.looked = {}
        self.asked = {}
        self.ids = {}

    def of(self, *categories: str) -> list[Hit]:
        """The hits of the named categories, in order: the reading's own list, not to be changed."""
        if len(categories) == 1:
            return self.rows.get(categories[0], _NO_ROW).hits
        if not categories:
            return []  # what `within` keeps under no name is the row of all
        return (self.looked.get(categories) or self._merged(categories)).hits

    def _merged(self, categories: tuple[str, ...]) -> _Row:
        """The hits of categories: put together once, for they are asked for together again and again."""
        found = self._rows_of(categories)
        row = found[0] if found else _NO_ROW
        if len(found) > 1:
            row = _Row([self.hits[at] for at in sorted([hit.at for one in found for hit in one.hits])])
        self.looked[categories] = row
        return row

    def _rows_of(self, categories: tuple[str, ...]) -> list[_Row]:
        """The rows that the text has of these categories."""
        return list({c: self.rows[c] for c in categories if c in self.rows}.values())

    def _looked_for(self, start: int, end: int, categories: tuple[str, ...]) -> list[Hit]:
        """The hits in folded `[start, end)` of categories that have no row yet; where several are looked for together and seldom so
        far, their hits are put together for this look alone."""
        if not categories:
            row = self.looked[categories] = _Row(list(self.hits))
            return row.within(start, end)
        times, rows = self.asked.get(categories) or (0, self._rows_of(categories))
        if len(rows) < 2 or times == _SELDOM:
            return self._merged(categories).within(start, end)
        self.asked[categories] = times + 1, rows
        return self._gathered(rows, start, end)

    def _gathered(self, rows: list[_Row], start: int, end: int) -> list[Hit]:
        """The hits of several rows in folded `[start, end)`, put together for this look alone."""
        found: list[int] = []
        several = False
        for row in rows:
            starts = row.starts()
            low = bisect_left(starts, start)
            if starts[low] >= end:
                continue
            several = several or bool(found)
            while starts[low] < end:
                if row.hits[low].end <= end:
                    found.append(row.hits[low].at)
                low += 1
        if not found:
            return _NONE
        if several:
            found.sort()
        return [self.hits[at] for at in found]

    def within(self, start: int, end: int, *categories: str) -> list[Hit]:
        """The hits that lie in folded `[start, end)`, of the named categories (all where none is named), in order; not to be changed."""
        return self.within_any(start, end, categories)

    def within_any(self, start: int, end: int, categories: tuple[str, ...]) -> list[Hit]:
        """`within`, for categories that have a name together."""
        if len(categories) == 1:
            row = self.rows.get(categories[0])
            return _NONE if row is None else row.within(start, end)
        row = self.looked.get(categories)
        return self._looked_for(start, end, categories) if row is None else row.within(start, end)

    def of_id(self, start: int, end: int, category: str, ident: str) -> list[Hit]:
        """The hits of one category and id that lie in folded `[start, end)`, in order: most texts hold none of most ids."""
        known = self.ids.get(category)
        if known is None:
            hits: dict[str, list[Hit]] = {}
            for hit in self.of(category):
                hits.setdefault(hit.id, []).append(hit)
            known = self.ids[category] = {one: _Row(of_one) for one, of_one in hits.items()}
        row = known.get(ident)
        return _NONE if row is None else row.within(start, end)

    def has(self, *categories: str) -> bool:
        """Whether the text holds a hit of one of the named categories."""
        return any(c in self.rows for c in categories)

    def from_on(self, start: int, categories: tuple[str, ...]) -> tuple[list[Hit], int]:
        """The hits of the categories, and which of them is the first that begins at folded `start` or later: for who stops at the
        first that fits."""
        row = self.looked.get(categories) or self._merged(categories)
        return row.hits, bisect_left(row.starts(), start)

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


def _rows(hits: list[Hit]) -> dict[str, _Row]:
    """The hits of each category, in order; each is told which of them all it is, by which rows are put together."""
    grouped: dict[str, list[Hit]] = {}
    for at, hit in enumerate(hits):
        hit.at = at
        row = grouped.get(hit.category)
        if row is None:
            grouped[hit.category] = [hit]
        else:
            row.append(hit)
    return {category: _Row(of_one) for category, of_one in grouped.items()}


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
