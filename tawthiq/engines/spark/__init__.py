"""The pipeline on Apache Spark: reports from a path or an object store in, Parquet out, for corpora of any size.

Needs `tawthiq[spark]` and a Java runtime. The stages are the ones every engine runs; Spark only says where:

1. `sources.py`   what the inputs name, and how each is cut into pieces that can be read apart
2. `pieces.py`    reads one piece: the documents of a stretch of lines, of an archive, of row groups, of a file
3. `reading.py`   documents and claims, in batches of columns, into the table `told`
4. `tables.py`    opens the tables again, for `tawthiq load`
5. `linking.py`   scores the pairs of tellings, where `tawthiq load` links on Spark

`session.py` starts Spark, `lake.py` opens files wherever they lie, `build.py` composes. Results are in the order of the inputs wherever they were made.
"""

from tawthiq.engines.spark.build import SparkBuild, build_on_spark
from tawthiq.engines.spark.linking import spark_scorer
from tawthiq.engines.spark.session import session
from tawthiq.engines.spark.tables import Loaded, TablesError, load_tables, originals

__all__ = [
    "Loaded",
    "SparkBuild",
    "TablesError",
    "build_on_spark",
    "load_tables",
    "originals",
    "session",
    "spark_scorer",
]
