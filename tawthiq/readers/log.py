"""The reader's log: what was asked of a model, what it answered, what was dropped. One JSON line per document.

`{"id", "read_by", "failure", "endpoint", "model", "prompt_sha256", "prompt", "answer", "accounts", "dropped"}`. `failure`
says why the rules read the document; then `answer` is what came, or null. What did not go out has no prompt: a restricted
document stands here by its id alone. The key is never written. No line holds a time, so a replay writes the same log.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from tawthiq.readers.prompt import Message, Prompt


@dataclass(frozen=True, slots=True)
class Entry:
    """How one document was read. `failure` is "" where the model's proposals were taken; `prompt` None where none was made."""

    id: str
    endpoint: str
    model: str
    prompt: Prompt | None
    answer: str | None
    failure: str
    accounts: int
    dropped: dict[str, int]

    def record(self) -> dict[str, Any]:
        """The line of the log."""
        messages: Sequence[Message] | None = list(self.prompt.messages) if self.prompt is not None else None
        return {
            "id": self.id,
            "read_by": "rules" if self.failure else "openai",
            "failure": self.failure or None,
            "endpoint": self.endpoint,
            "model": self.model,
            "prompt_sha256": self.prompt.sha256 if self.prompt is not None else None,
            "prompt": messages,
            "answer": self.answer,
            "accounts": self.accounts,
            "dropped": dict(sorted(self.dropped.items())),
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """What a log keeps of one request: the answer, or why there was none, and where it was asked."""

    answer: str | None
    failure: str
    endpoint: str
    model: str


class LogError(OSError):
    """A log that cannot be replayed; the message names the line."""


class Replay:
    """The answers of an earlier run, by document and prompt; a prompt that another document had counts too."""

    def __init__(self, kept: dict[tuple[str, str], Kept]) -> None:
        self.kept = kept
        self.by_prompt: dict[str, Kept] = {}
        for (_, sha256), one in kept.items():
            if sha256 not in self.by_prompt or self.by_prompt[sha256].answer is None:
                self.by_prompt[sha256] = one

    def find(self, ident: str, sha256: str) -> Kept | None:
        """What was kept of a document's prompt; None where it was never asked."""
        return self.kept.get((ident, sha256)) or self.by_prompt.get(sha256)

    @property
    def model(self) -> str:
        """The one model of the log; "" where it has none or several."""
        models = {k.model for k in self.kept.values()}
        return next(iter(models)) if len(models) == 1 else ""


def read_log(path: Path) -> Replay:
    """The log at `path`. Raises LogError where a line is not of it."""
    kept: dict[tuple[str, str], Kept] = {}
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                kept.update(_asked(raw))
            except (ValueError, KeyError, TypeError, RecursionError):
                raise LogError(f"{path}: line {number}: not a line of a reader's log") from None
    return Replay(kept)


def read_answers(paths: Iterable[Path]) -> Replay:
    """The answers in the logs of runs that were cut short. A line that is not whole, and what went unanswered, is passed over. Raises OSError."""
    kept: dict[tuple[str, str], Kept] = {}
    for path in paths:
        with path.open("rb") as file:
            for raw in file:
                with suppress(ValueError, KeyError, TypeError, RecursionError):
                    kept.update((asked, one) for asked, one in _asked(raw).items() if one.answer is not None)
    return Replay(kept)


def _asked(raw: bytes) -> dict[tuple[str, str], Kept]:
    """What a line says was asked; nothing where nothing went out. Raises ValueError, KeyError, TypeError, RecursionError."""
    line = json.loads(raw.decode("utf-8"))
    if line["prompt_sha256"] is None:
        return {}
    answer, failure = line["answer"], line["failure"] or ""
    strings = (line["id"], line["prompt_sha256"], failure, line["endpoint"], line["model"])
    if not all(isinstance(s, str) for s in strings) or not isinstance(answer, str | None):
        raise ValueError
    return {(strings[0], strings[1]): Kept(answer, failure, strings[3], strings[4])}


class LogFile:
    """A log on its way: written beside its place as the run goes, moved in when the run is over, gone where it fails.

    With `kept` it is written there, and stays where the run fails.
    """

    def __init__(self, path: Path, kept: Path | None = None) -> None:
        self.path, self.kept = path, kept
        self._file: IO[str] | None = None
        self._name = ""

    def __enter__(self) -> LogFile:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.kept is None:
            handle, self._name = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=self.path.parent)
        else:
            self._name = str(self.kept)
            handle = os.open(self.kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n")
        return self

    def write(self, entry: Entry) -> None:
        """Adds the line of one document."""
        assert self._file is not None
        self._file.write(json.dumps(entry.record(), ensure_ascii=False) + "\n")
        self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._file is not None
        self._file.close()
        if kind is None:
            os.replace(self._name, self.path)
        elif self.kept is None:
            Path(self._name).unlink(missing_ok=True)
