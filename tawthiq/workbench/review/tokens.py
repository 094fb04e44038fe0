"""API tokens: an officer makes and revokes their own; an admin sees everyone's and may revoke them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tawthiq.workbench.register.actions.tokens import SCOPES, make_token, revoke_token
from tawthiq.workbench.register.models import ApiToken
from tawthiq.workbench.review.acts import act
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, one, screen
from tawthiq.workbench.review.paging import page_by_id

DAYS = 90
"""How long a token lives unless its maker says otherwise."""
LONGEST = 366


def _shown(
    request: StaffRequest, rows: QuerySet[ApiToken], *, everyones: bool, text: str = "", status: int = 200
) -> HttpResponse:
    w = w_of(request)
    page = page_by_id(rows.select_related("by"), request.GET.get("after", ""), size=50)
    scopes = [(s, w(f"scopes.{s.replace(':', '_')}")) for s, right in SCOPES.items() if request.user.may(right)]
    context = {
        "page": page, "scopes": scopes, "everyones": everyones, "text": text, "now": timezone.now(), "days": DAYS, "longest": LONGEST,
        "typed": request.POST.get("name", "") if not text else "", "chosen": request.POST.getlist("scope") if not text else [],
    }  # fmt: skip
    response = render(request, "review/tokens.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@screen("use_api")
def tokens(request: StaffRequest) -> HttpResponse:
    """One's own tokens."""
    return _shown(request, ApiToken.objects.filter(by=request.user), everyones=False)


@screen("use_api", methods=("POST",))
def make(request: StaffRequest) -> HttpResponse:
    """Makes a token and shows it, this once."""
    days = request.POST.get("days", "").strip()
    mine = ApiToken.objects.filter(by=request.user)
    text = ""
    try:
        if not (days.isascii() and days.isdigit() and len(days) < 4 and 1 <= int(days) <= LONGEST):
            raise ValueError("tokens.days_needed")
        expires = timezone.now() + timedelta(days=int(days))
        _, text = make_token(request.user, request.POST.get("name", ""), request.POST.getlist("scope"), expires=expires)
    except ValueError as error:
        messages.error(request, w_of(request)(str(error)))
        return _shown(request, mine, everyones=False, status=422)
    return _shown(request, mine, everyones=False, text=text)


@screen("use_api", methods=("POST",))
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Revokes one of one's own tokens."""
    found: ApiToken = one(ApiToken.objects.filter(by=request.user), pk=pk)
    return act(request, reverse("tokens"), lambda: revoke_token(request.user, found), "tokens.done")


@screen("manage_staff")
def everyones(request: StaffRequest) -> HttpResponse:
    """All tokens, for whoever keeps the accounts."""
    return _shown(request, ApiToken.objects.all(), everyones=True)


@screen("manage_staff", methods=("POST",))
def revoke_any(request: StaffRequest, pk: int) -> HttpResponse:
    """Revokes anyone's token."""
    found: ApiToken = one(ApiToken.objects.all(), pk=pk)
    return act(request, reverse("all_tokens"), lambda: revoke_token(request.user, found), "tokens.done")
