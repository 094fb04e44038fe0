"""A register's originals as a bag (BagIt, RFC 8493) that an archive or a court can check and another office can read.

`data/` holds every original under the name it came in by, and `manifest.csv` what the office knows of it; `register/` what was
read of it; `unread/` originals that no document came of. Nothing is left out and nothing is masked: it is an evidentiary copy.
"""

from __future__ import annotations

import csv
import json
import logging
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import bagit

from tawthiq import __version__

ORIGINALS = "originals"
READ, UNREAD = "register", "unread"
_LINES = ("documents.jsonl", "accounts.jsonl", "incidents.jsonl", "origins.jsonl", "findings.jsonl")
_COLUMNS = ("file", "url", "publisher", "published", "retrieved", "access")
_MANY = ("application/jsonl", "application/vnd.apache.parquet")
"""Media types of documents of which one original holds several: the file itself says what is known of each."""
_SUFFIXES = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/jsonl": ".jsonl",
}
_PASSED_OVER = frozenset({"manifest.csv", "README.md"})
"""Names that a folder of reports keeps for itself (ingest/walk.py)."""


@dataclass(frozen=True, slots=True)
class Bagged:
    """What a bag was made of: originals with documents, originals without, and hashes of documents whose original is not kept."""

    originals: int
    unread: int
    missing: tuple[str, ...]


def write_bag(register: Path, out: Path, at: datetime) -> Bagged:
    """Makes a bag of a register's originals in the new folder `out`. Raises OSError, ValueError for a register that cannot be read."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # it tells every step; errors are raised
    documents = list(_documents(register / "documents.jsonl"))
    kept = {path.name: path for path in sorted((register / ORIGINALS).glob("??/*")) if path.is_file()}
    named = _names(documents)
    out.mkdir()
    for sha256, name in named.items():
        if sha256 in kept:
            _copy(kept[sha256], out / name)
    _write_manifest(out / "manifest.csv", documents, named, kept)
    info = {
        "Bag-Software-Agent": f"tawthiq {__version__}",
        "Bagging-Date": at.date().isoformat(),
        "External-Description": "Originals of a register of incidents, with what was read of them",
    }
    bag = bagit.make_bag(str(out), bag_info=info, checksums=["sha256"])
    unread = sorted(kept.keys() - named.keys())
    for sha256 in unread:
        _copy(kept[sha256], out / UNREAD / sha256)
    for name in _LINES:
        if (register / name).is_file():
            _copy(register / name, out / READ / name)
    _in_order(out / "manifest-sha256.txt")
    bag.save()
    _in_order(out / "tagmanifest-sha256.txt")
    return Bagged(len(named.keys() & kept.keys()), len(unread), tuple(sorted(named.keys() - kept.keys())))


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if isinstance(record, dict) and record.get("sha256"):
                yield record


def _names(documents: list[dict[str, Any]]) -> dict[str, str]:
    """The name of each original in the bag, by its hash: the one it came by, where it is its alone and harmless."""
    wanted: dict[str, dict[str, Any]] = {}
    users: dict[str, set[str]] = defaultdict(set)
    for record in documents:
        wanted.setdefault(str(record["sha256"]), record)
        users[str(record.get("source_path") or "")].add(str(record["sha256"]))
    folders = {str(parent) for name in users for parent in PurePosixPath(name).parents}
    return {
        sha256: name
        if _harmless(name := str(record.get("source_path") or "")) and len(users[name]) == 1 and name not in folders
        else f"{sha256}{_SUFFIXES.get(str(record.get('media_type')), '.txt')}"
        for sha256, record in sorted(wanted.items())
    }


def _harmless(name: str) -> bool:
    parts = name.split("/")
    return (
        0 < len(name.encode()) <= 1_000
        and name.isprintable()
        and "\\" not in name
        and all(0 < len(part.encode()) <= 200 and not part.startswith(".") for part in parts)
        and parts[-1] not in _PASSED_OVER
    )


def _in_order(path: Path) -> None:
    """Sorts the lines of a manifest by path: the library follows the order of the disk, and the same register gives the same bytes."""
    lines = sorted(path.read_text(encoding="utf-8").splitlines(), key=lambda line: line.partition(" ")[2])
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_manifest(path: Path, documents: list[dict[str, Any]], named: dict[str, str], kept: dict[str, Path]) -> None:
    """What the office knows of each original, in the format that folders of reports are read with."""
    rows: dict[str, tuple[str, ...]] = {}
    opened = {str(record["sha256"]) for record in documents if not record.get("restricted")}
    for record in documents:
        sha256 = str(record["sha256"])
        if sha256 not in kept:
            continue
        restricted = "restricted" if record.get("restricted") else ""
        if record.get("media_type") in _MANY:
            known: tuple[str, ...] = ("", "", "", "", "" if sha256 in opened else restricted)
        else:
            day = record.get("published") or {}
            known = (
                str(record.get("url") or ""),
                str(record.get("publisher") or ""),
                str(day.get("start") or "")
                if day.get("basis") == "given" and day.get("start") == day.get("end")
                else "",
                str(record.get("crawled") or ""),
                restricted,
            )
        rows[named[sha256]] = (named[sha256], *known)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(rows[name] for name in sorted(rows))
