"""R13: a statistic is never added to incidents; it bounds them.

«33 مدنياً خلال أيلول وتشرين الأول» must not be less than the incidents that the same document tells within September
and October add up to, each at its minimum. Only the document's own incidents are held against it, since a total seldom
says which area it covers; a row for a governorate is held against that governorate's incidents of the document. What may be held
against the incidents of the whole register is in `bounds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.incident import Conflict, Incident
from tawthiq.reconcile.publishers import name_key
from tawthiq.reconcile.wording import conflict, shown

SUBJECTS = (None, "civilian", "child", "woman")
"""Whom a statistic may count that incidents are held against."""


def minimum(incident: Incident, harm: str, group: str | None) -> int:
    """The least that an incident adds to a sum of one harm and group; 0 where it tells none."""
    ranges = {r.group: r.min for r in incident.tolls if r.harm == harm}
    if group is None:
        return max(ranges.get(None, 0), ranges.get("civilian", 0))
    return ranges.get(group, 0)


def _inside(incident: Incident, aggregate: Aggregate) -> bool:
    when, period = incident.date, aggregate.period
    if when is None or when.start is None or when.end is None or period.start is None or period.end is None:
        return False
    return period.start <= when.start and when.end <= period.end


def _there(incident: Incident, aggregate: Aggregate) -> bool:
    if aggregate.dimension == "total":
        return True
    if aggregate.dimension != "governorate" or not aggregate.key:
        return False
    return name_key(aggregate.key) in governorate_keys(incident)


def governorate_keys(incident: Incident) -> set[str]:
    """The folded names by which a row for a governorate may mean the one of an incident."""
    place = incident.place
    if place is None:
        return set()
    return {name_key(n) for n in (place.place.governorate, place.governorate_en, place.place.id) if n}


def bound_checks(incidents: Sequence[Incident], extraction: Extraction) -> list[tuple[tuple[str, ...], Conflict]]:
    """The statistics of one document that its own incidents exceed: the ids of those incidents, and the conflict."""
    document = extraction.document.id
    if not extraction.aggregates:
        return []
    own = [i for i in incidents if any(ref[0] == document for ref in i.accounts)]
    found = []
    for aggregate in extraction.aggregates:
        if aggregate.count.high is None or aggregate.subject not in SUBJECTS or aggregate.percent is not None:
            continue
        within = [i for i in own if _inside(i, aggregate) and _there(i, aggregate)]
        total = sum(minimum(i, aggregate.measure, aggregate.subject) for i in within)
        if within and total > aggregate.count.high:
            made = conflict("R13", "R13", (), a=total, b=shown(aggregate.count))
            found.append((tuple(i.id for i in within), made))
    return found


def with_bound_checks(incidents: Sequence[Incident], extractions: Sequence[Extraction]) -> tuple[Incident, ...]:
    """The incidents, those that exceed a statistic of their own document carrying that conflict."""
    added: dict[str, list[Conflict]] = {}
    counting = sorted((e for e in extractions if e.aggregates), key=lambda e: e.document.id)
    own: dict[str, list[Incident]] = {e.document.id: [] for e in counting}
    for incident in incidents:
        for document in {ref[0] for ref in incident.accounts} & own.keys():
            own[document].append(incident)
    for extraction in counting:
        for idents, made in bound_checks(own[extraction.document.id], extraction):
            for ident in idents:
                added.setdefault(ident, []).append(made)
    return tuple(
        replace(i, conflicts=tuple(dict.fromkeys((*i.conflicts, *added[i.id])))) if i.id in added else i
        for i in incidents
    )
