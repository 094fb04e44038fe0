"""Reads one piece of an input: its documents, each with its place in the order of the inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BufferedReader

from tawthiq.domain.document import Document, Unreadable
from tawthiq.engines.spark.lake import LakeError, open_stream
from tawthiq.engines.spark.sources import Piece
from tawthiq.ingest import read_input
from tawthiq.ingest.jsonl import read_lines
from tawthiq.ingest.page import Refused
from tawthiq.ingest.parquet import opened, read_parquet
from tawthiq.ingest.paths import contained, read_captures, sealed
from tawthiq.ingest.walk import printable, safe_id

Read = Document | Unreadable


class Held:
    """Stands where a store of originals does: keeps the bytes of the document read last, to be sent along with it."""

    def __init__(self) -> None:
        self.raw: bytes | None = None

    def put(self, raw: bytes) -> str:
        """Holds `raw` and returns its SHA-256."""
        self.raw = raw
        return hashlib.sha256(raw).hexdigest()

    def put_stream(self, stream: BufferedReader) -> str:
        """The SHA-256 of a whole file; its bytes are not held: it is an original where it lies."""
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        return sha256

    def taken(self) -> bytes | None:
        """What was held, once."""
        raw, self.raw = self.raw, None
        return raw


def read_piece(piece: Piece, held: Held) -> Iterator[tuple[int, Read]]:
    """The documents of a piece with their positions in their source, or what could not be read, in order."""
    source = piece.source
    shown = printable(source.name)
    ident = source.item.found.id if source.item is not None else safe_id(shown.rpartition("/")[2])
    base = piece.start << 32 if source.format == "rows" else piece.start
    position = base
    try:
        for position, item in enumerate(_documents(piece, held, shown), start=base):
            yield position, item
    except Refused as refusal:
        yield position + 1, Unreadable(ident, refusal.code, f"{shown}: {refusal.reason}", shown)
    except (LakeError, OSError) as error:
        reason = " ".join(str(error).split())
        yield position + 1, Unreadable(ident, "unreadable", f"{shown}: {reason.removeprefix(shown + ': ')}", shown)


def _documents(piece: Piece, held: Held, shown: str) -> Iterator[Read]:
    source, item = piece.source, piece.source.item
    if item is not None and source.format == "page":
        yield from read_input(item, held)
        return
    with open_stream(source.opened) as stream:
        if source.format == "archive":
            assert item is not None
            yield from read_captures(stream, item, held)
            return
        if source.format == "rows":
            assert item is not None
            name = printable(item.found.relative)
            read = read_parquet(opened(stream), name, piece.sha256, groups=range(piece.start, piece.end))
        else:
            read = read_lines(_lines(stream, piece), shown, piece.sha256, first=piece.first)
        yield from read if item is None else sealed(item.known, contained(item.found, read, piece.sha256))


def _lines(stream: BufferedReader, piece: Piece) -> Iterator[bytes]:
    """The lines of a piece."""
    stream.seek(piece.start)
    left = piece.end - piece.start
    for line in stream:
        if left <= 0:
            return
        left -= len(line)
        yield line
