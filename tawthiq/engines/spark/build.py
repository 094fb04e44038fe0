"""`tawthiq build --engine spark`: reports in, tables out; each table is whole or not there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame

from tawthiq import __version__
from tawthiq.domain.document import Unreadable
from tawthiq.engines.spark.lake import LakeError, file_system
from tawthiq.engines.spark.reading import TOLD, failed_rows, surveyed, told_of
from tawthiq.engines.spark.session import session
from tawthiq.engines.spark.sources import Source, list_sources
from tawthiq.engines.spark.tables import FORMAT, SUMMARY, TOLD_TABLE, TablesError, failed_of
from tawthiq.pipeline import Progress, Report


@dataclass(frozen=True, slots=True)
class SparkBuild:
    """How a build went: how many documents were read, and the inputs that could not be, in order."""

    documents: int
    failed: tuple[Unreadable, ...]


def build_on_spark(
    paths: Sequence[str],
    jsonl: Sequence[str],
    out: str,
    *,
    office: Path | None = None,
    master: str | None = None,
    report: Report = lambda progress: None,
) -> SparkBuild:
    """Reads all inputs on Spark and writes the tables into the folder or address `out`.

    `office` is the office's own gazetteer; it is sent to every machine. Raises SparkUnavailable, TablesError.
    """
    report(Progress("read", 0, 1))
    listed = list(list_sources(paths, jsonl))
    sources = [item for item in listed if isinstance(item, Source)]
    failed = [item for item in listed if not isinstance(item, Source)]
    with session(master) as spark:
        try:
            pieces, unread = surveyed(spark, sources) if sources else ([], [])
            report(Progress("read", 1, 1))
            told = told_of(spark, pieces, office) if pieces else spark.createDataFrame([], TOLD)
            told = told.unionByName(spark.createDataFrame(failed_rows([*failed, *unread]), TOLD))
            _unsummarised(out)
            _written(told, out, TOLD_TABLE)
            report(Progress("extract", 1, 1))
            table = spark.read.parquet(_under(out, TOLD_TABLE))
            documents = table.where("document is not null").count()
            unreadable = table.where("failed is not null").orderBy("source", "position").select("failed").collect()
            build = SparkBuild(documents, tuple(failed_of(row.failed) for row in unreadable))
        except PySparkException as error:
            raise TablesError(f"{out}: {' '.join(str(error).split())[:300]}") from error
    _summarise(out, build, [s.name for s in sources])
    return build


def _under(out: str, table: str) -> str:
    """The address of a table; a path of this machine is said to be one, whatever Spark takes paths for."""
    files, path = file_system(out)
    return f"file://{path.rstrip('/')}/{table}" if files.type_name == "local" else f"{out.rstrip('/')}/{table}"


def _written(table: DataFrame, out: str, name: str) -> None:
    table.write.mode("overwrite").option("compression", "zstd").parquet(_under(out, name))


def _unsummarised(out: str) -> None:
    """Takes away what an earlier build says of its tables, before they are written over."""
    files, path = file_system(out)
    with suppress(FileNotFoundError):
        files.delete_file(f"{path.rstrip('/')}/{SUMMARY}")


def _summarise(out: str, build: SparkBuild, inputs: Sequence[str]) -> None:
    """Written last: tables without it are not opened."""
    summary = {
        "format": FORMAT, "version": __version__, "documents": build.documents, "failed": len(build.failed), "inputs": inputs,
    }  # fmt: skip
    try:
        files, path = file_system(out)
        files.create_dir(path, recursive=True)
        with files.open_output_stream(f"{path.rstrip('/')}/{SUMMARY}") as stream:
            stream.write((json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    except (LakeError, OSError) as error:
        raise TablesError(f"{out}: {' '.join(str(error).split())[:200]}") from error
