"""Incidents: the list with its filters, and the page where sources stand side by side and an incident is weighed, merged, split, graded and let out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from tawthiq.domain.from_records import incident_from_record
from tawthiq.publish.map import draw
from tawthiq.publish.wording import Wording, codes
from tawthiq.workbench.register.actions import incidents as on_incidents
from tawthiq.workbench.register.actions.proposals import propose
from tawthiq.workbench.register.as_decided import GONE
from tawthiq.workbench.register.counting import REPORTED
from tawthiq.workbench.register.deciding import decisions_on
from tawthiq.workbench.register.held import codes_held, having, lacking
from tawthiq.workbench.register.models import Account, Document, Incident, Pair, Proposal
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.protection import CLOSED, among_closed, by_class, more_open, opens, to_close
from tawthiq.workbench.register.revision import revision
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.around import NAMES, NoSuchPlace, around, near
from tawthiq.workbench.review.candidates import STRONGEST, for_incident, named
from tawthiq.workbench.review.code_words import NONE, code_words, filter_words
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.doubts import doubts_of
from tawthiq.workbench.review.guard import (
    StaffRequest,
    incidents_for,
    levels,
    looked_over,
    names_seen,
    one,
    screen,
    seen,
)
from tawthiq.workbench.review.incident_page import accusers, course, people, ranges, shown_claims, shown_origins, sides
from tawthiq.workbench.review.outside import known_as
from tawthiq.workbench.review.paging import page_of
from tawthiq.workbench.review.team import team_of

COLUMNS = ("kind", "governorate", "grade", "attribution_grade", "state", "place_id", "access")
FACETS = ("responsible", "actor", "weapon", "harm", "group", "label", "source", "voice", "conflict")
CHOICES = ("governorate", "actor", "weapon", "harm")
"""Filters that the list offers beside kind, grade and state, with what the register holds of them."""
FILTERS = (*COLUMNS, *FACETS, "from", "to", "undated", "published", REPORTED)
"""What the list can be narrowed by, in the address."""


def filtered(rows: QuerySet[Incident], asked: dict[str, str]) -> QuerySet[Incident]:
    """The incidents that the filters of an address leave; a day that is none is passed over, `-` asks for those without a value."""
    from tawthiq.workbench.register.rows import day

    for name in COLUMNS:
        if asked.get(name):
            rows = rows.filter(**{name: "" if asked[name] == NONE else asked[name]})
    rows = among_closed(rows) if asked.get("access") in CLOSED else rows
    for name in FACETS:
        if asked.get(name) == NONE:
            rows = lacking(rows, name)
        elif asked.get(name):
            rows = having(rows, name, asked[name])
    for name, lookup in (("from", "sort_day__gte"), ("to", "sort_day__lte")):
        try:
            found = day(asked.get(name) or "")
        except ValueError:
            found = None
        if found is not None:
            rows = rows.filter(sort_day__gt=0, **{lookup: found.toordinal()})
    if asked.get("undated") == "1":
        rows = rows.filter(sort_day=0)
    if asked.get(REPORTED) == "1":
        rows = rows.filter(background_only=False).exclude(grade="G0")
    if asked.get("published") in ("0", "1"):
        rows = rows.filter(published=asked["published"] == "1")
    if not asked.get("state"):
        rows = rows.exclude(state__in=("merged", "rejected"))
    return rows


def kept_by(request: StaffRequest, after: str) -> str:
    """What a list that was shown depends on: the register as it stands, who may see what, and what was asked."""
    asked = urlencode(sorted((k, str(v)) for k, v in request.GET.items() if k in (*FILTERS, *NAMES)))
    return "|".join((revision(), ",".join(levels(request.user)), after, asked))


def in_use(mine: tuple[str, ...], w: Wording) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters whose choices are what the register holds: name, what it is called, codes with their words in the order of these."""
    found = []
    for name in CHOICES:
        words = {code: code_words(name, code, w) for code in codes_held(name, mine)}
        found.append((name, w(f"statistics.{name}"), sorted(words.items(), key=lambda item: item[1])))
    return found


