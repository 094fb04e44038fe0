"""Arabic of a PDF set so that whoever copies or searches it gets the text: every letter on the line, in its place, one by one.

Pango sets vowel marks, cascading letters and kerned pairs by raising and moving single glyphs. Programs that read a PDF back (Poppler,
PDFium) take each such move for the end of a word: «ذُكر» came out as three pieces, «تقرير» as two. Here what is moved is drawn into a
copy of the glyph instead, which the face gets besides: nothing moves on the line any more, and the page looks the same.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise, starmap
from typing import Any

_SHOWN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_ARABIC = re.compile("[\u0600-\u06ff]")
_CLOSE = 20
"""Thousandths of the size by which letters may stand nearer or farther than they are wide: no reader takes that for a gap."""
_LEAST = 0.5
"""Thousandths of the size below which a move is put off to the next one."""
_BATCH = 100
_SINGLE = 1
"""The kind of substitution that gives one glyph for another (OpenType, GSUB)."""

Copy = tuple[int, int, int, int]
"""A glyph, moved right and up, and how wide it is then; in thousandths of the size."""


@dataclass(slots=True)
class _Face:
    """A face of the document, and the copies of its glyphs that are wanted of it, by the numbers they get."""

    font: Any
    first: int
    copies: dict[Copy, int] = field(default_factory=dict)
    mended: dict[int, str] = field(default_factory=dict)
    """What glyphs stand for of which the face's map says something else."""

    def is_arabic(self, glyph: int) -> bool:
        """Whether a glyph is of Arabic text; one that the map has nothing of is a part of a letter."""
        text = self.font.to_unicode.get(glyph)
        return text == "" or (text is not None and _ARABIC.search(text) is not None)

    def is_mark(self, glyph: int) -> bool:
        return not self.font.widths[glyph] and self.is_arabic(glyph)

    def said(self, glyph: int) -> str:
        text: str = self.mended.get(glyph) or self.font.to_unicode[glyph]
        return text

    def copy(self, glyph: int, right: int, up: int, width: int) -> int:
        return self.copies.setdefault((glyph, right, up, width), self.first + len(self.copies))


@dataclass(slots=True)
class _Run:
    """Text of one face on one line: each glyph with where it begins and how far it is raised; and the operators as they were."""

    at: float = 0.0
    glyphs: list[tuple[int, float, float]] = field(default_factory=list)
    written: list[Any] = field(default_factory=list)


def set_letters(document: Any, pdf: Any) -> None:
    """Rewrites the text of a PDF that WeasyPrint is about to write: a `finisher` of its `write_pdf`."""
    from fontTools.ttLib import TTFont

    faces, opened = dict[str, _Face](), dict[str, Any]()
    cut = Counter(font.hash for font in document.fonts.values())
    for font in document.fonts.values():
        if font.bitmap or cut[font.hash] > 1 or not any(map(_ARABIC.search, font.to_unicode.values())):
            continue
        opened[font.hash] = TTFont(io.BytesIO(font.file_content), recalcTimestamp=False, lazy=True)
        if "glyf" in opened[font.hash]:
            faces[font.hash] = _Face(font, opened[font.hash]["maxp"].numGlyphs, mended=_mended(font))
    for one in pdf.objects:
        if any(type(item) is bytes and item.endswith(b" TJ") for item in getattr(one, "stream", ())):
            one.stream[:] = _rewritten(one.stream, faces)
    for name, face in faces.items():
        if face.copies or face.mended:
            _add_copies(pdf, face, opened[name])


def _mended(font: Any) -> dict[int, str]:
    """What glyphs stand for of which the map says nothing, or more than one sign: a letter and its marks are one to Pango, and
    whichever of their glyphs it meets first gets them all. The whole face knows the letters, and which glyphs are forms of them."""
    from fontTools.ttLib import TTFont
    from weasyprint.text.fonts import get_hb_object_data

    doubted = [glyph for glyph, text in font.to_unicode.items() if len(text) != 1]
    if not doubted:
        return {}
    whole = TTFont(io.BytesIO(get_hb_object_data(font.hb_face)), fontNumber=font.index, lazy=True)
    known = {name: chr(code) for code, name in whole.getBestCmap().items()}
    forms: list[dict[str, str]] = []
    for lookup in whole["GSUB"].table.LookupList.Lookup if "GSUB" in whole else ():
        tables = [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]
        forms += [table.mapping for table in tables if table.LookupType == _SINGLE]
    before = 0
    while before < len(known):
        before = len(known)
        for mapping in forms:
            for name, form in mapping.items():
                if name in known:
                    known.setdefault(form, known[name])
    names = whole.getGlyphOrder()
    return {glyph: known[names[glyph]] for glyph in doubted if names[glyph] in known}


