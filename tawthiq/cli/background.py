"""The process that reads what came into the inbox, beside the web's: looked after for as long as the office is open."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import click

SETTLED = 10.0
"""Seconds after its start from which an end is taken for an accident of one file, not of the installation."""


class Reader:
    """Reads in the background. One that ends by itself, killed by a file that takes all memory or by hand, is started again.

    `before` is called before each new start: it puts back into the queue what was being read.
    """

    def __init__(self, environment: Mapping[str, str], before: Callable[[], None]) -> None:
        self._environment, self._before = dict(environment), before
        self._started = 0.0
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._started = time.monotonic()
        command = [sys.executable, "-m", "tawthiq.workbench.manage", "db_worker", "--interval", "1", "--no-reload"]
        return subprocess.Popen(command, env=self._environment)

    def look_after(self) -> None:
        """Starts it again if it has ended; not at once if it did not last, so that a broken installation does not spin.

        Where it cannot be started, that is said, and tried again as late.
        """
        status = self._process.poll()
        if status is None or time.monotonic() - self._started < SETTLED:
            return
        how = f"signal {-status}" if status < 0 else f"status {status}"
        try:
            self._before()
            self._process = self._start()
        except Exception as error:  # the database, or memory, is gone for a while: the office stays open
            self._started = time.monotonic()
            reason = " ".join(str(error).split()) or type(error).__name__
            click.echo(f"tawthiq: the background reader ended ({how}) and cannot be started yet: {reason}", err=True)
        else:
            click.echo(f"tawthiq: the background reader ended ({how}); it is started again", err=True)

    def close(self) -> None:
        """Ends it."""
        close(self._process)


def close(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its own; one that does not end in time is killed."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def attend(web: subprocess.Popen[bytes], reader: Reader) -> int:
    """Waits for the web's process to end, looking after the reader meanwhile; its status."""
    while True:
        try:
            return web.wait(timeout=1)
        except subprocess.TimeoutExpired:
            reader.look_after()
