"""Measures how copies are found among short reports: `python -m bench.near_copies [COUNT …]`, or `make bench-dupes`.

Every size runs in a process of its own: recall and precision of pairs that share an origin, time and the memory that
finding took on top of the texts. Writes NEAR_COPIES.md.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from bench.copies_corpus import EDITS, corpus
from bench.measure import ROOT, loop_speed, machine
from tawthiq.text.near_copies import copy_pairs, leads

RESULTS = Path(__file__).parent / "NEAR_COPIES.md"
SIZES = (10_000, 100_000, 1_000_000)


def _pairs(sizes: Counter[int] | Counter[tuple[int, int]]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def figures(origin: list[int], lead: list[int]) -> tuple[float, float]:
    """Recall and precision over the pairs of texts that have one origin."""
    right = _pairs(Counter(zip(origin, lead, strict=True)))
    return right / max(1, _pairs(Counter(origin))), right / max(1, _pairs(Counter(lead)))


def measure(count: int) -> dict[str, Any]:
    """One size in this process. Memory in MB: the most ever held, and what finding added to the texts."""
    texts, origin, edited = corpus(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, wall = time.process_time(), time.perf_counter()
    pairs = copy_pairs(texts)
    lead = leads(count, pairs)
    cpu, wall = time.process_time() - began, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    recall, precision = figures(origin, lead)
    kept: dict[str, list[int]] = defaultdict(list)
    for position, edits in enumerate(edited):
        for edit in edits:
            kept[edit].append(lead[position] == lead[origin[position]])
    return {
        "count": count, "recall": recall, "precision": precision, "cpu": cpu, "wall": wall, "peak": peak,
        "added": peak - before, "pairs": len(pairs),
        "edits": {edit: sum(kept[edit]) / len(kept[edit]) for edit in EDITS if kept[edit]},
    }  # fmt: skip


def alone(count: int) -> dict[str, Any]:
    """`measure` in a fresh process. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", "bench.near_copies", "--one", str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{count}: {done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measures every size and writes the table."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    load, speed = os.getloadavg()[0], loop_speed()
    rows, edits = [], []
    for count in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        m = alone(count)
        row = "| {count:,} | {recall:.4f} | {precision:.4f} | {wall:.1f} | {cpu:.1f} | {peak:,.0f} | {added:,.0f} |".format(
            **m
        )
        print(row, file=sys.stderr, flush=True)
        rows.append(row)
        kept = m["edits"]
        assert isinstance(kept, dict)
        edits.append(f"| {count:,} | " + " | ".join(f"{kept.get(e, 0):.4f}" for e in EDITS) + " |")
    lines = "\n".join(rows)
    edit_lines = "\n".join(edits)
    RESULTS.write_text(
        f"""# Results of `make bench-dupes`

Written by `python -m bench.near_copies`. {date.today()}, {machine()}; load {load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end; an
empty Python loop made {speed:.0f} million turns a second. Short reports of our own sentences (bench/copies_corpus.py), three in ten an
edited copy with one to three changes. Pairs of one origin; wall and processor seconds from text to origins; memory of the whole process at most, and what finding added to the texts (MB).

| texts | recall | precision | wall s | processor s | memory | added |
|---:|---:|---:|---:|---:|---:|---:|
{lines}

Share of the copies with a change that were brought to their origin:

| texts | {" | ".join(EDITS)} |
|---:|{"---:|" * len(EDITS)}
{edit_lines}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
