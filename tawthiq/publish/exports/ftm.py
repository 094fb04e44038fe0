"""A register as FollowTheMoney data: `entities.ftm.json` for graphs and `statements.csv` for who says what.

Incidents are Events, reports Articles, parties Organizations, places Addresses, persons (internal only) Persons. FtM has no
property for casualties: figures stand in `notes`, in the notation of our tables. A statement that a document's words carry
names them in `origin`: the document and the stretch of its text. Ids come from ours and never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import orjson

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.claims import ShownClaim
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown, ShownSource
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
_SAID = frozenset({"toll", "actor"})
_LANGUAGES = {"ar": "ara", "en": "eng"}


class _Entity(NamedTuple):
    """One entity with its values in order, each with the stretch of text that says it or nothing, and the same by property."""

    id: str
    schema: str
    values: dict[tuple[str, str], str]
    properties: dict[str, list[str]]


_Said = Iterable[tuple[str, str | None, str]]
"""Property, value and the stretch of text that says it."""


def _entity(own: str, schema: str, told: _Said) -> _Entity:
    """The entity of these values; what stands already keeps its first origin."""
    known: dict[tuple[str, str], str] = {}
    properties: dict[str, list[str]] = {}
    for prop, value, origin in told:
        if not value:
            continue
        if not value.isprintable() or "  " in value or value[0] == " " or value[-1] == " ":
            value = " ".join(clean(value).split())  # whatever else is a blank is not printable
            if not value:
                continue
        if (said := (prop, value)) in known:
            continue
        known[said] = origin
        if prop in properties:
            properties[prop].append(value)
        else:
            properties[prop] = [value]
    return _Entity(own, schema, known, properties)


@lru_cache(maxsize=4096)
def ident(kind: str, name: str) -> str:
    """The id of an entity: kind and a hash of the register's own id, for FtM's ids are ASCII without signs."""
    return f"{DATASET}-{kind}-{hashlib.sha1(name.encode()).hexdigest()[:20]}"


def write(export: Export, path: Path) -> int:
    """Writes both files into the folder `path`; gives back the number of entities. Raises OSError."""
    written = 0
    with (path / "statements.csv").open("wb") as table, (path / "entities.ftm.json").open("wb") as lines:
        table.write("".join([",".join([f'"{name}"' for name in HEADER]), "\n"]).encode())
        seen: set[str] = set()
        for block in export.claimed(fields=_SAID, quoted=False):
            entities = list(_entities(block, seen))
            lines.write(b"".join(map(_line, entities)))
            table.write(b"".join(map(_statements, entities)))
            written += len(entities)
    return written


def _line(entity: _Entity) -> bytes:
    """The entity as a line of JSON."""
    record = {"id": entity.id, "schema": entity.schema, "datasets": [DATASET], "properties": entity.properties}
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _statements(entity: _Entity) -> bytes:
    """The lines of an entity's statements, every cell between quotes as csv.unix_dialect has it, which takes four times as long."""
    own = entity.id
    told: list[bytes] = []
    begins, named = f'"{own}","{own}",'.encode(), hashlib.sha1(f"{DATASET}.{own}.".encode())
    kinds = _kinds(entity.schema)
    for (prop, value), origin in entity.values.items():
        hashed, kind = kinds[prop]
        value_said = value.encode()
        key = named.copy()  # a fifth faster than to begin anew
        key.update(hashed + value_said)
        if b'"' in value_said:
            value_said = value_said.replace(b'"', b'""')
        told += begins, kind, value_said, _said_in(origin) if origin else _IN_NONE, key.hexdigest().encode(), b'"\n'
    return b"".join(told)


def _said_in(origin: str) -> bytes:
    """The cells between a statement's value and its id."""
    return '","{}","{}","","","f","","","'.format(DATASET, origin.replace('"', '""')).encode()


_IN_NONE = _said_in("")


@cache
def _kinds(schema: str) -> dict[str, tuple[bytes, bytes]]:
    """How a property is written before its value in a statement's hash, and in its line, for an entity of this schema."""
    return {prop: (f"{prop}.".encode(), f'"{prop}","{kind}","{schema}","'.encode()) for prop, kind in TYPES.items()}


def _entities(block: Iterable[tuple[Shown, list[ShownClaim]]], seen: set[str]) -> Iterator[_Entity]:
    """Every entity that is not among those seen: what an incident points at before the incident."""
    for one, claimed in block:
        for name, made in _around(one):
            if name not in seen:
                seen.add(name)
                yield made(name)
        if (name := ident("incident", one.id)) not in seen:
            seen.add(name)
            yield _event(name, one, claimed)


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
    return _entity(own, schema, [("name", name, "") for name in names])


def _article(source: ShownSource, own: str) -> _Entity:
    return _entity(own, "Article", (
        ("title", source.title, ""), ("name", source.title or source.publisher or "report", ""),
        ("publisher", source.publisher, ""), ("sourceUrl", source.url, ""), ("publishedAt", source.published, ""),
        ("language", _LANGUAGES.get(source.lang), ""),
    ))  # fmt: skip


def _address(one: Shown, own: str) -> _Entity:
    division = one.division
    names = (
        one.place.name_en if one.place is not None else None,
        division.name_en if division else None,
        one.country_en,
    )
    lon, lat = map(str, one.position) if one.position is not None else (None, None)
    return _entity(own, "Address", (
        ("full", ", ".join(filter(None, names)), ""), ("state", division.name_en if division else None, ""),
        ("country", _country(one), ""), ("latitude", lat, ""), ("longitude", lon, ""),
    ))  # fmt: skip


def _place_key(one: Shown) -> str:
    return one.place.id if one.place is not None else f"{one.division and one.division.id}@{one.position}"


def _country(one: Shown) -> str:
    if one.division is not None:
        return one.division.country
    return (one.place.country or one.place.id) if one.place is not None else ""


def _event(own: str, one: Shown, claimed: list[ShownClaim]) -> _Entity:
    place, parties = one.place, {p.code: ident("party", p.code) for p in one.parties}
    told: list[tuple[str, str | None, str]] = []
    for claim in claimed:  # first, so that what a text says names the text
        if claim.field == "toll":
            told.append(("notes", claim.text, _origin(claim)))
        elif (party := parties.get(claim.known.code)) is not None:
            told.append(("involved", party, _origin(claim)))
    told += (
        ("name", one.title_en, ""), ("name", one.title_ar, ""), ("recordId", one.id, ""),
        ("startDate", one.start.isoformat() if one.start else None, ""),
        ("endDate", one.end.isoformat() if one.end else None, ""), ("country", _country(one), ""),
    )  # fmt: skip
    if place is not None:
        told += ("location", place.name_en, ""), ("location", place.name_ar, "")
    if place is not None or one.position is not None:
        told.append(("addressEntity", ident("place", _place_key(one)), ""))
    told += [("keywords", code, "") for code in (one.kind, *one.labels, f"grade {one.grade}", f"access {one.access}")]
    told.append(("notes", toll_cell(one.tolls), ""))
    told += [("involved", party, "") for party in parties.values()]
    told += [("involved", ident("person", p.name), "") for p in one.persons]
    told += [("proof", ident("report", s.id), "") for s in one.sources]
    return _entity(own, "Event", told)


def _origin(claim: ShownClaim) -> str:
    return f"{claim.source.sha256 or claim.source.id}#{claim.start}-{claim.end}"
