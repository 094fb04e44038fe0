"""`tawthiq import`: other systems' records become documents and accounts; what is known already is left alone."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.errors import report_unreadable
from tawthiq.cli.json_lines import Line, read_lines
from tawthiq.cli.options import office_option
from tawthiq.cli.progress import progress_bar
from tawthiq.cli.settled import WRITING, locked, settle, swap_in
from tawthiq.domain.document import Unreadable
from tawthiq.domain.records import document_record, extraction_record
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.imports import Imported, read_records
from tawthiq.imports.places import Places
from tawthiq.pipeline import Progress

FILES = ("documents.jsonl", "accounts.jsonl")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Where documents.jsonl and accounts.jsonl are written, or added to.",
)  # fmt: skip
@office_option
def command(paths: tuple[Path, ...], out: Path, office: Path | None) -> None:
    """Bring in Bayanat's JSON, Uwazi's CSV or zip, FollowTheMoney's entities, Atlos's CSV, Airwars-, ACLED-, GED- and PLOVER-like tables, what auto-archiver kept, and our own tables.

    Each record becomes a document and an account, which `tawthiq link` takes. Importing again adds nothing.

    Example:  tawthiq import events.csv --out imported
    """
    failed: list[Unreadable] = []
    same = 0
    out.mkdir(parents=True, exist_ok=True)
    settle(out)
    with locked(out), progress_bar() as report:
        known, kept = _known(out)
        before = len(known)
        places = Places(the_gazetteer(office))
        new: list[list[str]] = [[], []]
        for done, item in enumerate(_all(paths, places), start=1):
            report(Progress("import", done))
            if isinstance(item, Unreadable):
                failed.append(item)
                continue
            ident = item.extraction.document.id
            if ident in known:
                same += 1
                continue
            known.add(ident)
            document: dict[str, Any] = document_record(item.extraction.document)
            if item.custody:
                document["custody"] = item.custody
            for lines, record in zip(new, (document, extraction_record(item.extraction)), strict=True):
                lines.append(json.dumps(record, ensure_ascii=False) + "\n")
        if new[0]:
            _write(out, kept, new)
    added = len(known) - before
    click.echo(f"{out}: {added} records added, {same} known already")
    report_unreadable(failed, added + same)


def _all(paths: tuple[Path, ...], places: Places) -> Iterator[Imported | Unreadable]:
    for path in paths:
        try:
            yield from read_records(path, places)
        except OSError as error:
            yield Unreadable(path.name, "unreadable", f"{path}: {error.strerror or error}", str(path))
        except (ValueError, RecursionError) as error:
            yield Unreadable(path.name, "unreadable", f"{path}: {' '.join(str(error).split())}", str(path))


def _known(out: Path) -> tuple[set[str], list[bytes]]:
    """The ids that the folder holds, and its files as they are."""
    kept = [(out / name).read_bytes() if (out / name).is_file() else b"" for name in FILES]
    ids: set[str] = set()
    if kept[0]:
        for line in read_lines(out / FILES[0]):
            if isinstance(line, Line) and isinstance(line.record, dict):
                ids.add(str(line.record.get("id")))
    return ids, kept


def _write(out: Path, kept: list[bytes], new: list[list[str]]) -> None:
    """Each file whole: what was there, then what is new; both of them or none."""
    work = Path(tempfile.mkdtemp(prefix=WRITING, dir=out))
    try:
        for name, old, lines in zip(FILES, kept, new, strict=True):
            gap = b"" if not old or old.endswith(b"\n") else b"\n"
            (work / name).write_bytes(old + gap + "".join(lines).encode())
        swap_in(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
