"""`tawthiq serve`: the workbench on a register."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click

from tawthiq.cli.background import Reader, attend, close
from tawthiq.cli.options import register_option
from tawthiq.cli.progress import progress_bar
from tawthiq.pipeline import Progress


@click.command("serve")
@register_option
@click.option("--port", default=8750, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
def command(register: Path, port: int, host: str, workers: int) -> None:
    """Open the workbench on a register. Ctrl-C closes it; nothing is lost.

    Accounts are made with `tawthiq staff add`. The database is SQLite beside the register, or PostgreSQL where
    DATABASE_URL names one.

    Example:  tawthiq serve --register demo-register --port 8750
    """
    from tawthiq.workbench.opening import load_register, migrate, prepare, taken_by_others

    prepare(register)
    from tawthiq.workbench.register.loading import NotARegister

    with progress_bar() as report:
        report(Progress("read", 0, 1))
        migrate()
        try:
            loaded = load_register(register)
        except NotARegister as error:
            raise click.ClickException(str(error)) from error
        report(Progress("read", 1, 1))
    from tawthiq.workbench.staff.models import User

    for name in loaded.lost:
        click.echo(f"tawthiq: {name}: its words are gone from the report; the ruling stays in the log only", err=True)
    _resume()
    _root(register)
    if not User.objects.exists():
        click.echo(
            f"No accounts yet. Make the first: tawthiq staff add NAME --role senior --register {register}", err=True
        )
    taken = taken_by_others(host, port)
    if taken:
        raise click.ClickException(f"port {port} on {host}: {taken}")
    environment = {
        **os.environ,
        "TAWTHIQ_HOSTS": os.environ.get("TAWTHIQ_HOSTS") or f"localhost,127.0.0.1,[::1],{host}",
    }
    reader = Reader(environment, _resume)
    click.echo(f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{port}/")
    web = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
            "--blocking-threads", "1", "--no-ws", "--log-level", "warning", "tawthiq.workbench.wsgi:application",
        ],
        env=environment,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, _stop)
    status = 0
    try:
        status = attend(web, reader)
    except KeyboardInterrupt:
        pass
    finally:
        close(web)
        reader.close()
    if status:
        raise click.exceptions.Exit(1)


def _resume() -> None:
    """Puts back into the queue what was under way when the office, or its reader, ended."""
    from django.db import connections

    from tawthiq.workbench.register import inbox, rereading, weighing

    for queue in (inbox, weighing, rereading):
        queue.resume()
    connections.close_all()  # days may pass until it is asked again


def _root(register: Path) -> None:
    """Takes the day's root of the chains, where none was taken yet; an office that cannot still opens, and is told."""
    from tawthiq.custody.roots import BadRoots
    from tawthiq.workbench.register.roots import take_root

    try:
        take_root(register, daily=True)
    except (BadRoots, OSError) as error:
        click.echo(f"tawthiq: no root of the chains was taken: {error}", err=True)


def _stop(number: int, frame: object) -> None:
    """Being told to end closes the office as Ctrl-C does."""
    raise KeyboardInterrupt
