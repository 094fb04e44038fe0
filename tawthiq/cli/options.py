"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tawthiq.cli.office import refuse_closed
from tawthiq.cli.settled import settle
from tawthiq.engines import DISTRIBUTED, ENGINES
from tawthiq.reconcile.profiles import PROFILES

Command = TypeVar("Command", bound=Callable[..., Any])


def _engines(*names: str) -> Callable[[Command], Command]:
    return click.option(
        "--engine",
        "engine_name",
        type=click.Choice(names),
        default="local",
        show_default=True,
        help="Where extraction runs.",
    )


engine_option = _engines(*ENGINES)
any_engine_option = _engines(*ENGINES, DISTRIBUTED)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes of the pool (default: one per core)."
)
office_option = click.option(
    "--places",
    "office",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The office's own gazetteer (TSV, written by `tawthiq places import`) or words (office.toml, docs/workbench.md).",
)
profile_option = click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="tawthiq",
    show_default=True,
    help="How vague words become numbers.",
)


def _settled(context: click.Context, parameter: click.Parameter, folder: Path | None) -> Path | None:
    """Moves in what a killed run left ready, before anything of the register is read; a disk that cannot be written is read as it is."""
    if folder is not None and not context.resilient_parsing:
        try:
            settle(folder)
        except OSError as error:
            click.echo(
                f"tawthiq: {folder}: a run was cut short and its files cannot be moved in: {error.strerror}", err=True
            )
            raise click.exceptions.Exit(1) from error
    return folder


def _open_alone(context: click.Context, parameter: click.Parameter, folder: Path | None) -> Path | None:
    """As `_settled`; a register in which the workbench has closed something since is refused."""
    folder = _settled(context, parameter, folder)
    if folder is not None and not context.resilient_parsing:
        refuse_closed(folder)
    return folder


def register_given(
    help_text: str = "A folder that `tawthiq build` wrote.", *, required: bool = False, leaving: bool = False
) -> Callable[[Command], Command]:
    """The option that names a register; its files are settled before the command reads any.

    `leaving`: what the command makes of these files leaves the office, so what was closed since must not stand in them.
    """
    return click.option(
        "--register",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        required=required,
        callback=_open_alone if leaving else _settled,
        help=help_text,
    )


register_option = register_given(required=True)
leaving_register_option = register_given(required=True, leaving=True)
