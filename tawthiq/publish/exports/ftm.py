"""A register as FollowTheMoney data: `entities.ftm.json` for graphs and `statements.csv` for who says what.

Incidents are Events, reports Articles, parties Organizations, places Addresses, persons (internal only) Persons. FtM has no
property for casualties: what claims count stands in `notes`, the incident's ranges in `summary`, in the notation of our tables.
A statement that a document's words carry names them in `origin`: the document and the stretch of its text. Ids come from ours
and never change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache, partial
from hashlib import sha1
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from orjson import OPT_APPEND_NEWLINE, dumps

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.claims import ShownClaim, words
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
    "notes": "text", "summary": "text", "keywords": "string", "proof": "entity", "involved": "entity", "addressEntity": "entity",
    "recordId": "string", "full": "address", "latitude": "number", "longitude": "number", "state": "string",
}  # fmt: skip
_SAID = frozenset({"toll", "actor"})
_LANGUAGES = {"ar": "ara", "en": "eng"}


_Statement = tuple[str, str, bytes, bytes]
"""A value of an entity: the property, the value, and both as a statement's hash and its line up to the id write them."""


class _Entity(NamedTuple):
    """One entity: its values by property, and the lines of its statements up to the id by what the id is a hash of."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    lines: dict[bytes, bytes]


def _entity(own: str, schema: str, told: list[_Statement]) -> _Entity:
    """The entity of these statements; what stands already keeps its first origin."""
    properties: dict[str, list[str]] = {}
    lines: dict[bytes, bytes] = {}
    for prop, value, hashed, line in told:
        if hashed in lines:
            continue
        lines[hashed] = line
        if prop in properties:
            properties[prop].append(value)
        else:
            properties[prop] = [value]
    return _Entity(own, schema, properties, lines)


def _line(entity: _Entity) -> bytes:
    """The entity as a line of JSON."""
    record = {"id": entity.id, "schema": entity.schema, "datasets": [DATASET], "properties": entity.properties}
    return dumps(record, option=OPT_APPEND_NEWLINE)


def _statements(entity: _Entity) -> bytes:
    """The lines of an entity's statements, every cell between quotes as csv.unix_dialect has it, which takes four times as long."""
    own = entity.id
    lines: list[bytes] = []
    begins, named = f'"{own}","{own}",'.encode(), sha1(f"{DATASET}.{own}.".encode())
    for hashed, line in entity.lines.items():
        key = named.copy()  # a fifth faster than to begin anew
        key.update(hashed)
        lines += begins, line, key.hexdigest().encode(), b'"\n'
    return b"".join(lines)


def _said(schema: str, prop: str, value: str | None, origin: bytes | None = None) -> list[_Statement]:
    """The statement of a value; none where nothing of it is left. `origin` holds the cells behind it."""
    if not value:
        return []
    if not value.isprintable() or "  " in value or value[0] == " " or value[-1] == " ":
        value = " ".join(clean(value).split())  # whatever else is a blank is not printable
        if not value:
            return []
    written = value.encode()
    hashed, begins = _begins(schema, prop)
    line = begins + (written.replace(b'"', b'""') if b'"' in written else written)
    return [(prop, value, hashed + written, line + (_IN_NONE if origin is None else origin))]


@cache
def _begins(schema: str, prop: str) -> tuple[bytes, bytes]:
    """How a property is written before its value in a statement's hash, and in its line, for an entity of this schema."""
    return f"{prop}.".encode(), f'"{prop}","{TYPES[prop]}","{schema}","'.encode()


def _said_in(origin: str) -> bytes:
    """The cells between a statement's value and its id, as far as what is said where."""
    return '","{}","{}'.format(DATASET, origin.replace('"', '""')).encode()


_BEHIND = b'","","","f","","","'
_IN_NONE = _said_in("") + _BEHIND


def ident(kind: str, name: str) -> str:
    """The id of an entity: kind and a hash of the register's own id, for FtM's ids are ASCII without signs."""
    return f"{DATASET}-{kind}-{sha1(name.encode()).hexdigest()[:20]}"


_ident = lru_cache(maxsize=4096)(ident)
"""The same, for parties and places, which come again and again."""


def write(export: Export, path: Path) -> int:
    """Writes both files into the folder `path`; gives back the number of entities. Raises OSError."""
    written = 0
    with (path / "statements.csv").open("wb") as table, (path / "entities.ftm.json").open("wb") as lines:
        table.write("".join([",".join([f'"{name}"' for name in HEADER]), "\n"]).encode())
        seen: set[str] = set()
        for block in export.claimed(fields=_SAID, quoted=False):
            entities = [_entity(*made) for made in [*_entities(block, seen)]]
            lines.write(b"".join(map(_line, entities)))
            table.write(b"".join(map(_statements, entities)))
            written += len(entities)
    return written


_Made = tuple[str, str, list[_Statement]]
"""What an entity is made of: id, schema, statements."""


def _entities(block: Iterable[tuple[Shown, list[ShownClaim]]], seen: set[str]) -> Iterator[_Made]:
    """Every entity that is not among those seen: what an incident points at before the incident."""
    for one, claimed in block:
        reports = [ident("report", source.id) for source in one.sources]
        for name, made in _around(one, reports):
            if name not in seen:
                seen.add(name)
                yield made(name)
        if (name := ident("incident", one.id)) not in seen:
            seen.add(name)
            yield _event(name, one, claimed, reports)


