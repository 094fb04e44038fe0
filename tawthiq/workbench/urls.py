"""Every address of the workbench."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from tawthiq.workbench.staff.pages import not_offered


def healthz(request: HttpRequest) -> HttpResponse:
    """Answers that the office is open; says nothing about it."""
    return HttpResponse("ok", content_type="text/plain")


handler403 = "tawthiq.workbench.review.guard.refuse"
handler429 = "tawthiq.workbench.staff.pages.too_many"
handler404 = "tawthiq.workbench.review.guard.missing"

urlpatterns = [
    path("healthz", healthz),
    path("api/", include("tawthiq.workbench.review.api.site")),
    re_path(
        r"^account/(?:signup|email|confirm-email|phone|password/set|password/reset|login/code)(?:/|$)", not_offered
    ),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("tawthiq.workbench.review.urls")),
]
