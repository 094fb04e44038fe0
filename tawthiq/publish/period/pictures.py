"""Charts and the map as PNG, for a form of the report that cannot draw: the same drawings as the page's, turned into dots by resvg.

resvg is an extra (`pip install 'tawthiq[docx]'`); its letters are those of Debian's fonts-noto-core, fonts-hosny-amiri or fonts-dejavu-core, else of the
machine. Nothing is fetched, and on one machine the same drawing gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tawthiq.publish.charts import Bar, Chart
from tawthiq.publish.map import Map
from tawthiq.publish.report import environment
from tawthiq.publish.wording import Wording, clean

NEEDS = "the Word report is without its charts and map; they need pip install 'tawthiq[docx]'"
SURE, POSSIBLE, INK, SOFT = "#8a3a33", "#dcb5ae", "#1c2326", "#55605f"
SHADES = ("#e9e6df", "#cfdcdd", "#a9c3c8", "#7ea5ae", "#558793", "#336874")
"""Colours of the drawings, as the page and the PDF have them; the legend names them."""
_STYLE = f"""
text{{font-family:"Noto Sans","DejaVu Sans";font-size:13.5px;fill:{INK}}}
.note{{fill:{SOFT}}}.mid,.gov-name,.m-count,.scale text{{text-anchor:middle}}
.value,.gov-name,.m-count{{paint-order:stroke;stroke:#fff;stroke-width:3px}}
rect.sure{{fill:{SURE}}}rect.possible{{fill:{POSSIBLE}}}rect.sea{{fill:#f3f5f5}}
.open{{fill:none;stroke:{SURE};stroke-width:1.6}}.axis{{stroke:{INK};stroke-width:1}}
.gov{{stroke:#fff;stroke-width:1.6;stroke-linejoin:round}}{"".join(f".s{n}{{fill:{c}}}" for n, c in enumerate(SHADES))}
.gov-name{{font-size:13px;fill:#39474c}}.m-count{{font-size:12px;font-weight:700;fill:{SURE}}}
.m-point{{fill:{SURE};stroke:#fff;stroke-width:1.2}}.m-ring{{fill:#fff;fill-opacity:.55;stroke:{SURE};stroke-width:2.4}}
.m-area{{fill:{SURE};fill-opacity:.08;stroke:{SURE};stroke-width:1.6;stroke-dasharray:4 3}}.m-hatched{{stroke:{SURE};stroke-width:1}}
.hatch-line{{stroke:{SURE};stroke-width:1.3;stroke-opacity:.55}}.scale path{{fill:none;stroke:{SOFT}}}.scale text{{font-size:11px;fill:{SOFT}}}
"""
_LEFTWARDS = """
text{text-anchor:end;font-family:Amiri,"DejaVu Sans";font-size:16px}.mid,.gov-name,.m-count,.scale text{text-anchor:middle}
.gov-name{font-size:15px}
"""
"""For Arabic. resvg knows no `direction`, so that letters which begin at a place on the page are said to end there; and it sets a line
in one face, which must have all its letters, vowel marks, digits and brackets."""
_FACES = tuple(
    f"/usr/share/fonts/{name}.ttf"
    for name in (
        "truetype/noto/NotoSans-Regular", "truetype/noto/NotoSans-Bold", "opentype/fonts-hosny-amiri/Amiri-Regular",
        "opentype/fonts-hosny-amiri/Amiri-Bold", "truetype/fonts-hosny-amiri/Amiri-Regular", "truetype/fonts-hosny-amiri/Amiri-Bold",
        "truetype/dejavu/DejaVuSans", "truetype/dejavu/DejaVuSans-Bold",
    )
)  # fmt: skip
_MM = 0.34
"""Millimetres of paper to a unit of a chart: its letters are as large as those of the tables."""
_WIDEST, _HIGHEST, _MAP_HIGH = 255.0, 160.0, 118.0
"""How wide and how high a picture is at most, and how high the map is, in millimetres: it shares its page with a heading."""
_DOTS = 200 / 25.4
"""Dots to a millimetre."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its width on paper in millimetres, and what stands in it in words."""

    png: bytes
    width: float
    told: str


def can_draw() -> bool:
    """Whether pictures can be made on this machine."""
    return find_spec("resvg_py") is not None


def chart_pictures(chart: Chart, w: Wording) -> Iterator[Picture]:
    """A chart as pictures of at most a page each: bars that lie one below the other are parted between two of them."""
    told = f"{chart.title}. {chart.desc}"
    if chart.kind == "columns":
        yield _picture(w, chart=chart, width=chart.width, height=chart.height, told=told)
        return
    pages = _pages(chart)
    for number, (top, bottom) in enumerate(pages, start=1):
        part = told if number == 1 else f"{chart.title} ({number}/{len(pages)})"
        yield _picture(w, chart=chart, top=top, width=chart.width, height=bottom - top, told=part)


def map_picture(drawn: Map, w: Wording) -> Picture:
    """The map as one picture."""
    across = _MAP_HIGH * drawn.width / drawn.height
    return _picture(
        w, map=drawn, width=drawn.width, height=drawn.height, told=f"{w('map.title')}. {drawn.told(w)}", across=across
    )


def _pages(chart: Chart) -> list[tuple[float, float]]:
    """Top and bottom of each part of a chart of rows that fits a page; a bar and its label stay together."""
    tops = [_top(bar) for bar in chart.bars]
    found = [[tops[0], chart.height]] if tops else []
    for top, bottom in zip(tops, [*tops[1:], chart.height], strict=True):
        if bottom - found[-1][0] > _HIGHEST / _MM and top > found[-1][0]:
            found[-1][1] = top
            found.append([top, chart.height])
    return [(top, bottom) for top, bottom in found]


def _top(bar: Bar) -> float:
    """Where the label over a bar begins: a line of letters, the highest among them, above its first base line."""
    return bar.lines[0][1] - 20


def _picture(
    w: Wording,
    *,
    width: float,
    height: float,
    told: str,
    chart: Chart | None = None,
    map: Map | None = None,
    top: float = 0.0,
    across: float = 0.0,
) -> Picture:
    from resvg_py import svg_to_bytes

    drawn = environment().get_template("picture.svg.j2")
    svg = drawn.render(w=w, chart=chart, map=map, top=top, width=width, height=height)
    across = across or min(_WIDEST, width * _MM)
    faces = [face for face in _FACES if Path(face).is_file()]
    style = _STYLE + (_LEFTWARDS if w.dir == "rtl" else "")
    png = svg_to_bytes(
        svg_string=svg,
        style_sheet=style,
        background="#ffffff",
        width=round(across * _DOTS),
        skip_system_fonts=bool(faces),
        font_files=faces or None,
    )
    return Picture(png, across, clean(told))
