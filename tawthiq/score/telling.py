"""Gold incidents and found accounts in the same terms, so that one may be held against the other.

Names become families and folded forms once, here; comparing is then a matter of equality.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tawthiq.score import families
from tawthiq.score.gold import GoldIncident, GoldTally
from tawthiq.score.tolls import Bounds, Said, Toll
from tawthiq.score.words import phrase

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its name to show, the folded spellings of it, its governorate ("" where not known)."""

    shown: str
    spellings: frozenset[str]
    governorate: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One incident as gold or the extractor tells it. `days` are the two ends of its date as ISO strings; gold's may be a
    month or a year. `named` holds every party named, `accused` those held responsible, the unidentified left out."""

    tolls: tuple[Said, ...]
    days: tuple[str, str] | None
    where: Where | None
    kind: str
    massacre: bool
    named: frozenset[str]
    accused: frozenset[str]
    weapons: frozenset[str]
    words: str


def _where(name_en: str, name_ar: str, governorate: str, shown: str) -> Where:
    spellings: set[str] = set()
    for name in (name_en, name_ar):
        folded = phrase(name)
        spellings |= {folded, families.bare(name), folded.removeprefix(families.joined_article())}
    return Where(shown, frozenset(spellings - {""}), families.governorate(governorate))


def gold_toll(tally: GoldTally) -> Toll:
    """The toll of a gold tally."""
    bounds: Bounds
    if tally.vague:
        bounds = ("vague",)
    elif tally.unquantified:
        bounds = ("unquantified",)
    elif tally.approx:
        bounds = ("about", tally.low)
    else:
        bounds = (tally.low or 0, tally.high)
    return Toll(families.harm(tally.outcome), families.group(tally.group), bounds)


def gold_telling(incident: GoldIncident) -> Telling:
    """A gold incident."""
    where = None
    if incident.place is not None:
        place = incident.place
        shown = place.name_en or place.name_ar or place.governorate or ""
        where = _where(place.name_en, place.name_ar, place.governorate, shown)
    named = families.actors().every(incident.perpetrators)
    kind = families.kind(incident.kind)
    return Telling(
        tolls=tuple(Said(gold_toll(t), t.text, t.attributed_to, t.derived) for t in incident.tallies),
        days=incident.days,
        where=where,
        kind=kind,
        massacre=kind == "massacre",
        named=named,
        accused=named - families.actors().unnamed,
        weapons=families.weapons().every(incident.weapons) - families.weapons().unnamed,
        words=incident.words,
    )


def found_toll(record: Record) -> Toll:
    """The toll of a published toll record."""
    qualifier = record.get("qualifier") or "exact"
    bounds: Bounds
    if qualifier in ("vague", "unquantified"):
        bounds = (str(qualifier),)
    elif qualifier == "about":
        bounds = ("about", record.get("value"))
    else:
        bounds = (record.get("low") or 0, record.get("high"))
    return Toll(families.harm(str(record.get("harm"))), families.group(record.get("group") or ""), bounds)


def found_telling(record: Record) -> Telling:
    """A published account."""
    date, place = record.get("date") or {}, record.get("place")
    start = date.get("start")
    actors = [(_actor(a), a.get("role") or "alleged_perpetrator") for a in record.get("actors") or ()]
    weapons = families.weapons().every(str(w.get("code") or "") for w in record.get("weapons") or ())
    where = None
    if place:
        shown = place.get("name_en") or place.get("name_ar") or place.get("text") or ""
        where = _where(place.get("name_en") or "", place.get("name_ar") or "", place.get("governorate") or "", shown)
    accused = frozenset(family for family, role in actors if role == "alleged_perpetrator")
    return Telling(
        tolls=tuple(
            Said(found_toll(t), t.get("text") or "", (t.get("attribution") or {}).get("text") or "")
            for t in record.get("tolls") or ()
        ),
        days=(start, date.get("end") or start) if start else ("", "") if date else None,
        where=where,
        kind=families.kind(str(record.get("kind") or "")),
        massacre="massacre" in (record.get("labels") or ()),
        named=frozenset(family for family, _ in actors),
        accused=accused - families.actors().unnamed,
        weapons=weapons - families.weapons().unnamed,
        words=record.get("kind_text") or "",
    )


def _actor(record: Record) -> str:
    code = str(record.get("code") or "")
    known = code in families.actors().codes or code in families.actors().names
    return families.actors().of(code if known else str(record.get("name_en") or code))
