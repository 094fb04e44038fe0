"""What was destroyed must not lie on in the database's own leavings: its write-ahead log, its dead rows (standards §5.11)."""

from __future__ import annotations

from django.db import Error, connection, transaction

from tawthiq.workbench.register.models import Identity


def forget_after_commit() -> None:
    """Once the present transaction stands, empties what the database keeps of rows as they were. SQLite's pages are overwritten
    as they are freed (`secure_delete`); its log still holds the page as it was, and PostgreSQL the row, until then."""
    transaction.on_commit(_forget)


def _forget() -> None:
    """Where others are at work the log is emptied as far as they let it, and whole when the last of them is done. PostgreSQL empties a table for
    its owner alone, and says no more than a warning to others: docs/running.md makes the service the owner of this one."""
    statement = (
        "PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else f"VACUUM {Identity._meta.db_table}"
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except Error:  # destroyed it is all the same: a log that is held now goes with the next checkpoint
        return
