"""`tawthiq verify RELEASE`: what a check of a release says, and when it fails."""

from __future__ import annotations

from pathlib import Path

import click

from tawthiq.cli.errors import one_line
from tawthiq.publish.releases.check import NEEDED, check
from tawthiq.publish.releases.signing import KeyFault, read_public

signer_option = click.option(
    "--signer", "signers", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The public key of a person who may sign releases; once for each. Without it any two keys do.",
)  # fmt: skip


def verify_release(path: Path, signers: tuple[Path, ...]) -> None:
    """Says what is at fault in a release, who approved it by which keys, and leaves with status 1 unless it is whole and approved."""
    try:
        keys = [read_public(file) for file in signers]
    except KeyFault as error:
        raise click.ClickException(str(error)) from error
    state = check(path, keys)
    for fault in state.faults:
        click.echo(f"tawthiq: {path}: {one_line(fault)}", err=True)
    for signature in state.signatures:
        click.echo(
            f"{path}: signed by {one_line(signature.by)} at {one_line(signature.at)}, key {signature.fingerprint}"
        )
    if state.faults:
        click.echo(f"tawthiq: {path}: {len(state.faults)} faults", err=True)
        raise click.exceptions.Exit(1)
    if not state.approved or state.manifest is None:
        click.echo(f"tawthiq: {path}: not approved: {len(state.signatures)} of {NEEDED} signatures", err=True)
        raise click.exceptions.Exit(1)
    number, shown = state.manifest["number"], state.manifest["headline"]["published"]
    click.echo(f"{path}: release {number}, {shown} incidents: every file, sum and signature is as it was")
