"""What colleagues wrote on a record, and who works on it."""

from __future__ import annotations

from typing import Any

from tawthiq.workbench.register.models import Assignment, Comment
from tawthiq.workbench.staff.models import User


def team_of(subject: str) -> dict[str, Any]:
    """Comments and assignment of a record, for the template `_team.html`."""
    return {
        "comments": list(Comment.objects.filter(subject=subject).select_related("by").order_by("pk")),
        "assignment": Assignment.objects.filter(subject=subject).select_related("to", "by").first(),
        "colleagues": list(User.objects.filter(is_active=True).exclude(role="admin").order_by("username")),
    }
