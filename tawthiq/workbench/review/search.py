"""Search: documents by their words, narrowed by what their incidents are, with the words marked where they stand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from tawthiq.publish.exports.cells import cell
from tawthiq.publish.wording import Wording, codes
from tawthiq.text.search_words import search_words
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.models import Account, Document, Incident
from tawthiq.workbench.register.search import BadQuery, Query, find, parse
from tawthiq.workbench.review.around import NAMES, Around, NoSuchPlace, around, near
from tawthiq.workbench.review.code_words import filter_words
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, closed_to, incidents_for, levels, looked_over, screen, seen
from tawthiq.workbench.review.incidents import CHOICES, FILTERS, filtered, in_use
from tawthiq.workbench.review.marking import shown
from tawthiq.workbench.review.narrower import SOURCE, Narrower, narrower
from tawthiq.workbench.review.outside import public_keys
from tawthiq.workbench.review.paging import SIZE

AROUND = 90
"""Characters shown on either side of a hit."""
MOST_EXPORTED = 10_000
MOST_COUNTED = 10_000
"""Of a search that finds more documents than this it is said that there are more."""
SORTS = ("published", "event")
"""Orders that a search may be asked for in, beside the newest document first."""


_IN_FORM = ("kind", "grade", "state", *CHOICES, SOURCE, "from", "to")
"""Filters that the form has a field of its own for; others of an address stand in it as boxes that are ticked."""


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
    low, high = _whole_words(document.text, spans[0].start, spans[0].end)
    runs, at = [], low
    for span in spans:
        if span.end > high:
            break
        runs += [(shown(document.text[at : span.start]), False), (shown(document.text[span.start : span.end]), True)]
        at = span.end
    return [*runs, (shown(document.text[at:high]), False)]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a text around a hit, without the words that its ends would cut."""
    low, high = max(0, start - AROUND), min(len(text), end + 2 * AROUND)
    first = next((at + 1 for at in range(low, start) if text[at].isspace()), low)
    last = next((at for at in range(high - 1, end, -1) if text[at].isspace()), high)
    return (first if low else 0), (last if high < len(text) else high)


def _asked(request: StaffRequest) -> dict[str, str]:
    names = (*FILTERS, *NAMES, "q", "exact", "sort")
    return {n: request.GET[n].strip()[:400] for n in names if request.GET.get(n, "").strip()}


def _wanted(request: StaffRequest, asked: dict[str, str], query: Query, most: int) -> list[int]:
    """Ids of the readable documents found, in the order asked for; `most` of them are enough where the newest come first. Raises NoSuchPlace."""
    place = around(asked, w_of(request))
    told_of = {name: value for name, value in asked.items() if name != SOURCE}  # a document's publisher is its own
    narrowed = place is not None or any(n in told_of for n in FILTERS)
    hidden = set(
        Document.objects.filter(access__in=closed_to(request.user)).values_list("pk", flat=True)
    )  # few: most are open
    ids = find(query, limit=None if narrowed or SOURCE in asked or asked.get("sort") in SORTS else most + len(hidden))
    ids = [pk for pk in ids if pk not in hidden] if hidden else ids
    if SOURCE in asked:
        theirs = set(Document.objects.filter(publisher=asked[SOURCE]).values_list("pk", flat=True))
        ids = [pk for pk in ids if pk in theirs]
    if narrowed:
        rows = near(filtered(incidents_for(request.user), told_of), place)
        told = set(Account.objects.filter(incident__in=rows.values("pk")).values_list("document", flat=True))
        ids = [pk for pk in ids if pk in told]
    if asked.get("sort") == SORTS[0]:
        days = dict(Document.objects.filter(pk__in=ids[:50_000]).values_list("pk", "published_end"))
        ids.sort(key=lambda pk: (str(days.get(pk) or ""), pk), reverse=True)
    elif asked.get("sort") == SORTS[1]:
        happened = _event_days(request, ids[:50_000])
        ids.sort(key=lambda pk: (happened.get(pk, 0), pk), reverse=True)
    return ids


def _event_days(request: StaffRequest, ids: list[int]) -> dict[int, int]:
    """The day of the latest event that each document tells of, as incidents keep it; 0 where it is not known."""
    days: dict[int, int] = {}
    told = Account.objects.filter(document__in=ids, incident__access__in=levels(request.user)).exclude(state="rejected")
    for document, day in told.values_list("document", "incident__sort_day"):
        days[document] = max(day or 0, days.get(document, 0))
    return days