@screen("see")
def incidents(request: StaffRequest) -> HttpResponse:
    """The register, the latest event first."""
    w, after = w_of(request), request.GET.get("after", "")[:40]
    rows, context = narrowed(request, w)
    page = SimpleLazyObject(lambda: page_of(rows(), after))  # asked for only where the list as last shown is not kept
    kept = kept_by(request, after)
    context |= {"page": page, "kept_by": kept}
    for name, level in _closed_among(request, kept, page):
        seen(request.user, name, level, "incidents")
    return render(request, "review/_incident_more.html" if request.htmx else "review/incidents.html", context)


def _closed_among(request: StaffRequest, kept: str, page: Any) -> list[tuple[str, str]]:
    """The names and levels of the restricted incidents on a page of the list, kept as long as the page itself."""
    if not request.user.may("see_restricted"):
        return []
    mark = f"closed:{sha256(kept.encode()).hexdigest()}"
    found: list[tuple[str, str]] | None = caches["shown"].get(mark)
    if found is None:
        found = [(on_incidents.name_of(i), i.access) for i in page.rows if i.access in CLOSED]
        caches["shown"].set(mark, found, 600)
    return found


def narrowed(request: StaffRequest, w: Wording) -> tuple[Callable[[], QuerySet[Incident]], dict[str, Any]]:
    """The incidents that an address asks for, and what its form shows: the filters with their choices and words, the place.

    What is only needed where the page as last shown is not kept is made when it is asked for.
    """
    asked = {name: text for name in FILTERS if (text := request.GET.get(name, "").strip()[:300])}
    wanted = {name: text for name in NAMES if (text := request.GET.get(name, "").strip()[:200])}
    place, known = None, True
    try:
        place = around(wanted, w)
    except NoSuchPlace as error:
        messages.error(request, w(str(error)))
        known = False

    def rows() -> QuerySet[Incident]:
        found = filtered(incidents_for(request.user), asked).defer("record", "ruled")
        return near(found, place) if known else found.none()

    context = {
        "asked": asked, "wanted": wanted, "query": urlencode({**asked, **wanted}), "lists": SimpleLazyObject(lambda: _lists(w)), "place": place,
        "lists_of": SimpleLazyObject(lambda: in_use(levels(request.user), w)),
        "others": [(k, v, filter_words(k, v, w)) for k, v in asked.items() if k not in (*_LISTS, *CHOICES, "from", "to")],
    }  # fmt: skip
    return rows, context


_LISTS = ("kind", "grade", "state", "access")


def _lists(w: Wording) -> dict[str, list[tuple[str, str]]]:
    """The choices of the filters that a vocabulary gives, by the names of `_LISTS`."""
    return {
        "kind": [(c, w.label("kinds", c)) for c in codes("kinds")],
        "grade": [(c, w.label("grades", c)) for c in codes("grades")],
        "state": [(s, w(f"states.{s}")) for s in Incident.STATES],
        "access": [(level, w(f"access.{level}")) for level in ACCESS],
    }


def _found(request: StaffRequest, key: str) -> Incident:
    incident: Incident = one(incidents_for(request.user), key=key)
    return incident


