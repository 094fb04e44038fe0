"""Clocks of the benchmark: processor seconds, the best of three; memory and long runs in a process of their own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One run in a process of its own: documents, processor seconds (its own and its children's), wall seconds, and the
    largest memory it ever held and its largest child held, in MB."""

    documents: int
    cpu: float
    children_cpu: float
    wall: float
    rss: float
    children_rss: float


def best_cpu(work: Callable[[], object], times: int = TIMES) -> float:
    """The least processor seconds that `work` took in so many runs: what others do on the machine adds little to it."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def alone(task: str, documents: int) -> Run:
    """Runs a task of `bench.tasks` in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.tasks", task, str(documents)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{task} {documents}: {done.stderr.strip()[-2000:]}")
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def loop_speed() -> float:
    """Million turns a second of an empty Python loop: how fast this machine is just now, for comparing two runs."""
    turns = 3_000_000

    def work() -> None:
        total = 0
        for turn in range(turns):
            total += turn

    return turns / best_cpu(work) / 1e6


def machine() -> str:
    """The machine in a line."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [
            line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"
