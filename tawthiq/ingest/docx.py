"""Reads a Word file: paragraphs and tables in the order of the document, notes after them, headers and footers set aside.

What the reader of the file sees is read: inserted text yes, deleted and hidden text and field codes no. Nothing is
fetched and nothing unpacked to disk; see zip_check.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.page import Page, Refused
from tawthiq.ingest.zip_check import check_zip

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset(
    (_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "rPr", _W + "pPr", _W + "sectPr", _FALLBACK)
)
_SIGNS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "\u2011"}
_SPACES = re.compile(r"[ \t]+")
_NOTES = ("footnotes", "endnotes")
_MARGINS = ("header", "footer")


def read_docx(raw: bytes, name: str) -> Page:
    """The text and the stated title and author of a Word file; cells of a table row are kept apart by tabs.

    Raises Refused: "empty", "zip_bomb", "too_large", "dtd", "encrypted", "no_text", "unreadable".
    """
    if not raw:
        raise Refused("empty", "the file is empty")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("unreadable", "the file is an old or encrypted Word file; save it as .docx without a password")
    members = check_zip(raw)
    try:
        return _read(members)
    except Refused:
        raise
    except Exception as error:  # python-docx and lxml raise whatever they meet in a broken package
        raise Refused("unreadable", f"the Word file cannot be read ({type(error).__name__})") from error


def _read(members: dict[str, bytes]) -> Page:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        while members:  # one copy of the XML at a time
            archive.writestr(zipfile.ZipInfo(name := next(iter(members))), members.pop(name))
    document = docx.Document(package)
    lines = list(_blocks(document.element.body))
    parts = _side_parts(document)
    for kind in _NOTES:
        for root in parts.get(kind, []):
            lines += _blocks(root)
    text = _join(lines)
    if not text:
        raise Refused("no_text", "the Word file has no text")
    margin = _join(
        list(dict.fromkeys(line for kind in _MARGINS for root in parts.get(kind, []) for line in _blocks(root)))
    )
    asides: tuple[Aside, ...] = ()
    if margin:
        start = len(text) + 2
        text = f"{text}\n\n{margin}"
        asides = (Aside(Span(start, len(text)), "furniture"),)
    properties = document.core_properties
    return Page(text, MEDIA_TYPE, title=_stated(properties.title), author=_stated(properties.author), asides=asides)


def _stated(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _side_parts(document: Any) -> dict[str, list[Any]]:
    """The roots of notes, headers and footers by the last word of their relationship's type."""
    found: dict[str, list[Any]] = {}
    for _, relationship in sorted(document.part.rels.items()):
        kind = relationship.reltype.rsplit("/", 1)[-1]
        if kind in (*_NOTES, *_MARGINS) and not relationship.is_external:
            found.setdefault(kind, []).append(parse_xml(relationship.target_part.blob))
    return found


def _join(lines: list[str]) -> str:
    """Paragraphs apart by a blank line, rows of a table by a line."""
    out: list[str] = []
    row_before = False
    for line in lines:
        row = "\t" in line
        if out:
            out.append("\n" if row and row_before else "\n\n")
        out.append(line)
        row_before = row
    return "".join(out)


def _blocks(holder: Any) -> Iterator[str]:
    """The written paragraphs and table rows inside an element, in order; depth is bounded by the XML parser."""
    for child in holder:
        if child.tag == _W + "p":
            text = _paragraph(child)
            if text:
                yield text
            for box in child.iter(_W + "txbxContent"):
                if not _is_fallback(box, child):
                    yield from _blocks(box)
        elif child.tag == _W + "tbl":
            yield from _rows(child)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _blocks(child)


def _is_fallback(box: Any, paragraph: Any) -> bool:
    """Whether a text box is the second copy of itself for old programs, or lies in another box."""
    holder = box.getparent()
    while holder is not None and holder is not paragraph:
        if holder.tag in (_FALLBACK, _W + "txbxContent"):
            return True
        holder = holder.getparent()
    return False


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl"), None) is not table:
            continue
        cells = [" ".join(" ".join(_blocks(cell)).split()) for cell in row.iter(_W + "tc") if _own(cell, row)]
        if any(cells):
            yield "\t".join(cells) if len(cells) > 1 else cells[0]


def _own(cell: Any, row: Any) -> bool:
    return next(cell.iterancestors(_W + "tr"), None) is row


def _paragraph(paragraph: Any) -> str:
    """The visible text of one paragraph; a line break stays one."""
    text = "".join(_signs(paragraph))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _signs(holder: Any) -> Iterator[str]:
    for child in holder:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and not _hidden(child):
            yield from _signs(child)


def _hidden(child: Any) -> bool:
    """Whether a run is formatted as hidden text; text boxes are read as blocks of their own."""
    return child.tag in (_W + "txbxContent", _W + "tbl") or child.find(f"{_W}rPr/{_W}vanish") is not None
