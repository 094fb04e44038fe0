"""What docs/running.md promises of a workbench behind TLS."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("tls", "complaints"), [("1", 0), ("", 4)])
def test_djangos_own_check_finds_nothing_behind_tls(tls: str, complaints: int, tmp_path: Path) -> None:
    (tmp_path / "workbench").mkdir()
    own = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_") and k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tawthiq.workbench.manage", "check", "--deploy", "--fail-level", "INFO"],
        capture_output=True,
        text=True,
        env={
            **own,
            "TAWTHIQ_REGISTER": str(tmp_path),
            "TAWTHIQ_TLS": tls,
            "TAWTHIQ_HOSTS": "office.example.org",
        },
    )
    assert done.returncode == (1 if complaints else 0), done.stderr
    assert done.stderr.count("(security.W") == complaints
    assert complaints or "no issues" in done.stdout + done.stderr
