"""`tawthiq verify`: everything is what it was: originals, quotes, files of the build, databases, chains of rulings, roots, stamps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from tawthiq.cli.errors import one_line
from tawthiq.cli.office import is_opened, readable
from tawthiq.cli.options import register_given
from tawthiq.cli.verify_release import signer_option, verify_release
from tawthiq.custody.build_files import build_faults, written_files
from tawthiq.custody.files import file_faults
from tawthiq.custody.roots import BadRoots, read_roots
from tawthiq.custody.stamps import stamp_faults

MOST = 50
"""Faults that are named; the rest are counted."""


@click.command("verify")
@click.argument("release", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@register_given()
@click.option(
    "--trust", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The certificate (PEM) of a time authority whose stamps are checked.",
)  # fmt: skip
@click.option(
    "--root",
    "roots",
    multiple=True,
    help="A root that was carried out of the house, which must be among the register's.",
)
@signer_option
def command(
    release: Path | None,
    register: Path | None,
    trust: tuple[Path, ...],
    roots: tuple[str, ...],
    signers: tuple[Path, ...],
) -> None:
    """Re-hash every original and every file of the build, find every quote in its text, and walk the chains of rulings, looks and custody.

    Of a RELEASE, which needs no register, every file, both signatures, the data package and every sum are checked.

    Example:  tawthiq verify --register demo-register
    """
    if (release is None) == (register is None):
        raise click.UsageError("give a release, or --register with a register")
    if register is None:
        assert release is not None
        verify_release(release, signers)
        return
    opened = is_opened(register)
    number = 0
    for fault in chain(faults_of(register, trust, opened=opened), _gone(register, roots)):
        number += 1
        if number <= MOST:
            click.echo(f"tawthiq: {one_line(fault)}", err=True)
    if number:
        more = f" ({number - MOST} more than are named)" if number > MOST else ""
        click.echo(f"tawthiq: {register}: {number} faults{more}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{register}: every original and every quote is as it was")
    if written_files(register):
        click.echo(f"{register}: every file of the build is as it was written")
    else:
        click.echo(f"{register}: its build kept no hashes of its files; built again they are checked too")
    if opened:
        click.echo(f"{register}: the chains of decisions, looks and custody are unbroken")


def _gone(register: Path, carried: tuple[str, ...]) -> Iterator[str]:
    """A line for each carried root that the register does not have: what it stood for was taken out, or written anew."""
    try:
        known = {root["root"] for root in read_roots(register)}
    except (BadRoots, OSError):
        known = set()
    for root in carried:
        if root.strip().lower() not in known:
            yield f"root {root.strip()}: the register has no such root"


def faults_of(register: Path, trust: tuple[Path, ...] = (), *, opened: bool) -> Iterator[str]:
    """A line for everything that is not as it was; with `opened` the workbench is looked into too."""
    yield from file_faults(register)
    yield from build_faults(register)
    if opened:
        with readable(register) as folder:
            yield from _workbench_faults(folder)
    yield from stamp_faults(register, trust)


def _workbench_faults(register: Path) -> Iterator[str]:
    """The workbench's faults. Its tables are not touched: what cannot be read as it stands is itself a fault."""
    from tawthiq.workbench.opening import behind, prepare

    prepare(register)
    from django.db import Error

    from tawthiq.workbench.register.checks import workbench_faults

    try:
        missing = behind()
        if missing:
            yield f"workbench: its tables are older than this version ({missing} steps); `tawthiq serve` brings them up to date"
            return
        yield from workbench_faults(register)
    except Error as error:
        yield f"workbench: the database cannot be read: {error}"
