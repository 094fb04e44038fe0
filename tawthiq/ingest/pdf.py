"""Reads the text layer of a PDF: paragraphs made whole, page numbers and running heads set aside at the end.

The day a file was made is not the day a report was published, so no date is taken from the file. A scan without a text
layer is refused, not guessed at.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from pypdf import PdfReader, apply_configuration

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.limits import limits
from tawthiq.ingest.lines import clean_line, join_lines
from tawthiq.ingest.page import Page, Refused

MAX_TEXT = 25_000_000
_CONTENT, _CONTENT_EACH = 30_000_000, 10
_OPERATORS = 500_000
"""What any file may have drawn, and so many bytes of content more for each of its own; an operator more for each byte."""
_PARSED = 1_000_000
"""Words of one content stream: what the library keeps of each takes some hundred bytes."""
MARGIN = 2
"""Lines at the top and the bottom of a page that may be a running head or a page number."""

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_NUMBER = re.compile(r"[^\w]*(\d{1,4})(\s*[/|]\s*\d{1,4})?[^\w]*")
_DIGITS = re.compile(r"\d{1,6}")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files are no messages for the office


@dataclass(slots=True)
class _Work:
    """What a file asks to have drawn, against what a file of its size may: a few kB can name the same page, or a drawing within
    drawings, a million times. Printed reports ask for a tenth of it."""

    content: int
    operators: int

    def add_content(self, size: int) -> None:
        """Bytes of a page's content, inflated. Raises Refused."""
        self.content -= size
        self._check(self.content)

    def operator(self, *_: object) -> None:
        """One operator, on the page or in a drawing on it. Raises Refused."""
        self.operators -= 1
        self._check(self.operators)

    def _check(self, left: int) -> None:
        if left < 0:
            raise Refused("too_large", "the PDF draws more than a file of its size has reason to")


def read_pdf(raw: bytes, name: str) -> Page:
    """The text and the stated title and author of a PDF.

    Raises Refused: "empty", "encrypted", "too_large" (more than 2,000 pages), "no_text", "unreadable".
    """
    if not raw.strip(b"\x00 \r\n\t"):
        raise Refused("empty", "the file is empty")
    try:
        pages, title, author = _extract(raw)
    except Refused:
        raise
    except Exception as error:  # pypdf raises whatever its parsers meet on broken files
        raise Refused("unreadable", f"the PDF cannot be read ({type(error).__name__})") from error
    body, furniture = _without_margins(pages)
    text = join_lines(body, title=title)
    if not text:
        raise Refused("no_text", "the PDF has no text layer; it needs character recognition first")
    if not furniture:
        return Page(text, "application/pdf", title=title, author=author)
    beside = "\n".join(furniture)
    start = len(text) + 2
    aside = Aside(Span(start, start + len(beside)), "furniture")
    return Page(f"{text}\n\n{beside}", "application/pdf", title=title, author=author, asides=(aside,))


def _extract(raw: bytes) -> tuple[list[list[str]], str, str]:
    """The cleaned lines of every page, the title and the author."""
    stream = limits().pdf_stream_bytes
    with apply_configuration(
        zlib_maximum_output_length=stream,
        lzw_maximum_output_length=stream,
        run_length_maximum_output_length=stream,
        array_based_stream_maximum_output_length=stream,
        stream_parsing_work_maximum_count=_PARSED,
    ):
        return _pages(raw)


def _pages(raw: bytes) -> tuple[list[list[str]], str, str]:
    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted", "the PDF opens only with a password")
    count = len(reader.pages)
    if count > limits().pdf_pages:
        raise Refused("too_large", f"the PDF has {count:,} pages; the limit is {limits().pdf_pages:,}")
    pages: list[list[str]] = []
    length = 0
    work = _Work(_CONTENT + _CONTENT_EACH * len(raw), _OPERATORS + len(raw))
    for page in reader.pages:
        contents = page.get_contents()
        work.add_content(len(contents.get_data()) if contents is not None else 0)
        written = _letters(page.extract_text(visitor_operand_before=work.operator) or "")
        length += len(written)
        if length > MAX_TEXT:
            raise Refused("too_large", f"the PDF has more than {MAX_TEXT // 1_000_000} million characters")
        pages.append([clean_line(line) for line in written.splitlines()])
    stated = reader.metadata
    return pages, _stated(stated.title if stated else ""), _stated(stated.author if stated else "")


def _stated(value: object) -> str:
    return clean_line(" ".join(value.split())) if isinstance(value, str) else ""


def _letters(text: str) -> str:
    """Text with presentation forms as ordinary letters, and what no text holds taken out."""
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _without_margins(pages: list[list[str]]) -> tuple[list[str], list[str]]:
    """The lines of all pages without page numbers and running heads, and those, each once."""
    edges = [_edges(lines) for lines in pages]
    often: Counter[str] = Counter()
    for page, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        often.update({key for position in edge for key in _keys(lines[position], page)})
    needed = max(2, (len(pages) + 1) // 2)
    steps = _numbering(pages, edges)
    body: list[str] = []
    furniture: dict[str, None] = {}
    first = next((line for lines in pages for line in lines if line), "")
    for page, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        for position, line in enumerate(lines):
            number = _NUMBER.fullmatch(line)
            numbered = number is not None and (bool(number[2]) or int(number[1]) - page in steps)
            running = any(body) and (line == first or any(often[key] >= needed for key in _keys(line, page)))
            if position in edge and (numbered or running):
                furniture[line] = None
            else:
                body.append(line)
    return body, list(furniture)


def _keys(line: str, page: int) -> frozenset[str]:
    """What makes two lines at the edges of pages one running head: the same words, but for a number that counts pages."""
    if _NUMBER.fullmatch(line):
        return frozenset()
    numbers = list(_DIGITS.finditer(line))
    ends = numbers[:1] + numbers[-1:]
    return frozenset([line, *(f"{line[: n.start()]}#{int(n[0]) - page}{line[n.end() :]}" for n in ends)])


def _numbering(pages: list[list[str]], edges: list[frozenset[int]]) -> frozenset[int]:
    """How far page numbers run ahead of the count of pages: by one, or by what several pages agree on. Any other bare
    number at the edge of a page is a figure of the text."""
    ahead: Counter[int] = Counter()
    for page, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        ahead.update({int(found[1]) - page for position in edge if (found := _NUMBER.fullmatch(lines[position]))})
    return frozenset([1, *(step for step, times in ahead.items() if times > 2 or 2 * times >= max(4, len(pages)))])


def _edges(lines: list[str]) -> frozenset[int]:
    """The positions of the first and last written lines of a page."""
    written = [position for position, line in enumerate(lines) if line]
    return frozenset([*written[:MARGIN], *written[-MARGIN:]])
