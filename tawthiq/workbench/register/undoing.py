"""Undoing a ruling by a new one: the rows get back what they held before, if nobody has ruled on them since."""

from __future__ import annotations

from tawthiq.workbench.register.models import Decision
from tawthiq.workbench.register.names import Name
from tawthiq.workbench.register.patches import Patch, current

GONE: dict[str, dict[str, str | None]] = {
    "claim": {"state": "rejected"},
    "incident": {"state": "rejected"},
    "account": {"state": "rejected"},
    "word": {"state": "removed"},
    "person": {"merged_into": None},
}
"""What stands for "there was no such row": rows are set aside, never deleted; a person whom nothing names is on no list."""


class CannotUndo(ValueError):
    """A ruling that others have built on since, or that changed nothing."""


def undo_patch(decision: Decision) -> Patch:
    """The patch that takes a ruling back. Raises CannotUndo."""
    if not decision.before or decision.action in ("propose", "decline", "withdraw", "identity.withdraw"):
        raise CannotUndo("log.nothing_to_undo")
    wanted = {t: {k: v for k, v in (f or {}).items() if k != "made"} for t, f in decision.after.items()}
    now = current(wanted)
    if any(now[text] != fields for text, fields in wanted.items()):
        raise CannotUndo("log.ruled_on_since")
    return {text: dict(GONE[Name.parse(text).kind]) if held is None else held for text, held in decision.before.items()}
