"""Writes a page down as plain text: paragraphs apart by a blank line, list items and table rows on lines, cells by tabs.

The report comes first, then every aside in the order of the page, so that nothing readable is lost and the report's
spans do not depend on what stood around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.html_tree import Piece, Tree, boundary

LONGEST_CELL = 400
"""A table with more text in one cell is there for the layout of the page; its cells are paragraphs."""


@dataclass(slots=True)
class _Writer:
    """Text as it grows. `gap` waits for the next words: 0 nothing, 1 a space, 2 a line, 3 a paragraph."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: int = 0
    breaks: int = 0

    def wait(self, gap: int) -> None:
        self.gap = max(self.gap, gap)

    def put(self, text: str) -> None:
        if self.gap and self.length:
            text = ("", " ", "\n", "\n\n")[self.gap] + text
        self.gap = 0
        self.breaks = 0
        self.parts.append(text)
        self.length += len(text)


def data_rows(tree: Tree) -> list[int]:
    """For every element the row of a data table that it lies in, or 0."""
    table = [0] * len(tree.tags)
    layout: set[int] = set()
    cells: dict[int, int] = {}
    for element, tag in enumerate(tree.tags):
        table[element] = element if tag == "table" else table[tree.parents[element]]
        if tag == "table" and table[tree.parents[element]]:
            layout.add(table[tree.parents[element]])
        elif tag in ("td", "th") and table[element]:
            cells[tree.parents[element]] = cells.get(tree.parents[element], 0) + 1
            if tree.text[element] > LONGEST_CELL:
                layout.add(table[element])
    rows = [0] * len(tree.tags)
    for element, tag in enumerate(tree.tags):
        if tag == "tr" and table[element] not in layout and cells.get(element, 0) > 1 and tree.text[element]:
            rows[element] = element
        elif tag != "table":
            rows[element] = rows[tree.parents[element]]
    return rows


def write_pieces(tree: Tree, pieces: list[Piece], rows: list[int], *, loose: bool) -> str:
    """The text of `pieces`; `loose` puts a space between neighbours that only the page's style keeps apart (menus)."""
    writer = _Writer()
    last = -1
    row = 0
    for piece in pieces:
        element, text = piece.element, piece.text
        tag = tree.tags[element]
        if last >= 0 and element != last:
            level, side_by_side = boundary(tree, last, element)
            inside = rows[element] and rows[element] == rows[last]
            if level:
                writer.wait(1 if inside else level + 1)
            elif side_by_side and (loose or (tree.linked[last] and tree.linked[element])):
                writer.wait(1)
        last = element
        if text == "" and tag in ("td", "th"):
            if rows[element] and rows[element] == row:
                if not writer.length or writer.gap > 1:
                    writer.put("")
                writer.gap = 0
                writer.put("\t")
            row = rows[element]
            continue
        if text == "" or text == "\n":
            writer.breaks += 1
            writer.wait(1 if rows[element] else 3 if writer.breaks > 1 or tag == "hr" else 2)
            continue
        words = text.strip(" ")
        if text[0] == " ":
            writer.wait(1)
        if words:
            if writer.parts and writer.parts[-1].endswith("\t"):
                writer.gap = 0
            writer.put(words)
            if text[-1] == " ":
                writer.wait(1)
    return "".join(writer.parts)


def compose(
    tree: Tree, title: str, kinds: list[str], units: list[int], headline: frozenset[int]
) -> tuple[str, tuple[Aside, ...]]:
    """The whole text of a page and its asides. `headline` are elements that repeat the title and are left out."""
    rows = data_rows(tree)
    report: list[Piece] = []
    beside: dict[int, list[Piece]] = {}
    for piece in tree.pieces:
        if piece.element in headline:
            continue
        unit = units[piece.element]
        if kinds[piece.element]:
            beside.setdefault(unit, []).append(piece)
        else:
            report.append(piece)
    text = "\n\n".join(part for part in (title, write_pieces(tree, report, rows, loose=False)) if part)
    parts = [text]
    length = len(text)
    asides = []
    for unit in sorted(beside):
        written = write_pieces(tree, beside[unit], rows, loose=True)
        if not written.strip():
            continue
        lead = "\n\n" if length else ""
        start = length + len(lead)
        parts += [lead, written]
        length = start + len(written)
        asides.append(Aside(Span(start, length), kinds[unit]))
    return "".join(parts), tuple(asides)
