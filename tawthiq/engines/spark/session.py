"""Starts Spark, or joins the session that is already there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession


class SparkUnavailable(OSError):
    """Spark cannot be started here; the message says what is missing, on one line."""


@contextmanager
def session(master: str | None, *, memory: str = "2g") -> Iterator[SparkSession]:
    """A Spark session, ended afterwards. `master` is a Spark master URL; without it `spark-submit` or the environment says,
    and else it is this machine, all cores. `memory` is what the driver may use. Raises SparkUnavailable.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    local = master or os.environ.get("SPARK_MASTER") or "local[*]"
    if local.startswith("local"):  # nothing of a run on one machine listens to other machines
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = (
        SparkSession.Builder()
        .appName("tawthiq")
        .master(local)
        .config("spark.driver.memory", memory)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
    )
    if local.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        spark = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise SparkUnavailable(f"Spark cannot be started (is a Java runtime installed?): {reason}") from error
    try:
        yield spark
    finally:
        spark.stop()
