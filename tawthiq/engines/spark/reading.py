"""Documents and claims on Spark: pieces go out, batches of columns come back.

A row of the table `told` is one document with its claims, or one input that could not be read: `source` and `position` are
its place in the order of the inputs; `document`, `claims` and `failed` are the published records (docs/contract) as JSON;
`original` holds the bytes of a document that is an original of its own, such as a page out of a web archive.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow
from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Unreadable
from tawthiq.domain.records import document_record, extraction_record, unreadable_record
from tawthiq.engines.spark.pieces import Held, read_piece
from tawthiq.engines.spark.sources import Piece, Source, survey
from tawthiq.knowledge.office_words import files_of
from tawthiq.pipeline import Told, extract_one

TOLD = "source int, position long, id string, document string, claims string, failed string, original binary"
_ARROW = pyarrow.schema([
    ("source", pyarrow.int32()), ("position", pyarrow.int64()), ("id", pyarrow.string()), ("document", pyarrow.string()),
    ("claims", pyarrow.string()), ("failed", pyarrow.string()), ("original", pyarrow.binary()),
])  # fmt: skip
_WORK = "item binary"
_BATCH = 64
"""Documents in a batch of columns: their texts and claims are some 300 kB."""

Row = tuple[Any, ...]


def surveyed(spark: SparkSession, sources: Sequence[Source]) -> tuple[list[Piece], list[tuple[int, Unreadable]]]:
    """The pieces of all sources in order, and the sources that cannot be read."""
    done = _distributed(spark, sources).mapInArrow(_survey, _WORK).collect()
    found = sorted((pickle.loads(row.item) for row in done), key=lambda f: f[:2])
    pieces = [item for _, _, item in found if isinstance(item, Piece)]
    return pieces, [(order, item) for order, _, item in found if isinstance(item, Unreadable)]


def told_of(spark: SparkSession, pieces: Sequence[Piece], office: Path | None) -> DataFrame:
    """The table `told` of all pieces, without an order. Each row is made once, by the same stages as on every engine."""
    if office is not None:
        for path in files_of(office):  # all lie in one folder there, as they do here
            spark.sparkContext.addFile(str(path))
    return _distributed(spark, pieces).mapInArrow(_reader(office.name if office is not None else None), TOLD)


def failed_rows(failed: Sequence[tuple[int, Unreadable]]) -> list[Row]:
    """Rows of `told` for inputs that could not be opened at all, each after whatever of its source was read."""
    return [
        (source, (1 << 62) + number, _printed(item.id), None, None, _json(unreadable_record(item), item), None)
        for number, (source, item) in enumerate(failed)
    ]


def _distributed(spark: SparkSession, items: Sequence[Source | Piece]) -> DataFrame:
    """The items as rows, dealt out so that each may run apart: this program's own objects, never what an input holds."""
    rows = [(pickle.dumps(item),) for item in items]
    return spark.createDataFrame(rows, _WORK).repartition(max(1, min(len(rows), 4 * _cores(spark))))


def _cores(spark: SparkSession) -> int:
    return max(1, spark.sparkContext.defaultParallelism)


def _survey(batches: Iterator[Any]) -> Iterator[Any]:
    for batch in batches:
        for cell in batch.column(0):
            source = pickle.loads(cell.as_py())
            found = [pickle.dumps((source.order, number, item)) for number, item in enumerate(survey(source))]
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(found, pyarrow.binary())], ["item"])


def _reader(office: str | None) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def read(batches: Iterator[Any]) -> Iterator[Any]:
        gazetteer = Path(SparkFiles.get(office)) if office is not None else None
        rows: list[Row] = []
        for batch in batches:
            for cell in batch.column(0):
                for row in _rows(pickle.loads(cell.as_py()), gazetteer):
                    rows.append(row)
                    if len(rows) == _BATCH:
                        yield _columns(rows)
                        rows = []
        if rows:
            yield _columns(rows)

    return read


def _rows(piece: Piece, office: Path | None) -> Iterator[Row]:
    held = Held()
    for position, item in read_piece(piece, held):
        raw = held.taken()
        told: Told = item if isinstance(item, Unreadable) else extract_one(item, office)
        order = piece.source.order
        if isinstance(told, Extraction):
            document, claims = json_of(document_record(told.document)), json_of(extraction_record(told))
            yield order, position, _printed(told.document.id), document, claims, None, raw
        else:
            yield order, position, _printed(told.id), None, None, _json(unreadable_record(told), told), raw


def _printed(ident: str) -> str:
    return ident.encode("utf-8", "backslashreplace").decode()


def _json(record: dict[str, Any], failed: Unreadable) -> str:
    return json_of({**record, "path": failed.source_path})


def json_of(record: dict[str, Any]) -> str:
    """A record as one line of JSON that is valid UTF-8: a text with half a surrogate pair is written in ASCII."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return line


def _columns(rows: Sequence[Row]) -> Any:
    columns = zip(*rows, strict=True)
    arrays = [pyarrow.array(list(column), field.type) for column, field in zip(columns, _ARROW, strict=True)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=_ARROW)
