"""Reads files and folders: each file by its reader, with what a manifest knows of it.

`READERS` is the table of formats; to add one, write its reader and add a line. A reader raises `Refused`; anything else
that a library raises on a hostile file is turned into the same, so one file never stops the run. `list_inputs` says
what there is to read and `read_input` reads one of it, so that the reading may happen elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import chain, count
from pathlib import Path

from tawthiq.domain.document import Document, Published, Unreadable
from tawthiq.ingest.access import Manifests
from tawthiq.ingest.bags import PAYLOAD, is_as_promised, is_bag
from tawthiq.ingest.csv_posts import is_table_of_figures, read_csv
from tawthiq.ingest.docx import read_docx
from tawthiq.ingest.eml import read_eml, read_mhtml
from tawthiq.ingest.html import read_html
from tawthiq.ingest.jsonl import document_of, read_jsonl
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.manifest import Known
from tawthiq.ingest.page import Page, Refused
from tawthiq.ingest.parquet import opened, read_parquet
from tawthiq.ingest.pdf import read_pdf
from tawthiq.ingest.plain import first_line, read_plain
from tawthiq.ingest.published import find_published
from tawthiq.ingest.store import Store, StoreError
from tawthiq.ingest.walk import Found, find_files, printable, safe_id
from tawthiq.ingest.warc import read_warc
from tawthiq.text.language import detect_language

READERS: dict[str, Callable[[bytes, str], Page]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_eml,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
}

STREAMS = (".warc", ".warc.gz", ".wet", ".wet.gz", ".parquet")
"""Files of many documents that are read piece by piece, at any size."""

Read = Document | Unreadable


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, what the office knows of it, and its address where it does not lie on this machine."""

    found: Found
    known: Known
    address: str = ""


def count_inputs(paths: Sequence[Path]) -> int:
    """How many files the paths name, for a progress bar."""
    return sum(1 for path in paths for _ in find_files(path))


def ingest_paths(paths: Sequence[Path], *, store: Store | None = None, tables: bool = False) -> Iterator[Read]:
    """Every document of the files and folders, in a fixed order, and an `Unreadable` for each that could not be one.

    With `tables` a CSV that is no table of posts is a document of its own, its lines as they stand.
    With a `store` the raw bytes of every file are kept there first, the unreadable ones too. Raises StoreError where
    the store cannot be written: without the originals nothing may go on.
    """
    for item in list_inputs(paths):
        if isinstance(item, Unreadable):
            yield item
        else:
            yield from read_input(item, store, tables=tables)


def list_inputs(paths: Sequence[Path]) -> Iterator[Input | Unreadable]:
    """Every file of the files and folders, in a fixed order, each under an id of its own; none is opened yet."""
    taken: set[str] = set()
    met: set[Path] = set()
    manifests = Manifests()
    for path in paths:
        root = path / PAYLOAD if is_bag(path) else path
        yield from manifests.of(root).problems
        for found in find_files(path):
            if isinstance(found, Unreadable):
                yield found
            elif (real := found.path.resolve()) in met:
                shown = printable(str(found.path))
                yield Unreadable(found.id, "read_before", f"{shown}: the same file has been read before", shown)
            else:
                met.add(real)
                known = manifests.known(found, root)
                yield Input(replace(found, id=_untaken(found.id, path, taken)), known)


def _untaken(ident: str, folder: Path, taken: set[str]) -> str:
    """The id, with its folder before it or a number after it where another file has it already."""
    longer = f"{safe_id(folder.name)}/{ident}"
    ident = next(i for i in chain((ident, longer), (f"{ident}~{n}" for n in count(2))) if i not in taken)
    taken.add(ident)
    return ident


def read_input(item: Input, store: Store | None = None, *, tables: bool = False) -> Iterator[Read]:
    """The documents of one file, or why it could not be read; `tables` as `ingest_paths` has it. Raises StoreError."""
    found, known = item.found, item.known
    shown = printable(str(found.path))
    try:
        if found.promise is not None and not is_as_promised(found.path, found.promise):
            raise Refused("altered", "its bytes are not those that the bag's manifest names")
        if found.path.name.lower().endswith(STREAMS):
            with found.path.open("rb") as stream:
                yield from read_stream(stream, item, store)
            return
        size = found.path.stat().st_size
        if size > limits().file_bytes:
            raise Refused(
                "too_large", f"the file has {size / 1e6:.0f} MB; the limit is {millions(limits().file_bytes)} MB"
            )
        raw = found.path.read_bytes()
        sha256 = store.put(raw) if store is not None else ""
        suffix = found.path.suffix.lower()
        if suffix == ".jsonl":
            yield from sealed(known, contained(found, read_jsonl(found.path), sha256))
        elif suffix == ".csv" and not (tables and is_table_of_figures(raw)):
            yield from sealed(known, _posts(found, raw, sha256))
        else:
            page = READERS.get(suffix, read_plain)(raw, found.relative)
            yield _document(found, known, page, sha256)
    except Refused as refusal:
        yield Unreadable(found.id, refusal.code, f"{shown}: {refusal.reason}", shown)
    except StoreError:
        raise
    except OSError as error:
        yield Unreadable(found.id, "unreadable", f"{shown}: {error.strerror or error}", shown)
    except Exception as error:  # whatever a library raises on a hostile file
        reason = " ".join(str(error).split())[:200] or "no reason given"
        yield Unreadable(found.id, "unreadable", f"{shown}: {type(error).__name__}: {reason}", shown)


