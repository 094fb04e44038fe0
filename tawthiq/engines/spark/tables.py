"""Opens the tables that a Spark build wrote, in the order of its inputs, for `tawthiq load`.

The tables are read with pyarrow from a path or an address; Spark need not run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow
import pyarrow.dataset
import pyarrow.fs

from tawthiq.domain.document import Unreadable
from tawthiq.domain.from_records import Atlas, RecordError, document_from_record, extraction_from_record
from tawthiq.engines.spark.lake import LakeError, file_system
from tawthiq.pipeline import Told

TOLD_TABLE = "told"
SUMMARY = "build.json"
FORMAT = 1
_ORDER = [("source", "ascending"), ("position", "ascending")]


class TablesError(OSError):
    """A folder that holds no tables of a Spark build, or of another version; the message names it and the reason."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a Spark build left: `told` in the order of the inputs, and what the build says of itself."""

    told: tuple[Told, ...]
    summary: dict[str, Any]


def load_tables(folder: str, atlas: Atlas) -> Loaded:
    """The claims of every document, in the order of the inputs; a row that is not in the format is an `Unreadable`.

    `atlas` holds the places that records name. Raises TablesError.
    """
    summary = _summary(folder)
    told: list[Told] = []
    seen: set[str] = set()
    for row in _rows(folder, ["source", "position", "document", "claims", "failed"]):
        item = _told(row, atlas)
        ident = item.id if isinstance(item, Unreadable) else item.document.id
        if ident in seen and not isinstance(item, Unreadable):
            path = item.document.source_path
            item = Unreadable(ident, "duplicate_id", f"{ident}: another input already has this id", path)
        seen.add(ident)
        told.append(item)
    return Loaded(tuple(told), summary)


def originals(folder: str) -> Iterator[bytes]:
    """The originals that the tables hold: files read whole and pages out of web archives. Raises TablesError."""
    data = _dataset(folder)
    for batch in data.to_batches(columns=["original"], filter=pyarrow.dataset.field("original").is_valid()):
        for cell in batch.column(0):
            yield cell.as_py()


def _summary(folder: str) -> dict[str, Any]:
    try:
        files, path = file_system(folder)
        with files.open_input_stream(f"{path.rstrip('/')}/{SUMMARY}") as stream:
            summary = json.loads(stream.readall())
    except (LakeError, OSError, ValueError) as error:
        raise TablesError(f"{folder}: no tables of a Spark build stand here ({SUMMARY} cannot be read)") from error
    if not isinstance(summary, dict) or summary.get("format") != FORMAT:
        raise TablesError(f"{folder}: the tables are of another version of Tawthiq; build them again")
    return summary


def _dataset(folder: str) -> Any:
    try:
        files, path = file_system(folder)
        return pyarrow.dataset.dataset(f"{path.rstrip('/')}/{TOLD_TABLE}", filesystem=files, format="parquet")
    except (LakeError, OSError, pyarrow.ArrowException) as error:
        raise TablesError(f"{folder}: {' '.join(str(error).split())[:200]}") from error


def _rows(folder: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    try:
        table = _dataset(folder).to_table(columns=columns).sort_by(_ORDER)
        for batch in table.to_batches(max_chunksize=256):
            yield from batch.to_pylist()
    except (OSError, pyarrow.ArrowException) as error:
        raise TablesError(f"{folder}: {' '.join(str(error).split())[:200]}") from error


def failed_of(line: str) -> Unreadable:
    """The failed input of a row. Raises ValueError, KeyError or TypeError for what is no such record."""
    record = json.loads(line)
    error = record["error"]
    return Unreadable(str(record["id"]), str(error["code"]), str(error["message"]), str(record["path"]))


def _told(row: dict[str, Any], atlas: Atlas) -> Told:
    where = f"{TOLD_TABLE}: row {row['source']}/{row['position']}"
    try:
        if row["failed"] is not None:
            return failed_of(row["failed"])
        document = document_from_record(json.loads(row["document"]))
        return extraction_from_record(json.loads(row["claims"]), document, atlas=atlas)
    except (RecordError, ValueError, KeyError, TypeError) as error:
        return Unreadable(where, "bad_record", f"{where}: {' '.join(str(error).split())[:200]}", where)
