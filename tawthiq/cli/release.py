"""`tawthiq release`: a frozen version of what the office publishes, signed by two persons."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tawthiq.cli.errors import one_line
from tawthiq.cli.office import note_custody
from tawthiq.cli.options import register_given
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.work_folder import force_to_disk, move_in, work_folder
from tawthiq.pipeline import Progress
from tawthiq.publish.releases import write as payload
from tawthiq.publish.releases.bag import add_signature, pack
from tawthiq.publish.releases.check import Checked, check
from tawthiq.publish.releases.quotes import QUOTES, SENTENCES
from tawthiq.publish.releases.read import digest_of, manifest_of
from tawthiq.publish.releases.signing import (
    KeyFault,
    PassphraseNeeded,
    Signature,
    fingerprint,
    new_key,
    public_of,
    read_key,
    sign,
)

passphrase_option = click.option(
    "--passphrase-file", "passphrase_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file whose first line opens the key; asked for at a terminal where it is not given.",
)  # fmt: skip
key_option = click.option(
    "--key", "key_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your private key (`tawthiq release key`).",
)  # fmt: skip
by_option = click.option("--by", required=True, help="Who signs: the name of your account in the workbench.")
at_option = click.option("--at", type=click.DateTime(("%Y-%m-%dT%H:%M:%SZ",)), help="The time written in (UTC; now).")


class Release(click.Group):
    """`release` alone makes one; a word after it approves one or makes a key."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["make", *args]
        return super().parse_args(context, args)


@click.group("release", cls=Release, invoke_without_command=False)
def command() -> None:
    """Freeze a version of what the office publishes: data package, method, corrections, two signatures, in a bag.

    \b
    Without a further word it makes a release and signs it first (`tawthiq release make --help`):
      tawthiq release --register DIR --out DIR --key FILE --by NAME

    Example:  tawthiq release --register demo-register --out release-1 --key amal.pem --by amal
    """


@command.command("make")
@register_given("A folder that `tawthiq build` wrote and the workbench was opened on.", required=True)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder of the release; must not exist."
)
@click.option(
    "--previous", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The release before: what changed since goes into the log of corrections.",
)  # fmt: skip
@click.option("--title", default="", help="The office's own heading.")
@click.option(
    "--delay", "delay", type=click.IntRange(0, 24 * 365), default=payload.DELAY_HOURS, show_default=True,
    help="Hours for which an incident is held back after its last possible day.",
)  # fmt: skip
@click.option(
    "--quotes", type=click.Choice(QUOTES), default=SENTENCES, show_default=True,
    help="What is quoted of a count: its sentence, its words alone, or nothing.",
)  # fmt: skip
@key_option
@by_option
@passphrase_option
@at_option
def make(
    register: Path,
    out: Path,
    previous: Path | None,
    title: str,
    delay: int,
    quotes: str,
    key_file: Path,
    by: str,
    passphrase_file: Path | None,
    at: datetime | None,
) -> None:
    """Make a release of the incidents that persons published in the workbench, and sign it first.

    Refused where `tawthiq verify` finds a fault in the register, where a table does not add up, and where nobody has
    decided anything. A second person approves it: `tawthiq release approve`.

    Example:  tawthiq release --register demo-register --out release-1 --key amal.pem --by amal
    """
    from tawthiq.cli.release_sources import decided, earlier_of, refuse_faults, wrong_sums

    if out.exists():
        raise click.UsageError(f"{out}: is there already; a release is never written over")
    settings = payload.Settings(_now(at), delay, quotes, title)
    key = opened(key_file, passphrase_file)
    before = earlier_of(previous)
    refuse_faults(register)
    with progress_bar() as report:
        report(Progress("read", 0, 1))
        found = decided(register, by, title)
        chosen = payload.choose(found.register, settings)
        counted = payload.count(chosen.register)
        if counted is not None and (wrong := wrong_sums(chosen.register, counted)):
            raise refused(f"{wrong}; nothing was released")

        with work_folder(out.parent) as work:
            made = work / "made"
            made.mkdir(mode=0o755)
            manifest = payload.write(
                made,
                chosen,
                counted,
                settings,
                earlier=before,
                fates=found.fates,
                facts=found.facts,
                names=found.names,
                closed=found.closed,
            )
            pack(made, manifest)
            add_signature(made, 1, signed(made, key, by, settings.at))
            sound(made, out, "nothing was kept")
            force_to_disk(made)
            # Written down before it is there: a release without its entry must not be, whatever ends the process.
            note_custody(
                register,
                "released",
                f"release:{manifest['number']}",
                {"by": by, "key": fingerprint(public_of(key)), "manifest": digest_of(made)},
            )
            move_in(made, out)
    held = "".join(f"; {n} left out ({reason})" for reason, n in manifest["left_out"].items())
    click.echo(f"{out}: release {manifest['number']}, {manifest['headline']['published']} incidents{held}")
    click.echo(f"{out}: proposed by {by}, key {fingerprint(public_of(key))}; a second person approves it:")
    click.echo(f"  tawthiq release approve {out} --key FILE --by NAME")


