"""`tawthiq estimate`: overlap of sources, always; an estimate of those on no list, where the data allow one (standards §4).

A refusal is a result, with its reasons; the exit status is 0. It is 1 where an input cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.options import office_option, register_given
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.statistics import day_type, read_register
from tawthiq.estimate.bounds import chao_by_list, chao_heterogeneity, chapman
from tawthiq.estimate.chart import upset
from tawthiq.estimate.gate import Refusal, refusals
from tawthiq.estimate.histories import Histories
from tawthiq.estimate.lists import entries_of, histories, keep, read_cells, read_lists
from tawthiq.estimate.models import MOST_LISTS, Model, fit_models
from tawthiq.estimate.words import say
from tawthiq.publish.figures import Sum
from tawthiq.publish.statistics import counted, table, within
from tawthiq.reconcile.publishers import is_party

_SHOWN = 5
"""Models and reasons that are shown."""
_PAIRS = 20
"""Pairs of lists that are shown, most people first."""


@dataclass(frozen=True, slots=True)
class _Input:
    histories: Histories
    reported: Sum | None
    origins: tuple[int, ...] = ()
    """For each incident that counts, how many independent origins tell it."""


@click.command("estimate")
@register_given()
@click.option(
    "--lists",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lists of names: CSV with name, date, place, list.",
)
@click.option(
    "--cells",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A published table of overlaps: CSV, 0/1 for each list and count.",
)
@click.option("--from", "start", type=day_type(), help="The first day of the period.")
@click.option("--to", "end", type=day_type(), help="The last day of the period.")
@click.option("--keep", "kept", multiple=True, help="Only this list (may be given several times).")
@click.option("--closed", is_flag=True, help="The lists are of one place and period.")
@click.option("--reviewed", is_flag=True, help="A person has looked at which names were held to be one.")
@click.option(
    "--chart", "chart_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the UpSet chart (SVG) here."
)
@click.option(
    "--lang", type=click.Choice(("ar", "en")), default="en", show_default=True, help="Language of the answer."
)
@office_option
def command(
    register: Path | None, lists: Path | None, cells: Path | None, start: date | None, end: date | None,
    kept: tuple[str, ...], closed: bool, reviewed: bool, chart_path: Path | None, lang: str, office: Path | None,
) -> None:  # fmt: skip
    """Count who is on which lists, and estimate how many are on none.

    Reported, documented and estimated numbers stand apart. An estimate needs three lists that all overlap, a closed
    place and period, and a reviewed matching of names; otherwise the answer says why there is none.

    Example:  tawthiq estimate --register demo-register --from 2017-01-01 --to 2017-12-31 --chart overlap.svg
    """
    if sum(source is not None for source in (register, lists, cells)) != 1:
        raise click.UsageError("give one of --register, --lists and --cells")
    if register is None and (start or end):
        raise click.UsageError("--from and --to go with --register; say --closed for lists of one place and period")
    try:
        if register is not None:
            found = _of_register(register, start, end, office)
        else:
            found = _Input(histories(read_lists(lists)) if lists else read_cells(cells or Path()), None)
        if kept:
            found = replace(found, histories=keep(found.histories, kept))
    except (ValueError, UnicodeDecodeError) as error:
        raise click.ClickException(one_line(str(error))) from error
    if chart_path is not None:
        chart_path.write_text(upset(found.histories, lang), encoding="utf-8", newline="\n")
    why = refusals(found.histories, closed=closed or (start is not None and end is not None), reviewed=reviewed)
    for line in _answer(found, why, lang):
        click.echo(line)


def _of_register(folder: Path, start: date | None, end: date | None, office: Path | None) -> _Input:
    with progress_bar() as report:
        register = within(read_register(folder, office, report), start, end)
    killed = table(register, "kind").total.killed
    incidents = counted(register)
    origins = tuple(sum(not is_party(o.source_type) for o in incident.origins) for incident in incidents)
    return _Input(histories(entries_of(incidents, register.extractions)), killed, origins)


def _answer(found: _Input, why: tuple[Refusal, ...], lang: str) -> Iterator[str]:
    h = found.histories
    yield f"# {say('overlap', lang)}"
    for position, name in enumerate(h.lists):
        yield "  " + say("overlap.list", lang, name=one_line(name), people=h.on(position), only=h.only(position))
    pairs = sorted(h.pairs, key=lambda p: -p[2])
    for a, b, both in pairs[:_PAIRS]:
        yield "  " + say("overlap.row", lang, a=one_line(h.lists[a]), b=one_line(h.lists[b]), both=both)
    if len(pairs) > _PAIRS:
        yield "  " + say("more", lang, count=len(pairs) - _PAIRS)
    once, twice = h.caught(1), h.caught(2)
    yield "  " + say("overlap.times", lang, once=once, twice=twice, more=h.total - once - twice)
    if found.origins:
        counts = [min(n, 3) for n in found.origins]
        yield "  " + say("origins", lang, once=counts.count(1), twice=counts.count(2), more=counts.count(3))
    yield ""
    if found.reported is None:
        yield say("reported.none", lang)
    else:
        figures = found.reported
        high = f"{figures.high:,}{'+' if figures.open else ''}"
        yield say("reported", lang, low=figures.low, high=high, incidents=figures.incidents)
    yield say("documented", lang, people=h.total, lists=len(h.lists))
    yield from _estimated(h, why, lang)
    yield say("apart", lang)


def _estimated(h: Histories, why: tuple[Refusal, ...], lang: str) -> Iterator[str]:
    models: tuple[Model, ...] = ()
    if not why and len(h.lists) > MOST_LISTS:
        why = (Refusal("refused.many", (("lists", len(h.lists)), ("most", MOST_LISTS))),)
    if not why:
        try:
            models = tuple(m for m in fit_models(h) if m.usable)
            why = () if models else (Refusal("refused.fit"),)
        except ModuleNotFoundError:
            why = (Refusal("refused.extra"),)
    if why:
        yield say("estimated.refused", lang)
        for reason in why[:_SHOWN]:
            facts = {k: one_line(v) if isinstance(v, str) else v for k, v in reason.facts}
            yield f"  - {say(reason.key, lang, **facts)}"
        if len(why) > _SHOWN:
            yield f"  {say('more', lang, count=len(why) - _SHOWN)}"
        return
    best = models[0]
    yield say(
        "estimated", lang, total=round(best.total), low=round(best.low), high=round(best.high),
        missing=round(best.total) - h.total, models=len(models),
    )  # fmt: skip
    shown = models[:_SHOWN]
    alone = next((m for m in models if not m.pairs), None)
    yield "  " + say(
        "sensitivity", lang, low=round(min(m.total for m in shown)), high=round(max(m.total for m in shown)),
        count=len(shown), independent=round(alone.total) if alone else "–",
    )  # fmt: skip
    for model in shown:
        pairs = ", ".join(f"{one_line(h.lists[a])}×{one_line(h.lists[b])}" for a, b in model.pairs)
        yield "    " + say(
            "model", lang, total=round(model.total), low=round(model.low), high=round(model.high),
            bic=f"{model.bic:.1f}", pairs=pairs or say("model.independent", lang),
        )  # fmt: skip
    first, second = chao_heterogeneity(h), chao_by_list(h)
    if first is not None and second is not None:
        yield "  " + say("chao", lang, heterogeneity=round(first), by_list=round(second))
    two = [total for _, _, total in chapman(h)]
    yield "  " + say("chapman", lang, low=round(min(two)), high=round(max(two)))
    yield "  " + say("warning", lang)
