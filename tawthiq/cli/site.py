"""`tawthiq site`: the office's public pages, drawn from a release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tawthiq.cli.decided import opened
from tawthiq.cli.office import is_opened
from tawthiq.cli.options import register_given
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.register_folder import read_whole_register
from tawthiq.cli.release import refused, sound
from tawthiq.cli.work_folder import work_folder
from tawthiq.pipeline import Progress, Report
from tawthiq.publish.releases import write as payload
from tawthiq.publish.site.build import write_site
from tawthiq.publish.site.released import Released, read


@click.command("site")
@click.option(
    "--release", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The release that the site shows."
)
@register_given("A register to preview instead: every page says that nothing of it was released.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder of the site; must not exist.")
@click.option("--preview", is_flag=True, help="Draw a release that is not approved yet, every page marked so.")
@click.option("--title", default="", help="The office's own heading (of a register; a release has its own).")
def command(release: Path | None, register: Path | None, out: Path, preview: bool, title: str) -> None:
    """Draw the public site: static, in Arabic and English, for any web server or straight from a disk.

    A release is checked first, and shown only when two persons have approved it.

    Example:  tawthiq site --release release-1 --out site
    """
    if (release is None) == (register is None):
        raise click.UsageError("give one of --release and --register")
    if out.exists():
        raise click.UsageError(f"{out}: is there already; name a new folder")
    with work_folder(out.parent) as work:
        with progress_bar() as report:
            found = _released(release, preview) if release else _of_register(register, title, work, report)  # type: ignore[arg-type]
            made = work / "site"
            made.mkdir(mode=0o755)
            written = write_site(
                found,
                made,
                bag=None if found.preview else release,
                report=lambda n, of: report(Progress("write", n, of)),
            )
        made.rename(out)
    click.echo(f"{out / 'index.html'}: {written} pages{' (preview)' if found.preview else ''}")


def _released(path: Path, preview: bool) -> Released:
    state = sound(path, path, "nothing was drawn")
    if not state.approved and not preview:
        raise refused(f"{path}: not approved by two persons; --preview draws it with a mark on every page")
    return read(path / "data", signatures=state.signatures, preview=not state.approved)


def _of_register(register: Path, title: str, work: Path, report: Report) -> Released:
    """A register as a release would show it, whether or not anybody decided on it; nothing of it is held back for a time."""
    found = opened(register, title=title) if is_opened(register) else read_whole_register(register, None, title, report)
    settings = payload.Settings(datetime(2000, 1, 1, tzinfo=UTC), 0, title=title)
    chosen = payload.choose(found, settings, wait=False)
    folder = work / "payload"
    folder.mkdir()
    payload.write(folder, chosen, payload.count(chosen.register), settings)
    return read(folder, preview=True)
