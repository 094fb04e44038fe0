"""Search: documents by their words, narrowed by what their incidents are, with the words marked where they stand."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from tawthiq.knowledge.gazetteer import kilometres
from tawthiq.publish.exports.cells import cell
from tawthiq.publish.wording import codes
from tawthiq.text.search_words import search_words
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.models import Account, Document, Incident
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.search import BadQuery, Query, find, parse
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, levels, screen, seen
from tawthiq.workbench.review.incidents import FILTERS, filtered
from tawthiq.workbench.review.marking import shown
from tawthiq.workbench.review.paging import SIZE

AROUND = 90
"""Characters shown on either side of a hit."""
MOST_EXPORTED = 10_000
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its snippet as runs of text, those that are hits marked, and its incidents."""

    document: Document
    runs: list[tuple[str, bool]]
    incidents: list[Incident]


def snippet(document: Document, query: Query) -> list[tuple[str, bool]]:
    """The words around the first hit, with every wanted word marked."""
    wanted = {word for clause in query.wanted for word in clause}
    words = search_words(document.text)
    spans = [w.span for w in words if (w.exact if query.exact else w.folded) in wanted]
    if not spans:
        return [(shown(document.text[: 2 * AROUND]), False)]
    low, high = max(0, spans[0].start - AROUND), min(len(document.text), spans[0].end + 2 * AROUND)
    runs, at = [], low
    for span in spans:
        if span.end > high:
            break
        runs += [(shown(document.text[at : span.start]), False), (shown(document.text[span.start : span.end]), True)]
        at = span.end
    return [*runs, (shown(document.text[at:high]), False)]


def near(rows: QuerySet[Incident], asked: dict[str, str]) -> QuerySet[Incident]:
    """The incidents within a radius of a point: a box of degrees first, then the true distance."""
    try:
        lat, lon, radius = (float(asked[name]) for name in ("lat", "lon", "km"))
    except (KeyError, ValueError):
        return rows
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < radius <= 2_000):
        return rows
    tall, wide = radius / _DEGREE, radius / _DEGREE * 2.5
    boxed = rows.filter(lat__range=(lat - tall, lat + tall), lon__range=(lon - wide, lon + wide))
    inside = [pk for pk, a, b in boxed.values_list("pk", "lat", "lon") if kilometres(lat, lon, a, b) <= radius]  # type: ignore[arg-type]
    return rows.filter(pk__in=inside)


def _asked(request: StaffRequest) -> dict[str, str]:
    names = (*FILTERS, "q", "exact", "lat", "lon", "km", "sort")
    return {n: request.GET[n].strip()[:400] for n in names if request.GET.get(n, "").strip()}


def _wanted(request: StaffRequest, asked: dict[str, str], query: Query) -> list[int]:
    """Ids of the readable documents found, in the order asked for."""
    ids = find(query)
    closed = [level for level in ACCESS if level not in levels(request.user)]
    hidden = set(Document.objects.filter(access__in=closed).values_list("pk", flat=True))  # few: most are open
    ids = [pk for pk in ids if pk not in hidden] if hidden else ids
    if any(n in asked for n in (*FILTERS, "km")):
        rows = near(filtered(incidents_for(request.user), asked), asked)
        told = set(Account.objects.filter(incident__in=rows.values("pk")).values_list("document", flat=True))
        ids = [pk for pk in ids if pk in told]
    if asked.get("sort") == "published":
        days = dict(Document.objects.filter(pk__in=ids[:50_000]).values_list("pk", "published_end"))
        ids.sort(key=lambda pk: (str(days.get(pk) or ""), pk), reverse=True)
    return ids


@screen("see")
def search(request: StaffRequest) -> HttpResponse:
    """Documents by their words."""
    w, asked = w_of(request), _asked(request)
    hits: list[Hit] = []
    total, after = 0, ""
    if asked.get("q"):
        try:
            query = parse(asked["q"], exact=asked.get("exact") == "1")
        except BadQuery as error:
            messages.error(request, w(str(error)))
        else:
            ids = _wanted(request, asked, query)
            total = len(ids)
            start = (
                int(request.GET["after"])
                if request.GET.get("after", "").isdecimal() and len(request.GET["after"]) < 9
                else 0
            )
            chosen = ids[start : start + SIZE]
            after = str(start + SIZE) if start + SIZE < total else ""
            documents = Document.objects.in_bulk(chosen)
            incidents: dict[int, list[Incident]] = {}
            mine = levels(request.user)
            for account in Account.objects.filter(document__in=chosen).select_related("incident").order_by("pk"):
                told = incidents.setdefault(account.document_id, [])
                if account.incident is not None and account.incident.access in mine and account.incident not in told:
                    told.append(account.incident)
            for pk in chosen:
                seen(request.user, f"document:{documents[pk].key}", documents[pk].access, "search")
                hits.append(Hit(documents[pk], snippet(documents[pk], query), incidents.get(pk, [])))
    lists = {
        "kind": [(c, w.label("kinds", c)) for c in codes("kinds")],
        "weapon": [(c, w.label("weapons", c)) for c in codes("weapons")],
        "grade": [(c, w.label("grades", c)) for c in codes("grades")],
        "state": [(s, w(f"states.{s}")) for s in Incident.STATES],
    }
    words: dict[str, Any] = {n: w(f"incident.{n}") if n != "weapon" else w("document.weapon") for n in lists}
    context = {
        "hits": hits, "asked": asked, "query": urlencode(asked), "total": total, "after": after,
        "lists": [(n, words[n], found) for n, found in lists.items()], "saved": request.user.filters.filter(screen="search"),
    }  # fmt: skip
    return render(request, "review/search.html", context)


@screen("export")
def search_export(request: StaffRequest) -> HttpResponse:
    """What a search finds, as CSV."""
    asked, out = _asked(request), io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["document", "title", "publisher", "published", "language", "url", "sha256"])
    try:
        ids = _wanted(request, asked, parse(asked.get("q", ""), exact=asked.get("exact") == "1"))[:MOST_EXPORTED]
    except BadQuery:
        ids = []
    found = Document.objects.defer("text", "record", "told").in_bulk(ids)
    for pk in ids:
        d = found[pk]
        seen(request.user, f"document:{d.key}", d.access, "search_export")
        rows.writerow([cell(v) for v in (d.key, d.title, d.publisher, d.published_end, d.lang, d.url, d.sha256)])
    note(
        "exported",
        "search",
        {"format": "csv", "query": {k: v for k, v in asked.items() if v}, "documents": len(ids)},
        request.user,
    )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="search.csv"'
    return response
