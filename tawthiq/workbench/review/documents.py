"""Documents: the list, and the page where an officer reads a text with every claim marked in its place, and rules on them."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tawthiq.workbench.register.actions import accounts as on_accounts
from tawthiq.workbench.register.actions import claims as on_claims
from tawthiq.workbench.register.actions import records
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.deciding import decisions_on
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.inbox import originals
from tawthiq.workbench.register.models import Account, Claim, Decision, Document, Proposal
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.protection import closed_incidents, opens, readable
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.candidates import for_account, named
from tawthiq.workbench.review.claim_forms import FIELDS, choices, place_choices, posted
from tawthiq.workbench.review.claim_view import claim_views
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import (
    StaffRequest,
    accounts_for,
    documents_for,
    incidents_for,
    levels,
    looked_over,
    names_seen,
    one,
    screen,
    seen,
)
from tawthiq.workbench.review.marking import pieces, shown
from tawthiq.workbench.review.paging import page_by_id
from tawthiq.workbench.review.pseudonyms import shown_as
from tawthiq.workbench.review.retyped import kept
from tawthiq.workbench.review.team import team_of


@screen("see")
def documents(request: StaffRequest) -> HttpResponse:
    """The documents, those that came last first; by language, publisher and access level."""
    rows = documents_for(request.user)
    lang, publisher, access = (request.GET.get(name, "") for name in ("lang", "publisher", "access"))
    if lang in ("ar", "en"):
        rows = rows.filter(lang=lang)
    if publisher:
        rows = rows.filter(publisher=publisher)
    if access in ACCESS:
        rows = rows.filter(access=access)
    page = page_by_id(rows.defer("text", "record", "told"), request.GET.get("after", ""))
    told = (
        accounts_for(request.user)
        .filter(document__in=page.rows)
        .order_by()
        .values_list("document")
        .annotate(n=Count("pk"))
    )
    tellings = dict(told.values_list("document", "n"))
    for shown_row in page.rows:
        shown_row.told_accounts = tellings.get(shown_row.pk, 0)
    context = {"page": page, "filters": {"lang": lang, "publisher": publisher, "access": access}, "levels": ACCESS}
    return render(request, "review/documents.html", context)


@screen("see")
def document(request: StaffRequest, pk: int) -> HttpResponse:
    """One document: its text with the claims, beside it the accounts."""
    found: Document = one(documents_for(request.user), pk=pk)
    seen(request.user, f"document:{found.key}", found.access, "document")
    w = w_of(request)
    mine = levels(request.user)
    tellings = found.accounts.filter(readable(mine)).select_related("incident", "document")
    rows = list(tellings.prefetch_related("claims__person").order_by("number"))
    looked_over(request.user, {a.incident for a in rows if a.incident is not None}, "document")
    claims = [c for a in rows for c in a.claims.all() if c.field != "person" or shown_as(c.person, mine) == "name"]
    names_seen(request.user, claims, "document")
    asides = [(a["span"][0], a["span"][1]) for a in found.record.get("asides") or ()]
    edit, add = _asked(request, "edit"), _asked(request, "add")
    field = request.GET.get("field", "toll")
    views: list[dict[str, Any]] = [
        {
            "account": a,
            "claims": claim_views(a, list(a.claims.all()), w, mine),
            "own": a.last_editor == request.user.username,
        }
        for a in rows
    ]
    editing = next((v for shown_account in views for v in shown_account["claims"] if v.claim.pk == edit), None)
    places = []
    if editing is not None and editing.claim.field == "place":
        places = place_choices(editing.record, request.GET.get("place", ""), w)
    elif add and field == "place":
        places = place_choices({}, request.GET.get("place", ""), w)
    retyped = kept(request)
    if retyped and field == "place" and (ident := retyped["form"].get("id")) not in dict(places):
        places = [*place_choices({"id": ident}, "", w), *places]
    key = f"document:{found.key}"
    move = _asked(request, "move") if request.user.may("link") else 0
    moving = next((a for a in rows if a.pk == move), None)
    context = {
        "moving": moving, "candidates": for_account(moving, incidents_for(request.user), mine) if moving else [],
        "document": found, "title": shown(found.title), "pieces": pieces(found.text, claims, asides), "views": views, "editing": editing,
        "retyped": retyped, "edit": edit, "add": add, "field": field if field in FIELDS else "toll", "fields": FIELDS,
        "telling": request.GET.get("tell") == "1", "choices": choices(w) if (edit or add or request.GET.get("tell")) and request.user.may("edit_claims") else {}, "places": places,
        "decisions": ruled_on(found, mine), "undoable": True, "findings": list(found.findings.order_by("passed", "number")),
        "proposals": Proposal.objects.filter(subject=key, state="open").select_related("by"), "levels": ACCESS, "subject": key, **team_of(key),
    }  # fmt: skip
    return render(request, "review/document.html", context)


def ruled_on(document: Document, mine: tuple[str, ...]) -> list[Decision]:
    """The decisions on a document and its tellings, the newest first; none on the telling of an incident that the reader may not see."""
    found = decisions_on(f"document:{document.key}")
    closed = document.accounts.filter(incident__in=closed_incidents(mine).values("pk"))
    for number in closed.values_list("number", flat=True):
        telling = f"{document.key}#{number}"
        found = found.exclude(subject=f"account:{telling}").exclude(subject__startswith=f"claim:{telling}/")
    return list(found[:30])


def _asked(request: StaffRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@screen("see")
def original(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The document's bytes as they came in, to be saved, never shown: a hostile page must not run here."""
    found: Document = one(documents_for(request.user), pk=pk)
    seen(request.user, f"document:{found.key}", found.access, "original")
    if not re.fullmatch("[0-9a-f]{64}", found.sha256):
        raise Http404
    path = originals().path(found.sha256)
    if not path.is_file():
        raise Http404
    note("copied", f"document:{found.key}", {"sha256": found.sha256, "what": "original"}, request.user)
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{found.sha256[:16]}.bin",
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox"
    return response


