"""The office: who works here and as what. An admin makes, closes and changes accounts; passwords are shown once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.workbench.register.actions import staff
from tawthiq.workbench.register.deciding import ReasonNeeded
from tawthiq.workbench.review.acts import act, reason_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, one, screen
from tawthiq.workbench.staff.accounts import BadAccount
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.staff.roles import ROLES


def _shown(request: StaffRequest, *, of: str = "", password: str = "", status: int = 200) -> HttpResponse:
    people = list(User.objects.prefetch_related("authenticator_set").order_by("-is_active", "username"))
    response = render(
        request, "review/office.html", {"people": people, "roles": ROLES, "of": of, "password": password}, status=status
    )
    response["Cache-Control"] = "no-store"
    return response


@screen("manage_staff")
def office(request: StaffRequest) -> HttpResponse:
    """All accounts."""
    return _shown(request)


def _with_password(request: StaffRequest, make: Callable[[], tuple[str, str]]) -> HttpResponse:
    """Shows a password that was just made, this once; what stood in the way otherwise."""
    try:
        name, password = make()
    except ReasonNeeded:
        messages.error(request, w_of(request)("act.reason_needed"))
    except BadAccount as error:
        messages.error(request, str(error))
    except PermissionDenied:
        raise
    except ValueError as error:
        messages.error(request, w_of(request)(str(error)))
    else:
        return _shown(request, of=name, password=password)
    return _shown(request, status=422)


@screen("manage_staff", methods=("POST",))
def make(request: StaffRequest) -> HttpResponse:
    """A new account."""
    form, language = request.POST, request.POST.get("language", "ar")

    def made() -> tuple[str, str]:
        user, password = staff.make_account(
            request.user, form.get("name", ""), form.get("role", ""), language=language if language in ("ar", "en") else "ar", reason=reason_of(request)
        )  # fmt: skip
        return user.username, password

    return _with_password(request, made)


@screen("manage_staff", methods=("POST",))
def new_password(request: StaffRequest, pk: int) -> HttpResponse:
    """A new password for one who lost theirs."""
    found: User = one(User.objects.all(), pk=pk)
    return _with_password(
        request, lambda: (found.username, staff.new_password(request.user, found, reason=reason_of(request)))
    )


@screen("manage_staff", methods=("POST",))
def role(request: StaffRequest, pk: int) -> HttpResponse:
    """Another role."""
    found: User = one(User.objects.all(), pk=pk)
    return act(
        request,
        reverse("office"),
        lambda: staff.set_role(request.user, found, request.POST.get("role", ""), reason=reason_of(request)),
    )


@screen("manage_staff", methods=("POST",))
def is_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Closed, or open again."""
    found: User = one(User.objects.all(), pk=pk)
    return act(
        request,
        reverse("office"),
        lambda: staff.set_open(request.user, found, request.POST.get("open") == "1", reason=reason_of(request)),
    )


@screen("manage_staff", methods=("POST",))
def factor(request: StaffRequest, pk: int) -> HttpResponse:
    """The second factor taken away, to be set up anew."""
    found: User = one(User.objects.all(), pk=pk)
    return act(
        request, reverse("office"), lambda: staff.reset_second_factor(request.user, found, reason=reason_of(request))
    )
