"""The report as a Word document: real right-to-left paragraphs and tables, the same text as the page.

The file's own dates are fixed and its parts are packed with one date: the same register gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from markupsafe import escape

from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.report import Made, documents_grid
from tawthiq.publish.wording import clean

_FIXED = datetime(2000, 1, 1)
_PACKED = (2000, 1, 1, 0, 0, 0)
_RANGE = re.compile(r"(?<!\w)\d[\d,.]*(?:[–-]\d[\d,.]*)*\+?")
_LRM = "\u200e"
_LINES = re.compile(r"[\r\n]+")


def write_docx(made: Made, path: Path) -> None:
    """Writes the report as DOCX. Raises OSError."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.size = Pt(10)
    for name in ("created", "modified", "last_printed"):
        setattr(document.core_properties, name, _FIXED)
    document.core_properties.title = clean(made.title)[:255]
    document.core_properties.author = "Tawthiq"
    document.core_properties.language = made.w.lang
    rtl = made.w.dir == "rtl"
    _say(document, made.title, "Title", rtl)
    for part in made.parts:
        _say(document, part.heading, "Heading 1", rtl)
        if part.id == "summary":
            for what, figure, over in made.cards:
                _say(document, f"{what}: {figure} {over}".strip(), "Normal", rtl)
        for text in part.texts:
            _say(document, text, "Normal", rtl)
        for note in part.notes:
            _say(document, note, "List Bullet", rtl)
        for grid in part.grids:
            _grid(document, grid, rtl)
        for key, text in part.links:
            _say(document, f"{text} (incidents.{key}.{made.w.lang}.html)", "List Bullet", rtl)
        for terms in part.terms:
            _say(document, terms.heading, "Heading 2", rtl)
            rows = tuple((f"{name}\n{code}" if code else name, meaning) for name, code, meaning in terms.entries)
            _grid(document, Grid("", "", (made.w("method.term"), made.w("method.definition")), rows), rtl)
    if not made.long:
        _say(document, made.w("period.documents"), "Heading 1", rtl)
        _grid(document, documents_grid(made), rtl)
    path.write_bytes(_packed(document))


def _shown(text: str, rtl: bool) -> str:
    """Text as the file holds it. Word processors know no isolates: marks keep "100–501+" from being turned round in a line from right to left."""
    text = clean(text)
    return _RANGE.sub(lambda found: f"{_LRM}{found.group()}{_LRM}", text) if rtl else text


def _run(text: str, rtl: bool, bold: bool = False, fine: bool = False) -> str:
    marks = ("<w:b/><w:bCs/>" if bold else "") + ('<w:sz w:val="16"/><w:szCs w:val="16"/>' if fine else "")
    marks += "<w:rtl/>" if rtl else ""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _say(document: Any, text: str, style: str, rtl: bool) -> None:
    paragraph = document.add_paragraph(style=style)
    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(_shown(text, rtl))
    if rtl:
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _cell(text: str, figure: bool, rtl: bool, bold: bool) -> str:
    lines = _LINES.split(text)
    direction = "<w:bidi/>" if rtl else ""
    paragraphs = "".join(
        f"<w:p><w:pPr>{direction}</w:pPr>{_run(_shown(line, rtl), rtl and not figure, bold, fine=n > 0)}</w:p>"
        for n, line in enumerate(lines)
    )
    return f"<w:tc><w:tcPr/>{paragraphs}</w:tc>"


def _grid(document: Any, grid: Grid, rtl: bool) -> None:
    """A table built as one piece of XML: cell by cell it would take minutes for a long list."""
    if grid.caption:
        _say(document, grid.caption, "Heading 3", rtl)
    lines = [(grid.columns, True), *((row, False) for row in grid.rows), *([(grid.total, True)] if grid.total else [])]
    rows = []
    for number, (cells, bold) in enumerate(lines):
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if number == 0 else "<w:trPr><w:cantSplit/></w:trPr>"
        told = (
            _cell(t, n in grid.figures, rtl, bold or (n == 0 and n not in grid.figures)) for n, t in enumerate(cells)
        )
        rows.append(f"<w:tr>{head}{''.join(told)}</w:tr>")
    visual = "<w:bidiVisual/>" if rtl else ""
    columns = '<w:gridCol w:w="1000"/>' * len(grid.columns)
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>{visual}<w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert(-1, parse_xml(xml))
    _say(document, grid.note, "Normal", rtl)


def _packed(document: Any) -> bytes:
    """The file with every part packed under one date."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
