"""A document: one report as captured, its clean text, and what is known of where and when it was published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tawthiq.domain.span import Span

LANGUAGES = ("ar", "en")
PUBLISHED_BASES = ("given", "metadata", "text", "url", "crawled", "none")
ASIDES = ("comment", "most_read", "menu", "caption", "share", "related", "advert", "furniture")


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, as first and last possible day, and what that rests on.

    `basis` is one of `PUBLISHED_BASES`: given by the office (manifest or input), the page's metadata, a line of the
    text (then `span` shows it), the address, the day of capture (a latest possible day: `start` is None), or nothing.
    """

    start: date | None = None
    end: date | None = None
    basis: str = "none"
    text: str = ""
    span: Span | None = None

    @property
    def day(self) -> date | None:
        """The one day of publication, or None where it is not known to the day or only bounded."""
        return self.start if self.start is not None and self.start == self.end else None


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the text that is not the report itself (a reader's comment, "most read"); kept, never read for claims."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report as the office holds it.

    `text` is what spans count in. `asides` are the stretches of it that are set aside, `quoted` those that the page itself sets off
    as the words of others (HTML's `blockquote` and `q`): read as the rest, but their figures are not the report's own. `sha256` names the raw bytes in
    the store (empty for documents handed in as JSON Lines). `crawled` is the day of capture, if known. A `restricted`
    document is neither published nor sent anywhere; `access_note` says so where its level was not understood. A `statistical` one was
    handed in as a report of statistics: what it counts is no incident's, but where it gives an incident's day and town.
    """

    id: str
    text: str
    lang: str = "ar"
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: Published = field(default_factory=Published)
    crawled: date | None = None
    sha256: str = ""
    media_type: str = "text/plain"
    source_path: str = ""
    asides: tuple[Aside, ...] = ()
    quoted: tuple[Span, ...] = ()
    restricted: bool = False
    access_note: str = ""
    statistical: bool = False

    def is_aside(self, span: Span) -> bool:
        """Whether `span` touches a stretch that was set aside."""
        return any(aside.span.overlaps(span) for aside in self.asides)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not become a document: its name, a code for machines, one line for people."""

    id: str
    code: str
    message: str
    source_path: str = ""
