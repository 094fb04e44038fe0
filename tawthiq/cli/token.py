"""`tawthiq staff token`: keys for programs, made and revoked where the register lies."""

from __future__ import annotations

from pathlib import Path

import click

from tawthiq.cli.options import register_option


@click.command("token")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    help="What the token may do: read:incidents, write:claims, … Give it once for each.",
)
@click.option("--for", "purpose", default="command line", show_default=True, help="What the token is for.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 366), help="How long it is valid.")
@click.option("--revoke", is_flag=True, help="Revoke all tokens of NAME instead.")
@register_option
def command(name: str, scopes: tuple[str, ...], purpose: str, days: int, revoke: bool, register: Path) -> None:
    """Make a token for programs that work in the name of NAME, or revoke NAME's tokens. A token is shown once.

    Example:  tawthiq staff token amal --scope read:incidents --register demo-register
    """
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()
    from datetime import timedelta

    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from tawthiq.workbench.register.actions.tokens import SCOPES, make_token, revoke_token
    from tawthiq.workbench.register.models import ApiToken
    from tawthiq.workbench.staff.models import User

    owner = User.objects.filter(username=name, is_active=True).first()
    if owner is None:
        raise click.ClickException(f"{name}: no such account, or it is closed")
    if revoke:
        tokens = list(ApiToken.objects.filter(by=owner, revoked=False))
        for token in tokens:
            revoke_token(owner, token)
        click.echo(f"{name}: {len(tokens)} revoked")
        return
    unknown = sorted(set(scopes) - SCOPES.keys())
    if unknown or not scopes:
        raise click.ClickException(f"--scope {' '.join(unknown)}: give one or more of {', '.join(SCOPES)}")
    try:
        _, text = make_token(owner, purpose, scopes, expires=timezone.now() + timedelta(days=days))
    except PermissionDenied as error:
        raise click.ClickException(f"{name} ({owner.role}): the role does not allow {error}") from error
    except ValueError as error:
        raise click.ClickException("--for: say what the token is for") from error
    click.echo(text)
