"""By what the result of a search can be narrowed: how many of the documents found tell of incidents of each kind, place, year, party, weapon, harm
or grade, and how many each publisher wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.http import urlencode

from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.models import Account, Document, Facet, Incident
from tawthiq.workbench.review.code_words import code_words

MOST = 2_000
"""Of a result with more documents than this nothing is counted: it is narrowed by its words first."""
SHOWN = 6
"""Values shown of each dimension."""
COLUMNS = ("kind", "governorate", "place_id", "grade", "state")
FACETS = ("actor", "weapon", "harm")
SOURCE, YEAR = "source", "year"
ORDER = ("kind", "governorate", "place_id", YEAR, "actor", "weapon", "harm", "grade", "state", SOURCE)
"""The dimensions as the page lists them."""


@dataclass(frozen=True, slots=True)
class Narrower:
    """A dimension with its commonest values: in words, how many of the documents found, the search narrowed to them."""

    name: str
    values: list[tuple[str, int, str]]


def narrower(ids: list[int], asked: Mapping[str, str], levels: tuple[str, ...], w: Wording) -> list[Narrower]:
    """What the documents `ids` can be narrowed by, without what is asked for already and what all of them have."""
    if not 1 < len(ids) <= MOST:
        return []
    told = Account.objects.filter(document__in=ids, incident__access__in=levels).exclude(state="rejected")
    of_incident: dict[int, set[int]] = {}
    for document, incident in told.values_list("document", "incident"):
        of_incident.setdefault(incident, set()).add(document)
    found: dict[str, dict[str, set[int]]] = {name: {} for name in ORDER}
    places: dict[str, str] = {}
    counted = Incident.objects.filter(pk__in=of_incident).exclude(state__in=("merged", "rejected"))
    rows = list(counted.values_list("pk", "sort_day", "place_ar", "place_en", *COLUMNS))
    for pk, day, place_ar, place_en, *values in rows:
        codes = dict(zip(COLUMNS, values, strict=True)) | {YEAR: str(date.fromordinal(day).year) if day else ""}
        places.setdefault(codes["place_id"], w.pick(place_ar, place_en))
        for name, code in codes.items():
            if code:
                found[name].setdefault(code, set()).update(of_incident[pk])
    facets = Facet.objects.filter(incident__in=[row[0] for row in rows], dimension__in=FACETS)
    for name, code, pk in facets.values_list("dimension", "code", "incident"):
        found[name].setdefault(code, set()).update(of_incident[pk])
    for pk, publisher in Document.objects.filter(pk__in=ids).exclude(publisher="").values_list("pk", "publisher"):
        found[SOURCE].setdefault(publisher, set()).add(pk)
    kept = {k: v for k, v in asked.items() if k != "after"}
    made = []
    for name, documents in found.items():
        counts = Counter({code: len(pks) for code, pks in documents.items()})
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        values = [
            (clean(places[c] if name == "place_id" else code_words(name, c, w)), n, urlencode(kept | _filter(name, c)))
            for c, n in best
            if n < len(ids)
        ]
        if values and not _filter(name, "").keys() & asked.keys():
            made.append(Narrower(w(f"{'filters' if name in (SOURCE, 'place_id') else 'statistics'}.{name}"), values))
    return made


def _filter(name: str, code: str) -> dict[str, str]:
    """The filters of an address that leave one value of a dimension: a year is a stretch of days."""
    return {"from": f"{code}-01-01", "to": f"{code}-12-31"} if name == YEAR else {name: code}
