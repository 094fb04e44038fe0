"""Weighs clusters of accounts into incidents: every rule in turn, nothing decided that a person should decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import AccountRef, Conflict, Incident, Link, Origin
from tawthiq.knowledge.definitions import MassacreDefinition, listed_definitions
from tawthiq.knowledge.geography import Geography
from tawthiq.reconcile.aggregates import with_bound_checks
from tawthiq.reconcile.claims import Claim, Telling, claims_of, tellings_of
from tawthiq.reconcile.conflicts import count_conflicts
from tawthiq.reconcile.copies import published
from tawthiq.reconcile.dates import incident_date
from tawthiq.reconcile.definitions import definitions_met
from tawthiq.reconcile.grades import grade
from tawthiq.reconcile.identity import incident_id, incident_ids
from tawthiq.reconcile.kinds import incident_kind, incident_labels
from tawthiq.reconcile.nesting import check_nesting
from tawthiq.reconcile.origins import Origins
from tawthiq.reconcile.places import container, incident_place, other_sites
from tawthiq.reconcile.pools import merge_pools
from tawthiq.reconcile.publishers import is_party
from tawthiq.reconcile.responsibility import attribution_grade, responsibilities, responsibility_conflicts
from tawthiq.reconcile.sites import set_parts_aside
from tawthiq.reconcile.supersession import supersede
from tawthiq.reconcile.titles import title
from tawthiq.reconcile.tolls import toll_ranges
from tawthiq.reconcile.victims import named_victims
from tawthiq.reconcile.wounds import move_deaths

Through = Callable[[Callable[[int], Incident], int], Iterable[Incident]]
"""Takes what weighs the cluster of a number, and how many there are; gives all their incidents, in order."""


def _all(weighed: Callable[[int], Incident], count: int) -> Iterable[Incident]:
    return map(weighed, range(count))


@dataclass(frozen=True, slots=True)
class _Case:
    """One incident's accounts and claims, unnamed voices of equal detail already one; `voices` by account."""

    tellings: tuple[Telling, ...]
    claims: tuple[Claim, ...]
    voices: Mapping[AccountRef, str]
    becomes: Mapping[str, str]


def _case(refs: Sequence[AccountRef], extractions: Mapping[str, Extraction], origins: Origins) -> _Case:
    tellings = tellings_of(refs, extractions, origins)
    claims, becomes = merge_pools(claims_of(tellings, origins), tellings)
    voices = {}
    for telling in tellings:
        relayed = [c.origin for c in claims if c.ref[:2] == telling.ref]
        own = becomes.get(telling.own_origin, telling.own_origin)
        voices[telling.ref] = own if telling.asserts or not relayed else relayed[0]
    return _Case(tellings, claims, voices, becomes)


def _carried(case: _Case, origins: Origins, extractions: Mapping[str, Extraction]) -> tuple[Origin, ...]:
    """The origins of the incident: those of its current claims, and pages that assert something themselves (R1)."""
    heard = {c.origin for c in case.claims if c.current} | {case.voices[t.ref] for t in case.tellings if t.asserts}
    by_id = origins.by_id
    here = sorted({ref[0] for ref in case.voices}, key=lambda d: (published(extractions[d].document), d))
    found = []
    for ident in sorted(heard):
        origin = by_id[ident]
        merged = [by_id[old] for old, new in case.becomes.items() if new == ident and old in by_id]
        carriers = dict.fromkeys(d for o in (origin, *merged) for d in here if d in origins.carried_by[o.id])
        documents = tuple(carriers) or origin.documents
        rule = "R3" if merged else origin.rule
        lead = origin.lead if origin.lead in documents else documents[0]
        found.append(Origin(origin.id, origin.name, origin.source_type, lead, documents, rule))
    return tuple(found)


