"""Runs the outside suites of dates and numbers on our finders; each must keep its floor (value F1). Skipped where absent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUITES = ROOT.parent / "shared" / "suites"
FLOORS = {
    "numbers.ar": ("numbers", 99), "numbers.cldr.ar": ("numbers", 100), "numbers.en": ("numbers", 87), "numbers.cldr.en": ("numbers", 100),
    "seeds.numbers": ("numbers", 99), "bounds.ar": ("bounds", 99), "bounds.en": ("bounds", 97), "dates.ar": ("dates", 90),
    "datespans.ar": ("dates", 96), "dates.en": ("dates", 70), "datespans.en": ("dates", 90), "seeds.dates": ("dates", 100),
}  # fmt: skip
"""Suite → adapter and the value F1 (per cent) it must keep. Raise a floor when a change earns it; never lower one."""

pytestmark = pytest.mark.skipif(not (SUITES / "score.py").exists(), reason="the shared suites are not here")


@pytest.mark.parametrize("suite", FLOORS)
def test_a_suite_keeps_its_floor(suite: str) -> None:
    adapter, floor = FLOORS[suite]
    command = [
        sys.executable,
        str(SUITES / "score.py"),
        str(SUITES / f"{suite}.jsonl"),
        f"tests.suites.adapters:{adapter}",
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["all"]["value"][2] >= floor
