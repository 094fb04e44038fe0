"""A pool of processes: documents go out in chunks, results come back in order.

The dictionary is built once per process, at its first document. Only a few chunks are under way at a time, so memory
does not grow with the number of documents. A process that dies (killed, out of memory) costs the one document that it
was reading, named as unreadable; the others under way are read again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from tawthiq.domain.document import Document, Unreadable
from tawthiq.pipeline import Mapper, Told

CHUNK = 16
"""Documents sent to a process at a time: large enough to hide the transport, small enough to lose little."""
_AHEAD = 4
"""Chunks under way per process."""

_Work = Callable[[Document], Told]


def pool_mapper(workers: int | None = None) -> Mapper:
    """A mapper over `workers` processes (default: one per core)."""
    count = workers or os.cpu_count() or 1

    def mapper(function: _Work, documents: Iterable[Document]) -> Iterator[Told]:
        pool = _Pool(count)
        under_way: deque[tuple[list[Document], Future[list[Told]]]] = deque()
        try:
            for chunk in _chunks(documents):
                under_way.append((chunk, pool.submit(function, chunk)))
                if len(under_way) >= count * _AHEAD:
                    yield from _results(function, *under_way.popleft())
            while under_way:
                yield from _results(function, *under_way.popleft())
        finally:
            pool.close()

    return mapper


class _Pool:
    """Processes, with new ones in the place of those that died."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, mp_context=multiprocessing.get_context("spawn"))

    def submit(self, function: _Work, chunk: list[Document]) -> Future[list[Told]]:
        """Sends a chunk out; a death seen only later comes up in the future."""
        try:
            return self.executor.submit(_run, function, chunk)
        except BrokenProcessPool:
            self.close()
            self.executor = self._started()
            return self.executor.submit(_run, function, chunk)

    def close(self) -> None:
        """Ends the processes; chunks not yet begun are dropped."""
        self.executor.shutdown(wait=True, cancel_futures=True)


def _run(function: _Work, chunk: list[Document]) -> list[Told]:
    told = [function(document) for document in chunk]
    _settle()
    return told


@cache
def _settle() -> None:
    """After a process's first chunk: its dictionaries (half a million objects that stay) are no longer looked through for
    garbage again and again, which took a twenty-fifth of the time."""
    gc.collect()
    gc.freeze()


def _results(function: _Work, chunk: list[Document], future: Future[list[Told]]) -> Iterator[Told]:
    """The results of a chunk; where the processes died on the way, of its documents read one by one."""
    try:
        yield from future.result()
    except BrokenProcessPool:
        yield from _one_by_one(function, chunk)


def _one_by_one(function: _Work, chunk: list[Document]) -> Iterator[Told]:
    """Reads each document alone in a process, so that the one that kills it is known and given up."""
    pool = _Pool(1)
    try:
        for document in chunk:
            try:
                yield from pool.submit(function, [document]).result()
            except BrokenProcessPool:
                message = f"{document.id}: the process reading it died"
                yield Unreadable(document.id, "process_died", message, document.source_path)
    finally:
        pool.close()


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in documents:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
