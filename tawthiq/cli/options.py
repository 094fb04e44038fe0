"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from tawthiq.engines import ENGINES
from tawthiq.reconcile.profiles import PROFILES

engine_option = click.option(
    "--engine",
    "engine_name",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="Where extraction runs.",
)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes of the pool (default: one per core)."
)
office_option = click.option(
    "--places",
    "office",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The office's own gazetteer (TSV, written by `tawthiq places import`).",
)
profile_option = click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="tawthiq",
    show_default=True,
    help="How vague words become numbers.",
)
register_option = click.option(
    "--register",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="A folder that `tawthiq build` wrote.",
)
