"""A dossier as one self-contained page, for the screen or for print; the same page becomes the PDF.

The page loads nothing and runs nothing; every value is escaped (as `publish/report.py` has it).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from tawthiq.publish import map as incident_map
from tawthiq.publish.dossier.make import Dossier
from tawthiq.publish.dossier.tellings import COLUMNS
from tawthiq.publish.report import CSP, environment, style

PRINT_CSS = """
@page{size:A4 portrait;margin:16mm 15mm 18mm}
body.dossier{font-size:10pt}.dossier .prose,.dossier .footnotes{max-width:none}.dossier .story{break-inside:auto}.dossier blockquote{font-size:10.5pt}
.dossier dl.facts{grid-template-columns:1fr 1fr 1fr 1fr;background:none;gap:0;border-width:1px 0 0 1px}
.dossier dl.facts>div{border:solid #d9d5cc;border-width:0 1px 1px 0}
.dossier dl.facts .figure{font-size:15pt}
.dossier :is(.tellings,.history,.parties){table-layout:fixed;width:100%;max-width:none}
.dossier .tellings{font-size:7.2pt}.dossier .tellings :is(th,td){padding:2pt;min-width:0;overflow-wrap:anywhere}
.dossier .tellings :is(th,td):first-child{width:17%}
.dossier .map.one .mapbox{width:420px;margin:0}.dossier .map.one svg{width:420px;height:337px}
.dossier .map.one .gov-label{font-size:6.5pt;width:80px;margin-left:-40px;margin-top:-5pt;text-align:center;transform:none;white-space:normal}
"""
"""What the PDF adds to the style of the period report's."""


@cache
def dossier_style() -> Markup:
    """The style sheet of dossiers: that of all pages, and their own."""
    text = files("tawthiq.publish").joinpath("templates", "dossier.css").read_text(encoding="utf-8")
    return style() + Markup(text)


def render_dossier(dossier: Dossier, *, other: str = "", paper: bool = False) -> str:
    """The page; `other` is the address of the same dossier in the other language, `paper` the form for print."""
    w, view = dossier.w, dossier.view
    return environment().get_template("dossier.html.j2").render(
        w=w, csp=CSP, style=dossier_style(), d=dossier, i=view, other=other, paper=paper, columns=COLUMNS,
        other_lang="en" if w.lang == "ar" else "ar", first=first_citations(dossier), radii=incident_map.RADII,
    )  # fmt: skip


def first_citations(dossier: Dossier) -> frozenset[int]:
    """The footnotes that the narrative cites: their first citation there is where the footnote leads back to."""
    return frozenset(n for p in dossier.paragraphs for sentence in p for run in sentence for n in run.notes)
