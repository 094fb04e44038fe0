"""What a build has read so far, kept in its folder until it ends well: a build that is killed goes on from there.

What it has linked and weighed lies beside it (kept_stages.py).

What was read out of documents lies in segments: each is whole or not there (written beside its place, forced to disk, moved in), begins with the
hash of all that follows, and names the reading version and the documents, by the hash of all that is known of them. So nothing is taken from a
segment that another version, other words of the office or another text would read otherwise. A language model's answers lie beside them as lines
of its log, for what was asked of it once need not be asked again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from tawthiq.cli.kept_stages import Stages
from tawthiq.cli.reading_version import reading_version, stages_version
from tawthiq.cli.settled import to_disk
from tawthiq.domain.account import Account, Aggregate, Appeal, Extraction
from tawthiq.domain.control import ControlChange
from tawthiq.domain.document import Document
from tawthiq.domain.finding import Finding
from tawthiq.domain.plain import tuple_from_plain
from tawthiq.pipeline import Told

UNFINISHED = ".unfinished"
"""The folder, in a register's, of what a build has read; of no register a part."""
_SEGMENT, _ANSWERS = "read-", "answers-"
_MOST = 1_000
"""Documents of a segment."""
_SECONDS = 5.0
"""After so long a segment is written, however few documents it has."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A whole segment: what version read it, whose documents, and what they said."""

    version: str
    documents: list[bytes]
    lines: bytes

    @classmethod
    def at(cls, path: Path) -> _Segment:
        """The segment of a file. Raises ValueError where it is not whole, OSError."""
        digest, _, rest = path.read_bytes().partition(b"\n")
        if hashlib.sha256(rest).hexdigest().encode() != digest:
            raise ValueError("its bytes are not those that were written")
        head, _, lines = rest.partition(b"\n")
        said = orjson.loads(head)
        return cls(said["version"], list(map(bytes.fromhex, said["documents"])), zlib.decompress(lines))

    def written(self) -> bytes:
        """The bytes of its file."""
        head = orjson.dumps({"version": self.version, "documents": [key.hex() for key in self.documents]})
        rest = head + b"\n" + zlib.compress(self.lines, 1)
        return hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


class Unfinished:
    """What is kept of a build that goes on in `folder`; `left` documents are there of one that was interrupted, `taken` were taken of them.

    `stages` keeps what is linked and weighed.
    """

    def __init__(self, folder: Path, version: str, warn: Callable[[str], None]) -> None:
        self.folder, self.version = folder, version
        self.taken = 0
        self._held: dict[bytes, Path] = {}
        self._open: tuple[Path | None, dict[bytes, bytes]] = (None, {})
        self._documents: list[bytes] = []
        self._lines: list[bytes] = []
        self._since = time.monotonic()
        self._number = 0
        others = self._take_over(warn)
        self.left = len(self._held)
        self.stages = Stages(folder, stages_version(version), warn, said=others > 0)

    def _take_over(self, warn: Callable[[str], None]) -> int:
        """Finds the segments that are whole and of this version. Gives how many documents are in those of others."""
        others = 0
        for path in sorted(self.folder.glob(f"{_SEGMENT}*")):
            try:
                segment = _Segment.at(path)
            except (ValueError, KeyError, OSError) as error:
                warn(f"{path}: {error}; its documents are read anew")
                path.unlink()
                continue
            if segment.version != self.version:
                others += len(segment.documents)
                path.unlink()
                continue
            self._held.update(dict.fromkeys(segment.documents, path))
            self._number = int(path.name.removeprefix(_SEGMENT))
        if others:
            warn(
                f"{others} documents of an interrupted build were read by another version or with other words; they are read anew"
            )
        return others

    def answers(self) -> tuple[list[Path], Path]:
        """The logs of what interrupted builds were answered by a language model, in their order, and where this build's belongs."""
        there = sorted(self.folder.glob(f"{_ANSWERS}*"))
        return there, self.folder / f"{_ANSWERS}{len(there) + 1:06}"

    def find(self, document: Document) -> Told | None:
        """What an interrupted build read out of a document; None where it did not read it, or not as it is now."""
        if not self._held or (key := _key(document)) is None:
            return None
        path = self._held.pop(key, None)
        if path is None:
            return None
        if path != self._open[0]:
            segment = _Segment.at(path)
            self._open = path, dict(zip(segment.documents, segment.lines.splitlines(), strict=True))
        self.taken += 1
        return _told(document, orjson.loads(self._open[1].pop(key)))

    def keep(self, document: Document, told: Told) -> None:
        """Keeps what was read out of a document. Raises OSError where the disk refuses."""
        if not isinstance(told, Extraction) or told.document != document or (key := _key(document)) is None:
            return
        try:
            line = orjson.dumps((told.accounts, told.aggregates, told.appeals, told.findings, told.control))
        except TypeError:  # half a character, or a number beyond 64 bits: it is read anew
            return
        self._documents.append(key)
        self._lines.append(line)
        if len(self._lines) >= _MOST or time.monotonic() - self._since >= _SECONDS:
            self.write()

    def write(self) -> None:
        """Writes a segment of what was read since the last. Raises OSError where the disk refuses."""
        if self._lines:
            segment = _Segment(self.version, self._documents, b"\n".join(self._lines))
            self._number += 1
            _write_whole(self.folder / f"{_SEGMENT}{self._number:06}", segment.written())
            self._documents, self._lines = [], []
        self._since = time.monotonic()


