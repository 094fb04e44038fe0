"""The first page: what waits, and the latest incidents. And the switch of language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tawthiq.workbench.register.models import Document, Incident
from tawthiq.workbench.register.protection import closed_incidents
from tawthiq.workbench.review.acts import back
from tawthiq.workbench.review.context import waiting
from tawthiq.workbench.review.guard import StaffRequest, closed_to, incidents_for, levels, looked_over, screen
from tawthiq.workbench.review.leads import number_of_leads
from tawthiq.workbench.staff.models import User


def home(request: HttpRequest) -> HttpResponseBase:
    """Where a person begins: what waits, or, for one who keeps the accounts and sees no content, the accounts."""
    if isinstance(request.user, User) and not request.user.may("see") and request.user.may("manage_staff"):
        return redirect("office")
    return what_waits(request)


@screen("see")
def what_waits(request: StaffRequest) -> HttpResponse:
    """Queues with their counts, and the incidents of the latest days."""
    closed = closed_incidents(levels(request.user))
    gone = ("merged", "rejected")
    totals = {
        "documents": Document.objects.count() - Document.objects.filter(access__in=closed_to(request.user)).count(),
        "incidents": Incident.objects.count() - Incident.objects.filter(state__in=gone).count() - closed.exclude(state__in=gone).count(),
        "leads": number_of_leads(request.user),
        "registered": Incident.objects.filter(state="registered").count() - closed.filter(state="registered").count(),
    }  # fmt: skip
    recent = incidents_for(request.user).exclude(state__in=("merged", "rejected")).order_by("-sort_day", "-pk")[:10]
    looked_over(request.user, recent, "home")
    return render(request, "review/home.html", {"waiting": waiting(request.user), "totals": totals, "rows": recent})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Changes the language of the screens, for this browser and, where signed in, for the account."""
    wanted = request.POST.get("language")
    response = back(request, "/")
    if wanted in ("ar", "en"):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86_400, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
        )  # fmt: skip
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=wanted)
    return response