def _around(one: Shown, reports: list[str]) -> Iterator[tuple[str, Callable[[str], _Made]]]:
    """What an incident points at: the id, and how the entity of that id is made. `reports` are the ids of its sources."""
    for source, report in zip(one.sources, reports, strict=True):
        yield report, partial(_article, source)
    for party in one.parties:
        yield _ident("party", party.code), partial(_named, "Organization", (party.name_en, party.name_ar))
    for person in one.persons:
        yield ident("person", person.name), partial(_named, "Person", (person.name,))
    if one.place is not None or one.position is not None:
        yield _ident("place", _place_key(one)), partial(_address, one)


def _named(schema: str, names: tuple[str, ...], own: str) -> _Made:
    return own, schema, [said for name in names for said in _said(schema, "name", name)]


_TITLE, _NAME = _begins("Article", "title"), _begins("Article", "name")


def _article(source: ShownSource, own: str) -> _Made:
    named = _said("Article", "title", source.title or source.publisher or "report")
    told = named[:] if source.title else []
    for _, value, hashed, line in named:
        told.append(("name", value, _NAME[0] + hashed[len(_TITLE[0]) :], _NAME[1] + line[len(_TITLE[1]) :]))
    told += _published(source.publisher)
    told += _said("Article", "sourceUrl", source.url)
    told += _dated(source.published, source.lang)
    return own, "Article", told


@lru_cache(maxsize=4096)
def _published(publisher: str) -> list[_Statement]:
    return _said("Article", "publisher", publisher)


@lru_cache(maxsize=4096)
def _dated(published: str, lang: str) -> list[_Statement]:
    told = _said("Article", "publishedAt", published)
    return told + _said("Article", "language", _LANGUAGES.get(lang))


def _address(one: Shown, own: str) -> _Made:
    division = one.division
    names = (
        one.place.name_en if one.place is not None else None,
        division.name_en if division else None,
        one.country_en,
    )
    lon, lat = map(str, one.position) if one.position is not None else (None, None)
    told = (
        ("full", ", ".join(filter(None, names))), ("state", division.name_en if division else None),
        ("country", _country(one)), ("latitude", lat), ("longitude", lon), ("keywords", one.place.id if one.place is not None else None),
    )  # fmt: skip
    return own, "Address", [said for prop, value in told for said in _said("Address", prop, value)]


def _place_key(one: Shown) -> str:
    return one.place.id if one.place is not None else f"{one.division and one.division.id}@{one.position}"


def _country(one: Shown) -> str:
    if one.division is not None:
        return one.division.country
    return (one.place.country or one.place.id) if one.place is not None else ""


def _event(own: str, one: Shown, claimed: list[ShownClaim], reports: list[str]) -> _Made:
    told: list[_Statement] = []
    parties, place = [party.code for party in one.parties], one.place
    source: ShownSource | None = None
    begins = b""  # the cells that name the words of a claim: the document and the stretch of its text
    for claim in claimed:  # first, so that what a text says names the text
        known = claim.known
        if claim.field == "toll":
            said = _counted(known.harm, known.group, known.low, known.high)
        elif known.code in parties:
            said = _involved(known.code)
        else:
            continue
        if claim.source is not source:
            source = claim.source
            begins = _said_in(f"{source.sha256 or source.id}#")
        origin = b"%b%d-%d%b" % (begins, claim.start, claim.end, _BEHIND)
        for prop, value, hashed, line in said:
            told.append((prop, value, hashed, line + origin))
    told += _said("Event", "name", one.title_en)
    told += _said("Event", "name", one.title_ar)
    told += _said("Event", "recordId", one.id)
    told += _days(one.start, one.end)
    where = _ident("place", _place_key(one)) if place is not None or one.position is not None else ""
    told += _placed(_country(one), place.name_en if place else "", place.name_ar if place else "", where)
    told += _keywords(one.kind, one.labels, one.grade, one.access)
    told += _said("Event", "summary", toll_cell(one.tolls))
    for party in parties:
        told += _involved(party, _IN_NONE)
    for person in one.persons:
        told += _said("Event", "involved", ident("person", person.name))
    hashed, line = _begins("Event", "proof")
    for report in reports:
        written = report.encode()
        told.append(("proof", report, hashed + written, line + written + _IN_NONE))
    return own, "Event", told


@lru_cache(maxsize=4096)
def _days(start: date | None, end: date | None) -> list[_Statement]:
    told = _said("Event", "startDate", start.isoformat() if start else None)
    return told + _said("Event", "endDate", end.isoformat() if end else None)


@lru_cache(maxsize=4096)
def _placed(country: str, name_en: str, name_ar: str, address: str) -> list[_Statement]:
    told = (("country", country), ("location", name_en), ("location", name_ar), ("addressEntity", address))
    return [said for prop, value in told for said in _said("Event", prop, value)]


@lru_cache(maxsize=4096)
def _keywords(kind: str, labels: tuple[str, ...], grade: str, access: str) -> list[_Statement]:
    """The codes that an incident goes by."""
    codes = (kind, *labels, f"grade {grade}", f"access {access}")
    return [said for code in codes for said in _said("Event", "keywords", code)]


@lru_cache(maxsize=4096, typed=True)
def _counted(harm: Any, group: Any, low: Any, high: Any) -> list[_Statement]:
    """What a claim counts; its origin is to be written behind."""
    return _said("Event", "notes", words("toll", SimpleNamespace(harm=harm, group=group, low=low, high=high)), b"")


@lru_cache(maxsize=4096)
def _involved(code: str, origin: bytes = b"") -> list[_Statement]:
    """A party that a source names; without `origin`, that is to be written behind."""
    return _said("Event", "involved", _ident("party", code), origin)
