"""Writes a page down as plain text: paragraphs apart by a blank line, list items and table rows on lines, cells by tabs.

The report comes first, then every aside in the order of the page, so that nothing readable is lost and the report's
spans do not depend on what stood around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.html_tree import Piece, Tree, boundary, tag_set

QUOTES = tag_set("blockquote q cite")
"""What a page sets off as the words of others."""
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


def data_rows(tree: Tree, opened: list[int]) -> list[int]:
    """For every element the row of a data table that it lies in, or 0; what a cell opens (`opened_cells`) lies in none."""
    table = [0] * len(tree.tags)
    unfolded: dict[int, int] = {}
    for piece in tree.pieces if opened else ():
        if cell := opened[piece.element]:
            unfolded[cell] = unfolded.get(cell, 0) + len(piece.text.strip())
    layout: set[int] = set()
    cells: dict[int, int] = {}
    for element, tag in enumerate(tree.tags):
        table[element] = element if tag == "table" else table[tree.parents[element]]
        if tag == "table" and table[tree.parents[element]]:
            layout.add(table[tree.parents[element]])
        elif tag in ("td", "th") and table[element]:
            cells[tree.parents[element]] = cells.get(tree.parents[element], 0) + 1
            if tree.text[element] - unfolded.get(element, 0) > LONGEST_CELL:
                layout.add(table[element])
    rows = [0] * len(tree.tags)
    for element, tag in enumerate(tree.tags):
        if tag == "tr" and table[element] not in layout and cells.get(element, 0) > 1 and tree.text[element]:
            rows[element] = element
        elif tag != "table":
            rows[element] = rows[tree.parents[element]]
    return [0 if cell else row for row, cell in zip(rows, opened, strict=True)] if opened else rows


def opened_cells(tree: Tree) -> list[int]:
    """For every element the cell of a table that opens it (`details`, what always shows left out), or 0; empty where no page does so."""
    if "details" not in tree.tags:
        return []
    cell, opened = [0] * len(tree.tags), [0] * len(tree.tags)
    for element, tag in enumerate(tree.tags):
        parent = tree.parents[element]
        cell[element] = element if tag in ("td", "th") else 0 if tag == "table" else cell[parent]
        opened[element] = opened[parent] or (cell[element] if tag == "details" else 0)
        if tag == "summary" and tree.tags[parent] == "details" and opened[parent] and not opened[tree.parents[parent]]:
            opened[element] = 0
    return opened


def _behind_tables(tree: Tree, pieces: list[Piece], opened: list[int]) -> list[Piece]:
    """The pieces in the order in which they are written: what the cells of a table open comes behind the table."""
    if not opened:
        return pieces
    written: list[Piece] = []
    waiting: list[Piece] = []
    table = 0
    for piece in pieces:
        if waiting and not tree.within(piece.element, table):
            written += waiting
            waiting = []
        if cell := opened[piece.element]:
            if not waiting:
                table = next((e for e in tree.ancestors(cell) if tree.tags[e] == "table"), cell)
            waiting.append(piece)
        else:
            written.append(piece)
    return written + waiting


def _quotations(tree: Tree) -> list[int]:
    """For every element the outermost quotation that it lies in, or 0; empty where the page has none."""
    if QUOTES.isdisjoint(tree.tags):
        return []
    held = [0] * len(tree.tags)
    for element, tag in enumerate(tree.tags):
        held[element] = held[tree.parents[element]] or (element if tag in QUOTES else 0)
    return held


def write_pieces(tree: Tree, pieces: list[Piece], rows: list[int], *, loose: bool) -> str:
    """The text of `pieces`; `loose` puts a space between neighbours that only the page's style keeps apart (menus)."""
    return _written(tree, pieces, rows, [], loose=loose)[0]


def _written(
    tree: Tree, pieces: list[Piece], rows: list[int], held: list[int], *, loose: bool
) -> tuple[str, list[Span]]:
    """The text of `pieces`, and where in it the quotations stand that hold them (`_quotations`)."""
    writer = _Writer()
    quoted: dict[int, Span] = {}
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
            if held and (quote := held[element]):
                end = writer.length
                start = quoted[quote].start if quote in quoted else end - len(words)
                quoted[quote] = Span(start, end)
            if text[-1] == " ":
                writer.wait(1)
    return "".join(writer.parts), list(quoted.values())


def compose(
    tree: Tree, title: str, kinds: list[str], units: list[int], headline: frozenset[int]
) -> tuple[str, tuple[Aside, ...], tuple[Span, ...]]:
    """The whole text of a page, its asides and the quotations in its report. `headline` are elements that repeat the title and are
    left out."""
    opened = opened_cells(tree)
    rows = data_rows(tree, opened)
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
    body, found = _written(tree, _behind_tables(tree, report, opened), rows, _quotations(tree), loose=False)
    lead = f"{title}\n\n" if title and body else title
    text = lead + body
    quoted = tuple(Span(q.start + len(lead), q.end + len(lead)) for q in found)
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
    return "".join(parts), tuple(asides), quoted
