"""`tawthiq roots`: the daily hash over all chains, carried out of the house, and the time authority's stamp on it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tawthiq.cli.office import note_custody, open_office, refuse_unopened
from tawthiq.cli.options import register_option
from tawthiq.custody.roots import BadRoots, Root, read_roots
from tawthiq.custody.stamps import FOLDER, BadStamp, certificates_in, checked, request_for, root_of


@click.group("roots")
def command() -> None:
    """The hash over the chains of decisions, looks and custody, day by day.

    Example:  tawthiq roots take --register office
    """


@command.command("take")
@register_option
@click.option("--daily", is_flag=True, help="Only where none was taken today.")
def take(register: Path, daily: bool) -> None:
    """Take the present root, write it into roots.jsonl, and print it. `tawthiq serve` takes one a day.

    Example:  tawthiq roots take --register office
    """
    refuse_unopened(register)
    open_office(register)
    from tawthiq.workbench.register.roots import take_root

    try:
        root = take_root(register, daily=daily)
    except BadRoots as error:
        raise click.ClickException(str(error)) from error
    if root is not None:
        click.echo(f"{root['at']} {root['root']}")


@command.command("list")
@register_option
def show(register: Path) -> None:
    """List the roots taken so far, and which carry a stamp.

    Example:  tawthiq roots list --register office
    """
    for root in _taken(register):
        stamped = (register / FOLDER / f"{root['root']}.tsr").is_file()
        click.echo(f"{root['at']}\t{root['root']}\t{'stamped' if stamped else '-'}")


@command.command("request")
@register_option
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The request (.tsq).")
def request(register: Path, out: Path) -> None:
    """Write a request for a stamp on the last root; carry it to a time authority and bring the reply back.

    Example:  tawthiq roots request --register office --out root.tsq

    \b
    Then:
      curl -H 'Content-Type: application/timestamp-query' --data-binary @root.tsq https://AUTHORITY > root.tsr
      tawthiq roots stamp root.tsr --trust authority.pem --register office
    """
    taken = _taken(register)
    if not taken:
        raise click.ClickException(f"{register}: no root was taken yet (`tawthiq roots take`)")
    out.write_bytes(request_for(taken[-1]["root"]))
    click.echo(f"{out}: for the root {taken[-1]['root']}")


@command.command("stamp")
@click.argument("reply", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--trust", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The certificate (PEM) of the time authority.",
)  # fmt: skip
@register_option
def stamp(reply: Path, trust: Path, register: Path) -> None:
    """Keep a time authority's reply beside the root that it is of, once its signature is found good.

    Example:  tawthiq roots stamp root.tsr --trust authority.pem --register office
    """
    raw = reply.read_bytes()
    try:
        root = root_of(raw, [taken["root"] for taken in _taken(register)])
        at = checked(raw, root, certificates_in(trust))
    except BadStamp as error:
        raise click.ClickException(f"{reply}: {error}") from error
    _keep(register / FOLDER, root, raw)
    note_custody(register, "stamped", "roots", {"root": root, "time": at.isoformat()})
    click.echo(f"{root}: stamped {at.isoformat()}")


def _keep(folder: Path, root: str, raw: bytes) -> None:
    folder.mkdir(exist_ok=True)
    work = folder / f".{root}"
    work.write_bytes(raw)
    os.replace(work, folder / f"{root}.tsr")


def _taken(register: Path) -> list[Root]:
    try:
        return read_roots(register)
    except BadRoots as error:
        raise click.ClickException(str(error)) from error