def _rewritten(operators: list[Any], faces: dict[str, _Face]) -> list[Any]:
    """The operators of a page, its Arabic set anew."""
    found: list[Any] = []
    face: _Face | None = None
    size, rise, run = 1.0, 0.0, _Run()
    for one in operators:
        kind = one[-3:] if type(one) is bytes else b""
        if face is not None and kind == b" TJ":
            _show(run, one, face, rise)
            run.written.append(one)
        elif kind == b" Ts":
            rise = float(one[:-3]) / size * 1000
            (run.written if face is not None else found).append(one)
        else:
            found += _set(run, face)
            run = _Run()
            if kind == b" Tf":
                name, told = one[1:-3].decode().split(" ")
                face, size = faces.get(name), float(told) or 1.0
            found.append(one)
    return found + _set(run, face)


def _show(run: _Run, operator: bytes, face: _Face, rise: float) -> None:
    """Adds what an operator shows to its run."""
    widths = face.font.widths
    for glyphs, number in _SHOWN.findall(operator):
        if number:
            run.at -= float(number)
            continue
        for n in range(0, len(glyphs), 4):
            glyph = int(glyphs[n : n + 4], 16)
            run.glyphs.append((glyph, run.at, rise))
            run.at += widths[glyph]


def _set(run: _Run, face: _Face | None) -> list[Any]:
    """The operators that show a run."""
    if face is None or not any(face.is_arabic(glyph) for glyph, _, _ in run.glyphs):
        return run.written
    widths, begins = face.font.widths, [run.at]
    for glyph, at, _ in reversed(run.glyphs):  # a mark is written before its letter, and stands where that begins
        begins.append(begins[-1] if face.is_mark(glyph) else at)
    begins.reverse()
    told, moved = ["["], -begins[0]
    for (glyph, at, rise), (begin, end) in zip(run.glyphs, pairwise(begins), strict=True):
        width, right, up, own = end - begin, round(at - begin), round(rise), widths[glyph]
        if not face.is_arabic(glyph):
            if up:  # other signs are raised among the letters: they stay as they were
                return run.written
        elif right or up or abs(width - own) >= _CLOSE:
            own = round(width)
            glyph = face.copy(glyph, right, up, own)
        if abs(moved) >= _LEAST:
            told.append(f">{moved:.1f}<" if len(told) > 1 else f"{moved:.1f}<")
            moved = 0.0
        elif len(told) == 1:
            told.append("<")
        told.append(f"{glyph:04x}")
        moved += own - width
    return [f"{''.join(told)}>{moved:.1f}] TJ".encode()]


def _add_copies(pdf: Any, face: _Face, opened: Any) -> None:
    """Adds the copies to the face, its widths and what its glyphs stand for."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    dictionary = next(
        x for x in pdf.objects if isinstance(x, dict) and x.get("BaseFont") == face.font.name and "ToUnicode" in x
    )
    below = _of(pdf, dictionary["DescendantFonts"][0])
    file = _of(pdf, _of(pdf, below["FontDescriptor"])["FontFile2"])
    order = list(opened.getGlyphOrder())
    scale, said = opened["head"].unitsPerEm / 1000, dict[int, str]()
    opened["post"].formatType = 3.0  # glyphs have no names in it
    opened.setGlyphOrder([*order, *(f"copy{number}" for number in face.copies.values())])
    for (glyph, right, up, width), number in face.copies.items():
        copied = Glyph()
        if opened["glyf"][order[glyph]].numberOfContours:
            part = GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = order[glyph], round(right * scale), round(up * scale), 0
            copied.numberOfContours, copied.components = -1, [part]
            copied.recalcBounds(opened["glyf"])
        opened["glyf"][f"copy{number}"] = copied
        opened["hmtx"][f"copy{number}"] = round(width * scale), getattr(copied, "xMin", 0)
        said[number] = face.said(glyph)
    whole = io.BytesIO()
    opened.save(whole)
    file.stream[:] = [whole.getvalue()]
    file.extra["Length1"] = len(whole.getvalue())
    if face.copies:
        below["W"] += [face.first, type(below["W"])(width for *_, width in face.copies)]
    _say(_of(pdf, dictionary["ToUnicode"]), said, face.mended)


def _say(stream: Any, said: dict[int, str], mended: dict[int, str]) -> None:
    """Adds what the copies stand for to the face's map, and mends what it says of the glyphs themselves."""
    instead = {line[:7]: line for line in starmap(_mapped, mended.items())}
    stream.stream[:] = [instead.get(line[:7], line) for line in stream.stream]
    at, told = stream.stream.index(b"endcmap"), list(said.items())
    lines: list[bytes] = []
    for begin in range(0, len(told), _BATCH):
        some = told[begin : begin + _BATCH]
        lines += [b"%d beginbfchar" % len(some), *starmap(_mapped, some), b"endbfchar"]
    stream.stream[at:at] = lines


def _mapped(glyph: int, text: str) -> bytes:
    """A line of a face's map."""
    return f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode()


def _of(pdf: Any, reference: Any) -> Any:
    """The object that a reference names."""
    told = reference if isinstance(reference, bytes) else str(reference).encode()
    return pdf.objects[int(told.split()[0])]
