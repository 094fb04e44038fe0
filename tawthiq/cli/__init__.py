"""The commands, one file each. An error is one line that names the file and the reason; no traceback reaches a person.

Exit status: 0 done, 1 some inputs failed, 2 wrong use (docs: contract).
"""

from __future__ import annotations

import os
import sys

import click

from tawthiq import __version__

COMMANDS = {
    "anniversaries": "tawthiq.cli.anniversaries:command",
    "audit": "tawthiq.cli.audit:command",
    "bag": "tawthiq.cli.bag:command",
    "backup": "tawthiq.cli.backup:command",
    "build": "tawthiq.cli.build:command",
    "decided": "tawthiq.cli.decided:command",
    "dossier": "tawthiq.cli.dossier:command",
    "estimate": "tawthiq.cli.estimate:command",
    "explain": "tawthiq.cli.explain:command",
    "export": "tawthiq.cli.export:command",
    "extract": "tawthiq.cli.extract:command",
    "identities": "tawthiq.cli.identities:command",
    "import": "tawthiq.cli.import_records:command",
    "link": "tawthiq.cli.link:command",
    "load": "tawthiq.cli.load:command",
    "places": "tawthiq.cli.places:command",
    "release": "tawthiq.cli.release:command",
    "report": "tawthiq.cli.report:command",
    "restore": "tawthiq.cli.restore:command",
    "roots": "tawthiq.cli.roots:command",
    "rules": "tawthiq.cli.rules:command",
    "score": "tawthiq.cli.score:command",
    "serve": "tawthiq.cli.serve:command",
    "site": "tawthiq.cli.site:command",
    "staff": "tawthiq.cli.staff:command",
    "statistics": "tawthiq.cli.statistics:command",
    "timeline": "tawthiq.cli.timeline:command",
    "verify": "tawthiq.cli.verify:command",
}


class Commands(click.Group):
    """Loads a command's module only when it is called, so that `--help` answers at once."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(__import__(module, fromlist=[attribute]), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tawthiq")
def tawthiq() -> None:
    """Tawthiq · توثيق: reports in Arabic and English become a register of incidents.

    Example:  tawthiq build examples --out demo-register
    """


def main() -> None:
    """The console script: runs a command and turns what goes wrong into one line and an exit status."""
    try:
        if os.environ.get("TAWTHIQ_LIMITS"):
            from tawthiq.ingest.limits import limits

            limits()  # a file of limits that is wrong is said once, not of every input
        status = tawthiq.main(standalone_mode=False)  # the status of an Exit comes back; other errors are raised
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"tawthiq: {' '.join(error.format_message().split())}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("tawthiq: stopped by the user; nothing half-written was kept", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"tawthiq: {where}{error.strerror or error}", err=True)
        sys.exit(1)
    except ValueError as error:
        from tawthiq.ingest.limits import LimitsError
        from tawthiq.knowledge.office_words import OfficeWordsError
        from tawthiq.knowledge.place_tables import PlaceTableError

        if not isinstance(error, PlaceTableError | OfficeWordsError | LimitsError):
            raise
        click.echo(f"tawthiq: {' '.join(str(error).split())}", err=True)
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
