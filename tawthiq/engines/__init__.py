"""Where the pipeline runs: this process, a pool of processes, or Spark. The same stages, the same results.

`engine` gives the mapper of the first two. Spark (`spark/`) reads and writes by itself and is loaded only when asked for.
"""

from __future__ import annotations

from tawthiq.engines.pool import pool_mapper
from tawthiq.pipeline import Mapper

__all__ = ["DISTRIBUTED", "ENGINES", "engine"]

ENGINES = ("local", "pool")
DISTRIBUTED = "spark"
"""The engine that writes tables for `tawthiq load` in the place of a register."""


def engine(name: str, *, workers: int | None = None) -> Mapper:
    """The mapper of an engine: `local` runs in this process, `pool` in `workers` processes (default: one per core)."""
    if name == "local":
        return map
    if name == "pool":
        return pool_mapper(workers)
    raise ValueError(f"no engine is called {name!r}: choose from {', '.join(ENGINES)}")
