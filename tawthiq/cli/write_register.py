"""Writes a register into its folder: each file complete or not there at all.

Files are written beside their place and moved in only when all of them are whole (settled.py), so a full disk or a killed
process leaves the register that was there before, or the new one. `run.json` alone holds the time of the run, and the hash of every other
file that the run wrote: the database is the same from run to run in what it holds, not in its bytes.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from tawthiq import __version__
from tawthiq.cli.beside import beside
from tawthiq.cli.persons_left_out import write_persons
from tawthiq.cli.settled import WRITING, locked, settle, swap_in
from tawthiq.custody.build_files import RUN, hashes_of
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.collecting import uncollected
from tawthiq.domain.records import (
    document_record,
    extraction_record,
    finding_record,
    incident_record,
    origin_record,
    unreadable_record,
)
from tawthiq.domain.register import Register
from tawthiq.publish import write_exports, write_report
from tawthiq.publish.register_db import write_database
from tawthiq.publish.report import LANGUAGES, Printing

_APART = range(200, 50_001)
"""Of registers with so many incidents the reports and the database may be written in processes of their own: of a smaller one starting them takes longer,
and of a larger one they would take up memory; the reports are then a small part of the work."""


def write_register(
    register: Register,
    out: Path,
    *,
    began: float,
    known: Mapping[str, Sequence[PersonMention]] | None = None,
    processes: int = 1,
) -> None:
    """Writes every file of the contract into `out`. Raises OSError where the disk refuses; nothing is then replaced.

    `known` are persons, by document, whom the documents name and the accounts no longer do: kept in persons.json, so that no report
    quotes their names. With `processes` beyond one the reports and the database are written beside the other files.
    """
    out.mkdir(parents=True, exist_ok=True)
    settle(out)
    with locked(out), uncollected():
        _write(register, out, began, known, processes)


def _write(
    register: Register, out: Path, began: float, known: Mapping[str, Sequence[PersonMention]] | None, processes: int
) -> None:
    work = Path(tempfile.mkdtemp(prefix=WRITING, dir=out))
    try:
        with beside(processes > 1 and len(register.incidents) in _APART) as start:
            start(partial(_write_database, register, work / "register.db", out))
            printing = Printing.of(register, known)
            for lang in LANGUAGES:
                start(partial(write_report, register, lang, work / f"report.{lang}.html", known, printing=printing))
            write_lines(register, work)
            write_exports(register, work, printing.tables)
        if known is not None:
            write_persons(known, work)
        run = {
            "version": __version__,
            "began": began,
            "seconds": round(time.time() - began, 3),
            "files": hashes_of(work),
        }
        (work / RUN).write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
        swap_in(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write_database(register: Register, path: Path, out: Path) -> None:
    try:
        write_database(register, path)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"the database could not be written ({error})", str(out / path.name)) from error


def write_lines(register: Register, folder: Path) -> None:
    """Writes the register's JSON Lines files into `folder`."""
    read = (document_record(e.document) for e in register.extractions)
    lines(folder / "documents.jsonl", chain(read, (unreadable_record(u) for u in register.unreadable)))
    lines(folder / "accounts.jsonl", (extraction_record(e) for e in register.extractions))
    lines(folder / "incidents.jsonl", (incident_record(i) for i in register.incidents))
    lines(folder / "origins.jsonl", (origin_record(o) for o in register.origins))
    lines(
        folder / "findings.jsonl",
        chain(
            ({"document": e.document.id, **finding_record(f)} for e in register.extractions for f in e.findings),
            ({"document": None, **finding_record(f)} for f in register.findings),
        ),
    )


def lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Writes records as UTF-8 JSON Lines."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
