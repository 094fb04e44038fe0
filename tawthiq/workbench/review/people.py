"""Named persons: lists by the part they play, found by their names in either script; one person's page; who may be the same; who may read the name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from tawthiq.domain.actors import PERSON_ROLES
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.actions import people as on_people
from tawthiq.workbench.register.actions.claims import name_of as claim_of
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.deciding import decisions_on
from tawthiq.workbench.register.likeness import with_name
from tawthiq.workbench.register.models import Claim, Person, PersonRole, Proposal
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.people import COMMANDER, group_of, leaders, standing
from tawthiq.workbench.register.protection import opens, readable
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import (
    StaffRequest,
    incidents_for,
    levels,
    looked_over,
    one,
    people_for,
    screen,
    seen,
)
from tawthiq.workbench.review.paging import SIZE
from tawthiq.workbench.review.pseudonyms import full_name, pseudonym
from tawthiq.workbench.review.said import lines
from tawthiq.workbench.review.same_people import suggestions
from tawthiq.workbench.review.team import team_of

LATEST = 1_000
"""So many of a person's claims, the latest, are looked at for spellings and incidents."""


@dataclass(frozen=True, slots=True)
class Row:
    """A person of a list, as the reader may see them: `address` is "" where only the pseudonym is shown."""

    person: Person
    name: str
    address: str
    roles: list[tuple[str, int]]


def _part(found: PersonRole, w: Wording) -> tuple[str, int]:
    """A part in words, and how many claims give it; 0 for a commander whom the knowledge knows, whatever the claims call them."""
    known = found.role == COMMANDER and found.person.key in leaders()
    return w.label("person_roles", found.role), 0 if known else found.mentions


def rows_of(request: StaffRequest, people: list[Person], page: str) -> list[Row]:
    """Persons as a list shows them; each restricted name that is shown is written down as read."""
    w, mine = w_of(request), levels(request.user)
    roles: dict[int, list[tuple[str, int]]] = {}
    for found in (
        PersonRole.objects.filter(person__in=people)
        .exclude(role="")
        .select_related("person")
        .order_by("-mentions", "role")
    ):
        roles.setdefault(found.person_id, []).append(_part(found, w))
    rows = []
    with transaction.atomic():
        for person in people:
            if person.access in mine:
                seen(request.user, on_people.name_of(person), person.access, page)
                row = Row(person, full_name(person, w), reverse("person", args=[person.pk]), roles.get(person.pk, []))
            else:
                row = Row(person, pseudonym(person, w), "", roles.get(person.pk, []))
            rows.append(row)
    return rows


def _listed(request: StaffRequest, role: str, name: str) -> Any:
    """The rows of PersonRole that a list goes through: persons whose names may be read, and sealed ones for those who read restricted names.

    A name is looked for only among those that may be read, so that no pseudonym is found by the name behind it.
    """
    rows = PersonRole.objects.filter(role=role).select_related("person")
    if name:
        return rows.filter(person__in=with_name(people_for(request.user), name).values("pk"))
    wanted = {*levels(request.user), *(("sealed",) if request.user.may("see_restricted") else ())}
    return rows.filter(person__access__in=wanted) if wanted != set(ACCESS) else rows


