"""A register's files change together: either all of a run's files are in their places, or none.

A run writes its files beside the register, forces them to disk, and renames their folder to `.ready`; from then on they
are the register, and whoever comes next moves them in, even where the run was killed between two of them. What was never
made ready is thrown away. One writer at a time: the folder itself is locked.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READY = ".ready"
"""The folder of files that are whole and wait to be moved in."""
WRITING = ".writing-"
"""How the folders of files begin that are being written."""


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Holds a register's folder against other writers (`shared`: against writers only). Waits for its turn. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Moves in what a killed run had made ready, and throws away what it had not. Raises OSError where the disk refuses."""
    if not _unsettled(folder):
        return
    with locked(folder):
        _move_in(folder)
        for left in folder.glob(f"{WRITING}*"):
            shutil.rmtree(left, ignore_errors=True)


def swap_in(work: Path, folder: Path) -> None:
    """Makes the whole files in `work` the register's. Call with the folder locked. Raises OSError."""
    for path in sorted(work.iterdir()):
        to_disk(path)
    to_disk(work)
    os.rename(work, folder / READY)
    to_disk(folder)
    _move_in(folder)


def _unsettled(folder: Path) -> bool:
    return (folder / READY).is_dir() or next(folder.glob(f"{WRITING}*"), None) is not None


def _move_in(folder: Path) -> None:
    ready = folder / READY
    if not ready.is_dir():
        return
    for path in sorted(ready.iterdir()):
        os.replace(path, folder / path.name)
    to_disk(folder)
    ready.rmdir()


def to_disk(path: Path) -> None:
    """Forces a file, or the names in a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
