"""What a build has linked and weighed so far, kept beside what it has read (unfinished.py): one that is killed links and weighs no second time.

A stage's outcome lies in one file, or in segments where it grows piece by piece. Each file is whole or not there: written beside its place,
forced to disk, moved in. It begins with the hash of all that follows, and names what it was made of: the code and the words that read, link
and weigh, the office's own, the settings, and every extraction in its order. Of anything else nothing is taken.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import orjson

from tawthiq.cli.settled import to_disk
from tawthiq.domain.account import Extraction
from tawthiq.domain.plain import making
from tawthiq.domain.rows import from_rows, listed, rows_of

T = TypeVar("T")
_DIGEST = 64
_MOST = 1_000
"""Values of a segment."""
_SECONDS = 5.0
"""After so long a segment is written, however few values it has."""


class Other(Exception):
    """A file is whole, and of other documents, words or settings, or of another version."""


class Stages:
    """The outcomes of stages kept in `folder`, made by `version` of what links and weighs; `taken` are how many values of each stage were taken.

    `said` where it is said already that an interrupted build was of another version.
    """

    def __init__(self, folder: Path, version: str, warn: Callable[[str], None], *, said: bool = False) -> None:
        self.folder, self._warn, self._said = folder, warn, said
        self.taken: dict[str, int] = {}
        self._given = hashlib.blake2b(version.encode(), digest_size=16)

    def given(self, extraction: Extraction) -> None:
        """One more of the extractions that the stages work on, before the first stage."""
        try:
            told = orjson.dumps(extraction)
        except TypeError:  # half a character, or a number beyond 64 bits
            told = repr(extraction).encode("utf-8", "surrogatepass")
        self._given.update(b"%d\n%b" % (len(told), told))

    def whole(self, stage: str, kind: type[T], make: Callable[[], T]) -> T:
        """The outcome of a stage, a dataclass: what was kept, or what `make` makes, then kept. Raises OSError where the disk refuses."""
        path, key = self.folder / stage, self._key(None)
        found = self._read(path, key, lambda rows: from_rows(kind, rows))
        if found is not None:
            self.taken[stage] = 1
            return found
        made = make()
        _write(path, key, rows_of(made))
        return made

    def each(
        self, stage: str, kind: type[T], count: int, make: Callable[[int], T], settings: object = None
    ) -> Iterator[T]:
        """The `count` values of a stage, one for each number from 0, kept in segments as they come: those that were kept are not made.

        `settings` say by what else they were made; their `repr` tells two apart. Raises OSError where the disk refuses.
        """
        key, value = self._key(settings), making(kind) or _itself
        there = {int(p.name.rpartition("-")[2]): p for p in self.folder.glob(f"{stage}-*")}
        self.taken[stage] = at = 0
        while at < count:
            kept = self._read(there[at], key, lambda rows: list(map(value, rows))) if at in there else None
            if kept:
                self.taken[stage] += len(kept)
                at += len(kept)
                yield from kept
            else:
                there.pop(at, None)
                end = min((start for start in there if at < start < count), default=count)
                for made in self._made(stage, key, at, end, make):
                    yield made
                    at += 1

    def _made(self, stage: str, key: str, start: int, end: int, make: Callable[[int], T]) -> Iterator[T]:
        """The values from one number to another, kept in segments."""
        values: list[T] = []
        since = time.monotonic()

        def write() -> None:
            nonlocal values, start, since
            if values:
                _write(self.folder / f"{stage}-{start:09}", key, values)
            start, values, since = start + len(values), [], time.monotonic()

        try:
            for at in range(start, end):
                values.append(make(at))
                yield values[-1]
                if len(values) >= _MOST or time.monotonic() - since >= _SECONDS:
                    write()
        except BaseException:
            with suppress(OSError):
                write()
            raise
        write()

    def _key(self, settings: object) -> str:
        """What is worked on, in one number."""
        return hashlib.blake2b(
            self._given.digest() + repr(settings).encode("utf-8", "surrogatepass"), digest_size=16
        ).hexdigest()

    def _read(self, path: Path, key: str, made: Callable[[Iterator[Any]], T]) -> T | None:
        """What a file holds; None where there is none, or none that is whole and of this key: it is then gone."""
        try:
            return made(_rows(path, key))
        except FileNotFoundError:
            return None
        except Other:
            if not self._said:
                self._warn(
                    "an interrupted build linked or weighed other documents, or by another version, other words or settings; "
                    "that is done anew"
                )
            self._said = True
        except (ValueError, KeyError, TypeError, zlib.error, OSError) as error:
            self._warn(f"{path}: {error}; what it holds is made anew")
        path.unlink()
        return None


def _itself(value: Any) -> Any:
    return value


def _rows(path: Path, key: str) -> Iterator[Any]:
    """The rows of a file. Raises ValueError where it is not whole, Other, OSError."""
    content = memoryview(path.read_bytes())
    if hashlib.sha256(content[_DIGEST:]).hexdigest().encode() != content[:_DIGEST]:
        raise ValueError("its bytes are not those that were written")
    name, body = bytes(content[_DIGEST : _DIGEST + len(key) + 2]), content[_DIGEST + len(key) + 2 :]
    if name != f"\n{key}\n".encode():
        raise Other
    unpacked, rest = zlib.decompressobj(), b""
    for start in range(0, len(body), 1 << 20):
        *lines, rest = (rest + unpacked.decompress(body[start : start + (1 << 20)])).split(b"\n")
        yield from map(orjson.loads, lines)


def _write(path: Path, key: str, rows: Iterable[Any]) -> None:
    """A new file that is whole and on disk, or not there: also where a row cannot be written (half a character). Raises OSError."""
    work = path.with_name(f".{path.name}")
    try:
        with work.open("wb") as file:
            file.write(b"0" * _DIGEST)
            digest, packed = hashlib.sha256(), zlib.compressobj(1)

            def put(part: bytes) -> None:
                digest.update(part)
                file.write(part)

            put(f"\n{key}\n".encode())
            for row in rows:
                put(packed.compress(orjson.dumps(row, default=listed) + b"\n"))
            put(packed.flush())
            file.seek(0)
            file.write(digest.hexdigest().encode())
        to_disk(work)
        os.rename(work, path)
        to_disk(path.parent)
    except TypeError:
        work.unlink(missing_ok=True)
    except OSError as error:
        work.unlink(missing_ok=True)
        raise OSError(error.errno, f"what was made cannot be kept: {error.strerror}", str(path)) from error
