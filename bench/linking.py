"""Measures linking at 10,000, 100,000 and 1,000,000 accounts beside its peers: `python -m bench.linking`, or `make bench-link`.

Every measurement is a process of its own, so that its memory is its own. The accounts and what is true of them are written by
`link_corpus.py`, the same every time. Time is from the table of accounts to the incident of each, scoring and grouping together.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import link_peers
from bench.link_corpus import accounts
from bench.link_measure import quality
from bench.measure import ROOT, machine

RESULTS = Path(__file__).parent / "RESULTS-link.md"
SIZES = (10_000, 100_000, 1_000_000)
ADDED = 1000
"""Accounts that are added to a register of the others, which is linked already."""
_LONGEST = 180
"""Seconds after which a peer is given up."""
_MB = 1024
_EXPLAINED = (
    "Made-up accounts, three in ten telling an event again with noise (`bench/link_corpus.py`). Wall and processor seconds "
    "from the table of accounts to incidents; memory is the most the process held, the corpus and libraries included; "
    "quality is counted in pairs of accounts."
)

Ints = NDArray[np.int64]


def tawthiq(table: Any) -> Ints:
    """Our own linking: scores by Splink with the declared weights, then groups in which nobody contradicts anybody."""
    from tawthiq.link.cluster import clusters_of
    from tawthiq.link.scores import score_pairs

    return clusters_of(table, score_pairs(table))


def _adding(table: Any) -> Callable[[Any], Ints]:
    """What links the last accounts of the table to the others, which are linked here, before the clock starts."""
    from tawthiq.link.adding import add_tellings

    known, fresh = (
        part.combine_chunks() for part in (table.slice(0, len(table) - ADDED), table.slice(len(table) - ADDED))
    )
    before = tawthiq(known)
    return lambda _: add_tellings(known, before, fresh)


@dataclass(frozen=True, slots=True)
class Linker:
    """Who links, and up to how many accounts it is asked to."""

    name: str
    link: Callable[[Any], Ints]
    most: int


LINKERS = {
    "tawthiq": Linker("Tawthiq", tawthiq, 1_000_000),
    "added": Linker(f"Tawthiq, {ADDED:,} added to the others", tawthiq, 1_000_000),
    "splink": Linker("Splink, trained, its own clusters", link_peers.splink_trained, 1_000_000),
    "recordlinkage": Linker("recordlinkage", link_peers.record_linkage, 100_000),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall and processor seconds, the most memory in MB beyond that of the corpus, and pairwise quality."""

    wall: float
    cpu: float
    memory: float
    precision: float
    recall: float
    f1: float


def measure(linker: str, size: int) -> Measured:
    """Links `size` accounts in this process."""
    table, event = accounts(size)
    link = _adding(table) if linker == "added" else LINKERS[linker].link
    wall, cpu = time.perf_counter(), time.process_time()
    home = link(table)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return Measured(wall, cpu, memory, *quality(event, home))


def apart(linker: str, size: int) -> Measured | str:
    """The same in a process of its own; in words why there is no figure."""
    command = [sys.executable, "-m", "bench.linking", "--one", linker, str(size)]
    try:
        longest = _LONGEST if linker in link_peers.PEERS else None
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=longest)
    except subprocess.TimeoutExpired:
        return f"not done after {_LONGEST} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:120]
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def row(name: str, size: int, found: Measured | str) -> str:
    """A line of the table."""
    if isinstance(found, str):
        return f"| {name} | {size:,} | {found} | | | | | |"
    return (
        f"| {name} | {size:,} | {found.wall:.1f} | {found.cpu:.1f} | {found.memory:,.0f} | {found.precision:.3f} "
        f"| {found.recall:.3f} | {found.f1:.3f} |"
    )


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("LINKER", "ACCOUNTS"), help="one measurement, printed as JSON")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="leave out sizes above this")
    parser.add_argument(
        "--ours", action="store_true", help="measure only Tawthiq; the lines of its peers stay as they are"
    )
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(asdict(measure(asked.one[0], int(asked.one[1])))))
        return 0
    lines = [
        "# Linking, measured", "",
        f"Written by `make bench-link` on {machine()}.", "",
        _EXPLAINED, "",
        "| linker | accounts | wall s | CPU s | MB | precision | recall | F1 |", "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    known = RESULTS.read_text(encoding="utf-8").splitlines() if asked.ours else []
    for size in (s for s in SIZES if s <= asked.most):
        for key, linker in LINKERS.items():
            if size <= linker.most:
                before = [
                    line
                    for line in known
                    if line.startswith(f"| {linker.name} | {size:,} |") and key in link_peers.PEERS
                ]
                lines.append(before[0] if before else row(linker.name, size, apart(key, size)))
                print(lines[-1], file=sys.stderr, flush=True)
    load = f"Load at the end: {os.getloadavg()[2]:.1f} over 15 minutes; where it is above 1, wall time is also that of other work."
    load += " The lines of the peers are those of an earlier run." if asked.ours else ""
    lines += ["", load]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
