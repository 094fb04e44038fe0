"""Charts as plain geometry: bars that run from nothing to the sum of minima, and on, paler, to the sum of maxima.

Geometry is computed from the reading side and mirrored for Arabic, so that time and bars run right to left there.
The templates draw it; nothing here is markup. Units are those of the SVG view box.
"""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.publish.figures import Sum, figure_text
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.wording import Wording, ltr

WIDTH = 480.0
_LINE, _BAR, _GAP, _END = 19.0, 14.0, 14.0, 104.0
_LINE_CHARACTERS = 56
_MONTHS_AT_MOST = 24
_DIGIT, _HIGH = 7.8, 15.0  # a figure over a column: how wide one of its letters is at most, and how high a line


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row or column: its label in lines, the sure part, the possible part, whether open, where the texts stand."""

    lines: tuple[tuple[str, float], ...]
    note: str
    value: str
    sure: Box
    possible: Box
    open: bool
    at: float
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw. `kind` is rows or columns; `groups` are second-line labels (years) with their middle x."""

    id: str
    kind: str
    title: str
    desc: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    base: float = 0.0
    groups: tuple[tuple[str, float], ...] = ()
    left_out: int = 0


def _flip(box: Box, width: float, w: Wording) -> Box:
    return Box(round(width - box.x - box.width, 1), box.y, box.width, box.height) if w.dir == "rtl" else box


def _side(x: float, width: float, w: Wording) -> float:
    return round(width - x if w.dir == "rtl" else x, 1)


def _desc(rows: list[tuple[str, int, Sum]], w: Wording) -> str:
    return " ".join(
        w("charts.desc_row", label=label, incidents=w.count("incident", n), killed=ltr(figure_text(killed)))
        for label, n, killed in rows
    )


def wrap(label: str, note: str) -> list[str]:
    """A label cut between words into lines that fit the drawing, with room for the note on the last line."""
    lines: list[str] = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE_CHARACTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines[-1]) + 3 + len(note) > _LINE_CHARACTERS:
        lines.append("")
    return lines


def rows_chart(table: Table, w: Wording) -> Chart:
    """Horizontal bars of people killed, one row per table row, the label above its bar."""
    highest = max([row.killed.high for row in table.rows] + [1])
    scale = (WIDTH - _END) / highest
    bars, y = [], 0.0
    for row in table.rows:
        note = w.count("incident", len(row.incidents))
        texts = wrap(row.label(w.lang), note)
        lines = tuple((text, round(y + _LINE * (n + 1) - 5, 1)) for n, text in enumerate(texts))
        y += _LINE * len(lines)
        low, high = round(row.killed.low * scale, 1), round(row.killed.high * scale, 1)
        bars.append(
            Bar(
                lines=lines,
                note=note,
                value=figure_text(row.killed),
                sure=_flip(Box(0, y, low, _BAR), WIDTH, w),
                possible=_flip(Box(low, y, round(high - low, 1), _BAR), WIDTH, w),
                open=row.killed.open,
                at=_side(high, WIDTH, w),
                text_x=_side(high + (16 if row.killed.open else 7), WIDTH, w),
                text_y=y + _BAR - 2,
            )
        )
        y += _BAR + _GAP
    desc = _desc([(row.label(w.lang), len(row.incidents), row.killed) for row in table.rows], w)
    return Chart(table.dimension, "rows", w(f"charts.{table.dimension}"), desc, WIDTH, round(y, 1), tuple(bars))


def time_chart(table: Table, w: Wording) -> Chart | None:
    """Columns of people killed by month, or by year where the months span more than two years.

    Months and years without incidents are drawn empty. Rows that no single column can hold are counted in `left_out`.
    None where no incident is dated that well.
    """
    months = {_index(row.key): row for row in table.rows if _is_month(row.key)}
    if months and max(months) - min(months) < _MONTHS_AT_MOST:
        filled = {index: [row] for index, row in months.items()}
        return _columns("month", filled, table, w)
    years: dict[int, list[Row]] = {}
    for row in table.rows:
        ends = {part[:4] for part in row.key.split("/")}
        if len(ends) == 1 and (year := ends.pop()).isdigit():
            years.setdefault(int(year), []).append(row)
    return _columns("year", years, table, w) if years else None


