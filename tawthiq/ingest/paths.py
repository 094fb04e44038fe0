"""Reads files and folders: each file by its reader, with what a manifest knows of it.

`READERS` is the table of formats; to add one, write its reader and add a line. A reader raises `Refused`; anything else
that a library raises on a hostile file is turned into the same, so one file never stops the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from tawthiq.domain.document import Document, Published, Unreadable
from tawthiq.ingest.access import Manifests
from tawthiq.ingest.csv_posts import read_csv
from tawthiq.ingest.docx import read_docx
from tawthiq.ingest.eml import read_eml
from tawthiq.ingest.html import read_html
from tawthiq.ingest.jsonl import document_of, read_jsonl
from tawthiq.ingest.manifest import Known
from tawthiq.ingest.page import Page, Refused
from tawthiq.ingest.pdf import read_pdf
from tawthiq.ingest.plain import first_line, read_plain
from tawthiq.ingest.published import find_published
from tawthiq.ingest.store import OriginalStore, StoreError
from tawthiq.ingest.walk import Found, find_files, printable, safe_id
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
}
LARGEST = 200_000_000
"""Bytes: a larger file is refused unread."""

Read = Document | Unreadable


def count_inputs(paths: Sequence[Path]) -> int:
    """How many files the paths name, for a progress bar."""
    return sum(1 for path in paths for _ in find_files(path))


def ingest_paths(paths: Sequence[Path], *, store: OriginalStore | None = None) -> Iterator[Read]:
    """Every document of the files and folders, in a fixed order, and an `Unreadable` for each that could not be one.

    With a `store` the raw bytes of every file are kept there first, the unreadable ones too. Raises StoreError where
    the store cannot be written: without the originals nothing may go on.
    """
    taken: set[str] = set()
    opened: set[Path] = set()
    manifests = Manifests()
    for path in paths:
        yield from manifests.of(path).problems
        for found in find_files(path):
            if isinstance(found, Unreadable):
                yield found
            elif (real := found.path.resolve()) in opened:
                shown = printable(str(found.path))
                yield Unreadable(found.id, "read_before", f"{shown}: the same file has been read before", shown)
            else:
                opened.add(real)
                known = manifests.known(found, path)
                found = replace(found, id=_untaken(found.id, path, taken))
                yield from _read(found, known, store)


def _untaken(ident: str, folder: Path, taken: set[str]) -> str:
    """The id, with its folder before it or a number after it where another file has it already."""
    longer = f"{safe_id(folder.name)}/{ident}"
    ident = next(i for i in chain((ident, longer), (f"{ident}~{n}" for n in count(2))) if i not in taken)
    taken.add(ident)
    return ident


def _read(found: Found, known: Known, store: OriginalStore | None) -> Iterator[Read]:
    """The documents of one file."""
    shown = printable(str(found.path))
    try:
        size = found.path.stat().st_size
        if size > LARGEST:
            raise Refused("too_large", f"the file has {size / 1e6:.0f} MB; the limit is {LARGEST // 1_000_000} MB")
        raw = found.path.read_bytes()
        sha256 = store.put(raw) if store is not None else ""
        suffix = found.path.suffix.lower()
        if suffix == ".jsonl":
            yield from _sealed(known, _container(found, read_jsonl(found.path), sha256))
        elif suffix == ".csv":
            yield from _sealed(known, _posts(found, raw, sha256))
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
        restricted=known.restricted,
        access_note=known.access_note,
    )


def _sealed(known: Known, items: Iterator[Read]) -> Iterator[Read]:
    """The documents of a file of many, restricted where the whole file is."""
    for item in items:
        if known.restricted and isinstance(item, Document):
            yield replace(item, restricted=True, access_note=item.access_note or known.access_note)
        else:
            yield item


def _container(found: Found, items: Iterator[Read], sha256: str) -> Iterator[Read]:
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
        yield document
