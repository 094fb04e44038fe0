"""What a reader makes of one file: its text and what the file itself says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span


@dataclass(frozen=True, slots=True)
class Page:
    """A file's clean text with what its own metadata say; empty strings and None where they say nothing.

    `asides` are the stretches of `text` that are no part of the report (a reader's comment, "most read"), `quoted` those that
    the page sets off as quotations.
    """

    text: str
    media_type: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    asides: tuple[Aside, ...] = ()
    quoted: tuple[Span, ...] = ()


class Refused(Exception):
    """A file that cannot become a document: a code for machines, a reason for people, one line."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
