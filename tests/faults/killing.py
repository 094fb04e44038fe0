"""Runs a piece of work in a process of its own and kills it at a moment drawn beforehand."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("TAWTHIQ_FAULTS") or 2)
"""How many moments are tried of each kind of work."""
RESULTS = os.environ.get("TAWTHIQ_FAULTS_RESULTS", "")
"""A file that takes what was measured, a line each; empty: none."""
_LONGEST = 600.0

Work = Callable[..., None]
"""Takes its arguments and, last, a function that tells the parent that something is done and on disk."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.loaded"])


def _child(work: Work, arguments: tuple[Any, ...], pipe: Connection) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.environ.pop("DATABASE_URL", None)  # another test's; the work says which is its own
    work(*arguments, pipe.send)
    pipe.send(None)


def run_whole(work: Work, *arguments: Any) -> tuple[float, list[Any]]:
    """Runs work to its end: seconds from its first word to its end, and all that it acknowledged."""
    seconds, told, ended = _run(work, arguments, None)
    assert ended, f"{work.__name__} did not come to its end"
    return seconds, told


def run_killed(work: Work, *arguments: Any, after: float) -> list[Any]:
    """Runs work, kills it (SIGKILL) that many seconds after its first word, and gives what it had acknowledged."""
    return _run(work, arguments, after)[1]


def _run(work: Work, arguments: tuple[Any, ...], after: float | None) -> tuple[float, list[Any], bool]:
    mine, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_child, args=(work, arguments, theirs))
    process.start()
    theirs.close()
    told: list[Any] = []
    ended = False
    began = deadline = 0.0
    try:
        assert mine.poll(_LONGEST), "the work never began"
        mine.recv()
        began = time.monotonic()
        deadline = began + (_LONGEST if after is None else after)
        while not ended and (left := deadline - time.monotonic()) > 0:
            if mine.poll(left):
                word = mine.recv()
                ended = word is None
                if not ended:
                    told.append(word)
    except EOFError:
        pass
    finally:
        seconds = time.monotonic() - began
        process.kill()
        process.join()
        try:  # what it said before it died
            while mine.poll(0):
                word = mine.recv()
                ended = ended or word is None
                if word is not None:
                    told.append(word)
        except EOFError:
            pass
        mine.close()
    return seconds, told, ended


@contextmanager
def started(work: Work, *arguments: Any) -> Iterator[tuple[Any, Callable[[], list[Any]]]]:
    """Work that goes on beside the test: its process, and a function that gives all it has acknowledged so far. Killed at the end."""
    mine, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_child, args=(work, arguments, theirs))
    process.start()
    theirs.close()
    told: list[Any] = []

    def so_far() -> list[Any]:
        with suppress(EOFError):  # it is dead, and has said all
            while mine.poll(0):
                if (word := mine.recv()) is not None:  # None: it came to its end before it was killed
                    told.append(word)
        return list(told)

    try:
        assert mine.poll(_LONGEST), "the work never began"
        mine.recv()
        yield process, so_far
    finally:
        process.kill()
        process.join()
        mine.close()


def seen_within(path: Path) -> float:
    """Seconds until something stands there, made by work that goes on beside the test."""
    began = time.monotonic()
    while not path.exists():
        assert time.monotonic() - began < _LONGEST, f"{path} never came"
        time.sleep(0.0005)
    return time.monotonic() - began


def moments(whole: float, seed: int) -> Iterator[float]:
    """Moments at which to kill: drawn evenly over the time that the whole work takes, and a little beyond."""
    drawn = random.Random(seed)
    for _ in range(ROUNDS):
        yield drawn.uniform(0, whole * 1.05)


def record(what: str, **figures: Any) -> None:
    """Keeps what was measured, where a file is asked for."""
    if RESULTS:
        with Path(RESULTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"what": what, **figures}, ensure_ascii=False) + "\n")
    print(what, figures, file=sys.stderr)
