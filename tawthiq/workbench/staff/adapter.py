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

from tawthiq.workbench.staff.models import User
from tawthiq.workbench.staff.speech import refusal, say


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by an admin; five wrong passwords close one for a quarter of an hour."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an admin makes accounts."""
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """A refusal in our words."""
        return refusal(code) or super().validation_error(code, *args)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses an account that is paused, before its password is looked at. A name that is nobody's is answered alike."""
        super().pre_authenticate(request, **credentials)
        user = User.objects.filter(username__iexact=str(credentials.get("username") or "")).first()
        if user is not None and user.locked_until is not None and user.locked_until > timezone.now():
            raise ValidationError(say("signin.locked"))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a wrong password; the last allowed one pauses the account."""
        super().authentication_failed(request, **credentials)
        mine = User.objects.filter(username__iexact=str(credentials.get("username") or ""))
        mine.update(failures=F("failures") + 1)
        until = timezone.now() + timedelta(minutes=settings.LOCKOUT_MINUTES)
        mine.filter(failures__gte=settings.LOCKOUT_FAILURES).update(failures=0, locked_until=until)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """A right password forgets the wrong ones; the screens open in the officer's language unless the browser chose one."""
        User.objects.filter(pk=user.pk).update(failures=0, locked_until=None)
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 86_400, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            )  # fmt: skip
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To work, once the password is one's own."""
        return "/"

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this office, by path: never another host, not even another name of ours."""
        return url.startswith("/") and bool(super().is_safe_url(url))
