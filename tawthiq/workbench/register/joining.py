"""New accounts find the incident they tell of, or start one: the linking of a build, on what stands near them in time and place.

What a person or an earlier run joined stays joined; a new account never brings two incidents together by itself — the pair goes to the
queue of uncertain pairs (R16).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from tawthiq.domain.account import Extraction
from tawthiq.domain.from_records import Atlas
from tawthiq.domain.incident import AccountRef, Link
from tawthiq.domain.records import link_record
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.link import link_accounts
from tawthiq.reconcile.identity import incident_id
from tawthiq.workbench.register.effective import standing
from tawthiq.workbench.register.models import Account, Incident, Pair
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.reweigh import extraction_of, reweigh
from tawthiq.workbench.register.rows import day, incident_columns

DAYS = 4
"""Incidents this many days before or after an account's own may be its own."""
NEAREST = 200
"""At most so many incidents are looked at for one account."""


def join_incidents(fresh: Sequence[Account]) -> None:
    """Puts new accounts, saved without an incident, where they belong, and weighs those incidents. Call inside a transaction."""
    if not fresh:
        return
    near = _near(fresh)
    standing_accounts = list(
        Account.objects.filter(incident__in=near)
        .exclude(state="rejected")
        .select_related("document", "incident")
        .prefetch_related("claims")
    )
    everyone = [
        *standing_accounts,
        *Account.objects.filter(pk__in=[a.pk for a in fresh]).select_related("document").prefetch_related("claims"),
    ]
    by_ref = {a.ref: a for a in everyone}
    gazetteer = the_gazetteer(office_places())
    atlas = Atlas.of(gazetteer.places)
    documents = {a.document.key: a.document for a in everyone}
    extractions = {
        key: extraction_of(
            document, [(a.number, standing(a, a.claims.all())[0]) for a in everyone if a.document.key == key], atlas
        )
        for key, document in sorted(documents.items())
    }
    result = link_accounts(list(extractions.values()), gazetteer=gazetteer, decided=_decided(standing_accounts))
    new = {a.ref for a in fresh}
    for cluster in result.clusters:
        mine = [ref for ref in cluster if ref in new]
        if mine:
            held = {by_ref[ref].incident for ref in cluster if ref in by_ref and ref not in new}
            homes = sorted((i for i in held if i is not None), key=lambda i: (-i.documents, i.key))
            _place(mine, homes[0] if homes else None, by_ref, extractions)
            _doubt(
                [(mine[0], other) for home in homes[1:] for other in cluster if by_ref[other].incident == home][:1],
                by_ref,
            )
    for link in result.uncertain:
        if (link.a in new) != (link.b in new) or (link.a in new and link.b in new):
            _pair(link, by_ref)


def doubt_again(changed: Sequence[Account]) -> None:
    """Looks whether accounts that were read otherwise now tell what another incident tells: each such pair is a person's to decide."""
    near = _near(changed)
    rows = Account.objects.filter(incident__in=near).exclude(state="rejected")
    everyone = list(rows.select_related("document", "incident").prefetch_related("claims"))
    by_ref = {a.ref: a for a in everyone}
    mine = {a.ref for a in changed} & by_ref.keys()
    if not mine or len(by_ref) == len(mine):
        return
    gazetteer = the_gazetteer(office_places())
    atlas = Atlas.of(gazetteer.places)
    told: dict[str, list[tuple[int, dict[str, object]]]] = {}
    for account in everyone:
        told.setdefault(account.document.key, []).append((account.number, standing(account, account.claims.all())[0]))
    documents = {a.document.key: a.document for a in everyone}
    extractions = [extraction_of(documents[key], told[key], atlas) for key in sorted(told)]
    result = link_accounts(extractions, gazetteer=gazetteer, decided=_decided(everyone))
    for link in (*result.links, *result.uncertain):
        here = {link.a, link.b} & mine and {link.a, link.b} <= by_ref.keys()
        if here and by_ref[link.a].incident_id != by_ref[link.b].incident_id:
            _pair(link, by_ref)


def _near(fresh: Sequence[Account]) -> list[Incident]:
    found: dict[int, Incident] = {}
    for account in fresh:
        when, place = account.record.get("date") or {}, account.record.get("place") or {}
        start, end = day(when.get("start")), day(when.get("end"))
        mine = Incident.objects.exclude(state__in=("merged", "rejected"))
        if start is not None and end is not None:
            mine = mine.filter(Q(sort_day__gte=start.toordinal() - DAYS, sort_day__lte=end.toordinal() + DAYS))
            if place.get("governorate"):
                mine = mine.filter(Q(governorate=place["governorate"]) | Q(governorate=""))
        elif place.get("id"):
            mine = mine.filter(place_id=place["id"])
        else:
            continue
        for incident in mine.order_by("-sort_day", "-pk")[:NEAREST]:
            found[incident.pk] = incident
    return list(found.values())


def _decided(accounts: Sequence[Account]) -> dict[tuple[AccountRef, AccountRef], bool]:
    """What is joined already stays so, and what a person held apart stays apart."""
    first: dict[int, AccountRef] = {}
    decided: dict[tuple[AccountRef, AccountRef], bool] = {}
    for account in sorted(accounts, key=lambda a: a.ref):
        if account.incident_id in first:
            decided[(first[account.incident_id], account.ref)] = True
        elif account.incident_id is not None:
            first[account.incident_id] = account.ref
    apart = Pair.objects.filter(state="different", a__in=[a.pk for a in accounts], b__in=[a.pk for a in accounts])
    for pair in apart.select_related("a__document", "b__document"):
        decided[(pair.a.ref, pair.b.ref)] = False
    return decided


def _place(
    mine: Sequence[AccountRef],
    home: Incident | None,
    by_ref: dict[AccountRef, Account],
    extractions: dict[str, Extraction],
) -> None:
    if home is None:
        key = stem = incident_id(mine, extractions)
        more = 1
        while Incident.objects.filter(key=key).exists():
            more += 1
            key = f"{stem}-{more}"
        home = Incident(key=key, **incident_columns(blank_line(key, by_ref[mine[0]].kind)))
        home.save()
    Account.objects.filter(pk__in=[by_ref[ref].pk for ref in mine]).update(incident=home)
    reweigh(home)


def blank_line(key: str, kind: str) -> dict[str, object]:
    """The line of an incident that has not been weighed yet."""
    return {
        "id": key, "accounts": [], "title_ar": "", "title_en": "", "kind": kind, "labels": [], "date": None, "place": None, "actors": [],
        "tolls": [], "grade": "G1", "attribution_grade": "unknown", "origins": [], "links": [], "conflicts": [], "background_only": False,
        "massacre_by": [], "massacre_definitions": [],
    }  # fmt: skip


def _doubt(pairs: Sequence[tuple[AccountRef, AccountRef]], by_ref: dict[AccountRef, Account]) -> None:
    for a, b in pairs:
        first, second = sorted((a, b))
        _pair(Link(first, second, 0.0, ()), by_ref)


def _pair(link: Link, by_ref: dict[AccountRef, Account]) -> None:
    reasons = [[r["evidence"], r["weight"], r["text_ar"], r["text_en"]] for r in link_record(link)["reasons"]]
    a, b = by_ref[link.a], by_ref[link.b]
    Pair.objects.get_or_create(a=a, b=b, defaults={"score": link.score, "reasons": reasons})