@command.command("approve")
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@key_option
@by_option
@passphrase_option
@at_option
def approve(release: Path, key_file: Path, by: str, passphrase_file: Path | None, at: datetime | None) -> None:
    """Add the second signature to a release, after checking all of it again.

    Read it first: `tawthiq site --release RELEASE --preview --out DIR` shows what it would publish.

    Example:  tawthiq release approve release-1 --key basim.pem --by basim
    """
    state = sound(release, release, "it cannot be approved")
    if state.approved:
        raise refused(f"{release}: {' and '.join(s.by for s in state.signatures)} have approved it already")
    key = opened(key_file, passphrase_file)
    first = state.signatures[0]
    if public_of(key) == first.key:
        raise refused(f"{key_file}: the key that proposed the release; another person must approve with their own")
    if by.strip().casefold() == first.by.casefold():
        raise refused(f"--by {by}: the person who proposed the release; another must approve")
    moment = _now(at)

    with work_folder(release.resolve().parent) as work:
        made = Path(shutil.copytree(release, work / "made"))
        add_signature(made, 2, signed(made, key, by, moment))
        if not check(made).approved:
            raise refused(f"{release}: the second signature does not hold")
        force_to_disk(made)
        move_in(made, release)
    click.echo(f"{release}: approved by {first.by} and {by}, key {fingerprint(public_of(key))}")


@command.command("key")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where the private key is written.")
@click.option("--passphrase", is_flag=True, help="Seal the key by a passphrase, asked for now.")
@passphrase_option
def key(out: Path, passphrase: bool, passphrase_file: Path | None) -> None:
    """Make a key for signing releases; the public half is written beside it, for the office's partners and readers.

    Example:  tawthiq release key --out amal.pem --passphrase
    """
    words = _first_line(passphrase_file) if passphrase_file else ""
    if passphrase and not words:
        words = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    if out.exists() or out.with_name(f"{out.name}.pub").exists():
        raise click.UsageError(f"{out}: is there already; a key is never written over")
    print_ = new_key(out, words)
    click.echo(f"{out}: private key{'' if words else ', sealed by no passphrase'}; keep it with you alone")
    click.echo(f"{out}.pub: public key {print_}")


def signed(folder: Path, key: Ed25519PrivateKey, by: str, at: datetime) -> Signature:
    """The signature of one person under the manifest of a packed release."""
    _, raw = manifest_of(folder / "data")
    return sign(raw, key, by.strip(), at.strftime("%Y-%m-%dT%H:%M:%SZ"))


def opened(path: Path, passphrase_file: Path | None) -> Ed25519PrivateKey:
    """A private key, its passphrase asked for where it needs one and a person is there."""
    words = _first_line(passphrase_file) if passphrase_file else ""
    try:
        return read_key(path, words)
    except PassphraseNeeded as error:
        if not sys.stdin.isatty():
            raise refused(f"{error}; give --passphrase-file") from error
        try:
            return read_key(path, click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True))
        except KeyFault as wrong:
            raise refused(str(wrong)) from wrong
    except KeyFault as error:
        raise refused(str(error)) from error


def sound(folder: Path, called: Path, so: str) -> Checked:
    """A release in which nothing is at fault; leaves with status 1, naming every fault and saying what does not happen then (`so`)."""
    state = check(folder)
    for line in state.faults:
        click.echo(f"tawthiq: {called}: {one_line(line)}", err=True)
    if state.faults:
        raise refused(f"{called}: {len(state.faults)} faults; {so}")
    return state


def refused(line: str) -> click.exceptions.Exit:
    """Says why on one line; leaves with status 1 when raised."""
    click.echo(f"tawthiq: {one_line(line)}", err=True)
    return click.exceptions.Exit(1)


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].strip("\r")


def _now(at: datetime | None) -> datetime:
    return at.replace(tzinfo=UTC) if at else datetime.now(UTC).replace(microsecond=0)
