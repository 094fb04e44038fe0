"""What follows from a change of password."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from django.dispatch import receiver

from tawthiq.workbench.staff.models import User


@receiver(password_changed)
def own_password(sender: Any, user: User, **kwargs: Any) -> None:
    """A password the officer chose: nothing more is asked for."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.must_change_password = False
