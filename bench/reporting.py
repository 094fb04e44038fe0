"""Measures `tawthiq report` on registers of a thousand and of ten thousand incidents: `python -m bench.reporting`, or `make bench-report`.

Each run is the command itself in a process of its own, on a register that `report_corpus.py` makes, in both languages.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measure import ROOT, machine
from bench.report_corpus import END, START, register_of

RESULTS = Path(__file__).parent / "RESULTS-report.md"
SIZES = (1_000, 10_000)
_KB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall and processor seconds, the most memory in MB, and the MB of files it wrote."""

    wall: float
    cpu: float
    memory: float
    written: float


def make_register(incidents: int, folder: Path) -> None:
    """Writes a register of `incidents` in the period, and half as many before it, to `folder`."""
    from tawthiq.cli.write_register import write_lines
    from tawthiq.publish.register_db import write_database

    folder.mkdir()
    register = register_of(incidents)
    write_lines(register, folder)
    write_database(register, folder / "register.db")


def measure(register: Path, out: Path, *more: str) -> Measured:
    """Runs the command once; a child's processor time and memory are asked of the system. Raises OSError where it fails."""
    days = ("--from", START.isoformat(), "--to", END.isoformat())
    command = [sys.executable, "-m", "tawthiq", "report", "--register", str(register), *days, "--out", str(out), *more]
    started = time.perf_counter()
    child = os.posix_spawn(
        sys.executable, command, {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )  # fmt: skip
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise OSError(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    written = sum(path.stat().st_size for path in out.iterdir()) / _KB / _KB
    return Measured(
        time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / _KB, written
    )  # fmt: skip


def table(rows: list[tuple[str, int, Measured]]) -> str:
    """The results as Markdown."""
    lines = [
        "# The report on a period, measured",
        "",
        f"Written by `make bench-report` on {machine()}.",
        "",
        "Made-up registers (`bench/report_corpus.py`): incidents of half a year, half as many in the half-year before, two tellings each on",
        "the mean. `tawthiq report` in both languages: page, Word document, workbook, CSV, release file; with more than 1,000 incidents a page",
        "for each month. Processor seconds of the whole command; wall time is also that of other work on the machine.",
        "",
        "| form | incidents | wall s | CPU s | MB | files MB |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {form} | {size:,} | {m.wall:.1f} | {m.cpu:.1f} | {m.memory:,.0f} | {m.written:.1f} |"
            for form, size, m in rows
        ),
        "",
        f"Load at the end: {os.getloadavg()[2]:.1f} over 15 minutes.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.reporting")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--no-pdf", action="store_true", help="Leave the runs with PDF out.")
    asked = parser.parse_args()
    rows: list[tuple[str, int, Measured]] = []
    forms = {"without PDF": ("--no-pdf",), "with PDF": ()}
    with tempfile.TemporaryDirectory() as work:
        for size in asked.sizes:
            register = Path(work) / f"register-{size}"
            make_register(size, register)
            for number, (form, options) in enumerate(forms.items()):
                if options or not asked.no_pdf:
                    rows.append((form, size, measure(register, Path(work) / f"report-{size}-{number}", *options)))
                    print(rows[-1], flush=True)
    text = table(rows)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
