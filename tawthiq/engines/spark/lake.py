"""Opens files by path or by address (s3://, gs://, hdfs://, file://) through pyarrow's file systems.

Credentials come from where each store's own tools look for them (environment, profile); none is taken from the inputs.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pyarrow.fs


class LakeError(OSError):
    """An address that cannot be read; the message names it and the reason, on one line."""


def is_address(name: str) -> bool:
    """Whether an input is an address rather than a path of this machine."""
    return "://" in name


def file_system(name: str) -> tuple[Any, str]:
    """The file system that an input lies on, and its path there. Raises LakeError."""
    if not is_address(name):
        return pyarrow.fs.LocalFileSystem(), str(Path(name).absolute())
    try:
        files, path = pyarrow.fs.FileSystem.from_uri(name)
    except (OSError, ValueError) as error:
        raise LakeError(f"{name}: {_reason(error)}") from error
    return files, path


def _reason(error: Exception) -> str:
    """Why the file system refused, in the system's own words where it has some."""
    number = getattr(error, "errno", None)
    return os.strerror(number) if number else " ".join(str(error).split())[:200]


def open_stream(name: str) -> io.BufferedReader:
    """A stream of a file's bytes that can be wound to a place. Raises LakeError."""
    files, path = file_system(name)
    try:
        return io.BufferedReader(files.open_input_file(path), 1 << 20)
    except OSError as error:
        raise LakeError(f"{name}: {_reason(error)}") from error


def files_under(name: str) -> list[str]:
    """The files of an address, a file or a folder, in order; hidden ones are passed over. Raises LakeError."""
    files, path = file_system(name)
    try:
        info = files.get_file_info([path])[0]
        if info.type == pyarrow.fs.FileType.NotFound:
            raise LakeError(f"{name}: no such file or folder")
        if info.type == pyarrow.fs.FileType.File:
            return [name]
        below = files.get_file_info(pyarrow.fs.FileSelector(path, recursive=True))
    except LakeError:
        raise
    except OSError as error:
        raise LakeError(f"{name}: {_reason(error)}") from error
    base, query = name.partition("?")[::2]
    found = []
    for item in below:
        relative = item.path[len(path) :].strip("/")
        if item.type == pyarrow.fs.FileType.File and not any(p.startswith(".") for p in relative.split("/")):
            found.append(f"{base.rstrip('/')}/{relative}" + (f"?{query}" if query else ""))
    return sorted(found)
