"""A register as FollowTheMoney data: `entities.ftm.json` for graphs and `statements.csv` for who says what.

Incidents are Events, reports Articles, parties Organizations, places Addresses, persons (internal only) Persons. FtM has no
property for casualties: figures stand in `notes`, in the notation of our tables. A statement that a document's words carry
names them in `origin`: the document and the stretch of its text. Ids come from ours and never change.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

import orjson

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.claims import ShownClaim, claims
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown, ShownSource
from tawthiq.publish.register_files import Case
from tawthiq.publish.wording import clean

DATASET = "tawthiq"
HEADER = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
TYPES = {
    "name": "name", "alias": "name", "title": "string", "publisher": "string", "sourceUrl": "url", "publishedAt": "date",
    "language": "language", "startDate": "date", "endDate": "date", "country": "country", "location": "address",
    "notes": "text", "keywords": "string", "proof": "entity", "involved": "entity", "addressEntity": "entity",
    "recordId": "string", "full": "address", "latitude": "number", "longitude": "number", "state": "string",
}  # fmt: skip
_LANGUAGES = {"ar": "ara", "en": "eng"}


@dataclass(slots=True)
class _Entity:
    """One entity with its values in order; `origins` are the stretches of text that say a value."""

    id: str
    schema: str
    values: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, prop: str, *values: str | None, origin: str = "") -> None:
        """Gives a property its values; what stands already keeps its first origin."""
        for value in values:
            if value and (text := _tidy(value)):
                self.values.setdefault((prop, text), origin)


@lru_cache(maxsize=4096)  # the same codes and names again and again
def _tidy(value: str) -> str:
    return " ".join(clean(value).split())


@lru_cache(maxsize=4096)
def ident(kind: str, name: str) -> str:
    """The id of an entity: kind and a hash of the register's own id, for FtM's ids are ASCII without signs."""
    return f"{DATASET}-{kind}-{hashlib.sha1(name.encode()).hexdigest()[:20]}"


def write(export: Export, path: Path) -> int:
    """Writes both files into the folder `path`; gives back the number of entities. Raises OSError."""
    written = 0
    with (
        (path / "statements.csv").open("w", encoding="utf-8", newline="") as table,
        (path / "entities.ftm.json").open("wb") as lines,
    ):
        csv.writer(table, dialect=csv.unix_dialect).writerow(HEADER)
        for entity in _entities(export):
            lines.write(orjson.dumps(_record(entity)) + b"\n")
            table.write(_statements(entity))
            written += 1
    return written


def _record(entity: _Entity) -> dict[str, object]:
    properties: dict[str, list[str]] = {}
    for prop, value in entity.values:
        properties.setdefault(prop, []).append(value)
    return {"id": entity.id, "schema": entity.schema, "datasets": [DATASET], "properties": properties}


def _statements(entity: _Entity) -> str:
    """The lines of an entity's statements, every cell between quotes as csv.unix_dialect has it, which takes three times as long."""
    own, kind, sha1 = entity.id, entity.schema, hashlib.sha1
    lines = []
    for (prop, value), origin in entity.values.items():
        key = sha1(f"{DATASET}.{own}.{prop}.{value}".encode()).hexdigest()
        told = value.replace('"', '""') if '"' in value else value
        origin = origin.replace('"', '""') if '"' in origin else origin
        lines.append(
            f'"{own}","{own}","{prop}","{TYPES[prop]}","{kind}","{told}","{DATASET}","{origin}","","","f","","","{key}"\n'
        )
    return "".join(lines)


def _entities(export: Export) -> Iterator[_Entity]:
    """Every entity once: what an incident points at before the incident."""
    seen: set[str] = set()
    for case, one in export.told():
        for name, made in _around(one):
            if name not in seen:
                seen.add(name)
                yield made(name)
        if (name := ident("incident", one.id)) not in seen:
            seen.add(name)
            yield _event(name, case, one, export.internal)


def _around(one: Shown) -> Iterator[tuple[str, Callable[[str], _Entity]]]:
    """What an incident points at: the id, and how the entity of that id is made."""
    for source in one.sources:
        yield ident("report", source.id), partial(_article, source)
    for party in one.parties:
        yield ident("party", party.code), partial(_named, "Organization", (party.name_en, party.name_ar))
    for person in one.persons:
        yield ident("person", person.name), partial(_named, "Person", (person.name,))
    if one.place is not None or one.position is not None:
        yield ident("place", _place_key(one)), partial(_address, one)


def _named(schema: str, names: tuple[str, ...], own: str) -> _Entity:
    entity = _Entity(own, schema)
    entity.add("name", *names)
    return entity


def _article(source: ShownSource, own: str) -> _Entity:
    entity = _Entity(own, "Article")
    entity.add("title", source.title)
    entity.add("name", source.title or source.publisher or "report")
    entity.add("publisher", source.publisher)
    entity.add("sourceUrl", source.url)
    entity.add("publishedAt", source.published)
    entity.add("language", _LANGUAGES.get(source.lang))
    return entity


def _address(one: Shown, own: str) -> _Entity:
    division, entity = one.division, _Entity(own, "Address")
    name = one.place.name_en if one.place is not None else None
    entity.add("full", ", ".join(filter(None, (name, division.name_en if division else None, one.country_en))))
    entity.add("state", division.name_en if division else None)
    entity.add("country", _country(one))
    if one.position is not None:
        entity.add("latitude", str(one.position[1]))
        entity.add("longitude", str(one.position[0]))
    return entity


def _place_key(one: Shown) -> str:
    return one.place.id if one.place is not None else f"{one.division and one.division.id}@{one.position}"


def _country(one: Shown) -> str:
    if one.division is not None:
        return one.division.country
    return (one.place.country or one.place.id) if one.place is not None else ""


def _event(own: str, case: Case, one: Shown, internal: bool) -> _Entity:
    entity, parties = _Entity(own, "Event"), {p.code for p in one.parties}
    for claim in claims(case, internal=internal):  # first, so that what a text says names the text
        if claim.field == "toll":
            entity.add("notes", claim.text, origin=_origin(claim))
        elif claim.field == "actor" and claim.known["code"] in parties:
            entity.add("involved", ident("party", str(claim.known["code"])), origin=_origin(claim))
    entity.add("name", one.title_en, one.title_ar)
    entity.add("recordId", one.id)
    entity.add("startDate", one.start.isoformat() if one.start else None)
    entity.add("endDate", one.end.isoformat() if one.end else None)
    entity.add("country", _country(one))
    if one.place is not None:
        entity.add("location", one.place.name_en, one.place.name_ar)
    if one.place is not None or one.position is not None:
        entity.add("addressEntity", ident("place", _place_key(one)))
    entity.add("keywords", one.kind, *one.labels, f"grade {one.grade}", f"access {one.access}")
    entity.add("notes", toll_cell(one.tolls))
    entity.add("involved", *(ident("party", p.code) for p in one.parties))
    entity.add("involved", *(ident("person", p.name) for p in one.persons))
    entity.add("proof", *(ident("report", s.id) for s in one.sources))
    return entity


def _origin(claim: ShownClaim) -> str:
    return f"{claim.source.sha256 or claim.source.id}#{claim.start}-{claim.end}"