@screen("see")
def incident(request: StaffRequest, key: str) -> HttpResponse:
    """One incident, all its sources side by side; also by the id under which it leaves the office (`publish/public.py`)."""
    if whole := known_as(key, incidents_for(request.user)):
        return redirect("incident", key=whole)
    found = _found(request, key)
    name = f"incident:{found.key}"
    seen(request.user, name, found.access, "incident")
    w, mine = w_of(request), levels(request.user)
    accounts = list(
        Account.objects.filter(incident=found)
        .select_related("document")
        .prefetch_related("claims__person__merged_into")
    )
    accounts.sort(key=lambda a: (a.document.published_end is None, str(a.document.published_end), a.ref))
    for document in {a.document.pk: a.document for a in accounts if a.document.access in mine}.values():
        seen(request.user, f"document:{document.key}", document.access, "incident")
    record = found.record
    links = [
        x
        for x in record.get("links") or ()
        if {x["a"][0], x["b"][0]} <= {a.document.key for a in accounts if a.document.access in mine}
    ]
    known = {a.document.key: a.document for a in accounts}
    weapons = sorted(
        {c.code for a in accounts for c in a.claims.all() if c.field == "weapon" and c.state != "rejected"}
    )
    drawing = (
        draw(
            (incident_from_record({**record, "tolls": [], "actors": [], "conflicts": [], "links": [], "origins": []}),),
            w,
        )
        if found.lat is not None
        else None
    )
    pairs = doubts_of([a.pk for a in accounts], mine, STRONGEST)
    doubted = _with_whom(found, pairs)
    candidates = for_incident(found, incidents_for(request.user), pairs) if request.user.may("link") else []
    looked_over(request.user, {*candidates, *(other for _, other in doubted if other is not None)}, "incident")
    beside = sides(accounts, mine, w)
    names_seen(request.user, shown_claims(beside), "incident")
    context: dict[str, Any] = {
        "incident": found, "sides": beside, "people": people(beside, w), "ranges": ranges(found, accounts, mine),
        "course": course(accounts, mine), "actors": [(a, accusers(a, accounts, mine)) for a in record["actors"]], "weapons": weapons, "origins": shown_origins(record, mine),
        "conflicts": record.get("conflicts") or [], "links": [(known[x["a"][0]], known[x["b"][0]], x) for x in links], "drawing": drawing,
        "pairs": doubted,
        "candidates": candidates,
        "decisions": list(decisions_on(name, found.key)[:40]), "undoable": True,
        "proposals": Proposal.objects.filter(subject=name, state="open").select_related("by"), "grades": [(c, w.label("grades", c)) for c in codes("grades")],
        "attributions": [(c, w.label("attribution_grades", c)) for c in codes("attribution_grades")], "sensitive": on_incidents.is_sensitive(found),
        "dossiers": found.state not in GONE and found.access not in CLOSED and any(a.document.access not in CLOSED for a in accounts if a.state != "rejected"),
        "levels": ACCESS, "closed_for": by_class(found), "more_open": [d for d in more_open(found) if d.access in mine] if found.access in CLOSED else [],
        "to_close": _with_others(found) if request.user.may("set_access") and found.state not in GONE else [],
        "subject": name, **team_of(name),
    }  # fmt: skip
    return render(request, "review/incident.html", context)


def _with_whom(found: Incident, pairs: Iterable[Pair]) -> list[tuple[Pair, Incident | None]]:
    """Open pairs with the incident at their other end, of each incident the strongest."""
    kept: dict[int, tuple[Pair, Incident | None]] = {}
    for pair in pairs:
        there = pair.b if pair.a.incident_id == found.pk else pair.a
        kept.setdefault(there.incident_id or -there.pk, (pair, there.incident))
    return list(kept.values())[:20]


def _with_others(found: Incident) -> list[tuple[Document, int]]:
    """The reports that can be closed with an incident, each with the number of other incidents that it tells."""
    rows = list(to_close(found, ACCESS[-1]).defer("text", "record", "told"))
    others = Account.objects.filter(document__in=rows).exclude(state="rejected").exclude(incident=None)
    told = (
        others.exclude(incident=found).order_by().values_list("document").annotate(n=Count("incident", distinct=True))
    )
    numbers = dict(told.values_list("document", "n"))
    return [(row, numbers.get(row.pk, 0)) for row in rows]


def _numbers(request: StaffRequest, name: str) -> list[int]:
    """The rows that were ticked in a form."""
    return [int(pk) for pk in request.POST.getlist(name) if pk.isascii() and pk.isdigit() and len(pk) < 18]


def _page(found: Incident) -> str:
    return reverse("incident", args=[found.key])


