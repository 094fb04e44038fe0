"""By what the result of a search can be narrowed: how many of the documents found tell of incidents of each kind, governorate, party, weapon or harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.models import Account, Facet, Incident
from tawthiq.workbench.review.code_words import code_words

MOST = 2_000
"""Of a result with more documents than this nothing is counted: it is narrowed by its words first."""
SHOWN = 6
"""Values shown of each dimension."""
COLUMNS = ("kind", "governorate", "state")
FACETS = ("actor", "weapon", "harm")


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
    found: dict[str, dict[str, set[int]]] = {name: {} for name in (*COLUMNS, *FACETS)}
    counted = Incident.objects.filter(pk__in=of_incident).exclude(state__in=("merged", "rejected"))
    rows = list(counted.values_list("pk", *COLUMNS))
    for pk, *values in rows:
        for name, code in zip(COLUMNS, values, strict=True):
            if code:
                found[name].setdefault(code, set()).update(of_incident[pk])
    facets = Facet.objects.filter(incident__in=[row[0] for row in rows], dimension__in=FACETS)
    for name, code, pk in facets.values_list("dimension", "code", "incident"):
        found[name].setdefault(code, set()).update(of_incident[pk])
    kept = {k: v for k, v in asked.items() if k != "after"}
    made = []
    for name, codes in found.items():
        counts = Counter({code: len(documents) for code, documents in codes.items()})
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        values = [(clean(code_words(name, c, w)), n, urlencode({**kept, name: c})) for c, n in best if n < len(ids)]
        if values and name not in asked:
            made.append(Narrower(w(f"statistics.{name}"), values))
    return made
