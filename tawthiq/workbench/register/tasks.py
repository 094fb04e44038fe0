"""Background work: reading what came into the inbox, weighing what a ruling touched."""

from __future__ import annotations

from django_tasks import task

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
