"""Documents as JSON Lines (the contract's `--jsonl`): the text exactly as given, for spans count in it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest.access import access_of
from tawthiq.ingest.asides import find_asides
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.plain import first_line
from tawthiq.ingest.published import find_published
from tawthiq.ingest.store import Store
from tawthiq.ingest.walk import printable
from tawthiq.text.json_size import SHORT, check_size
from tawthiq.text.language import detect_language

_HALF = re.compile("[\ud800-\udfff]")
_LANGUAGES = ("ar", "en")


def read_jsonl(path: Path, *, store: Store | None = None) -> Iterator[Document | Unreadable]:
    """The documents of a JSON Lines file, `-` for standard input; a bad line is named with its number."""
    if str(path) == "-":
        yield from read_lines(sys.stdin.buffer, "standard input", "")
        return
    try:
        with path.open("rb") as file:
            sha256 = store.put_stream(file) if store is not None else hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            yield from read_lines(file, printable(str(path)), sha256)
    except OSError as error:
        yield Unreadable(path.name, "unreadable", f"{printable(str(path))}: {error.strerror or error}", str(path))


def read_lines(file: Iterable[bytes], name: str, sha256: str, *, first: int = 1) -> Iterator[Document | Unreadable]:
    """The documents of lines as they stand in a file, the first of which is line `first`; `sha256` is the file's."""
    for number, raw in enumerate(file, start=first):
        if not raw.strip():
            continue
        where = f"{name}: line {number}"
        try:
            check_size(raw)
            record = json.loads(raw.decode("utf-8"))
            yield document_of(record, where, sha256)
        except RecursionError:
            yield Unreadable(f"line-{number}", "bad_line", f"{where}: nested too deeply", name)
        except UnicodeDecodeError:
            yield Unreadable(f"line-{number}", "bad_line", f"{where}: not UTF-8", name)
        except ValueError as error:
            ident = (_ident(raw) if len(raw) <= SHORT else None) or f"line-{number}"
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Unreadable(ident, "bad_line", f"{where}: {reason}", name)


def _ident(raw: bytes) -> str | None:
    try:
        ident = json.loads(raw)["id"]
    except (ValueError, KeyError, TypeError):
        return None
    return str(ident)


def document_of(record: Any, where: str, sha256: str) -> Document:
    """The document of one record. Raises ValueError naming what is missing or of the wrong kind."""
    if not isinstance(record, dict):
        raise ValueError("not an object")
    ident, text = whole(record.get("id")), whole(record.get("text"))
    if not isinstance(ident, str | int) or isinstance(ident, bool) or ident == "":
        raise ValueError("no id")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text")
    if len(text) > limits().text_bytes:
        raise ValueError(f"the text is longer than {millions(limits().text_bytes)} million characters")
    lang = record.get("lang") if record.get("lang") in _LANGUAGES else detect_language(text)
    asides = find_asides(text)
    url, crawled = _string(record, "url"), _date(record, "crawled")
    restricted, note = access_of(record)
    published = find_published(text, given=_date(record, "published"), url=url, crawled=crawled, asides=asides)
    return Document(
        id=str(ident),
        text=text,
        lang=str(lang),
        title=_string(record, "title") or first_line(text, asides, published.span),
        publisher=_string(record, "publisher"),
        author=_string(record, "author"),
        url=url,
        published=published,
        crawled=crawled,
        sha256=sha256,
        media_type="application/jsonl",
        source_path=where,
        asides=asides,
        restricted=restricted,
        access_note=note,
    )


def _string(record: dict[str, Any], key: str) -> str:
    value = whole(record.get(key))
    return value if isinstance(value, str) else ""


def whole(value: Any) -> Any:
    """A string with half characters (lone surrogates, of an emoji that was cut in two) marked U+FFFD, one for one, so that spans hold.

    UTF-8 cannot write them: kept, one of them would cost the whole document.
    """
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else value


def _date(record: dict[str, Any], key: str) -> date | None:
    value = record.get(key)
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"{key}: {str(value)[:30]!r} is no day like 2012-09-25") from None
