"""What failed, said once: a line for each input on standard error, the count last, and the exit status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from tawthiq.domain.document import Document, Unreadable


def one_line(text: str) -> str:
    """`text` on one line, without control or direction characters that would disturb a terminal."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())


def report_access(documents: Iterable[Document]) -> None:
    """Names the documents whose access level was not understood, a line for each thing said of it; they are restricted."""
    said: dict[str, list[str]] = {}
    for document in documents:
        if document.access_note:
            said.setdefault(document.access_note, []).append(document.id)
    for note, (first, *others) in said.items():
        more = f" and {len(others)} more" if others else ""
        click.echo(f"tawthiq: {one_line(first)}{more}: {one_line(note)}; held as restricted [access]", err=True)


def report_unreadable(unreadable: Sequence[Unreadable], read: int) -> None:
    """Names every failed input and the reason; the last line counts them. Leaves with status 1 where there are any."""
    for item in unreadable:
        click.echo(f"tawthiq: {one_line(item.message)} [{item.code}]", err=True)
    if unreadable:
        click.echo(
            f"tawthiq: {len(unreadable)} of {len(unreadable) + read} inputs failed; the others were read", err=True
        )
        raise click.exceptions.Exit(1)
