"""How people come in: no self sign-up, and a pause after repeated failures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from tawthiq.publish.wording import Wording
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words


def _words() -> Wording:
    return words("en" if (get_language() or "").startswith("en") else "ar")


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by an admin; five wrong passwords close one for a quarter of an hour."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an admin makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses an account that is paused, before its password is looked at."""
        super().pre_authenticate(request, **credentials)
        user = User.objects.filter(username__iexact=str(credentials.get("username") or "")).first()
        if user is not None and user.locked_until is not None and user.locked_until > timezone.now():
            raise ValidationError(_words()("signin.locked"))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a wrong password; the last allowed one pauses the account."""
        super().authentication_failed(request, **credentials)
        mine = User.objects.filter(username__iexact=str(credentials.get("username") or ""))
        mine.update(failures=F("failures") + 1)
        until = timezone.now() + timedelta(minutes=settings.LOCKOUT_MINUTES)
        mine.filter(failures__gte=settings.LOCKOUT_FAILURES).update(failures=0, locked_until=until)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """A right password forgets the wrong ones."""
        User.objects.filter(pk=user.pk).update(failures=0, locked_until=None)
        return super().post_login(request, user, **kwargs)
