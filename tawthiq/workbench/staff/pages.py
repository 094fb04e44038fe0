"""Pages of the sign-in that are our own: those that the office does not offer, and the one of too many attempts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_offered(request: HttpRequest) -> HttpResponse:
    """Signing up, e-mail addresses, passwords by mail, codes by mail: an admin makes accounts and new passwords."""
    return render(request, "account/not_offered.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page of attempts that came too fast."""
    return render(request, "account/too_many.html", status=429)
