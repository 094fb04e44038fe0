"""A progress bar on a terminal, nothing in a pipe. Rich is imported here and in `tables.py`, nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from tawthiq.pipeline import Progress, Report

LABELS = {
    "read": "Reading",
    "extract": "Extracting",
    "link": "Linking",
    "weigh": "Weighing",
    "write": "Writing",
    "import": "Importing",
}


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Yields a function that shows pipeline progress on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    columns = (TextColumn("{task.description:<11}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def report(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(LABELS.get(progress.stage, progress.stage), total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total)  # type: ignore[arg-type]

        yield report