@screen("see")
def search(request: StaffRequest) -> HttpResponse:
    """Documents by their words."""
    w, asked = w_of(request), _asked(request)
    hits: list[Hit] = []
    total, after = 0, ""
    facets: list[Narrower] = []
    if asked.get("q"):
        try:
            query = parse(asked["q"], exact=asked.get("exact") == "1")
            start = (
                int(after_text)
                if (after_text := request.GET.get("after", "")).isdecimal() and len(after_text) < 9
                else 0
            )
            ids = _wanted(request, asked, query, max(MOST_COUNTED, start + SIZE) + 1)
        except (BadQuery, NoSuchPlace) as error:
            messages.error(request, w(str(error)))
        else:
            total = len(ids)
            facets = narrower(ids, asked, levels(request.user), w)
            chosen = ids[start : start + SIZE]
            after = str(start + SIZE) if start + SIZE < total else ""
            documents = Document.objects.in_bulk(chosen)
            incidents: dict[int, list[Incident]] = {}
            mine = levels(request.user)
            for account in Account.objects.filter(document__in=chosen).select_related("incident").order_by("pk"):
                told = incidents.setdefault(account.document_id, [])
                if account.incident is not None and account.incident.access in mine and account.incident not in told:
                    told.append(account.incident)
            looked_over(request.user, {i for told in incidents.values() for i in told}, "search")
            for pk in chosen:
                seen(request.user, f"document:{documents[pk].key}", documents[pk].access, "search")
                hits.append(Hit(documents[pk], snippet(documents[pk], query), incidents.get(pk, [])))
    lists = {
        "kind": [(c, w.label("kinds", c)) for c in codes("kinds")],
        "grade": [(c, w.label("grades", c)) for c in codes("grades")],
        "state": [(s, w(f"states.{s}")) for s in Incident.STATES],
    }
    chosen_lists = [(n, w(f"incident.{n}"), found) for n, found in lists.items()]
    context = {
        "place": _place(asked, w), "hits": hits, "asked": asked, "query": urlencode(asked), "total": min(total, MOST_COUNTED), "more": total > MOST_COUNTED, "after": after,
        "lists": [*chosen_lists, *in_use(levels(request.user), w)], "facets": facets,
        "others": [(k, v, filter_words(k, v, w)) for k, v in asked.items() if k in FILTERS and k not in _IN_FORM],
    }  # fmt: skip
    return render(request, "review/search.html", context)


def _place(asked: dict[str, str], w: Wording) -> Around | None:
    """The place asked for by name, to be named on the page with the others of that name."""
    try:
        return around(asked, w) if asked.get("near") else None
    except NoSuchPlace:
        return None


COLUMNS = ("document", "title", "publisher", "published", "published_by", "language", "url", "sha256")
"""`published` is the day of publication, the last possible one of several; `published_by` the day of capture where only that is known."""


@screen("export")
def search_export(request: StaffRequest) -> HttpResponse:
    """What a search finds, as CSV or, with `format=jsonl`, as JSON Lines with the incidents that each document tells of.

    Sealed documents stay in, and incidents go by the ids that they have outside (standards §5.6, §5.7): a file travels.
    """
    asked = _asked(request)
    try:
        ids = _wanted(request, asked, parse(asked.get("q", ""), exact=asked.get("exact") == "1"), MOST_EXPORTED)[
            :MOST_EXPORTED
        ]
    except (BadQuery, NoSuchPlace):
        ids = []
    found = Document.objects.exclude(access="sealed").defer("text", "record", "told").in_bulk(ids)
    ids = [pk for pk in ids if pk in found]
    lines: list[dict[str, Any]] = []
    with transaction.atomic():
        for pk in ids:
            d = found[pk]
            seen(request.user, f"document:{d.key}", d.access, "search_export")
            days = (d.published_end, None) if d.published_start else (None, d.published_end)
            values = (d.key, d.title, d.publisher, *days, d.lang, d.url, d.sha256)
            lines.append(dict(zip(COLUMNS, values, strict=True)))
    kind = "jsonl" if request.GET.get("format") == "jsonl" else "csv"
    note("exported", "search", {"format": kind, "query": asked, "documents": len(ids)}, request.user)
    if kind == "jsonl":
        return _file(_json_lines(request, ids, lines), "search.jsonl", "application/jsonl; charset=utf-8")
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows([cell(line[name]) for name in COLUMNS] for line in lines)
    return _file("\ufeff" + out.getvalue(), "search.csv", "text/csv; charset=utf-8")


def _json_lines(request: StaffRequest, ids: list[int], lines: list[dict[str, Any]]) -> str:
    told: dict[int, set[str]] = {}
    accounts = Account.objects.filter(document__in=ids, incident__access__in=levels(request.user)).exclude(
        state="rejected"
    )
    pairs = list(accounts.values_list("document", "incident"))
    names = public_keys(incident for _, incident in pairs)
    for document, incident in pairs:
        told.setdefault(document, set()).add(names[incident])
    full = ({**line, "incidents": sorted(told.get(pk, ()))} for pk, line in zip(ids, lines, strict=True))
    return "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in full)


def _file(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
