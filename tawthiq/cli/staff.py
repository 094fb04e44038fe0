"""`tawthiq staff`: the accounts of the workbench."""

from __future__ import annotations

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
    from tawthiq.workbench.staff.accounts import BadAccount, new_account

    given = password_file.read_text(encoding="utf-8").strip() if password_file else ""
    if password_file and not given:
        raise click.ClickException(f"{password_file}: no password stands in it")
    try:
        _, password = new_account(name, role, language=language, password=given)
    except BadAccount as error:
        raise click.ClickException(str(error)) from error
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