def _plain_title(page: Page, published: Published) -> str:
    """The first line of a plain text that is not its dateline, also where the office gave the date."""
    dateline = published.span or find_published(page.text, asides=page.asides).span
    return first_line(page.text, page.asides, dateline)


def _document(found: Found, known: Known, page: Page, sha256: str) -> Document:
    if not page.text.strip():
        raise Refused("no_text", "no text was found in the file")
    url = known.url or page.url
    published = find_published(
        page.text, given=known.published, metadata=page.published, url=url, crawled=known.retrieved, asides=page.asides
    )
    return Document(
        id=found.id,
        text=page.text,
        lang=detect_language(page.text),
        title=_plain_title(page, published) if page.media_type == "text/plain" else page.title,
        publisher=known.publisher or page.publisher,
        author=page.author,
        url=url,
        published=published,
        crawled=known.retrieved,
        sha256=sha256,
        media_type=page.media_type,
        source_path=printable(found.relative),
        asides=page.asides,
        quoted=page.quoted,
        restricted=known.restricted,
        access_note=known.access_note,
    )


def read_stream(stream: BufferedReader, item: Input, store: Store | None) -> Iterator[Read]:
    """The documents of a web archive or a Parquet file; the original of a captured page is the page. Raises Refused."""
    found, known = item.found, item.known
    if found.path.name.lower().endswith(".parquet"):
        sha256 = store.put_stream(stream) if store is not None else ""
        rows = read_parquet(opened(stream), printable(found.relative), sha256)
        yield from sealed(known, contained(found, rows, sha256))
        return
    yield from read_captures(stream, item, store)


def read_captures(stream: BufferedReader, item: Input, store: Store | None) -> Iterator[Read]:
    """The documents of a web archive. Raises Refused where the archive is broken, after what stands before."""
    shown = printable(str(item.found.path))
    for capture in read_warc(stream):
        if isinstance(capture, tuple):
            ident, refusal = capture
            yield Unreadable(f"{item.found.id}#{ident}", refusal.code, f"{shown}: {ident}: {refusal.reason}", shown)
            continue
        sha256 = store.put(capture.raw) if store is not None else ""
        known = replace(item.known, url=item.known.url or capture.url, retrieved=item.known.retrieved or capture.day)
        found = replace(item.found, id=f"{item.found.id}#{capture.ident}")
        try:
            yield _document(found, known, capture.page, sha256)
        except Refused as refusal:
            yield Unreadable(found.id, refusal.code, f"{shown}: {capture.ident}: {refusal.reason}", shown)


def sealed(known: Known, items: Iterator[Read]) -> Iterator[Read]:
    """The documents of a file of many, restricted where the whole file is."""
    for item in items:
        if known.restricted and isinstance(item, Document):
            yield replace(item, restricted=True, access_note=item.access_note or known.access_note)
        else:
            yield item


def contained(found: Found, items: Iterator[Read], sha256: str) -> Iterator[Read]:
    """The documents of a file of many, their ids under the file's own."""
    for item in items:
        ident = f"{found.id}#{item.id}"
        if isinstance(item, Document):
            yield replace(item, id=ident, sha256=sha256, source_path=printable(found.relative))
        else:
            yield replace(item, id=ident, source_path=printable(str(found.path)))


def _posts(found: Found, raw: bytes, sha256: str) -> Iterator[Read]:
    """The documents of a CSV of posts."""
    shown = printable(str(found.path))
    for row in read_csv(raw, found.relative):
        if isinstance(row, Refused):
            yield Unreadable(found.id, row.code, f"{shown}: {row.reason}", shown)
            continue
        ident, page, extra = row
        record = {**extra, "id": f"{found.id}#{ident}", "text": page.text}
        try:
            document = document_of(record, shown, sha256)
        except ValueError as error:
            yield Unreadable(f"{found.id}#{ident}", "bad_row", f"{shown}: {ident}: {error}", shown)
            continue
        yield replace(document, source_path=printable(found.relative))
