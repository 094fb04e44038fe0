"""`tawthiq score`: how well reports are read, field by field, against gold that a person made (docs/gold.md).

Inputs with a fault give no figure at all, for one over half of the gold would mislead: each fault is one line with
file, line and reason, and the status is 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.options import engine_option, office_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.score_inputs import read_inputs
from tawthiq.cli.tables import draw, on_terminal, write_tabbed
from tawthiq.domain.account import Extraction
from tawthiq.domain.records import extraction_record
from tawthiq.engines import engine
from tawthiq.pipeline import extract_all
from tawthiq.score import FIELDS, Measured, Result, Slip, measure

_COLUMNS = ("field", "precision", "recall", "f1", "hit", "found", "gold")
_SLIP = ("document", "field", "what", "gold", "found", "words")
_FILE = click.Path(path_type=Path)


@click.command("score")
@click.option("--docs", required=True, type=_FILE, help="The documents, as JSON Lines.")
@click.option("--gold", required=True, type=_FILE, help="Their gold, as JSON Lines (docs/gold.md).")
@click.option("--pred", type=_FILE, help="What `tawthiq extract` printed; without it the documents are read now.")
@click.option("--incidents", type=_FILE, help="What `tawthiq link` printed: measures linking too.")
@click.option("--by", metavar="FIELD", default="", help="Also apart for each value of a field of the documents: lang …")
@click.option("--misses", type=click.Choice(FIELDS), metavar="FIELD", help="List every miss and extra of one field.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@engine_option
@workers_option
@office_option
def command(
    docs: Path,
    gold: Path,
    pred: Path | None,
    incidents: Path | None,
    by: str,
    misses: str | None,
    as_json: bool,
    engine_name: str,
    workers: int | None,
    office: Path | None,
) -> None:
    """Measure how well reports are read: precision, recall and F1 of every field against gold.

    Fields: toll, toll.value, toll.killed, toll.injured, account, date, place, governorate, kind, actor, weapon,
    attribution, aggregate.value, aggregate.dimension; and link, with --incidents.

    Example:  tawthiq score --docs reports.jsonl --gold gold.jsonl --by lang --misses toll
    """
    if [str(path) for path in (docs, gold, pred, incidents)].count("-") > 1:
        raise click.UsageError("only one file can be standard input")
    inputs = read_inputs(docs, gold, pred, incidents)
    inputs.leave_if_faulty("nothing was measured")
    found = inputs.found
    if found is None:
        found = {}
        with progress_bar() as report:
            wanted = (inputs.documents[ident] for ident in inputs.gold)
            mapper = engine(engine_name, workers=workers)
            for told in extract_all(wanted, office=office, mapper=mapper, report=report):
                if isinstance(told, Extraction):
                    found[told.document.id] = extraction_record(told)
                else:
                    inputs.faults.append(f"{told.message} [{told.code}]")
    result = measure(inputs.gold.values(), inputs.raw, found, incidents=inputs.incidents, by=by)
    slips = [slip for slip in result.slips if slip.field == misses]
    if as_json:
        line = json.dumps(_record(result, by, slips if misses else None), ensure_ascii=False)
        click.echo(line.encode("utf-8", "replace").decode("utf-8"))  # a quote may hold half a surrogate pair
    else:
        _print(result, by)
        if misses:
            _print_slips(slips)
    inputs.leave_if_faulty("these documents count as if nothing were found in them")


def _record(result: Result, by: str, slips: list[Slip] | None) -> dict[str, Any]:
    record = result.all.record()
    if by:
        record["by"] = {"field": by, "values": {value: one.record() for value, one in result.groups.items()}}
    if slips is not None:
        record["misses"] = [{name: getattr(slip, name) for name in _SLIP} for slip in slips]
    return record


def _print(result: Result, by: str) -> None:
    """Tables for a person; in a pipe one table whose first column says which documents a row is of."""
    parts = {"all": result.all, **{f"{by} {value}": measured for value, measured in result.groups.items()}}
    if not on_terminal():
        write_tabbed(
            ("of", *_COLUMNS), [[name, *row] for name, one in parts.items() for row in (*_rows(one), *_ends(one))]
        )
        return
    for name, measured in parts.items():
        title = f"{measured.documents} documents" if name == "all" else f"{name}: {measured.documents} documents"
        draw(_COLUMNS, list(_rows(measured)), title=one_line(title), numbers=range(1, len(_COLUMNS)))
        click.echo(
            f"false alarms: {len(measured.alarms)} of {measured.nothing} documents without an incident; "
            f"broken spans: {measured.broken_spans}"
        )


def _rows(measured: Measured) -> Iterator[list[str]]:
    for name, figure in measured.figures.items():
        shares = (figure.precision, figure.recall, figure.f1)
        asked = figure.found or figure.gold
        shown = [f"{share:.3f}" for share in shares] if asked else ["–"] * len(shares)
        yield [name, *shown, str(figure.hit), str(figure.found), str(figure.gold)]
    if measured.link is not None:
        link = measured.link
        yield [
            "link",
            *(f"{share:.3f}" for share in (link.precision, link.recall, link.f1)),
            "",
            "",
            str(link.tellings),
        ]


def _ends(measured: Measured) -> Iterator[list[str]]:
    yield ["false_alarms", "", "", "", "", str(len(measured.alarms)), str(measured.nothing)]
    yield ["broken_spans", "", "", "", "", str(measured.broken_spans), ""]


def _print_slips(slips: list[Slip]) -> None:
    if on_terminal():
        for slip in slips:
            click.echo(_slip_line(slip))
        return
    click.echo()
    write_tabbed(_SLIP, [[s.document, s.field, s.what, s.gold, s.found, s.words] for s in slips])


def _slip_line(slip: Slip) -> str:
    """`ar-12  missed  gold: killed child 3  «words»`."""
    parts = [slip.document, slip.what]
    parts += [f"gold: {slip.gold}"] if slip.gold else []
    parts += [f"found: {slip.found}"] if slip.found else []
    parts += [f"«{slip.words}»"] if slip.words else []
    return "  ".join(one_line(part) for part in parts)
