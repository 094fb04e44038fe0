"""The parties to the conflict by their neutral codes: what claims say of each, who says so, which units and commanders they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from tawthiq.domain.actors import ACTOR_ROLES
from tawthiq.knowledge.parties import Actor, actors, units
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.counting import columns, count
from tawthiq.workbench.register.parties_said import Said, said, standing
from tawthiq.workbench.register.people import leaders
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, levels, people_for, screen
from tawthiq.workbench.review.people import rows_of
from tawthiq.workbench.review.said import lines

ACCUSED, DENIED, ADMITTED = "alleged_perpetrator", "denied", "responsible_admitted"
MOST_SOURCES = 25


@dataclass(frozen=True, slots=True)
class Party:
    """A line of the list: a party with its counts of claims, of publishers and of incidents."""

    code: str
    name: str
    parent: str
    accused: int
    denied: int
    admitted: int
    other: int
    sources: int
    incidents: int


def _party(code: str, found: Said, incidents: int, w: Wording) -> Party:
    known = actors().get(code)
    roles = found.roles
    named = (roles[ACCUSED], roles[DENIED], roles[ADMITTED])
    return Party(
        code,
        clean(w.pick(known.name_ar, known.name_en) if known else code),
        known.parent if known else "",
        *named,
        roles.total() - sum(named),
        len(found.publishers),
        incidents,
    )


@screen("see")
def parties(request: StaffRequest) -> HttpResponse:
    """Every party that a claim names, in the order of the knowledge, which is the same for all readers."""
    w, mine = w_of(request), levels(request.user)
    found = said(mine)
    incidents = {cell["actor"]: cell["incidents"] for cell in count(columns(mine), "actor", None, {}, None, None, ())}
    order = [*(code for code in actors() if code in found), *sorted(found.keys() - actors().keys())]
    rows = [_party(code, found[code], incidents.get(code, 0), w) for code in order]
    return render(request, "review/parties.html", {"rows": rows})


@screen("see")
def party(request: StaffRequest, code: str) -> HttpResponse:
    """One party: the claims that accuse it, deny or admit for it, or name it otherwise."""
    w, mine = w_of(request), levels(request.user)
    known: Actor | None = actors().get(code)
    found = said(mine).get(code, Said())
    if known is None and not found.roles:
        raise Http404
    role, unit = request.GET.get("role", ""), request.GET.get("unit", "")[:60]
    asked = {name: value for name, value in (("role", role if role in ACTOR_ROLES else ""), ("unit", unit)) if value}
    page = lines(standing(mine).filter(code=code, **asked), request.GET.get("after", ""), mine, w)
    sources = sorted(found.publishers.items(), key=lambda item: (-item[1].total(), item[0]))
    lead = people_for(request.user).filter(key__in=[k for k, row in leaders().items() if row["actor"] == code])
    context: dict[str, Any] = {
        "code": code, "known": known, "name": clean(w.pick(known.name_ar, known.name_en) if known else code),
        "parent": known.parent if known else "", "parts": [c for c, a in actors().items() if a.parent == code],
        "roles": [(r, w.label("actor_roles", r), found.roles[r]) for r in ACTOR_ROLES if found.roles[r]], "all": found.roles.total(),
        "units": [
            (key, clean(w.pick(units()[key].name_ar, units()[key].name_en) if key in units() else key), n)
            for key, n in sorted(found.units.items(), key=lambda item: (-item[1], item[0]))
        ],
        "sources": [(name, n[ACCUSED], n[DENIED], n[ADMITTED], n.total()) for name, n in sources[:MOST_SOURCES]],
        "more_sources": max(0, len(sources) - MOST_SOURCES), "leaders": rows_of(request, list(lead.filter(mentions__gt=0).order_by("-mentions", "-pk")[:30]), "party"),
        "page": page, "asked": asked, "query": urlencode(asked),
    }  # fmt: skip
    return render(request, "review/party.html", context)
