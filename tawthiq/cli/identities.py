"""`tawthiq identities`: the key that sources' and witnesses' identities are sealed for, and signatures under the records of their destruction."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from tawthiq.cli.office import open_office
from tawthiq.cli.options import register_option
from tawthiq.cli.release import by_option, key_option, opened, passphrase_option
from tawthiq.custody.identities import new_key
from tawthiq.publish.releases.signing import fingerprint, public_of


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


@command.command("sign")
@register_option
@key_option
@by_option
@passphrase_option
def sign(register: Path, key_file: Path, by: str, passphrase_file: Path | None) -> None:
    """Sign the records of destruction that name you and that you have not signed, with your own key (`tawthiq release key`).

    A record names who took an identity down and who destroyed it; each signs. `tawthiq verify` checks the signatures.

    Example:  tawthiq identities sign --register office --key amal.pem --by amal
    """
    held = opened(key_file, passphrase_file)
    open_office(register)
    from tawthiq.workbench.register.signed_records import CannotSign, hands_of, records, sign_records

    by = by.strip()
    try:
        signed = sign_records(held, by, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    except CannotSign as error:
        raise click.ClickException(f"{key_file}: {error}; nothing was signed") from error
    if not signed and not any(by in hands_of(record) for record in records()):
        raise click.ClickException(f"--by {by}: no record of a destruction names them")
    click.echo(f"{len(signed)} signed by {by}, key {fingerprint(public_of(held))}")


@command.command("records")
@register_option
def list_records(register: Path) -> None:
    """List the records of destruction: pseudonym, day, the record's hash, and who signed it by which key.

    Example:  tawthiq identities records --register office
    """
    open_office(register)
    from tawthiq.workbench.register.signed_records import records, signed_by

    for record in records():
        click.echo(f"{record.subject.removeprefix('identity:')}\t{record.at:%Y-%m-%d}\t{record.hash}")
        for name, signature in signed_by(record).items():
            click.echo(f"\t{name}\t{signature.fingerprint if signature else 'not signed'}")
