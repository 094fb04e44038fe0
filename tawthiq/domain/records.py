"""Domain objects as plain records, in the published formats: the extract line, the incident line, and the way back.

These are the formats others rely on: adding a key is free, renaming or dropping one breaks them. Days are ISO strings,
spans are two-element lists.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tawthiq.domain.account import Account, Aggregate, Appeal, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.control import ControlChange
from tawthiq.domain.document import Aside, Document, Published, Unreadable
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Conflict, Incident, Link, Origin, Reason, Responsibility, TollRange
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import PlaceMention

Record = dict[str, Any]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span is not None else None


def when_record(when: When | None) -> Record | None:
    """A date as the contract has it; null where the account gives none."""
    if when is None:
        return None
    return {
        "start": _day(when.start),
        "end": _day(when.end),
        "precision": when.precision,
        "basis": when.basis,
        "text": when.quote.text if when.quote else "",
        "span": _span(when.quote.span) if when.quote else None,
        "rule": when.rule,
        "partial": when.partial,
    }


def place_record(mention: PlaceMention | None) -> Record | None:
    """A place as the contract has it, by its best reading."""
    if mention is None:
        return None
    place = mention.place
    return {
        "id": place.id,
        "name_en": place.name_en,
        "name_ar": place.name_ar,
        "level": place.level,
        "country": mention.country_en,
        "governorate": mention.governorate_en,
        "parent": place.parent,
        "lat": place.lat,
        "lon": place.lon,
        "precision": mention.precision,
        "text": mention.quote.text,
        "span": _span(mention.quote.span),
        "candidates": list(mention.candidates),
        "rule": mention.rule,
    }


def attribution_record(said: Attribution | None) -> Record | None:
    """A speaker."""
    if said is None:
        return None
    return {
        "text": said.quote.text,
        "span": _span(said.quote.span),
        "source_type": said.source_type,
        "key": said.key,
        "rule": said.rule,
    }


def toll_record(toll: Toll) -> Record:
    """A toll with its logical bounds."""
    return {
        "harm": toll.harm,
        "group": toll.group,
        "low": toll.count.low,
        "high": toll.count.high,
        "value": toll.count.value,
        "qualifier": toll.count.qualifier,
        "wording": toll.count.wording,
        "superseded": toll.superseded,
        "of": toll.of,
        "formulaic": toll.formulaic,
        "loaded_term": toll.loaded_term,
        "text": toll.quote.text,
        "span": _span(toll.quote.span),
        "attribution": attribution_record(toll.attribution),
        "rule": toll.rule,
    }


def _actor_record(actor: ActorMention) -> Record:
    return {
        "code": actor.code,
        "name_en": actor.name_en,
        "name_ar": actor.name_ar,
        "role": actor.role,
        "mode": actor.mode,
        "unit": actor.unit,
        "text": actor.quote.text,
        "span": _span(actor.quote.span),
        "rule": actor.rule,
    }


def _weapon_record(weapon: WeaponMention) -> Record:
    return {"code": weapon.code, "text": weapon.quote.text, "span": _span(weapon.quote.span), "rule": weapon.rule}


def _person_record(person: PersonMention) -> Record:
    return {
        "name": person.name,
        "role": person.role,
        "key": person.key,
        "text": person.quote.text,
        "span": _span(person.quote.span),
        "rule": person.rule,
    }


def account_record(account: Account) -> Record:
    """One telling of one incident."""
    return {
        "kind": account.kind,
        "labels": list(account.labels),
        "background": account.background,
        "summary": account.summary,
        "date": when_record(account.date),
        "place": place_record(account.place),
        "places": [place_record(p) for p in account.places],
        "actors": [_actor_record(a) for a in account.actors],
        "weapons": [_weapon_record(w) for w in account.weapons],
        "persons": [_person_record(p) for p in account.persons],
        "tolls": [toll_record(t) for t in account.tolls],
        "kind_text": account.kind_quote.text if account.kind_quote else "",
        "kind_span": _span(account.kind_quote.span) if account.kind_quote else None,
        "spans": [_span(s) for s in account.spans],
        "rule": account.rule,
    }


def _period_record(period: Period) -> Record:
    return {"start": _day(period.start), "end": _day(period.end), "text": period.text}


def aggregate_record(aggregate: Aggregate) -> Record:
    """A statistic over a period or several places."""
    count = aggregate.count
    return {
        "period": _period_record(aggregate.period),
        "dimension": aggregate.dimension,
        "key": aggregate.key,
        "measure": aggregate.measure,
        "subject": aggregate.subject,
        "value": count.value if count.value is not None else count.low,
        "stated": count.value,
        "low": count.low,
        "high": count.high,
        "qualifier": count.qualifier,
        "percent": aggregate.percent,
        "table": aggregate.table,
        "text": aggregate.quote.text,
        "span": _span(aggregate.quote.span),
        "attribution": attribution_record(aggregate.attribution),
        "rule": aggregate.rule,
    }


def _appeal_record(appeal: Appeal) -> Record:
    return {
        "by": appeal.by,
        "to": list(appeal.to),
        "demand": appeal.demand,
        "people_at_risk": toll_record(appeal.people_at_risk) if appeal.people_at_risk else None,
        "text": appeal.quote.text,
        "span": _span(appeal.quote.span),
        "rule": appeal.rule,
    }


def control_record(change: ControlChange) -> Record:
    """A stated change of control."""
    return {
        "change": change.change,
        "parties": [_actor_record(p) for p in change.parties],
        "place": place_record(change.place),
        "date": when_record(change.date),
        "partial": change.partial,
        "attribution": attribution_record(change.attribution),
        "text": change.quote.text,
        "span": _span(change.quote.span),
        "rule": change.rule,
    }


def finding_record(finding: Finding) -> Record:
    """One result of an audit rule; of one that lays several reports side by side also the document of each span."""
    record: Record = {
        "rule": finding.rule,
        "severity": finding.severity,
        "passed": finding.passed,
        "message_ar": finding.message_ar,
        "message_en": finding.message_en,
        "spans": [_span(s) for s in finding.spans],
    }
    return record | {"documents": list(finding.documents)} if finding.documents else record


def published_record(published: Published) -> Record:
    """When a document was published and what that rests on."""
    return {
        "start": _day(published.start),
        "end": _day(published.end),
        "basis": published.basis,
        "text": published.text,
        "span": _span(published.span),
    }


def extraction_record(extraction: Extraction) -> Record:
    """The extract line of one document; `control` only where it states changes of control."""
    return {
        "id": extraction.document.id,
        "lang": extraction.document.lang,
        "published": published_record(extraction.document.published),
        "accounts": [account_record(a) for a in extraction.accounts],
        "aggregates": [aggregate_record(a) for a in extraction.aggregates],
        "appeals": [_appeal_record(a) for a in extraction.appeals],
        "findings": [finding_record(f) for f in extraction.findings],
        **({"control": [control_record(c) for c in extraction.control]} if extraction.control else {}),
    }


def unreadable_record(unreadable: Unreadable) -> Record:
    """The extract line of an input that could not be read."""
    return {"id": unreadable.id, "error": {"code": unreadable.code, "message": unreadable.message}}


def _aside_record(aside: Aside) -> Record:
    return {"kind": aside.kind, "span": _span(aside.span)}


def document_record(document: Document) -> Record:
    """A document as the register keeps it, its clean text included."""
    return {
        "id": document.id,
        "lang": document.lang,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "url": document.url,
        "published": published_record(document.published),
        "crawled": _day(document.crawled),
        "sha256": document.sha256,
        "media_type": document.media_type,
        "source_path": document.source_path,
        "restricted": document.restricted,
        "asides": [_aside_record(a) for a in document.asides],
        **({"quoted": [_span(s) for s in document.quoted]} if document.quoted else {}),
        "text": document.text,
    }


def _reason_record(reason: Reason) -> Record:
    return {
        "evidence": reason.evidence,
        "weight": reason.weight,
        "text_ar": reason.text_ar,
        "text_en": reason.text_en,
    }


def link_record(link: Link) -> Record:
    """Two accounts held to tell one event, with the reasons."""
    return {
        "a": list(link.a),
        "b": list(link.b),
        "score": link.score,
        "decided_by": link.decided_by,
        "reasons": [_reason_record(r) for r in link.reasons],
    }


def origin_record(origin: Origin) -> Record:
    """Whom claims really come from."""
    return {
        "id": origin.id,
        "name": origin.name,
        "source_type": origin.source_type,
        "lead": origin.lead,
        "documents": list(origin.documents),
        "rule": origin.rule,
    }


def _range_record(toll: TollRange) -> Record:
    return {
        "harm": toll.harm,
        "group": toll.group,
        "min": toll.min,
        "best": toll.best,
        "max": toll.max,
        "open_ended": toll.open_ended,
        "rule": toll.rule,
        "origins": toll.origins,
        "claims": [list(c) for c in toll.claims],
        "superseded": [list(c) for c in toll.superseded],
    }


def _conflict_record(conflict: Conflict) -> Record:
    return {
        "rule": conflict.rule,
        "message_ar": conflict.message_ar,
        "message_en": conflict.message_en,
        "claims": [list(c) for c in conflict.claims],
    }


def _responsibility_record(actor: Responsibility) -> Record:
    return {
        "code": actor.code,
        "name_en": actor.name_en,
        "name_ar": actor.name_ar,
        "role": actor.role,
        "mode": actor.mode,
        "accounts": [list(a) for a in actor.accounts],
        "origins": actor.origins,
    }


def incident_record(incident: Incident) -> Record:
    """One incident line."""
    return {
        "id": incident.id,
        "accounts": [list(a) for a in incident.accounts],
        "title_ar": incident.title_ar,
        "title_en": incident.title_en,
        "kind": incident.kind,
        "labels": list(incident.labels),
        "date": when_record(incident.date),
        "place": place_record(incident.place),
        "actors": [_responsibility_record(a) for a in incident.actors],
        "tolls": [_range_record(t) for t in incident.tolls],
        "grade": incident.grade,
        "attribution_grade": incident.attribution_grade,
        "origins": [origin_record(o) for o in incident.origins],
        "links": [link_record(x) for x in incident.links],
        "conflicts": [_conflict_record(c) for c in incident.conflicts],
        "background_only": incident.background_only,
        "massacre_by": list(incident.massacre_by),
        "massacre_definitions": [{"id": d.id, "ar": d.ar, "en": d.en} for d in incident.definitions],
    }