def _page(rows: Any, after: str) -> tuple[list[PersonRole], str]:
    """The most often named first; `after` is the count and id that the page before ended with."""
    n, _, pk = after.partition(".")
    if n.isascii() and n.isdigit() and pk.isascii() and pk.isdigit() and len(n) < 10 and len(pk) < 18:
        rows = rows.filter(Q(mentions__lt=int(n)) | Q(mentions=int(n), person__lt=int(pk)))
    found = list(rows.order_by("-mentions", "-person")[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    return found, f"{found[-1].mentions}.{found[-1].person_id}" if more else ""


@screen("see")
def people(request: StaffRequest) -> HttpResponse:
    """Persons by the part they play, the most often named first."""
    w = w_of(request)
    role, name = request.GET.get("role", ""), request.GET.get("q", "").strip()[:200]
    role = role if role in PERSON_ROLES else ""
    found, after = _page(_listed(request, role, name), request.GET.get("after", ""))
    asked = {k: v for k, v in (("role", role), ("q", name)) if v}
    context = {
        "rows": rows_of(request, [r.person for r in found], "people"), "after": after, "role": role, "q": name, "query": urlencode(asked),
        "roles": [(r, w.label("person_roles", r)) for r in ("victim", "commander", "fighter_killed", "speaker", "other")],
    }  # fmt: skip
    return render(request, "review/people.html", context)


@screen("link")
def same(request: StaffRequest) -> HttpResponse:
    """Persons who may be one, from the most often named down; each pair stands once, with the one named more often."""
    found, after = _page(_listed(request, "", ""), request.GET.get("after", ""))
    mine = levels(request.user)
    asked = _proposed()
    pairs = [
        (entry.person, row)
        for entry in found
        if entry.person.access in mine
        for row in suggestions(entry.person, people_for(request.user))
        if (row.other.mentions, row.other.pk) < (entry.person.mentions, entry.person.pk)
        and frozenset((entry.person.key, row.other.key)) not in asked
    ]
    shown = {p.pk: p for first, row in pairs for p in (first, row.other)}
    rows = {row.person.pk: row for row in rows_of(request, list(shown.values()), "same_people")}
    context = {"pairs": [(rows[first.pk], rows[row.other.pk], row) for first, row in pairs], "after": after}
    return render(request, "review/same_people.html", context)


def _proposed() -> set[frozenset[str]]:
    """The pairs that somebody has proposed to merge and that wait for a second person, by their keys."""
    waiting = Proposal.objects.filter(action="person.merge", state="open").values_list("subject", "payload")
    return {frozenset((subject.partition(":")[2], payload["gone"].partition(":")[2])) for subject, payload in waiting}


def _found(request: StaffRequest, pk: int) -> Person:
    found: Person = one(people_for(request.user).select_related("merged_into"), pk=pk)
    return found


@screen("see")
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: spellings, the claims that name them with their sentences, incidents, and who may be the same."""
    found, w, mine = _found(request, pk), w_of(request), levels(request.user)
    name = on_people.name_of(found)
    seen(request.user, name, found.access, "person")
    group = group_of(found) if found.merged_into is None else [found]
    claims = standing().filter(person__in=group)
    readable_ones = claims.filter(readable(mine, "account__incident"), account__document__access__in=mine)
    latest = list(
        readable_ones.order_by("-pk").values_list("text", "account__document__lang", "account__incident")[:LATEST]
    )  # fmt: skip
    incidents = (
        incidents_for(request.user).filter(pk__in={row[2] for row in latest if row[2]}).order_by("-sort_day", "-pk")
    )
    shown = list(incidents[:40])
    looked_over(request.user, shown, "person")
    known = next((leaders()[p.key] for p in group if p.key in leaders()), None)
    may_link = request.user.may("link") and found.merged_into is None
    parts = list(found.roles.exclude(role="").select_related("person").order_by("-mentions", "role"))
    same = [(row, full_name(row.other, w)) for row in suggestions(found, people_for(request.user))] if may_link else []
    with transaction.atomic():
        for row, _ in same:
            seen(request.user, on_people.name_of(row.other), row.other.access, "person")
    context: dict[str, Any] = {
        "person": found, "name": full_name(found, w), "known": known["actor"] if known else "",
        "roles": [_part(r, w) for r in parts],
        "commander": known is not None or any(r.role == COMMANDER for r in parts),
        "spellings": sorted(Counter((clean(text), lang) for text, lang, _ in latest if text).items(), key=lambda s: (-s[1], s[0])),
        "merged": [(p, clean(p.name)) for p in group[1:]], "page": lines(claims, request.GET.get("after", ""), mine, w),
        "hidden": claims.count() - readable_ones.count(), "incidents": shown,
        "same": same,
        "proposals": Proposal.objects.filter(subject=name, state="open").select_related("by"), "levels": ACCESS,
        "decisions": list(decisions_on(name)[:40]), "undoable": True, "subject": name, **team_of(name),
    }  # fmt: skip
    return render(request, "review/person.html", context)


def _back(found: Person) -> str:
    return reverse("person", args=[found.pk])


def _other(request: StaffRequest) -> Person:
    """The person whose number the form gives, if the reader may see them. Raises ValueError."""
    number = request.POST.get("other", "").strip()
    other = (
        people_for(request.user).filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 18
        else None
    )
    if other is None:
        raise ValueError("people.no_such")
    return other


@screen("set_access", methods=("POST",))
def access(request: StaffRequest, pk: int) -> HttpResponse:
    """Who may read the name: closed at once; opened by two persons."""
    found, level, reason = _found(request, pk), request.POST.get("access", ""), reason_of(request)
    if opens(found, level):
        return act(
            request, _back(found),
            lambda: propose(request.user, "person.name", on_people.name_of(found), {"access": level}, reason=reason), "act.proposed",
        )  # fmt: skip
    return act(
        request,
        _back(found),
        lambda: on_people.set_access(request.user, found, level, reason=reason, version=version_of(request)),
    )


@screen("link", methods=("POST",))
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Proposes that another person is this one."""
    found = _found(request, pk)

    def ask() -> None:
        payload = {"gone": on_people.name_of(_other(request))}
        propose(request.user, "person.merge", on_people.name_of(found), payload, reason=reason_of(request))

    return act(request, _back(found), ask, "act.proposed")


@screen("link", methods=("POST",))
def apart(request: StaffRequest, pk: int) -> HttpResponse:
    """Rules that two persons of like names are not one."""
    found = _found(request, pk)
    return act(
        request, _back(found),
        lambda: on_people.hold_apart(request.user, found, _other(request), reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("link", methods=("POST",))
def split(request: StaffRequest, pk: int) -> HttpResponse:
    """Proposes that some claims mean somebody else of the same name."""
    found = _found(request, pk)
    wanted = [int(n) for n in request.POST.getlist("claim") if n.isascii() and n.isdigit() and len(n) < 18]
    mine = Claim.objects.filter(
        readable(levels(request.user), "account__incident"),
        pk__in=wanted,
        person__in=group_of(found),
        account__document__access__in=levels(request.user),
    )
    names = sorted(claim_of(c) for c in mine.select_related("account__document"))
    return act(
        request, _back(found),
        lambda: propose(request.user, "person.split", on_people.name_of(found), {"claims": names}, reason=reason_of(request)), "act.proposed",
    )  # fmt: skip
