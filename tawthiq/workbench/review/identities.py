"""Sources and witnesses: a list of pseudonyms; who somebody is, shown once, with a reason, to the few who may."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tawthiq.workbench.register.actions.identities import (
    OPENING,
    asked_of,
    destroy,
    due,
    give_consent,
    name_of,
    open_identity,
    public_key,
    record_of,
    take_down,
    withdraw,
)
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.consents import may_be_published
from tawthiq.workbench.register.deciding import ReasonNeeded
from tawthiq.workbench.register.models import Consent, Identity
from tawthiq.workbench.register.models.identities import KINDS, SCOPES
from tawthiq.workbench.register.signed_records import signed_by
from tawthiq.workbench.review.acts import act, back, reason_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, documents_for, one, screen
from tawthiq.workbench.review.paging import page_by_id

MOST_REPORTS = 50


@screen("keep_identities")
def identities(request: StaffRequest) -> HttpResponse:
    """Pseudonyms, the newest first, and the form to take somebody down."""
    w = w_of(request)
    standing = Count("consents", filter=Q(consents__withdrawn_at=None), distinct=True)
    rows = Identity.objects.defer("sealed").select_related("by")
    page = page_by_id(rows, request.GET.get("after", ""), size=50)
    counts = {
        pk: (reports, consents)
        for pk, reports, consents in Identity.objects.filter(pk__in=[r.pk for r in page.rows])
        .annotate(reports=Count("documents", distinct=True), standing=standing)
        .values_list("pk", "reports", "standing")
    }
    for row in page.rows:
        row.reports, row.standing = counts[row.pk]
    context = {
        "page": page,
        "kinds": [(k, w(f"identity_kinds.{k}")) for k in KINDS],
        "has_key": bool(public_key()),
        "due": due() if request.user.may("destroy_identities") else [],
    }
    return _private(render(request, "review/identities.html", context))


@screen("keep_identities", methods=("POST",))
def take(request: StaffRequest) -> HttpResponse:
    """Seals who somebody is; nothing of it stays but the pseudonym."""
    keys = [line.strip() for line in request.POST.get("keys", "").splitlines() if line.strip()][:MOST_REPORTS]
    found = list(documents_for(request.user).filter(key__in=keys))

    def do() -> Identity:
        if len(found) != len(set(keys)):
            raise ValueError("identities.unknown_report")
        return take_down(
            request.user, request.POST.get("kind", ""), request.POST.get("name", ""), contact=request.POST.get("contact", ""),
            notes=request.POST.get("notes", ""), documents=found, reason=request.POST.get("reason", ""),
        )  # fmt: skip

    w = w_of(request)
    try:
        made = do()
    except ReasonNeeded:
        messages.error(request, w("act.reason_needed"))
    except ValueError as error:
        messages.error(request, w(str(error)))
    else:
        messages.success(request, w("identities.taken", pseudonym=made.pseudonym))
        return back(request, reverse("identity", args=[made.pseudonym]))
    return _private(back(request, reverse("identities")))


def _page(request: StaffRequest, found: Identity, who: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    w = w_of(request)
    mine = documents_for(request.user)
    record = record_of(found) if found.destroyed_at else None
    context = {
        "identity": found,
        "who": who,
        "asked": asked_of(request.user, found) if request.user.may("open_identities") else None,
        "reports": list(mine.filter(pk__in=found.documents.values("pk")).order_by("key")),
        "hidden": found.documents.exclude(pk__in=mine.values("pk")).count(),
        "consents": list(found.consents.select_related("by").order_by("-pk")),
        "scopes": [(s, w(f"consent_scopes.{s}")) for s in SCOPES],
        "record": record,
        "let_out": may_be_published(found),
        "signatures": signed_by(record) if record else {},
        "today": timezone.now().date(),
    }
    return _private(render(request, "review/identity.html", context, status=status))


@screen("keep_identities")
def identity(request: StaffRequest, pseudonym: str) -> HttpResponse:
    """One pseudonym: its reports, its consents, and not who it is."""
    return _page(request, _one(pseudonym))


@screen("open_identities", methods=("POST",))
def ask_to_show(request: StaffRequest, pseudonym: str) -> HttpResponse:
    """Asks a second person whether one may see who it is."""
    found = _one(pseudonym)
    payload = {"by": request.user.username}  # what is allowed is allowed to this person alone
    return act(
        request,
        reverse("identity", args=[pseudonym]),
        lambda: propose(request.user, OPENING, name_of(found), payload, reason=reason_of(request)),
        "act.proposed",
    )


@screen("open_identities", methods=("POST",))
def show(request: StaffRequest, pseudonym: str) -> HttpResponse:
    """Who it is, on this one page, once a second person has allowed it; the look is logged first."""
    found = _one(pseudonym)
    try:
        return _page(request, found, open_identity(request.user, found))
    except ValueError as error:
        messages.error(request, w_of(request)(str(error)))
    return back(request, reverse("identity", args=[pseudonym]))


@screen("keep_identities", methods=("POST",))
def consent(request: StaffRequest, pseudonym: str) -> HttpResponse:
    """Writes down what the person agreed to."""
    found = _one(pseudonym)

    def do() -> Consent:
        try:
            given = date.fromisoformat(request.POST.get("given", ""))
        except ValueError as error:
            raise ValueError("identities.scope_needed") from error
        return give_consent(
            request.user, found, request.POST.getlist("scope"), given, guardian="guardian" in request.POST, reason=reason_of(request)
        )  # fmt: skip

    return act(request, reverse("identity", args=[pseudonym]), do)


@screen("keep_identities", methods=("POST",))
def withdraw_consent(request: StaffRequest, pseudonym: str, pk: int) -> HttpResponse:
    """Takes a consent back; what the person told is sealed at once."""
    given: Consent = one(Consent.objects.filter(identity=_one(pseudonym)).select_related("identity"), pk=pk)
    return act(
        request,
        reverse("identity", args=[pseudonym]),
        lambda: withdraw(request.user, given, reason=reason_of(request)),
        "identities.hidden",
    )


@screen("destroy_identities", methods=("POST",))
def destroy_identity(request: StaffRequest, pseudonym: str) -> HttpResponse:
    """Destroys who it is, for good."""
    found = _one(pseudonym)
    return act(
        request,
        reverse("identity", args=[pseudonym]),
        lambda: destroy(request.user, found, reason=reason_of(request)),
        "identities.destroyed",
    )


def _one(pseudonym: str) -> Identity:
    found: Identity = one(Identity.objects.select_related("by"), pseudonym=pseudonym)
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """No browser or proxy keeps the page."""
    response["Cache-Control"] = "no-store"
    return response
