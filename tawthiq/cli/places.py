"""`tawthiq places`: the office's own gazetteer. `import` takes an official list in, `find` shows what a name can mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rapidfuzz import fuzz, process

from tawthiq.cli.errors import one_line
from tawthiq.cli.options import office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.tables import draw, on_terminal, write_tabbed
from tawthiq.domain.where import Place
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import Gazetteer
from tawthiq.knowledge.import_places import merge_into_office
from tawthiq.knowledge.place_spelling import matching_key, place_key
from tawthiq.pipeline import Progress

_COLUMNS = ("rank", "id", "level", "name_en", "name_ar", "lies_in", "lat", "lon", "pcode")
_LIKE = 80.0
"""How alike two names are, of 100, for one to be suggested where the other is not known."""
_SUGGESTED = 5


@click.group("places")
def command() -> None:
    """The office's gazetteer: take in an official list, look up a name.

    Example:  tawthiq places find Manbij
    """


@command.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--register",
    type=click.Path(file_okay=False, path_type=Path),
    help="Add to this register's own list (DIR/places.tsv).",
)
@click.option(
    "--office",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add to this list (TSV, made where it is not there).",
)
def take_in(path: Path, register: Path | None, office: Path | None) -> None:
    """Add the places of an official list to the office's own, leaving alone what is known already.

    Read are OCHA COD-AB as CSV or GeoJSON, GeoNames' TSV, JSON Lines. Importing a list again adds nothing.

    Example:  tawthiq places import syr_admin4.csv --register demo-register
    """
    if (register is None) == (office is None):
        raise click.UsageError("say where the places go: --register DIR or --office FILE")
    table = office if office is not None else (register or Path()) / "places.tsv"
    with progress_bar() as report:
        report(Progress("import", 0, 1))
        try:
            counts = merge_into_office(path, table)
        except ValueError as error:
            message = one_line(str(error))
            named = message if str(path) in message or str(table) in message else f"{path}: {message}"
            click.echo(f"tawthiq: {named}", err=True)
            raise click.exceptions.Exit(1) from error
        report(Progress("import", 1, 1))
    click.echo(f"{table}: {counts.added} places added, {counts.known} known already, {len(counts.skipped)} skipped")
    for reason in counts.skipped:
        click.echo(f"tawthiq: {one_line(reason)}", err=True)
    if counts.skipped:
        rows = counts.added + counts.known + len(counts.skipped)
        click.echo(f"tawthiq: {len(counts.skipped)} of {rows} rows were skipped; the others were read", err=True)
        raise click.exceptions.Exit(1)


@command.command("find")
@click.argument("name")
@office_option
def find(name: str, office: Path | None) -> None:
    """Print the places that bear a name, likeliest first, as a report with no other hint would be read.

    Example:  tawthiq places find "al-Joura"
    """
    gazetteer = the_gazetteer(office)
    found = candidates(gazetteer, name)
    if not found:
        near = ", ".join(alike(gazetteer, name))
        click.echo(f"tawthiq: {one_line(name)}: no such place" + (f"; near to it: {near}" if near else ""), err=True)
        raise click.exceptions.Exit(1)
    rows = [_row(rank, place, gazetteer) for rank, place in enumerate(found, start=1)]
    if on_terminal():
        draw(_COLUMNS, rows, numbers=(0, 6, 7))
    else:
        write_tabbed(_COLUMNS, rows)


def candidates(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """The places that bear `name`, likeliest first: as written, else without articles and doubled letters."""
    for key in (place_key, matching_key):
        wanted = key(name)
        same = (ids for form, ids in gazetteer.names.items() if wanted and key(form) == wanted)
        if found := _ranked(same, gazetteer):
            return found
    return ()


def _ranked(lists: Iterable[tuple[str, ...]], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of several ranked lists, by their best rank in any; equal ranks in the order of the lists."""
    best: dict[str, int] = {}
    for ids in lists:
        for rank, ident in enumerate(ids):
            best[ident] = min(rank, best.get(ident, rank))
    return tuple(gazetteer.places[ident] for ident in sorted(best, key=lambda ident: best[ident]))


def alike(gazetteer: Gazetteer, name: str) -> Iterator[str]:
    """Up to five known names that are spelt nearly like `name`, the nearest first, one per place."""
    forms = {form: matching_key(form) for form in gazetteer.names}
    near = process.extract(matching_key(name), forms, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=40)
    seen: set[str] = set()
    for _, _, form in near:
        ident = gazetteer.names[form][0]
        if ident not in seen and len(seen) < _SUGGESTED:
            seen.add(ident)
            yield form


def _row(rank: int, place: Place, gazetteer: Gazetteer) -> list[str]:
    above = ", ".join(outer.name_en for outer in gazetteer.path(place)[1:])
    spot = ["" if value is None else f"{value:.4f}" for value in (place.lat, place.lon)]
    return [str(rank), place.id, place.level, place.name_en, place.name_ar, above, *spot, place.pcode]
