"""Where the pipeline runs: this process or a pool of processes. The same stages, the same results."""

from __future__ import annotations

from tawthiq.engines.pool import pool_mapper
from tawthiq.pipeline import Mapper

__all__ = ["ENGINES", "engine"]

ENGINES = ("local", "pool")


def engine(name: str, *, workers: int | None = None) -> Mapper:
    """The mapper of an engine: `local` runs in this process, `pool` in `workers` processes (default: one per core)."""
    if name == "local":
        return map
    if name == "pool":
        return pool_mapper(workers)
    raise ValueError(f"no engine is called {name!r}: choose from {', '.join(ENGINES)}")
