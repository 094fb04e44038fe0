"""A mark of the register's state that is another after every change: what is computed from the whole register is kept until it moves.

It never comes again, not even where a change was taken back or an older copy of the database was put in place.
"""

from __future__ import annotations

import secrets

from django.db import connection

from tawthiq.workbench.register.models import State


def grow() -> str:
    """The next mark; call inside the transaction that changes something."""
    row, _ = State.objects.get_or_create(name="revision", defaults={"value": "0"})
    row.value = f"{int(row.value.partition('.')[0]) + 1}.{secrets.token_hex(8)}"
    row.save(update_fields=["value"])
    return row.value


def revision() -> str:
    """The present mark. Every list asks for it, so it is asked for plainly."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM register_state WHERE name = 'revision'")
        row = cursor.fetchone()
    return str(row[0]) if row else "0"
