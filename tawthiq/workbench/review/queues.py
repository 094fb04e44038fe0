"""What waits: new leads, uncertain pairs, conflicts, audit findings, restricted material, proposals for a second person; and who works on what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.workbench.register.actions import pairs as on_pairs
from tawthiq.workbench.register.actions import proposals as on_proposals
from tawthiq.workbench.register.actions import records, teamwork
from tawthiq.workbench.register.held import number_unasked
from tawthiq.workbench.register.models import Assignment, Comment, Finding, Incident, Pair, Proposal, SavedFilter
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.names import Name, UnknownName
from tawthiq.workbench.register.protection import CLOSED, by_class, closed_incidents, readable, told_openly
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.context import w_of, waiting
from tawthiq.workbench.review.doubts import between, next_doubt, page_of_doubts
from tawthiq.workbench.review.guard import (
    StaffRequest,
    documents_for,
    incidents_for,
    levels,
    looked_over,
    names_seen,
    one,
    screen,
    seen,
)
from tawthiq.workbench.review.incident_page import shown_claims, sides
from tawthiq.workbench.review.leads import number_of_leads
from tawthiq.workbench.review.paging import page_by_id, page_of
from tawthiq.workbench.review.subjects import asked, described, looked_at
from tawthiq.workbench.review.team import team_of
from tawthiq.workbench.staff.models import User


def _counts(user: User) -> list[tuple[str, int | str]]:
    """Every queue with how much waits in it, by the name of its address."""
    here = documents_for(user)
    own = waiting(user)
    return [
        ("leads", number_of_leads(user)),
        ("pairs", own["pairs"]),
        ("conflicts", incidents_for(user).filter(conflicts__gt=0).exclude(state__in=("merged", "rejected")).count()),
        ("findings", own["findings"]),
        ("restricted", here.filter(access__in=CLOSED).count() + _closed(user).count()),
        ("proposals", own["proposals"]),
        ("mine", own["mine"] + own["mentions"]),
    ]


def _closed(user: User) -> QuerySet[Incident]:
    """The incidents that not everyone may read, as far as the person may."""
    rows = closed_incidents(ACCESS[:2]).filter(access__in=levels(user))
    return rows.exclude(state__in=("merged", "rejected"))


@screen("see")
def queues(request: StaffRequest) -> HttpResponse:
    """All queues with their counts."""
    return render(request, "review/queues.html", {"counts": _counts(request.user)})


@screen("see")
def counts(request: StaffRequest) -> HttpResponse:
    """The counts alone, for the page that keeps them live."""
    return render(request, "review/_queue_counts.html", {"counts": _counts(request.user)})


@screen("see")
def pairs(request: StaffRequest) -> HttpResponse:
    """Incidents that may be one, by the likeliest pair of their tellings."""
    page = page_of_doubts(levels(request.user), request.GET.get("after", ""))
    shown = [end.incident for doubt in page.rows for end in (doubt.pair.a, doubt.pair.b)]
    looked_over(request.user, {i for i in shown if i is not None}, "pairs")
    return render(request, "review/pairs.html", {"page": page, "unasked": number_unasked()})


def _pair(request: StaffRequest, pk: int) -> Pair:
    mine = levels(request.user)
    rows = Pair.objects.filter(a__document__access__in=mine, b__document__access__in=mine)
    rows = rows.filter(readable(mine, "a__incident"), readable(mine, "b__incident"))
    found: Pair = one(rows.select_related("a__document", "b__document", "a__incident", "b__incident"), pk=pk)
    return found


@screen("see")
def pair(request: StaffRequest, pk: int) -> HttpResponse:
    """Two tellings side by side, with the table of evidence."""
    found, w = _pair(request, pk), w_of(request)
    for document in (found.a.document, found.b.document):
        seen(request.user, f"document:{document.key}", document.access, "pair")
    looked_over(request.user, {i for i in (found.a.incident, found.b.incident) if i is not None}, "pair")
    both = sides([found.a, found.b], levels(request.user), w)
    names_seen(request.user, shown_claims(both), "pair")
    mine = levels(request.user)
    others = between(found, mine)
    name = on_pairs.name_of(found)
    context = {
        "pair": found, "sides": both, "others": len(others), "next_pair": next_doubt(found, others, mine),
        "subject": name, **team_of(name),
    }  # fmt: skip
    return render(request, "review/pair.html", context)


@screen("link", methods=("POST",))
def rule_pair(request: StaffRequest, pk: int) -> HttpResponse:
    """One incident or two."""
    found = _pair(request, pk)
    same = request.POST.get("same") == "1"
    also = [] if same else between(found, levels(request.user))
    return act(
        request, reverse("pairs"),
        lambda: on_pairs.rule_pair(request.user, found, same, also=also, reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("see")
def conflicts(request: StaffRequest) -> HttpResponse:
    """Incidents whose sources cannot all be right."""
    rows = incidents_for(request.user).filter(conflicts__gt=0).exclude(state__in=("merged", "rejected"))
    page = page_of(rows, request.GET.get("after", ""))
    looked_over(request.user, page.rows, "conflicts")
    return render(request, "review/conflicts.html", {"page": page})


@screen("see")
def findings(request: StaffRequest) -> HttpResponse:
    """What the audit found in reports and nobody has ruled on."""
    mine = levels(request.user)
    rows = Finding.objects.filter(state="open", passed=False)
    rows = rows.filter(document=None) | rows.filter(document__access__in=mine)
    page = page_by_id(rows.select_related("document"), request.GET.get("after", ""))
    return render(request, "review/findings.html", {"page": page})


@screen("review", methods=("POST",))
def rule_finding(request: StaffRequest, pk: int) -> HttpResponse:
    """The finding is so, or it is not."""
    mine = levels(request.user)
    rows = Finding.objects.filter(document=None) | Finding.objects.filter(document__access__in=mine)
    found: Finding = one(rows.select_related("document"), pk=pk)
    return act(
        request, reverse("findings"),
        lambda: records.rule_finding(request.user, found, request.POST.get("state", ""), reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("see_restricted")
def restricted(request: StaffRequest) -> HttpResponse:
    """Incidents and documents that not everyone may read."""
    rows = documents_for(request.user).filter(access__in=CLOSED).defer("text", "record", "told")
    page = page_of(_closed(request.user), request.GET.get("later", ""))
    looked_over(request.user, page.rows, "restricted")
    openly = told_openly(page.rows)
    context = {
        "page": page_by_id(rows, request.GET.get("after", "")), "incidents": [(i, by_class(i), i.pk in openly) for i in page.rows], "later": page.after,
    }  # fmt: skip
    return render(request, "review/restricted.html", context)


@screen("see")
def proposals(request: StaffRequest) -> HttpResponse:
    """Acts that wait for a second person."""
    rows = [
        (p, described(p.subject, request.user), asked(p, request.user))
        for p in Proposal.objects.filter(state="open").select_related("by").order_by("pk")[:100]
    ]
    rows = [row for row in rows if row[1] is not None]
    for p, _, _ in rows:
        looked_at((p.subject, str(p.payload.get("gone", ""))), request.user, "proposals")
    return render(request, "review/proposals.html", {"rows": rows})


@screen("approve", methods=("POST",))
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """A second person agrees: the act is carried out."""
    found = _proposal(request, pk)
    return act(
        request, reverse("proposals"), lambda: on_proposals.approve(request.user, found, reason=reason_of(request))
    )


@screen("comment", methods=("POST",))
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """A second person does not agree, or the first one takes it back."""
    found = _proposal(request, pk)
    return act(
        request, reverse("proposals"), lambda: on_proposals.decline(request.user, found, reason=reason_of(request))
    )


def _proposal(request: StaffRequest, pk: int) -> Proposal:
    from django.http import Http404

    found: Proposal = one(Proposal.objects.select_related("by"), pk=pk)
    names = (found.subject, str(found.payload.get("gone") or found.subject))
    if any(described(name, request.user) is None for name in names):  # nobody rules on what they may not see
        raise Http404
    return found


@screen("see")
def mine(request: StaffRequest) -> HttpResponse:
    """What is assigned to me, and where colleagues ask me to look."""
    assigned = [
        (a, described(a.subject, request.user))
        for a in Assignment.objects.filter(to=request.user).select_related("by").order_by("-at")[:200]
    ]
    asked = Comment.objects.filter(mentions=request.user).select_related("by").order_by("-pk")[:50]
    looked_at((a.subject for a, _ in assigned), request.user, "mine")
    looked_at((c.subject for c in asked), request.user, "mine")
    context: dict[str, Any] = {
        "assigned": [(a, d) for a, d in assigned if d is not None],
        "mentions": [(c, d) for c in asked if (d := described(c.subject, request.user)) is not None],
        "filters": request.user.filters.order_by("screen", "name"),
    }
    return render(request, "review/mine.html", context)


def _subject(request: StaffRequest) -> str:
    """The record a form is about, if the person may see it."""
    from django.http import Http404

    subject = request.POST.get("subject", "")[:700]
    try:
        Name.parse(subject)
    except UnknownName as error:
        raise Http404 from error
    if described(subject, request.user) is None:
        raise Http404
    return subject


@screen("comment", methods=("POST",))
def comment(request: StaffRequest) -> HttpResponse:
    """A note on a record."""
    subject = _subject(request)
    return act(
        request,
        reverse("queues"),
        lambda: teamwork.comment(request.user, subject, request.POST.get("text", "")),
        "team.commented",
    )


@screen("comment", methods=("POST",))
def assign(request: StaffRequest) -> HttpResponse:
    """Gives a record to a colleague, or takes it."""
    subject = _subject(request)
    to = User.objects.filter(username=request.POST.get("to", ""), is_active=True).first()

    def give() -> None:
        if to is None:
            raise ValueError("team.no_such_person")
        teamwork.assign(request.user, subject, to)

    return act(request, reverse("queues"), give, "team.assigned")


@screen("comment", methods=("POST",))
def release(request: StaffRequest) -> HttpResponse:
    """Takes an assignment off."""
    subject = _subject(request)
    return act(request, reverse("queues"), lambda: teamwork.release(request.user, subject), "team.released")


@screen("see", methods=("POST",))
def save_filter(request: StaffRequest) -> HttpResponse:
    """Keeps a list's filters under a name."""
    form = request.POST
    return act(
        request,
        "/",
        lambda: teamwork.save_filter(request.user, form.get("screen", ""), form.get("name", ""), form.get("query", "")),
        "team.saved",
    )


@screen("see", methods=("POST",))
def forget_filter(request: StaffRequest, pk: int) -> HttpResponse:
    """Takes one of one's own saved filters away."""
    found: SavedFilter = one(request.user.filters.all(), pk=pk)
    return act(request, reverse("mine"), found.delete, "team.forgotten")
