"""Tables: drawn on a terminal, tab-separated in a pipe, so that what is read by eye and by `cut` come from one command.

Cells are text, never markup: a name that holds brackets, tabs or escape sequences disturbs neither.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tawthiq.cli.errors import one_line
from tawthiq.publish.exports.cells import safe_cell


def on_terminal() -> bool:
    """Whether standard output is read by a person."""
    return sys.stdout.isatty()


def draw(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", numbers: Sequence[int] = ()
) -> None:
    """Draws a table; the columns at the positions `numbers` are set to the right."""
    table = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for position, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if position in numbers else "left")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    Console().print(table)


def write_tabbed(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Writes a header line and the rows, tab-separated; no cell is one that a spreadsheet would run."""
    for row in (columns, *rows):
        click.echo("\t".join(safe_cell(one_line(cell)) for cell in row))
