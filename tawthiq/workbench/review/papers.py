"""Papers to take along: the dossier of an incident, the timeline of some days, the anniversaries as calendar, feed and page.

What leaves is what the public projection lets out, whoever asks: incidents and documents of access `restricted` or `sealed` stay in,
names are struck (standards §5.5–5.9). Each is written into the chain of custody. A request never weighs more than `MOST` incidents.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tawthiq.domain.account import Extraction
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.register import Register
from tawthiq.domain.span import Quote, Span
from tawthiq.pipeline import persons_read, weigh_again
from tawthiq.publish.anniversaries.calendar_file import icalendar
from tawthiq.publish.anniversaries.entries import entries
from tawthiq.publish.anniversaries.feed import atom
from tawthiq.publish.anniversaries.page import render_page
from tawthiq.publish.dossier import make_dossier, render_dossier
from tawthiq.publish.dossier.make import NothingToShow
from tawthiq.publish.public import public_id
from tawthiq.publish.register_files import cases_of
from tawthiq.publish.site.released import page_of
from tawthiq.publish.timeline.days import timeline
from tawthiq.publish.timeline.page import render_timeline
from tawthiq.publish.wording import wording
from tawthiq.workbench.register.as_decided import GONE, decided_part
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.models import Claim, Incident
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.protection import CLOSED
from tawthiq.workbench.register.rows import machine_claim
from tawthiq.workbench.review.anniversaries import AHEAD, FEEDS, remembered_in
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, one, screen
from tawthiq.workbench.review.statistics import asked_day

MOST = 1_000
"""Incidents that one paper holds."""
LANGUAGES = ("ar", "en")
_NOWHERE = Quote("", Span(0, 0))


def may_leave(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """The incidents that a paper may hold."""
    return rows.exclude(state__in=GONE).exclude(access__in=CLOSED)


@screen("export")
def dossier(request: StaffRequest, key: str, lang: str) -> HttpResponse:
    """The dossier of one incident; not found where nothing of it may leave."""
    if lang not in LANGUAGES:
        raise Http404
    incident = one(may_leave(incidents_for(request.user)), key=key)
    register = decided_part(Incident.objects.filter(pk=incident.pk))
    if not register.incidents:
        raise Http404
    weighed, office = register.incidents[0], office_places()
    try:
        made = make_dossier(
            register, weighed, lang, weigh=partial(weigh_again, register, weighed, office=office), known=_known(register.extractions)
        )  # fmt: skip
    except NothingToShow:
        raise Http404 from None
    note("exported", f"incident:{incident.key}", {"format": "dossier", "lang": lang}, request.user)
    return _file(render_dossier(made), f"dossier.{incident.pk}.{lang}.html", "text/html; charset=utf-8")


@screen("export")
def timeline_page(request: StaffRequest) -> HttpResponse:
    """Asks for the days of a timeline and says how much lies in them."""
    first, last = asked_day(request, "from"), asked_day(request, "to")
    found = _between(request, first, last).count() if first and last else 0
    context = {"first": first, "last": last, "found": found, "too_many": found > MOST, "most": MOST}
    return render(request, "review/timeline.html", context)


@screen("export")
def timeline_file(request: StaffRequest, lang: str) -> HttpResponse:
    """The timeline of the days asked for; not found where they hold nothing, or more than one page does."""
    first, last = asked_day(request, "from"), asked_day(request, "to")
    if lang not in LANGUAGES or first is None or last is None:
        raise Http404
    chosen = _between(request, first, last)
    if not 0 < chosen.count() <= MOST:
        raise Http404
    register, w = decided_part(chosen, control=True), wording(lang, "dossier", "timeline")
    made = timeline(
        register, w, first=first, last=last, known=_known(e for e in register.extractions if e.control)
    )  # fmt: skip
    detail = {"format": "timeline", "from": str(first), "to": str(last), "lang": lang, "incidents": made.incidents}
    note("exported", "timeline", detail, request.user)
    return _file(render_timeline(made, w, first=first, last=last), f"timeline.{lang}.html", "text/html; charset=utf-8")


def _on_the_site(chosen: QuerySet[Incident], register: Register, lang: str) -> dict[str, str]:
    """The lasting addresses of the incidents that are published, where the office has a public site: those who take a calendar
    along seldom have an account here. What is not published has no page there."""
    if not settings.PUBLIC_SITE:
        return {}
    keys = set(chosen.filter(published=True, state="registered").values_list("key", flat=True))
    return {i.id: f"{settings.PUBLIC_SITE}/{page_of(public_id(i), lang)}" for i in register.incidents if i.id in keys}


@screen("export")
def feed(request: StaffRequest, name: str) -> HttpResponse:
    """The anniversaries of thirty days, from the day asked for on, as `ar.ics`, `en.xml` …"""
    if name not in FEEDS:
        raise Http404
    lang, _, kind = name.partition(".")
    first = asked_day(request, "day") or timezone.localdate()
    last = first + timedelta(days=AHEAD)
    rows = remembered_in(may_leave(incidents_for(request.user)), first, last).order_by("date_start", "pk")
    chosen = Incident.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:MOST]))
    register = decided_part(chosen)
    w = wording(lang, "anniversaries")
    link = request.build_absolute_uri("/incidents/{id}/").replace("%7Bid%7D", "{id}")
    found = entries(cases_of(register), first, last, w, link=link, links=_on_the_site(chosen, register, lang))
    note("exported", "anniversaries", {"format": kind, "from": str(first), "to": str(last), "lang": lang}, request.user)
    if kind == "ics":
        return _file(icalendar(found, w), f"anniversaries.{name}", "text/calendar; charset=utf-8")
    if kind == "xml":
        return _file(atom(found, w, updated=last), f"anniversaries.{name}", "application/atom+xml; charset=utf-8")
    return _file(render_page(found, first, last, w), f"anniversaries.{name}", "text/html; charset=utf-8")


def _between(request: StaffRequest, first: date, last: date) -> QuerySet[Incident]:
    """The incidents that count, may leave, and whose first day lies between two days."""
    rows = may_leave(incidents_for(request.user)).filter(sort_day__gt=0, background_only=False).exclude(grade="G0")
    return rows.filter(sort_day__gte=first.toordinal(), sort_day__lte=last.toordinal())


def _known(extractions: Iterable[Extraction]) -> dict[str, tuple[PersonMention, ...]]:
    """Whom documents name, by our rules and by every claim ever made of them, rejected ones too: their names go from quotes."""
    read = persons_read(extractions, office=office_places())
    claims = Claim.objects.filter(field="person", account__document__key__in=list(read)).select_related(
        "account__document"
    )
    for claim in claims.order_by("pk"):
        for value in (machine_claim(claim.account.record, "person", claim.number), claim.record):
            names = dict.fromkeys(str(value[name]) for name in ("name", "text") if value.get(name)) if value else {}
            people = (
                [PersonMention(name, str(value.get("role") or "victim"), _NOWHERE) for name in names] if value else []
            )
            read[claim.account.document.key] += tuple(people)
    return read


def _file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
