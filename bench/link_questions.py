"""Counts the uncertain pairs that linking leaves to people, and those that it never asks about: `python -m bench.link_questions`.

On the accounts of `link_corpus.py`, whose events are known: how many pairs are uncertain, how many are asked about (link/questions.py
asks only about each incident's likeliest others), and of the events that ended in several incidents how many pairs of those incidents
are among the questions. Each size is a process of its own; the table goes into `RESULTS-link.md` by hand: counts need no empty
machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from bench.link_corpus import PER_TOWN, accounts
from bench.measure import ROOT

SIZES = (10_000, 100_000, 1_000_000)
_MB = 1024

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Left:
    """What linking so many accounts leaves open, counted in pairs of incidents ("questions").

    `uncertain` pairs of accounts lie between `questions` pairs of incidents, of which `asked` are asked about. `apart` pairs of
    incidents tell one event that the machine did not join: `apart_uncertain` of them are uncertain, `apart_asked` asked about.
    `busiest` is the most questions that one incident raises.
    """

    accounts: int
    incidents: int
    uncertain: int
    questions: int
    asked: int
    apart: int
    apart_uncertain: int
    apart_asked: int
    busiest: int
    cpu: float
    memory: float


def count(size: int, per_town: int = PER_TOWN) -> Left:
    """Links `size` accounts, so many of each town, and counts what is left open."""
    from tawthiq.link.cluster import clusters_of
    from tawthiq.link.questions import asked_about
    from tawthiq.link.scores import score_pairs
    from tawthiq.link.thresholds import Thresholds

    table, event = accounts(size, per_town=per_town)
    began = time.process_time()
    scored = score_pairs(table)
    home = clusters_of(table, scored)
    doubtful = np.flatnonzero(
        (scored.score >= Thresholds.of(size).uncertain) & (home[scored.first] != home[scored.second])
    )
    first, second = scored.first[doubtful], scored.second[doubtful]
    named = _first_member(home)
    names = {
        int(at): (int(home[at]), (f"d{named[home[at]]:09}", 0)) for at in np.unique(np.concatenate([first, second]))
    }
    ask = np.array(
        asked_about(list(zip(first.tolist(), second.tolist(), strict=True)), scored.score[doubtful].tolist(), names),
        bool,
    )
    cpu = time.process_time() - began
    between = _between(home[first], home[second], size)
    asked = np.unique(between[ask])
    true = apart_pairs(event, home, size)
    questions = np.unique(between)
    ends = np.concatenate(np.divmod(asked, size))
    return Left(
        size, len(np.unique(home)), len(doubtful), len(questions), len(asked),
        len(true), len(np.intersect1d(true, questions)), len(np.intersect1d(true, asked)),
        int(np.unique(ends, return_counts=True)[1].max(initial=0)),
        cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB,
    )  # fmt: skip


def _first_member(home: Ints) -> Ints:
    """The first account of each incident, by the incident's number."""
    first = np.full(int(home.max()) + 1, len(home))
    np.minimum.at(first, home, np.arange(len(home)))
    return first


def _between(one: Ints, other: Ints, size: int) -> Ints:
    """A number for each pair of incidents, the same both ways."""
    found: Ints = np.minimum(one, other) * size + np.maximum(one, other)
    return found


def apart_pairs(event: Ints, home: Ints, size: int) -> Ints:
    """The pairs of incidents that tell one event."""
    parts = np.unique(np.stack([event, home], axis=1), axis=0)
    starts = np.flatnonzero(np.diff(parts[:, 0], prepend=-1))
    found: list[Ints] = []
    for members in np.split(parts[:, 1], starts[1:]):
        if len(members) > 1:
            a, b = np.triu_indices(len(members), 1)
            found.append(_between(members[a], members[b], size))
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def row(found: Left) -> str:
    """A line of the table."""
    return (
        f"| {found.accounts:,} | {found.incidents:,} | {found.uncertain:,} | {found.questions:,} | {found.asked:,} "
        f"| {found.questions - found.asked:,} | {found.apart:,} | {found.apart_uncertain:,} | {found.apart_asked:,} "
        f"| {found.busiest} | {found.cpu:.1f} | {found.memory:,.0f} |"
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many accounts")
    parser.add_argument(
        "--per-town", type=int, default=PER_TOWN, help="how many accounts of its ten years a town has in the mean"
    )
    parser.add_argument("--one", type=int, help="one count, printed as JSON")
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(asdict(count(asked.one, asked.per_town))))
        return 0
    for size in asked.sizes:
        command = [sys.executable, "-m", "bench.link_questions", "--one", str(size), "--per-town", str(asked.per_town)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        print(row(Left(**json.loads(done.stdout))), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
