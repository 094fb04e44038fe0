"""`tawthiq staff`: the accounts of the workbench."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from tawthiq.cli import token
from tawthiq.cli.options import register_option


@click.group("staff")
def command() -> None:
    """The people who work in the workbench.

    Example:  tawthiq staff add amal --role senior --register demo-register
    """


@command.command("add")
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["collector", "analyst", "reviewer", "senior", "publisher", "auditor", "admin"]),
    help="What the person may do.",
)
@click.option(
    "--language", default="ar", show_default=True, type=click.Choice(["ar", "en"]), help="Language of the screens."
)
@click.option(
    "--password-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with the password."
)
@register_option
def add(name: str, role: str, language: str, password_file: Path | None, register: Path) -> None:
    """Make an account. Without --password-file a password is made, shown once, and changed at the first sign-in.

    Example:  tawthiq staff add amal --role senior --register demo-register
    """
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from tawthiq.workbench.staff.models import User

    if User.objects.filter(username__iexact=name).exists():
        raise click.ClickException(f"{name}: there is an account of that name")
    user = User(username=name, role=role, language=language, must_change_password=password_file is None)
    password = password_file.read_text(encoding="utf-8").strip() if password_file else secrets.token_urlsafe(15)
    try:
        User.username_validator(name)
        validate_password(password, user)
    except ValidationError as error:
        raise click.ClickException(f"{name}: {' '.join(error.messages)}") from error
    user.set_password(password)
    user.save()
    click.echo(f"{name} ({role})" + ("" if password_file else f": {password}"))


@command.command("list")
@register_option
def show(register: Path) -> None:
    """List the accounts.

    Example:  tawthiq staff list --register demo-register
    """
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()
    from tawthiq.workbench.staff.models import User

    for user in User.objects.order_by("username"):
        click.echo(f"{user.username}\t{user.role}\t{'open' if user.is_active else 'closed'}")


@command.command("close")
@click.argument("name")
@register_option
def close(name: str, register: Path) -> None:
    """Close an account; its decisions keep its name.

    Example:  tawthiq staff close amal --register demo-register
    """
    from tawthiq.workbench.opening import migrate, prepare

    prepare(register)
    migrate()
    from tawthiq.workbench.staff.models import User

    if not User.objects.filter(username=name).update(is_active=False):
        raise click.ClickException(f"{name}: no such account")
    click.echo(f"{name}: closed")


command.add_command(token.command)
