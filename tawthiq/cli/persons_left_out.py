"""Whom the documents of a register name beside those whom its accounts hold: `persons.json` of a register as persons decided it.

What a person took out of an account stands in the document's sentences all the same; reports take the names from what they quote
(standards §5.7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.span import Quote, Span

NAME = "persons.json"


def write_persons(known: Mapping[str, Sequence[PersonMention]], folder: Path) -> None:
    """Keeps name and role of each person, by document."""
    held = {document: [[p.name, p.role] for p in persons] for document, persons in sorted(known.items())}
    (folder / NAME).write_text(json.dumps(held, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def persons_left_out(folder: Path) -> dict[str, tuple[PersonMention, ...]]:
    """The persons that `write_persons` kept; none where there is no such file. Leaves with one line where it is broken."""
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        held = json.loads(path.read_bytes())
        return {document: tuple(named(name, role) for name, role in persons) for document, persons in held.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{path}: cannot be read ({' '.join(str(error).split())})") from error


def named(name: str, role: str) -> PersonMention:
    """A person of whom only name and role are known."""
    return PersonMention(name, role, Quote(name, Span(0, len(name))))
