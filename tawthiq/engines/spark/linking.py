"""Linking on Spark: the pairs of a table of tellings, scored by Splink's Spark backend with the same levels and weights as on DuckDB.

What is compared and scored is spread over the cluster; the pairs come back to this process, which groups them as it does its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import numpy as np
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tawthiq.engines.spark.session import SparkUnavailable
from tawthiq.link.levels import asked_of, splink_settings
from tawthiq.link.scores import Scored, no_pairs, numbered, pair_columns, prior_of

_BATCH = "10000"
_INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
}
"""The levels together are more than a Java method may hold (64 KB): Spark would compile them in vain, for minutes, and then interpret them.
Nor may its optimizer write every level into the sums that use it."""
_ROWS = 5000
"""Tellings for each part that is worked on at once."""
_PARTITIONS = "spark.sql.shuffle.partitions"


def spark_scorer(spark: SparkSession) -> Callable[[Any], Scored]:
    """What scores a table of tellings (`link.columns.schema`) on Spark. It raises SparkUnavailable where the cluster fails."""

    def scored(table: Any) -> Scored:
        try:
            return _scored(spark, table)
        except PySparkException as error:
            raise SparkUnavailable(f"linking on Spark failed: {' '.join(str(error).split())[:300]}") from error

    return scored


def _scored(spark: SparkSession, table: Any) -> Scored:
    from splink import Linker
    from splink.internals.spark.database_api import SparkAPI

    if table.num_rows < 2:
        return no_pairs()
    logging.getLogger("splink").setLevel(logging.ERROR)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)  # reading documents wants small ones
    for key, value in _INTERPRETED.items():
        spark.conf.set(key, value)
    parts = max(2, min(200, table.num_rows // _ROWS))
    spark.conf.set(_PARTITIONS, str(parts))
    asked, prior = asked_of(table), prior_of(table.num_rows)
    api = SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False, num_partitions_on_repartition=parts
    )  # fmt: skip
    linker = Linker(
        api.register(spark.createDataFrame(numbered(table))),
        splink_settings(prior, asked, "spark"),
        log_level=logging.ERROR,
        validate_settings=False,
    )
    pairs = linker.inference.predict().as_spark_dataframe()
    found = pairs.selectExpr(*pair_columns(prior, asked)).toArrow()
    first, second = (found.column(name).to_numpy().astype(np.int64) for name in ("a", "b"))
    order = np.lexsort((second, first))
    score = found.column("score").to_numpy().astype(np.float64)
    enough = found.column("enough").to_numpy(zero_copy_only=False).astype(bool)
    return Scored(first[order], second[order], score[order], enough[order])
