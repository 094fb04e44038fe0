"""Work done in a copy of this process, while this one goes on: what it writes, it writes to files.

A copy (fork) shares all that was made so far and is handed nothing. It holds the register's lock with this process, so that a run
whose parent was killed is waited for.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Work = Callable[[], None]
Run = Callable[[Work], None]
_FORK = "fork"


def can_fork() -> bool:
    """Whether this machine makes copies of a process."""
    return _FORK in multiprocessing.get_all_start_methods()


@contextmanager
def beside(apart: bool = True) -> Iterator[Run]:
    """Yields what runs a piece of work: in a copy of this process where `apart`, else at once. All are done at the end of the block.

    Raises OSError where one of them raised it, RuntimeError where one failed otherwise or was killed.
    """
    if not apart or not can_fork():
        yield lambda work: work()
        return
    context: Any = multiprocessing.get_context(_FORK)
    running: list[tuple[Any, Any]] = []

    def run(work: Work) -> None:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_told, args=(work, there))
        process.start()
        there.close()
        running.append((process, here))

    try:
        yield run
    except BaseException:
        for process, _ in running:
            process.kill()
            process.join()
        raise
    failed: list[Exception] = []
    for process, here in running:
        try:
            error = here.recv()
        except EOFError:
            error = RuntimeError("a process writing the register died")
        process.join()
        if error is not None:
            failed.append(error)
    if failed:
        raise failed[0]


def _told(work: Work, there: Any) -> None:
    """Does the work and says how it ended: with nothing, or with the error."""
    try:
        work()
    except OSError as error:
        there.send(error)
    except Exception as error:  # whatever it was, the parent says it
        there.send(RuntimeError(f"{type(error).__name__}: {error}"))
    else:
        there.send(None)
