"""Opens JSON Lines that this project wrote: accounts, incidents, documents of a register.

A line that is no JSON becomes an `Unreadable` with file and line number; the others are still read. What a record means
is `domain/from_records.py`'s to say.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import orjson

from tawthiq.domain.document import Unreadable
from tawthiq.domain.from_records import RecordError

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Line:
    """One record and where it stands ("accounts.jsonl: line 3")."""

    where: str
    record: Any


@dataclass(frozen=True, slots=True)
class Known(Generic[Made]):
    """What a line means, where it was read in one step."""

    value: Made


def known_lines(path: Path, quick: Callable[[bytes], Made]) -> Iterator[Known[Made] | Line | Unreadable]:
    """The lines of a file as `read_lines` has them, each in one step where `quick` reads it; it raises ValueError where it does not."""

    def known(raw: bytes) -> Known[Made] | None:
        if b'"error"' in raw:  # perhaps the line of an input that could not be read
            return None
        try:
            return Known(quick(raw))
        except ValueError:  # the long way says what is wrong
            return None

    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                found = known(raw)
                if found is not None:
                    yield found
                else:
                    yield from _lines([raw], str(path), number)
    except OSError as error:
        yield Unreadable(path.name, "unreadable", f"{path}: {error.strerror or error}", str(path))


def read_lines(path: Path) -> Iterator[Line | Unreadable]:
    """The records of a file, `-` for standard input, in order; blank lines are passed over."""
    if str(path) == "-":
        yield from _lines(sys.stdin.buffer, "standard input")
        return
    try:
        with path.open("rb") as file:
            yield from _lines(file, str(path))
    except OSError as error:
        yield Unreadable(path.name, "unreadable", f"{path}: {error.strerror or error}", str(path))


def _lines(file: Iterable[bytes], name: str, first: int = 1) -> Iterator[Line | Unreadable]:
    for number, raw in enumerate(file, start=first):
        if not raw.strip():
            continue
        where = f"{name}: line {number}"
        try:
            yield Line(where, _value(raw))
        except UnicodeDecodeError:
            yield Unreadable(f"line-{number}", "bad_line", f"{where}: not UTF-8", name)
        except RecursionError:
            yield Unreadable(f"line-{number}", "bad_line", f"{where}: nested too deeply", name)
        except ValueError as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Unreadable(f"line-{number}", "bad_line", f"{where}: {reason}", name)


def _value(raw: bytes) -> Any:
    """The value of a line: by orjson in a third of the time; what it refuses, json reads or says what is wrong with it."""
    try:
        return orjson.loads(raw)
    except ValueError:
        return json.loads(raw.decode("utf-8"))


def made_of(line: Line, make: Callable[[Any], Made]) -> Made | Unreadable:
    """What `make` makes of a line's record; an error line of `extract`, or a record not in the format, is unreadable."""
    record = line.record
    ident = str(record.get("id", line.where)) if isinstance(record, dict) else line.where
    failed = record.get("error") if isinstance(record, dict) else None
    if isinstance(failed, dict):
        return Unreadable(ident, str(failed.get("code", "failed")), str(failed.get("message", line.where)), line.where)
    try:
        return make(record)
    except RecordError as error:
        return Unreadable(ident, "bad_record", f"{line.where}: {ident}: {error}", line.where)