def weigh_cluster(
    refs: Sequence[AccountRef],
    extractions: Mapping[str, Extraction],
    origins: Origins,
    links: Iterable[Link] = (),
    *,
    profile: str = "tawthiq",
    gazetteer: Geography | None = None,
    ident: str = "",
    definitions: Sequence[MassacreDefinition] | None = None,
) -> Incident:
    """The incident that the accounts `refs` tell. The order of `refs` and `links` does not matter.

    `extractions` by document id; `links` may hold others' too; `profile` is a numeral profile of profiles.toml; `ident`
    is the incident's id, made from its lead account where none is given; `definitions` of massacre are the product's where none are given. Raises KeyError for an unknown profile or a
    reference to a document that is not there, ValueError for an empty cluster.
    """
    if not refs:
        raise ValueError("an incident needs at least one account")
    case = _case(refs, extractions, origins)
    when = incident_date(case.tellings, case.voices)
    place = incident_place(case.tellings, case.voices, gazetteer)
    whole = set_parts_aside(move_deaths(case.claims, extractions))
    claims, lowered = supersede(whole, event=when.end if when else None)
    case = _Case(case.tellings, claims, case.voices, case.becomes)
    ranges = toll_ranges(claims, named_victims=named_victims(case.tellings), profile=profile)
    parties = responsibilities(case.tellings, case.voices)
    carried = _carried(case, origins, extractions)
    kind = incident_kind(case.tellings, case.voices)
    others = other_sites(case.tellings, place)
    inside = container(place, case.tellings, gazetteer) if place else None
    met = definitions_met(ranges, listed_definitions() if definitions is None else definitions)
    conflicts: list[Conflict] = [*count_conflicts(claims), *lowered]
    for telling in case.tellings:
        conflicts.extend(check_nesting(telling.ref, telling.account))
    conflicts.extend(responsibility_conflicts(case.tellings, case.voices, parties))
    independent = [o.id for o in carried if not is_party(o.source_type)]
    members = set(refs)
    return Incident(
        id=ident or incident_id(refs, extractions),
        accounts=tuple(sorted(members)),
        title_ar=title(kind, when, place, others, inside, lang="ar"),
        title_en=title(kind, when, place, others, inside, lang="en"),
        kind=kind,
        labels=incident_labels(case.tellings, kind),
        date=when,
        place=place,
        actors=parties,
        tolls=ranges,
        grade=grade(case.tellings, claims, independent, when=when, place=place),
        attribution_grade=attribution_grade(case.tellings, case.voices, parties),
        origins=carried,
        links=tuple(sorted((k for k in links if k.a in members and k.b in members), key=lambda k: (k.a, k.b))),
        conflicts=tuple(dict.fromkeys(conflicts)),
        background_only=all(t.account.background for t in case.tellings),
        massacre_by=tuple(d.id for d in met),
        definitions=met,
    )


def weigh(
    clusters: Sequence[Sequence[AccountRef]],
    extractions: Sequence[Extraction],
    origins: Origins,
    links: Sequence[Link] = (),
    *,
    profile: str = "tawthiq",
    gazetteer: Geography | None = None,
    known: Mapping[AccountRef, str] | None = None,
    definitions: Sequence[MassacreDefinition] | None = None,
    through: Through = _all,
) -> tuple[Incident, ...]:
    """All incidents, by date and id, with statistics held against them (R13). `known` are the ids of an earlier run.

    The clusters are weighed one by one, each by itself, as `through` asks for them: one that knows an incident already need not ask.
    """
    by_id = {e.document.id: e for e in extractions}
    idents = incident_ids(clusters, by_id, known=known)
    home = {ref: at for at, refs in enumerate(clusters) for ref in refs}
    own: dict[int, list[Link]] = {}
    for link in links:
        if link.a in home and home[link.a] == home.get(link.b):
            own.setdefault(home[link.a], []).append(link)

    def weighed(at: int) -> Incident:
        return weigh_cluster(
            clusters[at], by_id, origins, own.get(at, ()), profile=profile, gazetteer=gazetteer, ident=idents[at], definitions=definitions
        )  # fmt: skip

    incidents = through(weighed, len(clusters))
    ordered = sorted(incidents, key=lambda i: (i.date is None or i.date.start is None, i.id))
    return with_bound_checks(ordered, extractions)
