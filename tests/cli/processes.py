"""Runs `tawthiq` in a process of its own, where a command opens the workbench: Django holds one register in a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.databases import made, of_command


def ran(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command; `environment` adds to the process's own. The database is the one of the register that it names, never another test's."""
    own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "tawthiq", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**own, **of_command(arguments), **environment},
    )


def opened(register: Path) -> Path:
    """A register on which the workbench was opened: it has an account."""
    made(register)
    password = register.parent / "password-of-amal"
    password.write_text("long-enough-pass-77\n", encoding="utf-8")
    done = ran("staff", "add", "amal", "--role", "analyst", "--password-file", password, "--register", register)
    assert done.returncode == 0, done.stderr
    return register
