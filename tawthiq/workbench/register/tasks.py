"""Background work: reading what came into the inbox, weighing what a ruling touched, reading again with the office's words."""

from __future__ import annotations

from django_tasks import task

from tawthiq.workbench.register import rereading
from tawthiq.workbench.register.inbox import read_upload
from tawthiq.workbench.register.weighing import weigh_touched


@task()
def read_in_background(upload: int) -> None:
    """Reads one upload into the register (inbox.py); its row says how it went."""
    read_upload(upload)


@task()
def weigh_in_background(decision: int) -> None:
    """Weighs the incidents that a ruling touched (weighing.py)."""
    weigh_touched(decision)


@task()
def reread_in_background(pk: int) -> None:
    """Reads the register again and lays out what would change (rereading.py)."""
    rereading.read(pk)


@task()
def apply_in_background(pk: int) -> None:
    """Writes an accepted reading into the register."""
    rereading.apply(pk)
