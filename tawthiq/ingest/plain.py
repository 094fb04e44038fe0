"""Plain text: what the file says, line ends made one, nothing else touched."""

from __future__ import annotations

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.asides import find_asides
from tawthiq.ingest.decode import decode
from tawthiq.ingest.page import Page

_LONGEST_TITLE = 200
_MENU_BARS = 2
"""Bars from which a line is a menu: Home | Syria | Video."""


def read_plain(raw: bytes, name: str) -> Page:
    """The page of a text file; its first short line outside the furniture is its title. Raises Refused."""
    text = decode(raw).replace("\r\n", "\n").replace("\r", "\n")
    asides = find_asides(text)
    return Page(text, "text/plain", title=first_line(text, asides), asides=asides)


def first_line(text: str, asides: tuple[Aside, ...] = (), dateline: Span | None = None) -> str:
    """The first line that is neither furniture nor the dateline, if it is short enough to be a title; else empty."""
    covered = [a.span for a in asides] + ([dateline] if dateline is not None else [])
    position = 0
    for line in text.split("\n"):
        inside = any(
            s.start < position + len(line) and position < s.end and len(s) >= len(line.strip()) / 2 for s in covered
        )
        menu = line.count("|") >= _MENU_BARS
        if line.strip() and not inside and not menu:
            return line.strip() if len(line.strip()) <= _LONGEST_TITLE else ""
        position += len(line) + 1
    return ""
