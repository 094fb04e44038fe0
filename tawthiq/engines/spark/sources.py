"""What the inputs name, and the pieces it is cut into: each can be read apart from the others, on any machine.

JSON Lines are cut at line ends every `STRETCH` bytes, Parquet at its row groups; a web archive or a page is one piece. The
survey of a file reads it once, for its SHA-256 and its line numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

from tawthiq.domain.document import Unreadable
from tawthiq.engines.spark.lake import LakeError, files_under, is_address, open_stream
from tawthiq.ingest import Input, list_inputs
from tawthiq.ingest.manifest import Known
from tawthiq.ingest.page import Refused
from tawthiq.ingest.parquet import opened
from tawthiq.ingest.paths import STREAMS
from tawthiq.ingest.walk import Found, printable, safe_id

STRETCH = 32_000_000
"""Bytes of JSON Lines in a piece: some thousand reports, a minute or so of reading."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `order` is its place among the inputs, `name` what it is called in messages, `opened` what opens it.
    `item` is None for JSON Lines given as such, whose ids stand alone; those of all other files of many documents stand
    under the file's own."""

    order: int
    name: str
    item: Input | None
    given: str = ""

    @property
    def opened(self) -> str:
        """The address or the absolute path."""
        if self.item is None:
            return self.given
        return self.item.address or str(self.item.found.path)

    @property
    def format(self) -> str:
        """`lines`, `rows`, `archive`, or `page` for a file that is read whole."""
        lower = self.name.partition("?")[0].lower() if is_address(self.name) else self.name.lower()
        if self.item is None or lower.endswith(".jsonl"):
            return "lines"
        if lower.endswith(".parquet"):
            return "rows"
        return "archive" if lower.endswith(STREAMS) else "page"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a source: bytes [start, end) of its lines, of which the first is line `first`, or row groups [start, end).

    `sha256` is the whole file's; empty where the documents are originals of their own.
    """

    source: Source
    sha256: str = ""
    start: int = 0
    end: int = 0
    first: int = 1


def list_sources(paths: Sequence[str], jsonl: Sequence[str]) -> Iterator[Source | tuple[int, Unreadable]]:
    """Every file of the inputs in their order, or, with its place in the order, why there is none."""
    order = 0
    for elsewhere, group in groupby(paths, key=is_address):
        names = list(group)
        here = chain.from_iterable(map(_addressed, names)) if elsewhere else list_inputs([Path(n) for n in names])
        for item in here:
            if isinstance(item, Unreadable):
                yield order, item
            else:
                yield Source(order, item.address or str(item.found.path), _placed(item))
            order += 1
    for name in jsonl:
        yield Source(order, name, None, name if is_address(name) else str(Path(name).absolute()))
        order += 1


def _placed(item: Input) -> Input:
    """The input with a path that means the same wherever a process of the cluster was started."""
    return replace(item, found=replace(item.found, path=item.found.path.absolute()))


def _addressed(name: str) -> Iterator[Input | Unreadable]:
    """The files of many documents at an address; others are named as not read."""
    shown = printable(name)
    try:
        files = files_under(name)
    except LakeError as error:
        yield Unreadable(safe_id(name), "no_such_file", str(error), shown)
        return
    base = name.partition("?")[0].rstrip("/")
    for file in files:
        plain = file.partition("?")[0]
        relative = plain[len(base) :].strip("/") or plain.rpartition("/")[2]
        if plain.lower().endswith((".jsonl", *STREAMS)):
            yield Input(Found(Path(relative), relative, safe_id(relative)), Known(), file)
        else:
            reason = "only JSON Lines, Parquet and web archives are read from an address"
            yield Unreadable(safe_id(relative), "format", f"{printable(file)}: {reason}", printable(file))


def survey(source: Source) -> Iterator[Piece | Unreadable]:
    """The pieces of a source, or why it cannot be read."""
    try:
        if source.format == "lines":
            yield from _stretches(source)
        elif source.format == "rows":
            yield from _row_groups(source)
        else:
            yield Piece(source)
    except (LakeError, Refused, OSError) as error:
        ident = source.item.found.id if source.item is not None else safe_id(Path(source.name).name)
        code = error.code if isinstance(error, Refused) else "unreadable"
        reason = error.reason if isinstance(error, Refused) else " ".join(str(error).split())
        shown = printable(source.name)
        yield Unreadable(ident, code, reason if reason.startswith(shown) else f"{shown}: {reason}", shown)


def _stretches(source: Source) -> Iterator[Piece]:
    digest = hashlib.sha256()
    cuts = [(0, 1)]  # where a piece starts, and its line
    at, line = 0, 1
    with open_stream(source.opened) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            if at + len(block) - cuts[-1][0] >= STRETCH and (end := block.rfind(b"\n")) >= 0:
                cuts.append((at + end + 1, line + block.count(b"\n")))
            line += block.count(b"\n")
            at += len(block)
    whole = Piece(source, digest.hexdigest())
    ends = [start for start, _ in cuts[1:]] + [at]
    for (start, first), end in zip(cuts, ends, strict=True):
        if end > start:
            yield replace(whole, start=start, end=end, first=first)


def _row_groups(source: Source) -> Iterator[Piece]:
    with open_stream(source.opened) as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        groups = opened(stream).num_row_groups
    for group in range(groups):
        yield Piece(source, sha256, group, group + 1)