def _write_whole(path: Path, content: bytes) -> None:
    """A new file that is whole and on disk, or not there. Raises OSError."""
    work = path.with_name(f".{path.name}")
    try:
        work.write_bytes(content)
        to_disk(work)
        os.rename(work, path)
        to_disk(path.parent)
    except OSError as error:
        work.unlink(missing_ok=True)
        raise OSError(error.errno, f"what was read cannot be kept: {error.strerror}", str(path)) from error


def _key(document: Document) -> bytes | None:
    """The hash of all that is known of a document; None where it holds half a character."""
    try:
        return hashlib.blake2b(orjson.dumps(document), digest_size=16).digest()
    except TypeError:
        return None


def _told(document: Document, parts: list[list[object]]) -> Extraction:
    accounts, aggregates, appeals, findings, control = parts
    return Extraction(
        document, tuple_from_plain(Account, accounts), tuple_from_plain(Aggregate, aggregates), tuple_from_plain(Appeal, appeals),
        tuple_from_plain(Finding, findings), tuple_from_plain(ControlChange, control),
    )  # fmt: skip


@contextmanager
def unfinished(
    out: Path, office: Path | None, warn: Callable[[str], None], *, fresh: bool = False
) -> Iterator[Unfinished]:
    """What is kept of a build into `out`, gone when the block ends well; `fresh` takes nothing from an interrupted one.

    One build at a time: another into the same folder is waited for. Raises OSError.
    """
    folder, new = out / UNFINISHED, not out.exists()
    handle = _alone(folder, warn)
    try:
        if fresh:
            for path in folder.iterdir():
                path.unlink()
        kept = Unfinished(folder, reading_version(office), warn)
        try:
            yield kept
        except BaseException:
            with suppress(OSError):
                kept.write()
            with suppress(OSError):  # unless something is kept there
                folder.rmdir()
                if new:
                    out.rmdir()
            raise
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _alone(folder: Path, warn: Callable[[str], None]) -> int:
    """The folder, made where it is missing and held against other builds; one that ends takes it away, so it is looked for again."""
    while True:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            warn(f"{folder.parent}: another build is at work there; this one begins when it has ended")
            fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), folder.stat(follow_symlinks=False)):
                to_disk(folder.parent)
                return handle
        os.close(handle)
