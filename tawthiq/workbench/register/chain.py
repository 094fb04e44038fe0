"""The hash chains: every row seals the one before it, so that a row taken out or changed shows (standards §5.2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection

from tawthiq.workbench.register.models.decisions import Chained, Decision, Reading
from tawthiq.workbench.staff.models import User

Row = TypeVar("Row", bound=Chained)

START = "0" * 64
"""What the first row seals."""
_LOCK = {"Decision": 7_204_001, "Reading": 7_204_002}


def sealed(row: Chained) -> str:
    """The hash that belongs to a row: of its content and of the hash before it, as canonical JSON."""
    content: list[Any] = [
        row.previous,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.who_id,
        row.name,
        row.role,
        row.subject,
    ]
    if isinstance(row, Decision):
        content += [row.action, row.before, row.after, row.reason, row.undoes_id, row.incidents]
    elif isinstance(row, Reading):
        content += [row.level, row.page]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(row: Row, who: User) -> Row:
    """Seals a row and adds it to its chain. Call inside a transaction: the chain is locked until it ends."""
    model = type(row)
    if connection.vendor == "postgresql":  # SQLite's transactions are immediate: one writer at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK[model.__name__]])
    last = model._default_manager.order_by("-pk").values_list("hash", "at").first()
    now = datetime.now(UTC)
    row.previous = last[0] if last else START
    row.at = max(now, last[1]) if last else now  # a clock set back does not turn the order round
    row.who, row.name, row.role = who, who.username, who.role
    row.hash = sealed(row)
    row.save(force_insert=True)
    return row


def faults(model: type[Chained]) -> Iterator[str]:
    """A line for each row of a chain whose content or place is not what was sealed."""
    before = START
    for row in model._default_manager.order_by("pk").iterator(chunk_size=2_000):
        if row.previous != before:
            yield f"{model.__name__.lower()} {row.pk}: the row before it is missing or was changed"
        if sealed(row) != row.hash:
            yield f"{model.__name__.lower()} {row.pk}: its content is not what was sealed"
        before = row.hash


def head(model: type[Chained]) -> str:
    """The hash of the last row, which stands for the whole chain."""
    return model._default_manager.order_by("-pk").values_list("hash", flat=True).first() or START
