"""An incident weighed anew after a person's ruling, by the same rules as a build (R1–R15); what persons decided of it stays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tawthiq.domain.account import Extraction
from tawthiq.domain.from_records import Atlas, document_from_record, extraction_from_record, incident_from_record
from tawthiq.domain.incident import Link
from tawthiq.domain.records import incident_record
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.definitions import massacre_definitions
from tawthiq.knowledge.office_words import words_beside
from tawthiq.reconcile import find_origins
from tawthiq.reconcile.incidents import weigh_cluster
from tawthiq.workbench.register.effective import standing
from tawthiq.workbench.register.headlines import TollAt, nothing_said
from tawthiq.workbench.register.models import Account, Document, Facet, Incident
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.protection import settle
from tawthiq.workbench.register.rows import facets, incident_columns
from tawthiq.workbench.register.sources import independence


def extraction_of(document: Document, accounts: Iterable[tuple[int, dict[str, Any]]], atlas: Atlas) -> Extraction:
    """What a document says, as a domain object; `accounts` by number, gaps filled with empty ones so that numbers hold."""
    by_number = dict(accounts)
    blank = {
        "kind": "unknown",
        "labels": [],
        "background": True,
        "summary": True,
        "date": None,
        "place": None,
        "actors": [],
        "weapons": [],
        "persons": [],
        "tolls": [],
    }
    records = [by_number.get(n, blank) for n in range(max(by_number, default=-1) + 1)]
    line = {"id": document.key, "lang": document.lang, "published": document.record["published"], "accounts": records}
    return extraction_from_record(line, document_from_record({**document.record, "text": document.text}), atlas=atlas)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an incident's accounts give now: its line without what persons decided of the incident itself, the accounts' lines as they
    stand, the publishers and voices behind them, and the claims that the line's ranges name."""

    record: dict[str, Any]
    accounts: list[dict[str, Any]]
    publishers: list[str]
    voices: set[str]
    toll_at: TollAt = nothing_said


def reweigh(incident: Incident) -> Incident:
    """Weighs an incident from the accounts that stand now and writes its columns, line and facets. One without accounts becomes empty and rejected."""
    return _write(incident, _weighed(incident))


def line_and_columns(incident: Incident) -> tuple[dict[str, Any], dict[str, Any]]:
    """The line and the columns that an incident has if it is weighed now; nothing is written."""
    weighed = _weighed(incident)
    record = _settled(weighed.record, incident.ruled)
    return record, incident_columns(record, weighed.toll_at)


def _weighed(incident: Incident) -> Weighed:
    accounts = list(
        Account.objects.filter(incident=incident)
        .exclude(state="rejected")
        .select_related("document")
        .prefetch_related("claims")
    )
    accounts.sort(key=lambda a: a.ref)
    gazetteer = the_gazetteer(office_places())
    atlas = Atlas.of(gazetteer.places)
    stands = {account.ref: standing(account, account.claims.all()) for account in accounts}
    if not accounts:
        record = {
            **incident.record,
            "accounts": [],
            "tolls": [],
            "actors": [],
            "origins": [],
            "links": [],
            "conflicts": [],
        }
        return Weighed(record, [], [], set())
    documents = {a.document.key: a.document for a in accounts}
    told: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for beside in (
        Account.objects.filter(document__in=documents.values()).select_related("document").prefetch_related("claims")
    ):
        record = stands[beside.ref][0] if beside.ref in stands else standing(beside, beside.claims.all())[0]
        told.setdefault(beside.document.key, []).append((beside.number, record))
    extractions = {key: extraction_of(document, told[key], atlas) for key, document in documents.items()}
    origins = find_origins(
        list(extractions.values()), ruled=independence()
    )  # a voice is named by all that its document says, not by one incident's part
    weighed = weigh_cluster(
        [a.ref for a in accounts], extractions, origins, _links(incident), gazetteer=gazetteer, ident=incident.key,
        definitions=massacre_definitions(words_beside(Path(settings.REGISTER))),
    )  # fmt: skip
    record = incident_record(weighed)
    numbers = {ref: tolls for ref, (_, tolls) in stands.items()}
    for found in (*record["tolls"], *record["conflicts"]):
        for name in ("claims", "superseded"):
            if name in found:
                found[name] = [[d, a, numbers[(d, a)][t]] for d, a, t in found[name]]
    voices = {key for a in accounts for key in origins.heard[a.ref]}
    publishers = [d.publisher for d in documents.values()]
    counts = {
        (*ref, number): told["tolls"][at] for ref, (told, tolls) in stands.items() for at, number in enumerate(tolls)
    }
    return Weighed(record, [r for r, _ in stands.values()], publishers, voices, counts.get)


def _links(incident: Incident) -> tuple[Link, ...]:
    """The links that held the incident together; those of accounts that left are dropped by the weighing."""
    line = {**incident.record, "tolls": [], "actors": [], "conflicts": [], "date": None, "place": None}
    return incident_from_record(line).links


def with_rulings(record: dict[str, Any], ruled: dict[str, Any]) -> dict[str, Any]:
    """The line with what persons decided of the incident itself: grades, kind, titles, the best figure of a range (R8)."""
    record = {
        **record,
        **{k: ruled[k] for k in ("grade", "attribution_grade", "kind", "title_ar", "title_en") if k in ruled},
    }
    best = ruled.get("best") or {}
    if best:
        record["tolls"] = [
            {**t, "best": best[name], "rule": "R8.reviewer"}
            if (name := f"{t['harm']}/{t['group'] or ''}") in best
            else t
            for t in record["tolls"]
        ]
    return record


def _settled(record: dict[str, Any], ruled: dict[str, Any]) -> dict[str, Any]:
    """The line as it is kept: with the rulings on the incident, and in JSON's own values."""
    kept: dict[str, Any] = json.loads(json.dumps(with_rulings(record, ruled), ensure_ascii=False))
    return kept


def _write(incident: Incident, weighed: Weighed) -> Incident:
    record = _settled(weighed.record, incident.ruled)
    for name, value in incident_columns(record, weighed.toll_at).items():
        setattr(incident, name, value)
    settle(incident)
    incident.version += 1
    incident.save()
    wanted = facets(record, weighed.accounts, weighed.publishers, weighed.voices)
    Facet.objects.filter(incident=incident).delete()
    Facet.objects.bulk_create(
        Facet(incident=incident, dimension=d, code=c, sort_day=incident.sort_day) for d, c in sorted(wanted)
    )
    return incident