def _is_month(key: str) -> bool:
    return len(key) == 7 and key[4] == "-"


def _index(key: str) -> int:
    return int(key[:4]) * 12 + int(key[5:7]) - 1


def _columns(kind: str, filled: dict[int, list[Row]], table: Table, w: Wording) -> Chart:
    span = range(min(filled), max(filled) + 1)
    step = min(96.0, max(40.0, round((WIDTH - 24) / len(span), 1)))
    width, tallest = round(len(span) * step + 24, 1), 190.0
    sums = {index: _sum(rows) for index, rows in filled.items()}
    scale = tallest / max([killed.high for killed in sums.values()] + [1])
    wide = round(min(36.0, step * 0.6), 1)
    starts = {index: 12 + n * step + (step - wide) / 2 for n, index in enumerate(span)}
    values = {
        index: (
            figure_text(killed),
            starts[index] + wide / 2,
            round(killed.high * scale, 1) + (14 if killed.open else 6),
        )
        for index, killed in sums.items()
    }
    placed = _apart(values, width)
    base = 30.0 + max([tallest, *(height for _, height in placed.values())])
    bars, described = [], []
    for index in span:
        killed, x = sums.get(index, Sum()), starts[index]
        low, high = round(killed.low * scale, 1), round(killed.high * scale, 1)
        middle = round(x + wide / 2, 1)
        text_x, raised = placed.get(index, (middle, 0.0))
        rows = filled.get(index, [])
        incidents = sum(len(row.incidents) for row in rows)
        bars.append(
            Bar(
                lines=((str(index) if kind == "year" else str(index % 12 + 1), base + 18),),
                note=str(incidents) if incidents else "",
                value=values[index][0] if incidents else "",
                sure=_flip(Box(round(x, 1), base - low, wide, low), width, w),
                possible=_flip(Box(round(x, 1), base - high, wide, round(high - low, 1)), width, w),
                open=killed.open,
                at=_side(middle, width, w),
                text_x=_side(text_x, width, w),
                text_y=round(base - raised, 1),
            )
        )
        described += [(row.label(w.lang), len(row.incidents), row.killed) for row in rows]
    drawn = {incident for rows in filled.values() for row in rows for incident in row.incidents}
    return Chart(
        id=kind,
        kind="columns",
        title=w(f"charts.{kind}"),
        desc=_desc(described, w),
        width=width,
        height=base + 50,
        bars=tuple(bars),
        base=base,
        groups=_years(span, [bar.at for bar in bars]) if kind == "month" else (),
        left_out=len(set(table.total.incidents) - drawn),
    )


def _sum(rows: list[Row]) -> Sum:
    return Sum(
        sum(row.killed.low for row in rows),
        sum(row.killed.high for row in rows),
        any(row.killed.open for row in rows),
        sum(row.killed.incidents for row in rows),
    )


def _apart(values: dict[int, tuple[str, float, float]], width: float) -> dict[int, tuple[float, float]]:
    """Where the figures of columns stand so that all can be read: middle and height over the axis, from the text, middle and height
    that each would like. None passes the edge; one that would lie on another's goes above it."""
    placed: dict[int, tuple[float, float]] = {}
    taken: list[tuple[float, float, float]] = []
    for index, (text, middle, height) in sorted(values.items()):
        half = len(text) * _DIGIT / 2 + 2
        x = round(min(max(middle, half), width - half), 1)
        while over := [h for m, h, wide in taken if abs(m - x) < half + wide and abs(h - height) < _HIGH - 0.1]:
            height = max(over) + _HIGH
        placed[index] = (x, height)
        taken.append((x, height, half))
    return placed


def _years(span: range, middles: list[float]) -> tuple[tuple[str, float], ...]:
    by_year: dict[int, list[float]] = {}
    for index, middle in zip(span, middles, strict=True):
        by_year.setdefault(index // 12, []).append(middle)
    return tuple((str(year), round(sum(at) / len(at), 1)) for year, at in by_year.items())
