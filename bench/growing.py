"""Measures how `tawthiq build` and the workbench grow with the number of documents: `make bench-grow`, or `python -m bench.growing COUNT…`.

For each count the statements of `statements.py` are written, built into a register with two processes, and the register is loaded into the
workbench; of the largest the pages are asked for. Every step is a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.measure import ROOT, machine
from bench.statements import write_statements

COUNTS = (10_000, 100_000, 1_000_000)
RESULTS = Path(__file__).parent / "RESULTS-grow.md"
_WORKERS = 2
_GB = 1024**3


class Stages:
    """Wall and processor seconds of each stage, its own and its workers', and the most memory held by its end, in MB."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measures the block."""
        began, cpu, others = time.perf_counter(), time.process_time(), _children()
        yield
        self.rows.append(
            {
                "stage": name, "wall": time.perf_counter() - began, "cpu": time.process_time() - cpu,
                "workers_cpu": _children() - others, "mb": _peak(), "worker_mb": _worker_mb(),
            }
        )  # fmt: skip


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _worker_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _peak() -> float:
    from bench.tasks import peak_memory

    return peak_memory()


def build(given: Path, out: Path) -> dict[str, Any]:
    """What `tawthiq build --engine pool --workers 2` does, stage by stage."""
    from tawthiq.cli.unfinished import unfinished
    from tawthiq.cli.write_register import write_register
    from tawthiq.domain.document import Unreadable
    from tawthiq.engines import engine
    from tawthiq.pipeline import Told, extract_all, make_register, read_all

    clock = Stages()
    out.mkdir(parents=True)
    told: list[Told] = []
    with unfinished(out, None, print) as kept:
        with clock.stage("read and extract"):
            items = read_all([], jsonl=[given], originals=out / "originals")
            told.extend(extract_all(items, mapper=engine("pool", workers=_WORKERS), kept=kept))
        failed = sum(isinstance(one, Unreadable) for one in told)
        with clock.stage("link and weigh"):
            register = make_register(_emptied(told), kept=kept.stages)
        with clock.stage("write"):
            write_register(register, out, began=time.time(), processes=_WORKERS)
    return {
        "stages": clock.rows, "documents": len(register.extractions), "failed": failed, "incidents": len(register.incidents),
        "accounts": sum(len(e.accounts) for e in register.extractions), "uncertain": len(register.uncertain),
        "several": sum(len(i.accounts) > 1 for i in register.incidents),
    }  # fmt: skip


def _emptied(told: list[Any]) -> Iterator[Any]:
    """Hands everything over, so that it is not held twice."""
    told.reverse()
    while told:
        yield told.pop()


def load(folder: Path) -> dict[str, Any]:
    """Brings the register into the workbench's database, as `tawthiq serve` does when it opens."""
    from tawthiq.workbench.opening import load_register, migrate, prepare

    prepare(folder)
    migrate()
    clock = Stages()
    with clock.stage("load into the workbench"):
        load_register(folder)
    return {"stages": clock.rows}


def pages(folder: Path) -> dict[str, Any]:
    """p50 and p95 in milliseconds of the workbench's pages on the register in `folder`."""
    from bench.serving import ask, served, session
    from tawthiq.workbench.opening import prepare

    prepare(folder)
    from tawthiq.workbench.register.models import Document, Incident

    document, incident = Document.objects.order_by("pk").first(), Incident.objects.order_by("-pk").first()
    assert document is not None
    assert incident is not None
    addresses = {
        "list": "/incidents/",
        "list, filtered": "/incidents/?governorate=Idlib&harm=killed",
        "search, common word": f"/search/?q={quote('مدنيين')}",
        "search, rare words": f"/search/?q={quote('العكيرشي الرقة')}",
        "document": f"/documents/{document.pk}/",
        "incident": f"/incidents/{incident.key}/",
        "statistics": "/statistics/?by=governorate&across=year",
    }
    cookie, port = session(), _free_port()
    with served(port):
        return {name: ask(port, address, cookie) for name, address in addresses.items()}


def _free_port() -> int:
    """A port on which nobody else answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _apart(*arguments: str) -> dict[str, Any]:
    """Runs a step of this module in a process of its own. Raises RuntimeError with its last words where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.growing", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(count: int, folder: Path, *, asked: bool) -> list[str]:
    """The lines of the table of one count; with `asked` those of the pages too."""
    given, out = folder / f"statements-{count}.jsonl", folder / f"register-{count}"
    write_statements(count, given)
    built = _apart("build", str(given), str(out))
    disk = _size(out)
    loaded = _apart("load", str(out))
    lines = [
        f"## {built['documents']:,} statements",
        "",
        (
            f"{given.stat().st_size / _GB:.2f} GB in; {built['accounts']:,} accounts, {built['incidents']:,} incidents ({built['several']:,} of several accounts), "
            f"{built['uncertain']:,} pairs left to a person, {built['failed']} documents that failed. On disk {disk / _GB:.2f} GB, with the workbench's "
            f"database {_size(out) / _GB:.2f} GB."
        ),
        "",
        "| stage | wall s | processor s, parent | processor s, workers | ms a document | MB, parent | MB, the largest worker |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in (*built["stages"], *loaded["stages"]):
        each = 1000 * (row["cpu"] + row["workers_cpu"]) / count
        lines.append(
            f"| {row['stage']} | {row['wall']:,.0f} | {row['cpu']:,.0f} | {row['workers_cpu']:,.0f} | {each:.2f} | {row['mb']:,.0f} | {row['worker_mb']:,.0f} |"
        )
    lines.append("")
    if asked:
        lines += ["| page of the workbench | p50 ms | p95 ms |", "|---|---:|---:|"]
        lines += [f"| {name} | {p50:.1f} | {p95:.1f} |" for name, (p50, p95) in _apart("pages", str(out)).items()]
        lines.append("")
    return lines


def main(counts: list[int]) -> None:
    """Measures each count and writes the tables."""
    lines = [
        "# Growth, measured",
        "",
        f"Written by `make bench-grow` on {machine()}.",
        "",
        (
            "Short statements of 200 to 400 characters, nine in ten telling an incident, three in ten of these one that was told before (`bench/statements.py`). Two "
            "processes extract; SQLite is the workbench's database. Load over 15 minutes at the end stands below: where it is above the number of cores, wall time is "
            "also that of other work."
        ),
        "",
    ]
    with tempfile.TemporaryDirectory(prefix="tawthiq-growing-") as folder:
        for count in counts:
            lines += measure(count, Path(folder), asked=count == max(counts))
            print("\n".join(lines[-16:]), flush=True)
            end = f"Load at the end: {os.getloadavg()[2]:.1f}."
            RESULTS.write_text("\n".join([*lines, end]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    step, *rest = sys.argv[1:] or [""]
    if step == "build":
        print(json.dumps(build(Path(rest[0]), Path(rest[1]))))
    elif step == "load":
        print(json.dumps(load(Path(rest[0]))))
    elif step == "pages":
        print(json.dumps(pages(Path(rest[0]))))
    else:
        main([int(c) for c in sys.argv[1:]] or list(COUNTS))
