"""New leads: tellings that nobody has reviewed yet, narrowed by what they tell and who works on them, and given out by the handful."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import In
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.publish.wording import codes
from tawthiq.workbench.register.actions import teamwork
from tawthiq.workbench.register.models import Account, Assignment, Document
from tawthiq.workbench.register.protection import closed_incidents
from tawthiq.workbench.review.acts import act
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, accounts_for, closed_to, levels, screen
from tawthiq.workbench.review.incidents import in_use
from tawthiq.workbench.review.paging import SIZE, page_by_id
from tawthiq.workbench.staff.models import User

NARROWED_BY = ("kind", "governorate", "lang", "publisher", "from", "to", "with")
"""What the list can be narrowed by, as addresses name it."""


def waiting_leads(user: User) -> QuerySet[Account]:
    """The leads that a person may see: read by the machine, ruled on by nobody, no summing-up of others."""
    return accounts_for(user).filter(state="lead", summary=False)


def number_of_leads(user: User) -> int:
    """How many leads a person may see: all there are, without those of documents and incidents that are closed to them, which are few."""
    every = Account.objects.filter(state="lead", summary=False).count()
    closed = closed_to(user)
    lead = In(
        Coalesce(F("state"), Value("")), ["lead"]
    )  # as a plain condition it would be begun with, instead of with those documents
    of_documents = Account.objects.filter(lead, summary=False, document__access__in=closed).count()
    of_incidents = Account.objects.filter(lead, summary=False, incident__in=closed_incidents(levels(user)).values("pk"))
    return every - of_documents - of_incidents.exclude(document__access__in=closed).count()


def _subject() -> Concat:
    """The name of an account's document, as assignments hold it."""
    return Concat(Value("document:"), OuterRef("document__key"))


def _asked(request: StaffRequest) -> dict[str, str]:
    """The filters of an address; a day that is none is left out."""
    asked = {name: text[:300] for name in NARROWED_BY if (text := request.GET.get(name, "").strip())}
    for name in ("from", "to"):
        try:
            date.fromisoformat(asked.get(name, "0001-01-01"))
        except ValueError:
            del asked[name]
    return asked


def narrowed(rows: QuerySet[Account], asked: dict[str, str], user: User) -> QuerySet[Account]:
    """Leads by kind, governorate of their incident, language, publisher, days of publication, and who works on them ("me", "nobody")."""
    for name, column in (
        ("kind", "kind"), ("governorate", "incident__governorate"), ("lang", "document__lang"), ("publisher", "document__publisher"),
        ("from", "document__published_end__gte"), ("to", "document__published_start__lte"),
    ):  # fmt: skip
        if name in asked:
            rows = rows.filter(**{column: asked[name]})
    given = Assignment.objects.filter(subject=_subject())
    if asked.get("with") == "nobody":
        return rows.filter(~Exists(given))
    return rows.filter(Exists(given.filter(to=user))) if asked.get("with") == "me" else rows


@screen("see")
def leads(request: StaffRequest) -> HttpResponse:
    """The leads, those that came last first."""
    w = w_of(request)
    asked = _asked(request)
    rows = narrowed(waiting_leads(request.user), asked, request.user)
    page = page_by_id(rows.select_related("document", "incident"), request.GET.get("after", ""))
    subjects = [f"document:{a.document.key}" for a in page.rows]
    with_whom = {a.subject: a.to for a in Assignment.objects.filter(subject__in=subjects).select_related("to")}
    context: dict[str, Any] = {
        "page": page, "rows": [(a, with_whom.get(subject)) for a, subject in zip(page.rows, subjects, strict=True)],
        "asked": asked, "query": urlencode(asked), "kinds": [(c, w.label("kinds", c)) for c in codes("kinds")],
        "governorates": next(row[2] for row in in_use(levels(request.user), w) if row[0] == "governorate"),
        "colleagues": User.objects.filter(is_active=True).exclude(role="admin").order_by("username"),
    }  # fmt: skip
    return render(request, "review/leads.html", context)


@screen("comment", methods=("POST",))
def give_out(request: StaffRequest) -> HttpResponse:
    """Gives the documents of the chosen leads to a colleague, or to oneself: all of them or, where one may not be given, none."""
    chosen = {int(pk) for pk in request.POST.getlist("lead")[:SIZE] if pk.isascii() and pk.isdigit() and len(pk) < 18}
    found = Document.objects.filter(pk__in=waiting_leads(request.user).filter(pk__in=chosen).values("document"))
    keys = list(found.order_by("pk").values_list("key", flat=True))
    to = User.objects.filter(username=request.POST.get("to", ""), is_active=True).first()

    def give() -> None:
        if to is None:
            raise ValueError("team.no_such_person")
        if not keys:
            raise ValueError("team.nothing_chosen")
        with transaction.atomic():
            for key in keys:
                teamwork.assign(request.user, f"document:{key}", to)

    return act(request, reverse("leads"), give, "team.assigned")
