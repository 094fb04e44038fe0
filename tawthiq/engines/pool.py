"""A pool of processes: documents go out in chunks, results come back in order.

The dictionary is built once per process, at its first document. Only a few chunks are under way at a time, so memory
does not grow with the number of documents. A process that dies (killed, out of memory) costs the one document that it
was reading, named as unreadable; the others under way are read again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from tawthiq.domain.document import Document, Unreadable
from tawthiq.pipeline import Mapper, Told

CHUNK = 16
"""Documents sent to a process at a time: large enough to hide the transport, small enough to lose little."""
_AHEAD = 4
"""Chunks under way per process."""

_Work = Callable[[Document], Told]
_UnderWay = tuple[list[Document], "Future[list[Told]] | None"]


def pool_mapper(workers: int | None = None) -> Mapper:
    """A mapper over `workers` processes (default: one per core)."""
    count = workers or os.cpu_count() or 1

    def mapper(function: _Work, documents: Iterable[Document]) -> Iterator[Told]:
        chunks = _chunks(documents)
        pool = _pool(count)
        under_way: deque[_UnderWay] = deque()
        try:
            for chunk in chunks:
                under_way.append((chunk, _submit(pool, function, chunk)))
                if len(under_way) < count * _AHEAD:
                    continue
                results, broken = _next(function, under_way)
                yield from results
                if broken:
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = _pool(count)
            while under_way:
                results, _ = _next(function, under_way)
                yield from results
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return mapper


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))


def _run(function: _Work, chunk: list[Document]) -> list[Told]:
    return [function(document) for document in chunk]


def _submit(pool: ProcessPoolExecutor, function: _Work, chunk: list[Document]) -> Future[list[Told]] | None:
    """The chunk's future; None where the pool has died meanwhile, so that the chunk is read alone later."""
    try:
        return pool.submit(_run, function, chunk)
    except BrokenProcessPool:
        return None


def _next(function: _Work, under_way: deque[_UnderWay]) -> tuple[list[Told], bool]:
    """The results of the oldest chunk, and whether its pool died. A chunk of a dead pool is read one by one."""
    chunk, future = under_way.popleft()
    if future is not None:
        try:
            return future.result(), False
        except BrokenProcessPool:
            pass
    return [_alone(function, document) for document in chunk], True


def _alone(function: _Work, document: Document) -> Told:
    """One document in a process of its own, so that the one that kills its process is known and given up."""
    with _pool(1) as pool:
        try:
            return pool.submit(function, document).result()
        except BrokenProcessPool:
            message = f"{document.id}: the process reading it died"
            return Unreadable(document.id, "process_died", message, document.source_path)


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
