"""Background work: reading what came into the inbox."""

from __future__ import annotations

from django_tasks import task

from tawthiq.workbench.register.inbox import read_upload


@task()
def read_in_background(upload: int) -> None:
    """Reads one upload into the register (inbox.py); its row says how it went."""
    read_upload(upload)
