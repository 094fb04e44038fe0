"""The rows of a report's tables as HTML. A list of ten thousand incidents has a hundred thousand cells, which a template's
macros fill ten times as slowly; every text is escaped here as it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from tawthiq.publish.period.parts import Grid

_TEXT = ("<bdi>", "</bdi>")
_FIGURE = ('<bdi dir="ltr" class="n">', "</bdi>")


def rows_html(grid: Grid) -> Markup:
    """The rows of `grid`, each with its anchor where it has one."""
    return _rows(grid, grid.rows, grid.anchors)


def total_html(grid: Grid) -> Markup:
    """The row of the total."""
    return _rows(grid, (grid.total,), ())


def _rows(grid: Grid, rows: Iterable[Sequence[str]], anchors: Sequence[str]) -> Markup:
    columns = []
    for index, name in enumerate(grid.columns):
        figure = index in grid.figures
        if index == 0 and not figure:
            columns.append(('<th scope="row">', "</th>\n", _TEXT))
        else:
            role = ' class="fig"' if figure else ""
            opening = f'<td{role} data-label="{escape(name)}"><span class="v">'
            columns.append((opening, "</span></td>", _FIGURE if figure else _TEXT))
    made: list[str] = []
    for number, row in enumerate(rows):
        made.append(f'<tr id="{escape(anchors[number])}">' if anchors else "<tr>")
        for text, (opening, closing, (before, after)) in zip(row, columns, strict=True):
            first, _, rest = text.partition("\n")
            below = f' <span class="sub">{before}{escape(rest)}{after}</span>' if rest else ""
            made.append(f"{opening}{before}{escape(first)}{after}{below}{closing}")
        made.append("</tr>\n")
    return Markup("".join(made))  # every text above is escaped
