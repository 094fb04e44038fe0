"""What CI runs: everything that must hold, and what is only shown: the known weaknesses of packages, which depend on who answers that day."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

STAND_IN = """#!/bin/sh
echo "$*" >> called
case " $* " in *" sbom "*) echo '{"bomFormat": "CycloneDX"}' > sbom.json;; esac
case " $* " in *" $BREAKS "*) echo "$BREAKS said why"; exit 2;; esac
"""
"""A `make` that writes down what was asked of it, and breaks at one target."""


def run(folder: Path, breaks: str) -> int:
    """CI's status in a folder of its own, with a `make` that breaks at a target."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    (folder / "bin").mkdir()
    made = folder / "bin" / "make"
    made.write_text(STAND_IN, encoding="utf-8")
    made.chmod(0o755)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        [folder / ".ci" / "run"], env={"PATH": path, "BREAKS": breaks}, capture_output=True, timeout=30
    )
    return done.returncode


def test_the_bill_of_materials_and_the_audits_answer_are_kept_and_a_silent_index_stops_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "audit") == 0
    called = (tmp_path / "called").read_text(encoding="utf-8").split()
    assert {"lint", "types", "rooms", "sbom", "audit", "test"} <= set(called)
    assert "CycloneDX" in (tmp_path / "artifacts" / "sbom.json").read_text(encoding="utf-8")
    assert "audit said why" in (tmp_path / "artifacts" / "audit.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["lint", "sbom", "test"])
def test_all_else_that_breaks_stops_it(target: str, tmp_path: Path) -> None:
    assert run(tmp_path, target) != 0
