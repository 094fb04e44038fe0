"""The log of decisions: who ruled what, when and why; undone only by a new ruling. Auditors see the chain's state and who looked at what."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.actions.undo import takes_two
from tawthiq.workbench.register.actions.undo import undo as take_back
from tawthiq.workbench.register.models import Decision, Reading
from tawthiq.workbench.review.acts import act, reason_of
from tawthiq.workbench.review.guard import StaffRequest, one, screen
from tawthiq.workbench.review.paging import page_by_id
from tawthiq.workbench.review.subjects import described


@screen("see_log")
def log(request: StaffRequest) -> HttpResponse:
    """Decisions, the newest first, by person or action; or the looks at restricted material."""
    who, action = request.GET.get("who", "")[:150], request.GET.get("action", "")[:40]
    reads = request.GET.get("reads") == "1"
    if reads:
        rows = Reading.objects.all()
        page = page_by_id(rows.filter(name=who) if who else rows, request.GET.get("after", ""), size=50)
    else:
        ruled = Decision.objects.all()
        ruled = ruled.filter(name=who) if who else ruled
        page = page_by_id(ruled.filter(action=action) if action else ruled, request.GET.get("after", ""), size=50)
    for row in page.rows:
        row.about = described(row.subject, request.user, names=False)
    broken = next(iter(chain.faults(Reading if reads else Decision)), "") if request.GET.get("check") == "1" else None
    context = {
        "page": page,
        "who": who,
        "action": action,
        "reads": reads,
        "head": chain.head(Reading if reads else Decision),
        "broken": broken,
    }
    return render(request, "review/log.html", context)


@screen("edit_claims", methods=("POST",))
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Takes a ruling back, or proposes to where two persons gave it."""
    decision: Decision = one(Decision.objects.all(), pk=pk)
    if described(decision.subject, request.user) is None:
        raise PermissionDenied("right")
    reason = reason_of(request)
    if takes_two(decision):
        return act(
            request,
            reverse("queues"),
            lambda: propose(request.user, "undo", decision.subject, {"decision": pk}, reason=reason),
            "act.proposed",
        )
    return act(request, reverse("queues"), lambda: take_back(request.user, decision, reason=reason))
