"""A folder to make something in, beside the place where it belongs once it is whole.

What a killed run left there is removed by the next one; a folder in which somebody is at work is locked and stays.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tawthiq.cli.settled import locked

PREFIX = ".tawthiq-"
"""How such a folder's name begins."""
_HERE = -100  # AT_FDCWD of fcntl.h: paths are taken from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


@contextmanager
def work_folder(beside: Path) -> Iterator[Path]:
    """A new folder in `beside`, which is made where it is missing; nobody but its owner may look into it. Raises OSError.

    It is removed at the end with all that was not moved out of it; it may be moved to its place itself.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with locked(beside):
        for left in beside.glob(f"{PREFIX}*"):
            _remove_unless_in_use(left)
        work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
        handle = os.open(work, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(handle)


def _remove_unless_in_use(left: Path) -> None:
    try:
        handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # a link, a file, another person's: not ours
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(handle)


def force_to_disk(folder: Path) -> None:
    """Forces every file below a folder, and the names in it, to disk. Raises OSError."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def move_in(made: Path, place: Path) -> None:
    """Moves a folder to a place where nothing is, or in one step instead of what is there, which then is where the folder was.

    Where the file system cannot do that in one step, the old folder is moved away first. Raises OSError.
    """
    if not place.exists():
        os.rename(made, place)
    elif not _exchanged(made, place):
        aside = made.with_name(f"{made.name}.before")
        os.rename(place, aside)
        os.rename(made, place)
        os.rename(aside, made)


def _exchanged(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))
