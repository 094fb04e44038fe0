"""Reads documents from Parquet: the columns of the JSON Lines format, one row one document.

Row groups are read one after another, so a file may be larger than memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest.jsonl import document_of
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.page import Refused

COLUMNS = (
    "id", "text", "lang", "published", "crawled", "url", "publisher", "title", "author", "access", "restricted",
)  # fmt: skip
_ROWS = 256
_SMALL = 1_000_000


def opened(stream: BinaryIO) -> Any:
    """The file as pyarrow's `ParquetFile`. Raises Refused: "broken_parquet", "no_text_column", "too_large"."""
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        _weighed(file)
        # A value that stands for many rows stays one in memory.
        file = pyarrow.parquet.ParquetFile(stream, read_dictionary=_strings(file))
    except (pyarrow.ArrowException, OSError) as error:
        raise Refused("broken_parquet", f"no Parquet file: {' '.join(str(error).split())[:160]}") from error
    if not {"id", "text"} <= set(file.schema_arrow.names):
        raise Refused("no_text_column", "the file has no columns id and text")
    return file


def _strings(file: Any) -> list[str]:
    return [
        c for c in COLUMNS if c in file.schema_arrow.names and pyarrow.types.is_string(file.schema_arrow.field(c).type)
    ]


def _weighed(file: Any) -> None:
    """Raises Refused "too_large" for a column that grows as no texts do, or whose values are on average too long to be read."""
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group)
        for number in range(rows.num_columns):
            column = rows.column(number)
            size, most = column.total_uncompressed_size, limits()
            if size > _SMALL and size > most.parquet_ratio * max(1, column.total_compressed_size):
                raise Refused("too_large", f"a column inflates to more than {most.parquet_ratio} times its size")
            if size > 6 * most.text_bytes * max(1, column.num_values):
                raise Refused("too_large", f"its texts are longer than {millions(most.text_bytes)} million characters")


def read_parquet(
    file: Any, name: str, sha256: str, *, groups: Sequence[int] | None = None
) -> Iterator[Document | Unreadable]:
    """The documents of an opened file, of the row groups `groups` alone if given; a bad row is named by its number.

    Raises Refused "broken_parquet" where the file goes wrong on the way.
    """
    asked = list(range(file.num_row_groups)) if groups is None else list(groups)
    columns = [c for c in COLUMNS if c in file.schema_arrow.names]
    try:
        for group in asked:
            number = sum(file.metadata.row_group(g).num_rows for g in range(group))
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=columns):
                for at in range(batch.num_rows):  # one after another: a batch of long texts is not held twice
                    number += 1
                    row = {name: batch.column(name)[at].as_py() for name in columns}
                    yield _document(row, f"{name}: row {number}", f"row-{number}", name, sha256)
    except (pyarrow.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:160]
        raise Refused("broken_parquet", f"the Parquet file is broken: {reason}") from error


def _document(row: dict[str, Any], where: str, ident: str, name: str, sha256: str) -> Document | Unreadable:
    record = {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in row.items() if v is not None}
    try:
        return document_of(record, where, sha256)
    except ValueError as error:
        given = record.get("id")
        return Unreadable(str(given) if given not in (None, "") else ident, "bad_row", f"{where}: {error}", name)
