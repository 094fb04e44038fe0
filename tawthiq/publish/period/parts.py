"""A report as a row of parts: headings, sentences, tables of ready text and terms; page, PDF and document draw them alike."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.publish.charts import Chart
from tawthiq.publish.map import Map


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of ready text: a line break inside a cell sets its second line smaller.

    `figures` are the positions of columns that hold numbers; the first column names the row.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()
    note: str = ""
    chart: Chart | None = None
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms: name, code and meaning."""

    heading: str
    entries: tuple[tuple[str, str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One section: sentences, then notes, tables, links (address, text) and terms. `map` is drawn where there is one."""

    id: str
    heading: str
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    terms: tuple[Terms, ...] = ()
    map: Map | None = None
