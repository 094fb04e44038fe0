"""One incident as a release holds it: built field by field, so that nothing leaves that is not named here (standards §5.7).

The record says which row of every table the incident stands in, and what each figure rests on: whoever holds a release can
add its tables up again and read the sentence behind every number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tawthiq.domain.incident import TollRange
from tawthiq.publish import public
from tawthiq.publish.buckets import accused, relation
from tawthiq.publish.exports.shown import Shown, is_restricted
from tawthiq.publish.figures import Figure
from tawthiq.publish.period.tables import Tally
from tawthiq.publish.register_files import Case, Telling
from tawthiq.publish.releases.quotes import NOTHING, WORDS, Quoter, names_in, speaker

Record = dict[str, Any]


def incident_record(case: Case, one: Shown, tally: Tally | None, quoter: Quoter) -> Record:
    """The record of an incident; `tally` is None where it counts in no table. Raises KeyError, TypeError or ValueError where
    its accounts are not in the published format."""
    incident = case.incident
    tellings = tuple(t for t in case.tellings if not is_restricted(t.document))
    place, division = one.place, one.division
    return {
        "id": one.id,
        "title": {"ar": one.title_ar, "en": one.title_en},
        "kind": one.kind,
        "labels": list(one.labels),
        "date": _days(one),
        "place": {"id": place.id, "ar": place.name_ar, "en": place.name_en} if place else None,
        "governorate": {"id": division.id, "ar": division.name_ar, "en": division.name_en} if division else None,
        "country": one.country_en,
        "position": list(one.position) if one.position else None,
        "place_precision": one.place_precision,
        "coarsened": public.is_blurred(incident),
        "withheld": one.hidden,
        "parties": [_party(case, code, role, tellings) for code, role in _roles(one)],
        "accused": [party.code for party in accused(incident)],
        "relation": relation(incident),
        "weapons": list(one.weapons),
        "killed": _figure(one.killed),
        "injured": _figure(one.injured),
        "figures": [_range(case, r, one, tellings, quoter) for r in one.tolls],
        "grade": one.grade,
        "attribution": one.attribution_grade,
        "origins": one.origins,
        "conflicts": sorted({conflict.rule for conflict in incident.conflicts}),
        "massacre": {
            "labelled": one.massacre_labelled,
            "definitions": list(one.massacre_definitions),
            "words": {d.id: {"ar": d.ar, "en": d.en} for d in one.definitions},
        },
        "background": one.background_only,
        "rows": {name: label.key for name, (label, _) in sorted(tally.rows.items())} if tally else {},
        "means": list(tally.weapons) if tally else [],
        "sources": [_source(s) for s in one.sources],
    }


def _days(one: Shown) -> Record | None:
    if one.start is None or one.end is None:
        return None
    return {"start": one.start.isoformat(), "end": one.end.isoformat(), "precision": one.date_precision}


def _figure(figure: Figure | None) -> Record | None:
    return None if figure is None else {"low": figure.low, "high": figure.high, "open": figure.open}


def _source(source: Any) -> Record:
    return {
        "id": source.id, "title": source.title, "publisher": source.publisher, "url": source.url,
        "published": source.published, "lang": source.lang, "sha256": source.sha256,
    }  # fmt: skip


def _roles(one: Shown) -> Iterator[tuple[str, str]]:
    return iter(dict.fromkeys((party.code, party.role) for party in one.parties))


def _party(case: Case, code: str, role: str, tellings: tuple[Telling, ...]) -> Record:
    """A party with its part, and the rules by which open documents were read to give it that part."""
    party = next(p for p in case.incident.actors if (p.code, p.role) == (code, role))
    rules = [
        str(mention.get("rule") or "")
        for telling in tellings
        for mention in telling.account.get("actors") or ()
        if (mention["code"], mention["role"]) == (code, role)
    ]
    return {
        "code": code, "ar": party.name_ar, "en": party.name_en, "role": role, "mode": party.mode,
        "origins": party.origins, "rules": sorted(rule for rule in rules if rule),
    }  # fmt: skip


def _range(case: Case, toll: TollRange, one: Shown, tellings: tuple[Telling, ...], quoter: Quoter) -> Record:
    top = _top(case, toll)
    evidence = [] if one.hidden else list(_evidence(case, toll, tellings, quoter))
    return {
        "harm": toll.harm, "group": toll.group, "min": toll.min, "best": toll.best, "max": toll.max, "top": top,
        "open": toll.open_ended or toll.max is None, "rule": toll.rule, "origins": toll.origins, "evidence": evidence,
    }  # fmt: skip


def _top(case: Case, toll: TollRange) -> int:
    """The highest number anyone says (R7), as `figures.top` has it, of the accounts as records."""
    if toll.max is not None:
        return toll.max
    told = {t.ref: t.account for t in case.tellings}
    said = [toll.min, toll.best or 0]
    for document, account, number in toll.claims:
        counts = told.get((document, account), {}).get("tolls") or ()
        if (document, account, number) not in toll.superseded and number < len(counts):
            count = counts[number]
            said.append(count["low"] if count["high"] is None else count["high"])
    return max(said)


def _evidence(case: Case, toll: TollRange, tellings: tuple[Telling, ...], quoter: Quoter) -> Iterator[Record]:
    told = {t.ref: t for t in tellings}
    names = names_in(tellings, quoter.known)
    blurred = public.is_blurred(case.incident)
    refs = dict.fromkeys((*toll.claims, *toll.superseded))
    found = []
    for ref in refs:
        telling = told.get(ref[:2])
        if telling is None or ref[2] >= len(telling.account["tolls"]):
            continue
        claim = telling.account["tolls"][ref[2]]
        said = (
            []
            if quoter.quotes == NOTHING
            else quoter.quote(telling, claim, words_only=blurred or quoter.quotes == WORDS, names=names)
        )
        found.append({
            "document": ref[0], "said": said, "speaker": speaker(claim, quoter.closed),
            "read": {name: claim[name] for name in ("low", "high", "value", "qualifier")},
            "rule": str(claim.get("rule") or ""), "status": _status(case, toll, ref, bool(claim.get("superseded"))),
        })  # fmt: skip
    yield from sorted(found, key=lambda item: str(item["status"]).startswith("superseded"))


def _status(case: Case, toll: TollRange, ref: tuple[str, int, int], superseded: bool) -> str:
    """current, superseded_text, superseded_later or copy (R2, R5)."""
    if superseded:
        return "superseded_text"
    if ref in toll.superseded:
        return "superseded_later"
    copied = any(
        origin.rule.startswith("R2") and ref[0] in origin.documents and ref[0] != origin.lead
        for origin in case.incident.origins
    )
    return "copy" if copied else "current"