@screen("grade", methods=("POST",))
def rule(request: StaffRequest, key: str) -> HttpResponse:
    """Grades, and the best figure of a range; what needs two persons becomes a proposal."""
    found = _found(request, key)
    changes: dict[str, Any] = {
        n: request.POST[n]
        for n in ("grade", "attribution_grade")
        if request.POST.get(n) and request.POST[n] != getattr(found, n)
    }
    best = request.POST.get("best", "").strip()
    known = {f"{t['harm']}/{t['group'] or ''}" for t in found.record["tolls"]}
    if request.POST.get("range") in known and best.isdecimal() and len(best) < 9:
        changes["best"] = {**(found.ruled.get("best") or {}), request.POST["range"]: int(best)}
    reason = reason_of(request)
    if on_incidents.needs_two(found, changes):
        return act(
            request,
            _page(found),
            lambda: propose(
                request.user, "incident.grade", on_incidents.name_of(found), {"changes": changes}, reason=reason
            ),
            "act.proposed",
        )
    return act(
        request,
        _page(found),
        lambda: on_incidents.grade_incident(request.user, found, changes, reason=reason, version=version_of(request)),
    )


@screen("review", methods=("POST",))
def state(request: StaffRequest, key: str) -> HttpResponse:
    """Where the incident stands in the office's work."""
    found = _found(request, key)
    return act(
        request,
        _page(found),
        lambda: on_incidents.set_state(
            request.user, found, request.POST.get("state", ""), reason=reason_of(request), version=version_of(request)
        ),
    )


@screen("link", methods=("POST",))
def merge(request: StaffRequest, key: str) -> HttpResponse:
    """Proposes that another incident is this one."""
    found = _found(request, key)
    written = request.POST.get("written", "").strip() or request.POST.get("gone", "")
    other = named(written, incidents_for(request.user))

    def ask() -> None:
        if other is None:
            raise ValueError("incident.no_such")
        propose(
            request.user,
            "incident.merge",
            on_incidents.name_of(found),
            {"gone": on_incidents.name_of(other)},
            reason=reason_of(request),
        )

    return act(request, _page(found), ask, "act.proposed")


@screen("link", methods=("POST",))
def split(request: StaffRequest, key: str) -> HttpResponse:
    """Proposes that some accounts tell of another event."""
    found = _found(request, key)
    wanted = _numbers(request, "account")
    leaving = Account.objects.filter(incident=found, pk__in=wanted).select_related("document")
    keys = [f"{a.document.key}#{a.number}" for a in leaving]
    return act(
        request, _page(found),
        lambda: propose(request.user, "incident.split", on_incidents.name_of(found), {"accounts": keys}, reason=reason_of(request)), "act.proposed",
    )  # fmt: skip


@screen("set_access", methods=("POST",))
def access(request: StaffRequest, key: str) -> HttpResponse:
    """Who may read the incident: closed at once, with the reports that are ticked; opened by two persons."""
    found, level, reason = _found(request, key), request.POST.get("access", ""), reason_of(request)
    if opens(found, level):
        name = on_incidents.name_of(found)
        return act(
            request, _page(found), lambda: propose(request.user, "incident.open", name, {"access": level}, reason=reason), "act.proposed",
        )  # fmt: skip
    return act(
        request,
        _page(found),
        lambda: on_incidents.close_with_reports(
            request.user, found, level, _numbers(request, "report"), reason=reason, version=version_of(request)
        ),
    )


@screen("publish", methods=("POST",))
def publish(request: StaffRequest, key: str) -> HttpResponse:
    """Lets the incident out or takes it back; a sensitive one is proposed for a second person."""
    found = _found(request, key)
    shown, reason = request.POST.get("shown") == "1", reason_of(request)
    if shown and on_incidents.is_sensitive(found):
        return act(
            request,
            _page(found),
            lambda: propose(request.user, "incident.publish", on_incidents.name_of(found), {}, reason=reason),
            "act.proposed",
        )
    return act(
        request,
        _page(found),
        lambda: on_incidents.publish(request.user, found, shown, reason=reason, version=version_of(request)),
    )
