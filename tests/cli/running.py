"""Runs a command in this process, as the console script would, and gives back its status and what it printed.

One process builds the dictionary once; a process per command would spend the tests' time on it.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tawthiq.cli import main
from tests.databases import of_command


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


class Terminal(io.StringIO):
    """Standard output as a person's terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str | Path, stdin: bytes = b"", terminal: bool = False) -> Ran:
    """Runs `tawthiq` with arguments. A traceback fails the test: it comes up as the exception it is."""
    out, err = Terminal() if terminal else io.StringIO(), io.StringIO()
    argv = ["tawthiq", *(str(a) for a in arguments)]
    typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    status = 0
    database = of_command(arguments)
    with (
        patch.dict(os.environ),
        patch.object(sys, "argv", argv),
        patch.object(sys, "stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        os.environ.pop("DATABASE_URL", None)  # may be another test's
        os.environ.update(database)
        try:
            main()
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 0
    return Ran(status, out.getvalue(), err.getvalue())
