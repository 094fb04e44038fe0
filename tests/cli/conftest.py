"""The small folder of reports and the register built from it, made once for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.reports import write_reports
from tests.cli.running import run


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of reports. Read-only."""
    return write_reports(tmp_path_factory.mktemp("in") / "reports")


@pytest.fixture(scope="session")
def built(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of `reports`. Read-only: a test that changes a register copies it first."""
    out = tmp_path_factory.mktemp("out") / "register"
    done = run("build", reports, "--out", out)
    assert done.status == 0, done.err
    return out
