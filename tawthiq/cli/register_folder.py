"""Reads a register's folder back whole, with texts, findings and origins; a line that cannot be read stops the command.

Sums must be whole: nothing is printed of half a register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from tawthiq import __version__
from tawthiq.cli.errors import one_line
from tawthiq.cli.json_lines import Known, Line, known_lines, made_of, read_lines
from tawthiq.domain.collecting import uncollected
from tawthiq.domain.document import Document, Unreadable
from tawthiq.domain.from_records import (
    Atlas,
    document_from_record,
    extraction_from_record,
    finding_from_record,
    incident_from_record,
    origin_from_record,
)
from tawthiq.domain.register import Register
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.pipeline import Progress, Report
from tawthiq.publish.register_lines import whole_incident_from_line

Made = TypeVar("Made")


class RegisterLines:
    """The lines of a register's folder, file by file. What cannot be read is kept, and `finish` leaves with status 1 where there is any."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder, self.report = folder, report
        self.failed: list[Unreadable] = []
        self.read = 0

    def every(
        self, name: str, make: Callable[[Any], Made], *, quick: Callable[[bytes], Made] | None = None
    ) -> list[Made]:
        """What `make` makes of each line of a file; an input that was no document when the register was built is passed over.

        `quick` gives the same of a line's bytes in less time, or raises ValueError.
        """
        found: list[Made] = []
        path = self.folder / name
        for line in read_lines(path) if quick is None else known_lines(path, quick):
            if isinstance(line, Line) and name == "documents.jsonl" and _is_error(line.record):
                continue
            item = made_of(line, make) if isinstance(line, Line) else line
            if isinstance(item, Known):
                item = item.value
            if isinstance(item, Unreadable):
                self.failed.append(item)
            else:
                found.append(item)
            self.read += 1
            self.report(Progress("read", self.read))
        return found

    def finish(self, consequence: str) -> None:
        """Names every line that could not be read, and what follows from it; leaves with status 1."""
        for item in self.failed:
            click.echo(f"tawthiq: {one_line(item.message)} [{item.code}]", err=True)
        if self.failed:
            count = len(self.failed)
            click.echo(f"tawthiq: {self.folder}: {count} lines of the register cannot be read; {consequence}", err=True)
            raise click.exceptions.Exit(1)


def read_whole_register(folder: Path, office: Path | None, title: str, report: Report) -> Register:
    """The register with the texts of its documents. Leaves with status 1 where a line cannot be read."""
    with uncollected(keep=True):
        return _whole(folder, office, title, report)


def _whole(folder: Path, office: Path | None, title: str, report: Report) -> Register:
    atlas = Atlas.of(the_gazetteer(office or places_beside(folder)).places)
    lines = RegisterLines(folder, report)
    every = lines.every
    documents = {d.id: d for d in every("documents.jsonl", document_from_record)}
    extractions = every(
        "accounts.jsonl", lambda record: extraction_from_record(record, _document(record, documents), atlas=atlas)
    )
    incidents = every(
        "incidents.jsonl",
        lambda record: incident_from_record(record, atlas=atlas),
        quick=lambda raw: whole_incident_from_line(raw, atlas),
    )
    origins = every("origins.jsonl", origin_from_record)
    findings = every("findings.jsonl", lambda record: (record.get("document"), finding_from_record(record)))
    lines.finish("nothing was printed")
    own_findings: dict[str, list[Any]] = {}
    for document, finding in findings:
        if document is not None:
            own_findings.setdefault(document, []).append(finding)
    return Register(
        extractions=tuple(
            e
            if e.findings or e.document.id not in own_findings
            else replace(e, findings=tuple(own_findings[e.document.id]))
            for e in extractions
        ),
        incidents=tuple(incidents),
        origins=tuple(origins),
        findings=tuple(finding for document, finding in findings if document is None),
        title=title,
        version=__version__,
    )


def _is_error(record: Any) -> bool:
    return isinstance(record, dict) and isinstance(record.get("error"), dict)


def _document(record: Any, documents: dict[str, Document]) -> Document | None:
    return documents.get(record.get("id", "")) if isinstance(record, dict) else None
