"""A text as it is read: folded, cut into sentences, with every known word found. Grammars work on this alone.

`Reading` positions are those of the folded text; `quote` leads back to the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tawthiq.domain.span import Quote, Span
from tawthiq.text.fold import Folded, fold
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.sentences import sentences

_Rows = tuple[tuple[int, ...], tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with its sentences and hits, both in order of position in the folded text.

    `rows` are the hits of each category with their starts, so that a look at one category costs no walk over the others.
    """

    folded: Folded
    hits: tuple[Hit, ...]
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    rows: Mapping[str, _Rows]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def of(self, *categories: str) -> Iterator[Hit]:
        """The hits of the named categories, in order."""
        if len(categories) == 1:
            return iter(self.rows.get(categories[0], _NONE)[1])
        return (h for h in self.hits if h.category in categories)

    def within(self, start: int, end: int, *categories: str) -> list[Hit]:
        """The hits that lie in folded `[start, end)`, of the named categories (all where none is named), in order."""
        if not categories:
            return _between(self.starts, self.hits, start, end)
        if len(categories) == 1:
            return _between(*self.rows.get(categories[0], _NONE), start, end)
        found = [h for c in categories for h in _between(*self.rows.get(c, _NONE), start, end)]
        return sorted(found, key=_by_position)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds the folded position (the one before it, for a gap)."""
        return max(0, bisect_right(self.sentences, Span(position, 10**12)) - 1)

    def quote(self, start: int, end: int) -> Quote:
        """The document's own words for folded `[start, end)`."""
        return Quote.of(self.folded.original, self.folded.span(start, end))


_NONE: _Rows = ((), ())


def _between(starts: tuple[int, ...], hits: tuple[Hit, ...], start: int, end: int) -> list[Hit]:
    return [h for h in hits[bisect_left(starts, start) : bisect_left(starts, end)] if h.end <= end]


def _by_position(hit: Hit) -> tuple[int, int, str, str]:
    return hit.start, -hit.end, hit.term.category, hit.term.id


def _rows(hits: Iterable[Hit]) -> dict[str, _Rows]:
    """The hits of each category, in order."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.term.category, []).append(hit)
    return {category: (tuple(h.start for h in row), tuple(row)) for category, row in grouped.items()}


def read(text: str, matcher: PhraseMatcher, skip: Iterable[Span] = ()) -> Reading:
    """Reads `text`. Stretches in `skip` (spans of the document: comments, menus) give no hits and no sentences."""
    folded = fold(text)
    aside = list(skip)

    def kept(start: int, end: int) -> bool:
        span = folded.span(start, end)
        return not any(a.overlaps(span) for a in aside)

    hits = matcher.find(folded.text)
    cut = sentences(folded.text)
    if aside:
        hits = [h for h in hits if kept(h.start, h.end)]
        cut = [s for s in cut if kept(s.start, s.end)]
    return Reading(folded, tuple(hits), tuple(cut), tuple(h.start for h in hits), _rows(hits))
