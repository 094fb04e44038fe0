"""What auto-archiver kept becomes a document with facts of custody: hashes, time stamps, where the copies lie.

Its metadata is a JSON object with `status`, `metadata` (url, title, content, timestamp …) and `media` (files with a hash,
time-stamp tokens …). Nothing is claimed of what happened: the document has no account until it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.imports.rows import Row
from tawthiq.text.language import detect_language


def is_archived(record: Mapping[str, Any]) -> bool:
    """Whether a record is auto-archiver's."""
    return isinstance(record.get("metadata"), dict) and isinstance(record.get("media"), list)


def archived(row: Row) -> tuple[Extraction, dict[str, Any]]:
    """The document of one archived page and its custody. Raises ValueError where it has no address or no text."""
    metadata: Mapping[str, Any] = row.cells["metadata"]
    url = str(metadata.get("url") or metadata.get("original_url") or "")
    if not url:
        raise ValueError("the record has no url")
    title, content = str(metadata.get("title") or ""), str(metadata.get("content") or metadata.get("description") or "")
    text = content or title
    if not text.strip():
        raise ValueError("the record has no text")
    day = _day(metadata.get("timestamp"))
    published = Published(day, day, "metadata") if day is not None else Published()
    document = Document(
        f"auto-archiver:{hashlib.sha256(url.encode()).hexdigest()[:16]}", text, detect_language(text), title,
        str(metadata.get("author") or ""), "", url, published, crawled=_day(metadata.get("_processed_at")),
        sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="application/x-auto-archiver", source_path=row.where,
    )  # fmt: skip
    return Extraction(document), custody(row.cells)


def custody(record: Mapping[str, Any]) -> dict[str, Any]:
    """How the material was kept: tool, status, when, and of every file its hash, copies and time stamps."""
    metadata: Mapping[str, Any] = record["metadata"]
    return {
        "tool": "auto-archiver",
        "status": str(record.get("status") or ""),
        "archived": str(metadata.get("_processed_at") or ""),
        "files": [_file(one) for one in record["media"] if isinstance(one, dict)],
        "time_stamps": _stamps(metadata),
    }


def _file(media: Mapping[str, Any]) -> dict[str, Any]:
    properties = media.get("properties") if isinstance(media.get("properties"), dict) else {}
    assert isinstance(properties, dict)
    urls = media.get("urls") or []
    return {
        "name": str(media.get("filename") or media.get("_key") or ""),
        "copies": [str(u) for u in urls] if isinstance(urls, list) else [],
        "hash": str(properties.get("hash") or ""),
        "mimetype": str(media.get("_mimetype") or media.get("mimetype") or ""),
        "time_stamps": _stamps(properties),
    }


def _stamps(values: Mapping[str, Any]) -> list[str]:
    """What is said of time stamps (RFC 3161, OpenTimestamps), as it is said."""
    return [f"{name}: {value}" for name, value in sorted(values.items()) if "timestamp" in name and name != "timestamp"]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
