"""`tawthiq statistics`: the register's own tables by month, party, governorate and kind, for a period (R15, R17).

Each incident that counts stands in exactly one row of a table. With a period only those that certainly fall into it are
counted. A table drawn on a terminal shows ranges; in a pipe the columns are those of statistics.csv.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from tawthiq.cli.options import office_option, register_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.register_folder import RegisterLines
from tawthiq.cli.tables import draw, on_terminal, write_tabbed
from tawthiq.domain.from_records import Atlas, extraction_from_record, incident_from_record
from tawthiq.domain.register import Register
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import Report
from tawthiq.publish.exports.statistics_csv import FIELDS, statistics_csv
from tawthiq.publish.figures import figure_text
from tawthiq.publish.register_lines import whole_incident_from_line
from tawthiq.publish.statistics import DIMENSIONS, Row, table, within
from tawthiq.publish.wording import clean, wording

Made = TypeVar("Made")


class _Dimensions(click.ParamType[tuple[str, ...]]):
    """A list of dimensions, separated by commas."""

    name = "dimensions"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        wanted = tuple(dict.fromkeys(part.strip() for part in str(value).split(",") if part.strip()))
        unknown = [part for part in wanted if part not in DIMENSIONS]
        if unknown or not wanted:
            self.fail(f"{', '.join(unknown) or repr(value)}: choose from {', '.join(DIMENSIONS)}", param, context)
        return wanted


class _Day(click.ParamType[date]):
    """An ISO day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{str(value)[:30]!r} is no day like 2012-09-25", param, context)


def day_type() -> click.ParamType[date]:
    """The type of an option that takes an ISO day."""
    return _Day()


@click.command("statistics")
@register_option
@click.option(
    "--by", "dimensions", type=_Dimensions(), default="month,actor,governorate", show_default=True,
    help="Which tables, separated by commas: month, actor, governorate, kind.",
)  # fmt: skip
@click.option("--from", "start", type=_Day(), help="Only incidents that certainly happened on this day or later.")
@click.option("--to", "end", type=_Day(), help="Only incidents that certainly happened on this day or earlier.")
@click.option("--lang", type=click.Choice(("ar", "en")), default="en", show_default=True, help="Language of the rows.")
@office_option
def command(
    register: Path, dimensions: tuple[str, ...], start: date | None, end: date | None, lang: str, office: Path | None
) -> None:
    """Count incidents and people by month, party held responsible, governorate or kind.

    Sums run from the sum of the minima to the sum of the maxima; statistics by other offices are never added.

    Example:  tawthiq statistics --register demo-register --by month,actor --from 2017-01-01 --to 2017-12-31
    """
    if start is not None and end is not None and end < start:
        raise click.UsageError(f"--to {end} lies before --from {start}")
    with progress_bar() as report:
        found = within(read_register(register, office, report), start, end)
    if on_terminal():
        for dimension in dimensions:
            _draw(found, dimension, lang)
    else:
        _write(found, dimensions, lang)


def read_register(folder: Path, office: Path | None, report: Report) -> Register:
    """The register's incidents and the claims behind them; a line that cannot be read stops here: sums must be whole."""
    atlas = Atlas.of(the_gazetteer(office or places_beside(folder)).places)
    lines = RegisterLines(folder, report)
    extractions = lines.every("accounts.jsonl", lambda record: extraction_from_record(record, atlas=atlas))
    incidents = lines.every(
        "incidents.jsonl",
        lambda record: incident_from_record(record, atlas=atlas),
        quick=lambda raw: whole_incident_from_line(raw, atlas),
    )
    lines.finish("no sum was made")
    return Register(tuple(extractions), tuple(incidents))


def _draw(register: Register, dimension: str, lang: str) -> None:
    say = wording(lang)
    one = table(register, dimension)
    columns = [
        say(f"tables.{dimension}_col"),
        *(say(f"tables.{c}") for c in ("incidents", "killed", "injured", "massacres")),
    ]

    def cells(row: Row) -> list[str]:
        figures = (str(len(row.incidents)), figure_text(row.killed), figure_text(row.injured), str(len(row.massacres)))
        return [clean(row.label(lang)), *figures]

    draw(
        columns, [cells(row) for row in (*one.rows, one.total)], title=say(f"tables.{dimension}"), numbers=(1, 2, 3, 4)
    )


def _write(register: Register, dimensions: tuple[str, ...], lang: str) -> None:
    """The rows of statistics.csv for the dimensions asked for, the total first, labels in one language."""
    other = "label_en" if lang == "ar" else "label_ar"
    columns = [name for name, _, _ in FIELDS if name != other]
    every = list(csv.DictReader(io.StringIO(statistics_csv(register), newline="")))
    kept = [row for wanted in ("total", *dimensions) for row in every if row["dimension"] == wanted]
    write_tabbed([c.removesuffix(f"_{lang}") for c in columns], [[row[c] for c in columns] for row in kept])
