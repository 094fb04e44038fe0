"""Our figures are those of the reference scorer on its development set. Skipped where that is absent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

OTHER_NAMES = {"kind (accuracy)": "kind", "link (B-cubed)": "link"}


def shown(figures: dict[str, Any]) -> dict[str, Any]:
    """The parts that both scorers print, under our names."""
    found = {}
    for name, row in figures.items():
        if isinstance(row, dict):
            count = row.get("predicted", row.get("found"))
            shares = [pytest.approx(row[share], abs=1e-4) for share in ("precision", "recall", "f1")]
            found[OTHER_NAMES.get(name, name)] = (*shares, row["gold"], count)
    return found


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_figures_are_those_of_the_reference(shared: Path, tmp_path: Path, lang: str) -> None:
    scorer, devset = shared / "eval" / "score.py", shared / "devset"
    if not scorer.is_file() or not devset.is_dir():
        pytest.skip("no reference scorer here")
    docs, gold = devset / f"{lang}.docs.jsonl", devset / f"{lang}.gold.jsonl"
    accounts, incidents = tmp_path / "accounts.jsonl", tmp_path / "incidents.jsonl"
    accounts.write_text(run("extract", "--jsonl", docs).out, encoding="utf-8")
    incidents.write_text(run("link", "--jsonl", accounts, "--documents", docs).out, encoding="utf-8")
    files = ["--docs", docs, "--gold", gold, "--pred", accounts, "--incidents", incidents, "--json"]
    theirs = subprocess.run([sys.executable, str(scorer), *map(str, files)], capture_output=True, text=True, check=True)
    ours = run("score", *files)
    assert ours.status == 0, ours.err
    reference, measured = json.loads(theirs.stdout), json.loads(ours.out)
    assert shown(measured["figures"]) == shown(reference)
    assert measured["broken_spans"] == reference["broken spans"]
