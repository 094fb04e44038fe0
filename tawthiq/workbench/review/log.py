"""The log of decisions: who ruled what, when and why; undone only by a new ruling. Auditors see the chain's state and who looked at what."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.publish.wording import Wording
from tawthiq.workbench.register import chain
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.actions.undo import takes_two
from tawthiq.workbench.register.actions.undo import undo as take_back
from tawthiq.workbench.register.custody import ACTS
from tawthiq.workbench.register.models import Custody, Decision, Reading
from tawthiq.workbench.review.acts import act, reason_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, one, screen
from tawthiq.workbench.review.paging import page_by_id
from tawthiq.workbench.review.subjects import described


@screen("see_log")
def log(request: StaffRequest) -> HttpResponse:
    """Decisions, the newest first, by person or action; or the looks at restricted material; or what was done with material."""
    who, action = request.GET.get("who", "")[:150], request.GET.get("action", "")[:40]
    reads, custody = request.GET.get("reads") == "1", request.GET.get("custody") == "1"
    model = Reading if reads else Custody if custody else Decision
    rows = model._default_manager.filter(name=who) if who else model._default_manager.all()
    if action and not reads:
        rows = rows.filter(**{"act" if custody else "action": action})
    page = page_by_id(rows, request.GET.get("after", ""), size=50)
    for row in page.rows:
        if custody and not reads:
            row.mark = str(row.detail.get("sha256") or row.detail.get("format") or "")
        row.about = described(row.subject, request.user, names=False)
    broken = next(iter(chain.faults(model)), "") if request.GET.get("check") == "1" else None
    context = {
        "page": page,
        "who": who,
        "action": action,
        "acts": [] if reads else _acts(w_of(request), custody),
        "reads": reads,
        "custody": custody and not reads,
        "head": chain.head(model),
        "broken": broken,
    }
    return render(request, "review/log.html", context)


def _acts(w: Wording, custody: bool) -> list[tuple[str, str]]:
    """What the log can be narrowed to: each act, or what was done with material, with its word, in the order of the words."""
    if custody:
        found = [(act, w(f"custody.{act}")) for act in ACTS]
    else:  # a word's key is its act, whose first point is an underscore there
        found = [(key.replace("_", ".", 1), str(word)) for key, word in w.strings["acts"].items()]
    return sorted(found, key=lambda item: item[1])


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
