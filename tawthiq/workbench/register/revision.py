"""A number that grows with every change of the register: what is computed from the whole register is kept until it moves."""

from __future__ import annotations

from django.db import connection

from tawthiq.workbench.register.models import State


def grow() -> int:
    """The next number; call inside the transaction that changes something."""
    row, _ = State.objects.get_or_create(name="revision", defaults={"value": "0"})
    row.value = str(int(row.value) + 1)
    row.save(update_fields=["value"])
    return int(row.value)


def revision() -> int:
    """The present number."""
    with connection.cursor() as cursor:  # asked at every request of the API: without the query builder it costs a tenth
        cursor.execute("SELECT value FROM register_state WHERE name = %s", ["revision"])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
