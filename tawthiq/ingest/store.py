"""The originals: raw bytes by their SHA-256, write-once.

An original is written beside its place, forced to disk and moved in whole, so a killed process leaves no half file. Bytes
that are already there are compared, never overwritten.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from io import BufferedReader
from pathlib import Path
from typing import Protocol


class StoreError(OSError):
    """The store cannot be written or does not hold what its names promise; the message names the file."""


class Store(Protocol):
    """Where originals go: a folder, or whatever takes them to one."""

    def put(self, raw: bytes) -> str:
        """Keeps `raw` and returns its SHA-256."""

    def put_stream(self, stream: BufferedReader) -> str:
        """Keeps what a stream holds, leaves it wound back, and returns its SHA-256."""


class OriginalStore:
    """A folder of originals: `<folder>/<first two digits>/<sha256>`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash stand."""
        return self.folder / sha256[:2] / sha256

    def put(self, raw: bytes) -> str:
        """Keeps `raw` and returns its SHA-256. Raises StoreError where it cannot, or where other bytes stand there."""
        return self._put(io.BytesIO(raw), hashlib.sha256(raw).hexdigest())

    def put_stream(self, stream: BufferedReader) -> str:
        """Keeps what a stream that can be wound back holds, at any size, and returns its SHA-256. Raises StoreError."""
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        self._put(stream, sha256)
        stream.seek(0)
        return sha256

    def _put(self, stream: BufferedReader | io.BytesIO, sha256: str) -> str:
        path = self.path(sha256)
        if path.is_symlink():
            raise StoreError(f"{path}: a link stands where an original should be")
        if path.exists():
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    raise StoreError(f"{path}: the bytes have changed since they came in")
            return sha256
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    shutil.copyfileobj(stream, file)
                    file.flush()
                    os.fsync(file.fileno())
                os.chmod(name, 0o444)
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from error
        return sha256
