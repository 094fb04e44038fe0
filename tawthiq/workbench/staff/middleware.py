"""Deny by default: without a session every page but the sign-in is closed; idle sessions end; roles that need a second factor set it up first."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from tawthiq.workbench.staff.models import User

_OPEN = ("/static/", "/healthz", "/language/")
_SIGN_IN = (
    "/account/login/",
    "/account/2fa/authenticate/",
    "/account/logout/",
    "/account/inactive/",
    "/account/signup/",  # says that there is none
)
_SETTING_UP = ("/account/",)


class StaffOnly:
    """Lets officers through and sends everyone else to the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path
        if path.startswith((*_OPEN, *_SIGN_IN, "/api/")):  # the API checks its tokens itself
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return self._sign_in(request)
        now = int(time.time())
        if now - request.session.get("seen", now) > settings.SESSION_IDLE_SECONDS:
            logout(request)
            return self._sign_in(request)
        if now - request.session.get("seen", 0) >= 60:  # one write a minute is enough to measure half an hour
            request.session["seen"] = now
        if path.startswith(_SETTING_UP):
            return self.get_response(request)
        if user.must_change_password:
            return HttpResponseRedirect(reverse("account_change_password"))
        if user.needs_second_factor and not is_mfa_enabled(user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    @staticmethod
    def _sign_in(request: HttpRequest) -> HttpResponse:
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=204)
            response["HX-Redirect"] = reverse("account_login")
            return response
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(reverse("account_login") + (f"?{query}" if query else ""))
