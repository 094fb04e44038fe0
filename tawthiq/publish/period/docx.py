"""The report as a Word document: real right-to-left paragraphs and tables, the same text as the page, its charts and map as pictures.

The file's own dates are fixed and its parts are packed with one date: the same register gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from markupsafe import escape

from tawthiq.publish.charts import Chart
from tawthiq.publish.map import Map
from tawthiq.publish.period import pictures
from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.report import Made, documents_grid
from tawthiq.publish.wording import Wording, clean

_FIXED = datetime(2000, 1, 1)
_PACKED = (2000, 1, 1, 0, 0, 0)
_RANGE = re.compile(r"(?<!\w)\d+(?:[,.]\d+)*(?:[–-]\d+(?:[,.]\d+)*)*\+?")
_WORD = re.compile(r"\S+")
_LONGEST = 24
"""Characters of the longest word that makes its column wider; an address may be broken."""
_CHARACTERS = 124
"""Characters that stand side by side on the page."""
_ACROSS = 15_000
"""The width of a table, twentieths of a point."""
_LRM = "\u200e"
_LINES = re.compile(r"[\r\n]+")


def write_docx(made: Made, path: Path) -> None:
    """Writes the report as DOCX; without its charts and map where nothing can draw them (pictures.py). Raises OSError."""
    drawing = pictures.can_draw()
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(18)
    document.styles["Normal"].font.size = Pt(10)
    for name in ("created", "modified", "last_printed"):
        setattr(document.core_properties, name, _FIXED)
    document.core_properties.title = clean(made.title)[:255]
    document.core_properties.author = "Tawthiq"
    document.core_properties.language = made.w.lang
    rtl = made.w.dir == "rtl"
    _say(document, made.title, "Title", rtl)
    for part in made.parts:
        if part.map is not None and not drawing:  # there would be words about nothing
            continue
        _say(document, part.heading, "Heading 1", rtl)
        if part.id == "summary":
            for what, figure, over in made.cards:
                _say(document, f"{what}: {figure} {over}".strip(), "Normal", rtl)
        for text in part.texts:
            _say(document, text, "Normal", rtl, keep=part.map is not None or (bool(part.grids) and not part.notes))
        for note in part.notes:
            _say(document, note, "List Bullet", rtl)
        if part.map is not None:
            _map(document, part.map, made.w)
        for grid in part.grids:
            _grid(document, grid, rtl)
            if grid.chart is not None and drawing:
                _chart(document, grid.chart, made.w)
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


def _say(document: Any, text: str, style: str, rtl: bool, *, keep: bool = False) -> None:
    """A paragraph; `keep` holds it on the page of what follows."""
    paragraph = document.add_paragraph(style=style)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(_shown(text, rtl))
    if rtl:
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _cell(text: str, figure: bool, rtl: bool, bold: bool, width: int) -> str:
    lines = _LINES.split(text)
    direction = "<w:bidi/>" if rtl else ""
    paragraphs = "".join(
        f"<w:p><w:pPr>{direction}</w:pPr>{_run(_shown(line, rtl), rtl and not figure, bold, fine=n > 0)}</w:p>"
        for n, line in enumerate(lines)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _widths(lines: Sequence[tuple[Sequence[str], bool]]) -> list[int]:
    """How wide each column is, in twentieths of a point: room for its longest word, which is then not broken, and what is left
    by how long its cells are on the mean, so that a title is no pillar of single words beside empty numbers."""
    columns = list(zip(*(cells for cells, _ in lines), strict=True))
    least = [
        3 + min(max(len(word) for cell in cells for word in _WORD.findall(cell) or ("",)), _LONGEST)
        for cells in columns
    ]
    mean = [1 + sum(map(len, cells)) / len(cells) for cells in columns]
    spare = max(0.0, _CHARACTERS - sum(least))
    wanted = [word + spare * length / sum(mean) for word, length in zip(least, mean, strict=True)]
    return [round(_ACROSS * one / sum(wanted)) for one in wanted]


def _grid(document: Any, grid: Grid, rtl: bool) -> None:
    """A table built as one piece of XML: cell by cell it would take minutes for a long list."""
    if grid.caption:
        _say(document, grid.caption, "Heading 3", rtl)
    lines = [(grid.columns, True), *((row, False) for row in grid.rows), *([(grid.total, True)] if grid.total else [])]
    widths, rows = _widths(lines), []
    for number, (cells, bold) in enumerate(lines):
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if number == 0 else "<w:trPr><w:cantSplit/></w:trPr>"
        told = (
            _cell(t, n in grid.figures, rtl, bold or (n == 0 and n not in grid.figures), widths[n])
            for n, t in enumerate(cells)
        )
        rows.append(f"<w:tr>{head}{''.join(told)}</w:tr>")
    visual = "<w:bidiVisual/>" if rtl else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>{visual}<w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert(-1, parse_xml(xml))
    _say(document, grid.note, "Normal", rtl)


def _chart(document: Any, chart: Chart, w: Wording) -> None:
    """A chart under its title, with what its colours mean."""
    rtl = w.dir == "rtl"
    _say(document, chart.title, "Heading 3", rtl)
    for picture in pictures.chart_pictures(chart, w):
        _picture(document, picture)
    arrow = "▲" if chart.kind == "columns" else "◂" if rtl else "▸"
    keys = [("■", pictures.SURE, w("charts.legend_min")), ("■", pictures.POSSIBLE, w("charts.legend_max"))]
    if any(bar.open for bar in chart.bars):
        keys.append((arrow, pictures.SURE, w("charts.legend_open")))
    _legend(document, keys, rtl)
    if chart.left_out:
        _say(document, w("charts.left_out", incidents=w.count("incident", chart.left_out)), "Normal", rtl)


def _map(document: Any, drawn: Map, w: Wording) -> None:
    """The map, with what its marks and shades mean."""
    rtl = w.dir == "rtl"
    _picture(document, pictures.map_picture(drawn, w))
    marks = (("●", "point"), ("○", "ring"), ("◌", "area"), ("◍", "hatched"))
    _legend(document, [(sign, pictures.SURE, w(f"map.{kind}")) for sign, kind in marks], rtl)
    shades = [("■", colour, text) for colour, text in zip(pictures.SHADES, drawn.shade_labels, strict=False)]
    _legend(document, [("", pictures.INK, f"{w('map.shade')}:"), *shades], rtl)
    _say(document, w("map.schematic"), "Normal", rtl)
    if drawn.off:
        _say(document, w("map.off_map", incidents=w.count("incident", len(drawn.off))), "Normal", rtl)


def _picture(document: Any, picture: pictures.Picture) -> None:
    """A picture in the middle of a line of its own, kept with what follows; what stands in it is its alternative text."""
    shape = document.add_picture(io.BytesIO(picture.png), width=Mm(picture.width))
    shape._inline.docPr.set("descr", picture.told)
    paragraph = document.paragraphs[-1]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True


def _legend(document: Any, keys: Sequence[tuple[str, str, str]], rtl: bool) -> None:
    """Signs in the colours of a drawing, each with what it means, in one line."""
    paragraph = document.add_paragraph()
    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for sign, colour, text in keys:
        for words, hue in ((f"{sign} " if sign else "", colour), (f"{_shown(text, rtl)}   ", pictures.INK)):
            run = paragraph.add_run(words)
            run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(hue[1:])
            if rtl:
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


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
