"""The exact place in a document: half-open spans and quotes.

Every value the office writes down points at the words that say it. A span counts code points of the document's
text and is half-open, so `text[span.start:span.end]` is the quoted wording, always.
"""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from tawthiq.domain.light import mypyc_attr, sealed


@mypyc_attr(acyclic=True)
@sealed(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points of a document's text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.__post_init__()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}–{self.end} is not a half-open range")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: Span) -> int:
        """Code points between the two spans; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)

    def join(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@mypyc_attr(acyclic=True)
@sealed(frozen=True, slots=True)
class Quote:
    """A span with the words found there; `Quote.of` is the only way to make one, so the two agree."""

    text: str
    span: Span

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span

    @classmethod
    def of(cls, text: str, span: Span) -> Quote:
        """The quote of `span` in the document text `text`."""
        if span.end > len(text):
            raise ValueError(f"span {span.start}–{span.end} lies past the end of the text ({len(text)})")
        return Quote(text[span.start : span.end], span)
