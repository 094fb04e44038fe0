"""A ruling that touches very many incidents is sealed at once, and they are weighed anew in the background, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tawthiq.workbench.register.models import Incident, State, Touched
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.register.reweigh import reweigh

AT_ONCE = 200
"""So many incidents are weighed within the ruling itself."""
BATCH = 50
_NAME = "weighing:"


@dataclass(frozen=True, slots=True)
class Weighing:
    """How far the weighing after a ruling has come."""

    decision: int
    done: int
    total: int


def weigh_later(decision: int, total: int) -> None:
    """Has the incidents that a ruling touched weighed in the background. Call in the ruling's transaction."""
    State.objects.create(name=f"{_NAME}{decision}", value=f"0/0/{total}")
    _enqueue(decision)


def _enqueue(decision: int) -> None:
    from tawthiq.workbench.register.tasks import weigh_in_background

    weigh_in_background.enqueue(decision)


def under_way() -> list[Weighing]:
    """What is being weighed now, the oldest ruling first."""
    rows = State.objects.filter(name__startswith=_NAME)
    found = [Weighing(int(r.name.removeprefix(_NAME)), *map(int, r.value.split("/")[1:])) for r in rows]
    return sorted(found, key=lambda w: w.decision)


def resume() -> int:
    """Takes up what was not done when the office was last closed; how many rulings."""
    left = under_way()
    for one in left:
        _enqueue(one.decision)
    return len(left)


def weigh_touched(decision: int) -> None:
    """Weighs the incidents of a ruling that are left, each batch for itself: a run that was ended goes on where it was."""
    name = f"{_NAME}{decision}"
    while True:
        with transaction.atomic():
            state = State.objects.select_for_update().filter(name=name).first()
            if state is None:
                return
            last, done, total = map(int, state.value.split("/"))
            rows = list(Touched.objects.filter(decision=decision, pk__gt=last).order_by("pk")[:BATCH])
            if not rows:
                state.delete()
                return
            for incident in Incident.objects.filter(key__in=[r.incident for r in rows]).order_by("key"):
                reweigh(incident)
            state.value = f"{rows[-1].pk}/{done + len(rows)}/{total}"
            state.save(update_fields=["value"])
            grow()
