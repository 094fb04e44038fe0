"""Long tasks that are measured in a process of their own: `python -m bench.tasks TASK DOCUMENTS` prints what they took."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.corpus import reports
from tawthiq.domain.account import Extraction
from tawthiq.domain.records import extraction_record
from tawthiq.engines import engine
from tawthiq.pipeline import Mapper, extract_all


def extract(count: int, mapper: Mapper) -> None:
    """Reads so many reports, one after the other, to JSON text: what `tawthiq extract` does, the disk left out."""
    for told in extract_all(reports(count), mapper=mapper):
        if isinstance(told, Extraction):
            json.dumps(extraction_record(told), ensure_ascii=False)


def local(count: int) -> None:
    """In this process."""
    extract(count, engine("local"))


def pool_of_1(count: int) -> None:
    """In one process beside this one."""
    extract(count, engine("pool", workers=1))


def pool_of_2(count: int) -> None:
    """In two processes beside this one."""
    extract(count, engine("pool", workers=2))


def build(count: int) -> None:
    """`tawthiq build` on a file of so many reports, with two processes: reading, extraction, linking, weighing, reports."""
    from tawthiq.cli import tawthiq

    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "reports.jsonl"
        with given.open("w", encoding="utf-8") as file:
            for document in reports(count):
                record = {
                    "id": document.id,
                    "text": document.text,
                    "lang": document.lang,
                    "published": str(document.published.start),
                    "url": document.url,
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        arguments = [
            "build",
            "--jsonl",
            str(given),
            "--out",
            str(Path(folder) / "out"),
            "--engine",
            "pool",
            "--workers",
            "2",
        ]
        tawthiq.main(arguments, standalone_mode=False)


TASKS: dict[str, Callable[[int], None]] = {
    "local": local,
    "pool_of_1": pool_of_1,
    "pool_of_2": pool_of_2,
    "build": build,
}


def peak_memory() -> float:
    """The most memory that this process ever held, in MB. Not ru_maxrss where it can be helped: on Linux that begins with
    the size of the process that started this one."""
    status = Path("/proc/self/status")
    if status.is_file():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _main(task: str, count: int) -> None:
    # The dictionary is made before the clock runs here; the pool's processes make theirs inside it.
    extract(5, engine("local"))
    began, cpu = time.perf_counter(), time.process_time()
    TASKS[task](count)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "documents": count,
                "cpu": time.process_time() - cpu,
                "children_cpu": children.ru_utime + children.ru_stime,
                "wall": time.perf_counter() - began,
                "rss": peak_memory(),
                "children_rss": children.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
