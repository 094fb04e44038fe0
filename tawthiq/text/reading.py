"""A text as it is read: folded, cut into sentences, with every known word found. Grammars work on this alone.

`Reading` positions are those of the folded text; `quote` leads back to the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tawthiq.domain.span import Quote, Span
from tawthiq.text.fold import Folded, fold
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with its sentences and hits, both in order of position in the folded text."""

    folded: Folded
    hits: tuple[Hit, ...]
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def of(self, *categories: str) -> Iterator[Hit]:
        """The hits of the named categories, in order."""
        return (h for h in self.hits if h.category in categories)

    def within(self, start: int, end: int, *categories: str) -> list[Hit]:
        """The hits that lie in folded `[start, end)`, of the named categories (all where none is named)."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [h for h in self.hits[first:last] if h.end <= end and (not categories or h.category in categories)]

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds the folded position (the one before it, for a gap)."""
        return max(0, bisect_right(self.sentences, Span(position, 10**12)) - 1)

    def quote(self, start: int, end: int) -> Quote:
        """The document's own words for folded `[start, end)`."""
        return Quote.of(self.folded.original, self.folded.span(start, end))


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
    return Reading(folded, tuple(hits), tuple(cut), tuple(h.start for h in hits))