def _claim(request: StaffRequest, pk: int) -> Claim:
    found: Claim = one(
        Claim.objects.filter(account__in=accounts_for(request.user)).select_related(
            "account__document", "account__incident", "person"
        ),
        pk=pk,
    )
    if found.field == "person" and shown_as(found.person, levels(request.user)) != "name":
        raise Http404
    return found


def _account(request: StaffRequest, pk: int) -> Account:
    found: Account = one(accounts_for(request.user).select_related("document", "incident"), pk=pk)
    return found


def _page(account: Account, anchor: str = "") -> str:
    return reverse("document", args=[account.document_id]) + anchor


@screen("edit_claims", methods=("POST",))
def accept_claim(request: StaffRequest, pk: int) -> HttpResponse:
    """The claim stands."""
    claim = _claim(request, pk)
    return act(
        request, _page(claim.account, f"#c{pk}"),
        lambda: on_claims.accept_claim(request.user, claim, reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("edit_claims", methods=("POST",))
def reject_claim(request: StaffRequest, pk: int) -> HttpResponse:
    """The claim no longer counts."""
    claim = _claim(request, pk)
    return act(
        request, _page(claim.account, f"#c{pk}"),
        lambda: on_claims.reject_claim(request.user, claim, reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("edit_claims", methods=("POST",))
def correct_claim(request: StaffRequest, pk: int) -> HttpResponse:
    """The claim says something else."""
    claim = _claim(request, pk)
    before = value_of(claim.account, claim) or claim.record or {}
    return act(
        request, _page(claim.account, f"#c{pk}"),
        lambda: on_claims.correct_claim(
            request.user, claim, posted(request, claim.field, claim.account, before), reason=reason_of(request), version=version_of(request)
        ),
        again=_page(claim.account, f"?edit={pk}#c{pk}"),
    )  # fmt: skip


@screen("edit_claims", methods=("POST",))
def add_claim(request: StaffRequest, pk: int) -> HttpResponse:
    """A claim the machine did not see."""
    account = _account(request, pk)
    field = request.POST.get("field", "")
    return act(
        request, _page(account, f"#a{pk}"),
        lambda: on_claims.add_claim(
            request.user, account, field, posted(request, field, account), reason=reason_of(request), version=version_of(request)
        ),
        again=_page(account, f"?add={pk}&field={field}#a{pk}") if field in FIELDS else "",
    )  # fmt: skip


@screen("edit_claims", methods=("POST",))
def tell(request: StaffRequest, pk: int) -> HttpResponse:
    """A telling that the machine did not see, in an incident that is named or in a new one."""
    found: Document = one(documents_for(request.user), pk=pk)
    written = request.POST.get("written", "").strip()
    into = named(written, incidents_for(request.user)) if written else None

    def add() -> None:
        if written and into is None:
            raise ValueError("incident.no_such")
        span = posted(request, "kind", Account(document=found)).get("span")
        on_accounts.add_account(
            request.user, found, request.POST.get("code", ""), span, into, reason=reason_of(request)
        )

    page = reverse("document", args=[pk])
    return act(request, page, add, again=f"{page}?tell=1#tell")


@screen("review", methods=("POST",))
def review_account(request: StaffRequest, pk: int) -> HttpResponse:
    """A reviewer's word on an account."""
    account = _account(request, pk)
    return act(
        request, _page(account, f"#a{pk}"),
        lambda: on_accounts.review_account(
            request.user, account, request.POST.get("state", ""), reason=reason_of(request), version=version_of(request)
        ),
    )  # fmt: skip


@screen("link", methods=("POST",))
def move_account(request: StaffRequest, pk: int) -> HttpResponse:
    """The account tells of another incident."""
    account = _account(request, pk)
    to = named(request.POST.get("written", "").strip() or request.POST.get("to", ""), incidents_for(request.user))

    def move() -> None:
        if to is None:
            raise ValueError("incident.no_such")
        on_accounts.move_account(request.user, account, to, reason=reason_of(request), version=version_of(request))

    return act(request, _page(account, f"#a{pk}"), move)


@screen("set_access", methods=("POST",))
def access(request: StaffRequest, pk: int) -> HttpResponse:
    """Who may read the document: closed at once; opened by two persons."""
    found: Document = one(documents_for(request.user), pk=pk)
    level, reason, page = request.POST.get("access", ""), reason_of(request), reverse("document", args=[pk])
    if opens(found, level):
        name = records.name_of(found)
        return act(
            request,
            page,
            lambda: propose(request.user, "document.open", name, {"access": level}, reason=reason),
            "act.proposed",
        )
    return act(
        request, page, lambda: records.set_access(request.user, found, level, reason=reason, version=version_of(request))
    )  # fmt: skip
