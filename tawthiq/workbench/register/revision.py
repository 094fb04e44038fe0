"""A mark of the register's state that is another after every change: what is computed from the whole register is kept until it moves.

It never comes again, not even where a change was taken back or an older copy of the database was put in place. Beside each of the latest
marks stands which incidents were written with it.
"""

from __future__ import annotations

import secrets

from django.db import connection

from tawthiq.workbench.register import written
from tawthiq.workbench.register.models import Change, State

KEPT = 200
"""So many of the latest marks are kept with what they came with."""
MOST = 2_000
"""What was written since an earlier mark is told of up to so many incidents."""


def grow() -> str:
    """The next mark; call inside the transaction that changes something, when it has written all."""
    State.objects.get_or_create(name="revision", defaults={"value": "0"})
    row = State.objects.select_for_update().get(name="revision")
    number = _number(row.value) + 1
    row.value = f"{number}.{secrets.token_hex(8)}"
    row.save(update_fields=["value"])
    Change.objects.create(number=number, mark=row.value, incidents=written.taken())
    Change.objects.filter(number__lte=number - KEPT).delete()
    return row.value


def revision() -> str:
    """The present mark. Every list asks for it, so it is asked for plainly."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM register_state WHERE name = 'revision'")
        row = cursor.fetchone()
    return str(row[0]) if row else "0"


def written_since(mark: str) -> tuple[str, list[int]] | None:
    """The present mark, and the incidents that were written since an earlier one; None where that is not known, or very many."""
    changes = Change.objects.filter(number__gte=_number(mark)).order_by("number").values_list("mark", "incidents")
    first, *later = list(changes) or [("", None)]
    if first[0] != mark or any(incidents is None for _, incidents in later):
        return None
    found = sorted({incident for _, incidents in later for incident in incidents})
    return None if len(found) > MOST else (later[-1][0] if later else mark, found)


def _number(mark: str) -> int:
    return int(mark.partition(".")[0])
