"""`tawthiq identities`: the key that sources' and witnesses' identities are sealed for."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tawthiq.cli.office import open_office
from tawthiq.cli.options import register_option
from tawthiq.custody.identities import new_key


@click.group("identities")
def command() -> None:
    """Who is behind the pseudonyms of sources and witnesses: sealed in the register, opened by a key kept elsewhere.

    Example:  tawthiq identities key --out identities.key --register office
    """


@command.command("key")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where the secret half is written."
)
@register_option
def key(out: Path, register: Path) -> None:
    """Make the office's key: its public half goes into the register, its secret half into a file that belongs elsewhere.

    The workbench opens identities only where TAWTHIQ_IDENTITY_KEY names that file. Lost, it opens nothing ever again:
    keep two copies in two safes. The file is one that `age` reads.

    Example:  tawthiq identities key --out /media/safe/identities.key --register office
    """
    if out.resolve().is_relative_to(register.resolve()):
        raise click.UsageError(f"{out}: the key does not belong into the register that it opens")
    open_office(register)
    from tawthiq.workbench.register.models import State

    if State.objects.filter(name="identity_key").exists():
        raise click.ClickException(f"{register}: there is a key already; what it sealed would not open with another")
    secret, public = new_key()
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.UsageError(f"{out}: there already; no key is written over a file") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{secret}\n")
        file.flush()
        os.fsync(file.fileno())
    State.objects.create(name="identity_key", value=public)
    click.echo(f"{out}: keep it off this machine, and a copy in another place; public half {public}")
