"""A number that grows with every change of the register: what is computed from the whole register is kept until it moves."""

from __future__ import annotations

from tawthiq.workbench.register.models import State


def grow() -> int:
    """The next number; call inside the transaction that changes something."""
    row, _ = State.objects.get_or_create(name="revision", defaults={"value": "0"})
    row.value = str(int(row.value) + 1)
    row.save(update_fields=["value"])
    return int(row.value)


def revision() -> int:
    """The present number."""
    value = State.objects.filter(name="revision").values_list("value", flat=True).first()
    return int(value or 0)
