"""The people of the office."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from tawthiq.workbench.staff import roles


class User(AbstractUser):
    """One officer. An account is closed (`is_active` False), never deleted: decisions carry its name."""

    role = models.CharField(max_length=16, choices=[(r, r) for r in roles.ROLES], default=roles.COLLECTOR)
    language = models.CharField(max_length=2, default="ar")
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)

    def may(self, action: str) -> bool:
        """Whether this person may do `action` now (staff/roles.py)."""
        return self.is_active and roles.allowed(self.role, action)

    @property
    def needs_second_factor(self) -> bool:
        """Whether the role works only with a second factor."""
        return self.role in roles.SECOND_FACTOR

    @property
    def shown_name(self) -> str:
        """The name that colleagues see."""
        return self.get_full_name() or self.username
