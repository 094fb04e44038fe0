"""The hash chains: every row seals the one before it, so that a row taken out or changed shows (standards §5.2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection

from tawthiq.workbench.register.models.decisions import Chained, Custody, Decision, Reading
from tawthiq.workbench.staff.models import User

Row = TypeVar("Row", bound=Chained)

START = "0" * 64
"""What the first row seals."""
_LOCK = {"Decision": 7_204_001, "Reading": 7_204_002, "Custody": 7_204_003}


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
    elif isinstance(row, Custody):
        content += [row.act, row.detail]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hold(model: type[Chained]) -> None:
    """Waits until nobody else adds to a chain, and keeps others from it until the transaction ends.

    What is read after this is as the one before left it. SQLite's transactions are immediate: there one writer waits for another anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK[model.__name__]])


def append(row: Row, who: User) -> Row:
    """Seals a row and adds it to its chain. Call inside a transaction: the chain is locked until it ends."""
    return append_all([row], who)[0]


def append_all(rows: Sequence[Row], who: User | None, name: str = "", role: str = "") -> Sequence[Row]:
    """Seals rows of one chain and adds them in their order; without an account `name` and `role` say who acts. Inside a transaction."""
    if not rows:
        return rows
    model = type(rows[0])
    hold(model)
    last = model._default_manager.order_by("-pk").values_list("hash", "at").first()
    previous, at = last if last else (START, None)
    now = datetime.now(UTC)
    for row in rows:
        row.previous = previous
        row.at = at = max(now, at) if at else now  # a clock set back does not turn the order round
        row.who, row.name, row.role = who, who.username if who else name, who.role if who else role
        row.hash = previous = sealed(row)
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        model._default_manager.bulk_create(rows, batch_size=500)
    return rows


CHAINS: tuple[type[Chained], ...] = (Decision, Reading, Custody)
"""The chains, in the order in which a root names them."""


def faults(model: type[Chained], promised: Mapping[int, set[str]] | None = None) -> Iterator[str]:
    """A line for each row of a chain whose content or place is not what was sealed.

    `promised`: number of rows → the heads that the chain is said to have had when it had so many, as roots outside the database say
    (roots.py); a chain that was cut off at its end, or written anew, shows by them.
    """
    name = model.__name__.lower()
    before, number = START, 0
    left = dict(promised or {})
    for row in model._default_manager.order_by("pk").iterator(chunk_size=2_000):
        number += 1
        if row.previous != before:
            yield f"{name} {row.pk}: the row before it is missing or was changed"
        if sealed(row) != row.hash:
            yield f"{name} {row.pk}: its content is not what was sealed"
        before = row.hash
        if left.pop(number, {before}) != {before}:
            yield f"{name} {row.pk}: another row stood here when a root was taken"
    for count in sorted(left):
        if count:
            yield f"{name}: a root was taken of {count} rows, and {number} are left"


def head(model: type[Chained]) -> str:
    """The hash of the last row, which stands for the whole chain."""
    return model._default_manager.order_by("-pk").values_list("hash", flat=True).first() or START
