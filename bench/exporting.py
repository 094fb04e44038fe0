"""Measures the exports on made-up registers: `python -m bench.exporting`, or `make bench-export`.

Each run is a process of its own, so that its memory is its own; the clock starts when the places are read.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from bench.measure import ROOT, machine
from bench.reporting import make_register
from tawthiq.publish.exports.formats import FORMATS

RESULTS = Path(__file__).parent / "RESULTS-export.md"
SIZES = (1_000, 10_000)
"""Incidents of the half-year; each register holds half as many of the half-year before too."""
BAYANAT = 1_000 / 14.6
"""Records a second of Bayanat 4.0.2's JSON export of 1,000 bulletins, the faster of its two, on a machine like this one."""
_KB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: incidents and the reports that tell them, lines of the files it wrote, processor seconds, and the most memory in MB."""

    incidents: int
    reports: int
    lines: int
    cpu: float
    memory: float


def lines(name: str, data: bytes) -> int:
    """The lines of a file; of an archive those of its members. A workbook has none."""
    if not name.endswith(".zip"):
        return 0 if name.endswith(".xlsx") else data.count(b"\n")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return sum(lines(member, archive.read(member)) for member in archive.namelist())


def measure(name: str, register: Path) -> Measured:
    """Exports a register in one format in this process."""
    from tawthiq.domain.from_records import Atlas
    from tawthiq.extract.matcher import the_gazetteer
    from tawthiq.publish.exports.export import Export
    from tawthiq.publish.exports.formats import write_export
    from tawthiq.publish.register_files import RegisterFiles

    made, atlas = FORMATS[name], Atlas.of(the_gazetteer(None).places)
    suffix = "" if made.folder else ".zip" if name == "uwazi" else f".{name}"
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / f"out{suffix}"
        started = time.process_time()
        with RegisterFiles(register, atlas=atlas) as files:
            write_export(made, Export(files, False, 1_000_000), out)
        cpu = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB
        written = sum(lines(path.name, path.read_bytes()) for path in Path(work).rglob("*") if path.is_file())
    incidents, reports = ((register / f"{kind}.jsonl").read_bytes().count(b"\n") for kind in ("incidents", "documents"))
    return Measured(incidents, reports, written, cpu, memory)


def apart(name: str, register: Path) -> Measured:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "bench.exporting", "--one", name, str(register)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Measured(**json.loads(done.stdout))


def names_alone(register: Path) -> tuple[int, float]:
    """How many texts and titles a register has, and the processor seconds of the search for names that no reading keeps in them all."""
    from tawthiq.publish.private_names import private_names

    with (register / "documents.jsonl").open("rb") as file:
        records = [json.loads(line) for line in file]
    texts = [record.get(name) or "" for record in records for name in ("title", "text")]
    started = time.process_time()
    for text in texts:
        private_names(text)
    return len(texts), time.process_time() - started


def table(rows: list[tuple[str, list[Measured]]], names: tuple[int, float]) -> str:
    """The results as Markdown; speed is that of the largest register."""
    lines_of = [
        "# Exports, measured",
        "",
        f"Written by `make bench-export` on {machine()}.",
        "",
        "Made-up registers (`bench/report_corpus.py`), two tellings to an incident on the mean. Processor seconds of the export alone, places",
        f"read before; lines are those of all files written (claims, statements and reports have their own). Bayanat 4.0.2 exports {BAYANAT:.0f} bulletins a",
        "second as JSON, 27 as CSV; its JSON is broken above 250. Memory is the most that the process held, the places included.",
        "A record of a table is an incident with all that its tellings say; of claims, statements and reports it is a line. A bulletin is one",
        "report: `× Bayanat` is for incidents and, behind the stroke, for the reports that leave with them.",
        "",
        "| format | incidents | CPU s | incidents/s | lines/s | × Bayanat | MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, runs in rows:
        last = runs[-1]
        speed, memory = last.incidents / last.cpu, " → ".join(f"{run.memory:,.0f}" for run in runs)
        written = f"{last.lines / last.cpu:,.0f}" if last.lines else "–"
        beside = f"{speed / BAYANAT:,.0f} / {last.reports / last.cpu / BAYANAT:,.0f}"
        lines_of.append(
            f"| {name} | {last.incidents:,} | {last.cpu:.1f} | {speed:,.0f} | {written} | {beside} | {memory} |"
        )
    sizes = " and ".join(f"{run.incidents:,}" for run in rows[0][1])
    searched, cpu = names
    lines_of += [
        "",
        f"Memory at {sizes} incidents. All rows are of one run, on a machine of {os.cpu_count()} cores; its load at the end: {os.getloadavg()[2]:.1f} over 15",
        f"minutes. The search for names that no reading keeps (`publish/private_names.py`) takes {cpu:.2f} s of {searched:,} titles and texts alone:",
        f"{cpu / searched * 1e6:.0f} µs each.",
    ]
    return "\n".join(lines_of) + "\n"


def main() -> None:
    """Measures, prints and writes the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.exporting")
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "REGISTER"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(asdict(measure(asked.one[0], Path(asked.one[1])))))
        return
    with tempfile.TemporaryDirectory() as work:
        registers = [Path(work) / f"register-{size}" for size in asked.sizes]
        for size, register in zip(asked.sizes, registers, strict=True):
            make_register(size, register)
        rows = []
        for name in FORMATS:
            rows.append((name, [apart(name, register) for register in registers]))
            print(rows[-1], flush=True)
        searched = names_alone(registers[-1])
    text = table(rows, searched)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
