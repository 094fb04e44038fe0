"""A register for Bayanat: bodies for its admin API, vocabularies with literal ids, and documents for its public archive.

`api/actors.jsonl`, `api/bulletins.jsonl` and `api/incidents.jsonl` hold one request body a line (POST /admin/api/actor/,
…/bulletin/, …/incident/). Import the vocabularies first: bodies refer to them by number. Bayanat gives actors, bulletins and
incidents their own ids, so which belongs to which stands in `api/relations.jsonl` by our ids. `sheets/` is for its import of
actors by sheet. Figures and exact codes stand in `comments` as JSON, the one
place that takes them. Numbers are made from our ids: the same every time, from the office's offset upwards.
"""

from __future__ import annotations

import csv
import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.bayanat_actors import Actors
from tawthiq.publish.exports.cells import cell, safe_cell
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown, ShownSource
from tawthiq.publish.governorates import divisions
from tawthiq.publish.wording import wording

_HIGHEST = 2**31 - 1
LOCATION = (
    "id", "parent_id", "title", "title_ar", "location_type_id", "admin_level_id", "description", "postal_code", "tags",
    "deleted",
)  # fmt: skip
LABEL = (
    "id", "title", "title_ar", "parent_label_id", "order", "verified", "for_bulletin", "for_actor", "for_incident",
    "for_offline",
)  # fmt: skip
SOURCE = ("id", "title", "title_ar", "comments", "parent_id", "etl_id", "source_type")
EVENT_TYPE = ("id", "title", "title_ar", "comments", "for_actor", "for_bulletin")
VIOLATION = ("id", "title", "title_ar")
MACHINE = "Machine Created"
_LONGEST = 255


@dataclass(slots=True)
class _Numbers:
    """Numbers for ids of ours, from `offset` upwards; two ids that fall on one number take the next free one."""

    offset: int
    given: dict[str, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def of(self, kind: str, ident: str) -> int:
        key = f"{kind}:{ident}"
        number = self.given.get(key)
        if number is None:
            wanted = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
            room = _HIGHEST - self.offset - 1_000_000
            number = self.offset + 1 + wanted % room
            while number in self.taken:
                number += 1
            self.given[key] = number
            self.taken.add(number)
        return number


class _Event(NamedTuple):
    """The event of an incident: as a body has it, and as the public archive does behind the number that it counts it by."""

    body: orjson.Fragment
    archived: bytes


class _Told(NamedTuple):
    """What of an incident stands in its own body and in those of the reports that tell it, as far as may be as written JSON."""

    id: str
    title_en: str
    tolls: str
    described: str
    place: int | None
    labels: list[dict[str, int]]
    event: _Event | None
    spot: orjson.Fragment | None
    marked: dict[str, Any] | None


@dataclass(slots=True)
class _Bulletin:
    """A report with the incidents it tells, short enough to be kept for every report."""

    source: ShownSource
    told: list[_Told] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """One export under way; vocabularies fill as incidents go by. What the same codes gave before is at hand in `known`."""

    numbers: _Numbers
    locations: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    labels: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    sources: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    event_types: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    violations: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def told(self, one: Shown) -> _Told:
        """An incident's numbers and figures."""
        place, tolls, title = self.location(one), toll_cell(one.tolls), one.title_en
        labels = self.labels_of(one)
        spot, marked = None, None
        if one.position is not None:
            lon, lat = one.position
            marked = {"title": _short(title or one.id), "lat": lat, "lng": lon, "main": False, "comment": one.id}
            spot = orjson.Fragment(orjson.dumps({**marked, "title": title}))
        described = f"<p>{html.escape(title)}: {html.escape(tolls)}</p>"
        return _Told(one.id, title, tolls, described, place, labels, self._event(one, place, tolls), spot, marked)

    def location(self, one: Shown) -> int | None:
        """The number of the incident's place as published; the places that it lies in come before it."""
        division, place = one.division, one.place
        key = (division and (division.country, division.id), place and place.id)
        if key not in self.known:
            self.known[key] = self._located(one)
        number: int | None = self.known[key]
        return number

    def _located(self, one: Shown) -> int | None:
        parent: int | None = None
        if (division := one.division) is not None:
            known = divisions().get(division.id, division)
            parent = self._place(division.country, known.country_en or one.country_en, known.country_ar, None, "")
            parent = self._place(division.id, division.name_en, division.name_ar, parent, "")
        if one.place is None or (one.division is not None and one.place.id == one.division.id):
            return parent
        return self._place(one.place.id, one.place.name_en, one.place.name_ar, parent, one.place.level)

    def _place(self, ident: str, name_en: str, name_ar: str, parent: int | None, level: str) -> int:
        number = self.numbers.of("location", ident)
        tags = "{" + f'"tawthiq:{ident}"' + "}"
        self.locations.setdefault(
            number, (number, parent, name_en or name_ar, name_ar, None, None, level, None, tags, False)
        )
        return number

    def label(self, vocabulary: str, code: str) -> int:
        """The number of a code's label."""
        number = self.numbers.of("label", f"{vocabulary}/{code}")
        names = (wording("en").label(vocabulary, code), wording("ar").label(vocabulary, code))
        self.labels.setdefault(number, (number, *names, None, len(self.labels) + 1, False, True, False, True, False))
        return number

    def source(self, publisher: str) -> int:
        """The number of a publisher."""
        number = self.numbers.of("source", publisher)
        self.sources.setdefault(number, (number, publisher, publisher, None, None, f"tawthiq:{number}", None))
        return number

    def event_type(self, code: str) -> int:
        """The number of an event type: our kinds, in both languages."""
        number = self.numbers.of("eventtype", code)
        names = (wording("en").label("kinds", code), wording("ar").label("kinds", code))
        self.event_types.setdefault(
            number, (number, *names, wording("en").definition("kinds", code) or None, False, True)
        )
        return number

    def claimed(self, one: Shown) -> list[dict[str, int]]:
        """The violations that sources claim by calling the incident what they call it."""
        key = ("claims", one.kind, one.labels)
        if key not in self.known:
            called, numbers = {one.kind, *one.labels}, []
            for name, claim in toml("exchange/bayanat.toml")["claims"].items():
                if not called.isdisjoint(claim["kinds"]):
                    number = self.numbers.of("claimedviolation", name)
                    self.violations.setdefault(number, (number, claim["en"], claim["ar"]))
                    numbers.append({"id": number})
            self.known[key] = numbers
        found: list[dict[str, int]] = self.known[key]
        return found

    def labels_of(self, one: Shown) -> list[dict[str, int]]:
        """The labels of an incident's kind, of what else it is called, and of its weapons."""
        key = ("labels", one.kind, one.labels, one.weapons)
        if key not in self.known:
            codes = [("kinds", code) for code in dict.fromkeys((one.kind, *one.labels))]
            codes += [("weapons", code) for code in one.weapons]
            self.known[key] = [{"id": self.label(*code)} for code in codes]
        labels: list[dict[str, int]] = self.known[key]
        return labels

    def _event(self, one: Shown, place: int | None, tolls: str) -> _Event | None:
        if one.start is None or one.end is None:
            return None
        key = ("event", one.kind)
        if key not in self.known:
            number = self.event_type(one.kind)
            self.known[key] = ({"id": number}, self.event_types[number][1])
        kind, named = self.known[key]
        title, located = _short(one.title_en), {"location": {"id": place}} if place is not None else {}
        days = {"from_date": f"{one.start}T00:00", "to_date": f"{one.end}T00:00"}
        body = {
            "title": title, "title_ar": _short(one.title_ar), "comments": tolls, "eventtype": kind, **located, **days,
            "estimated": one.date_precision not in ("T1", "T2"),
        }  # fmt: skip
        archived = {"title": title, "type": named, **days, "location": located.get("location")}
        return _Event(orjson.Fragment(orjson.dumps(body)), orjson.dumps(archived)[1:])

    def incident(self, one: Shown, told: _Told) -> dict[str, Any]:
        """The body of an incident; its exact values stand in `comments` as JSON, to be read back."""
        known = [safe_cell(value) if type(value) is str else cell(value) for value in exact(one)]
        values: dict[str, Any] = dict(zip(EXACT, known, strict=True))
        if one.place is not None:
            values |= {"place_en": one.place.name_en, "place_ar": one.place.name_ar}
        values |= {"country": one.country_en, "sources": [s.url or s.id for s in one.sources]}
        return {
            "title": _short(one.title_en), "title_ar": _short(one.title_ar),
            "description": f"<p>{html.escape(told.tolls)}</p>", "labels": told.labels,
            "locations": [{"id": told.place}] if told.place is not None else [],
            "events": [told.event.body] if told.event is not None else [],
            "claimed_violations": self.claimed(one), "comments": orjson.dumps(values).decode(), "status": MACHINE,
        }  # fmt: skip

    def bulletin(self, made: _Bulletin) -> dict[str, Any]:
        """The body of a report's bulletin."""
        source, told = made.source, made.told
        places = dict.fromkeys([one.place for one in told if one.place is not None])
        body: dict[str, Any] = {
            "originid": source.id, "title": _short(source.title or source.publisher or source.id),
            "description": "".join([one.described for one in told]),
            "comments": f"tawthiq {source.id}", "source_link": source.url or "NA", "tags": [f"tawthiq:{one.id}" for one in told],
            "sources": [{"id": self.source(source.publisher)}] if source.publisher else [],
            "labels": told[0].labels if len(told) == 1 else list({x["id"]: x for one in told for x in one.labels}.values()),
            "locations": [{"id": n} for n in places], "events": [one.event.body for one in told if one.event is not None], "status": MACHINE,
            "geoLocations": [
                one.marked if n else one.marked | {"main": True} for n, one in enumerate(told) if one.marked is not None
            ],
        }  # fmt: skip
        if source.lang == "ar":
            body["title_ar"] = body["title"]
        if source.published:
            body["publish_date"] = f"{source.published}T00:00"
        return body

    def document(self, made: _Bulletin, body: dict[str, Any]) -> dict[str, Any]:
        """The same report for the public archive, which reads `description` and not what Bayanat writes."""
        places = [self._full(place["id"]) for place in body["locations"]]
        events = [one.event for one in made.told if one.event is not None]
        return {
            "id": self.numbers.of("bulletin", made.source.id), "originid": made.source.id, "title": body["title"], "title_ar": body.get("title_ar"),
            "description": body["description"], "public_description": body["description"], "source_link": body["source_link"],
            "publish_date": body.get("publish_date"), "documentation_date": None,
            "labels": [self._archived_label(label["id"]) for label in body["labels"]], "verified_labels": [],
            "locations": places, "geo_locations": [one.spot for one in made.told if one.spot is not None],
            "sources": [{"id": source["id"], "title": self.sources[source["id"]][1]} for source in body["sources"]],
            "events": [orjson.Fragment(b'{"id":%d,' % n + event.archived) for n, event in enumerate(events, start=1)],
            "media": [], "related_bulletins": [], "related_actors": [],
            "related_incidents": [{"id": self.numbers.of("incident", one.id), "title": one.title_en} for one in made.told],
        }  # fmt: skip

    def _archived_label(self, number: int) -> orjson.Fragment:
        """A label as the public archive has it."""
        key = ("label", number)
        if key not in self.known:
            _, title, title_ar, *_ = self.labels[number]
            self.known[key] = orjson.Fragment(orjson.dumps({"id": number, "title": title, "title_ar": title_ar}))
        found: orjson.Fragment = self.known[key]
        return found

    def _full(self, number: int) -> orjson.Fragment:
        key = ("full", number)
        if key not in self.known:
            place = self.locations[number]
            names, above = [place[2]], place[1]
            while above is not None:
                names.append(self.locations[above][2])
                above = self.locations[above][1]
            full = {
                "id": place[0], "title": place[2], "title_ar": place[3], "lat": None, "lng": None, "location_type": place[6],
                "country": names[-1], "full_location": ", ".join(names),
            }  # fmt: skip
            self.known[key] = orjson.Fragment(orjson.dumps(full))
        found: orjson.Fragment = self.known[key]
        return found


def _line(record: dict[str, Any]) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def write(export: Export, path: Path) -> int:
    """Writes the folder; gives back the number of bodies. Raises OSError."""
    for name in ("api", "vocabularies", "archive", "sheets"):
        (path / name).mkdir()
    writer, actors = _Writer(_Numbers(export.id_offset)), Actors()
    bulletins: dict[str, _Bulletin] = {}
    written = 0
    with (
        (path / "api" / "incidents.jsonl").open("wb") as bodies,
        (path / "api" / "relations.jsonl").open("wb") as relations,
    ):
        for one in export.incidents():
            told = writer.told(one)
            bodies.write(_line({"item": writer.incident(one, told)}))
            written += 1
            for source in one.sources:
                bulletins.setdefault(source.id, _Bulletin(source)).told.append(told)
                relations.write(_line({"bulletin_originid": source.id, "incident_tawthiq_id": one.id}))
            relations.write(b"".join(map(_line, actors.relations(one))))
    written += actors.write(path / "api", path / "sheets")
    with (
        (path / "api" / "bulletins.jsonl").open("wb") as bodies,
        (path / "archive" / "documents.json").open("wb") as archive,
    ):
        archive.write(b"[")
        for number, made in enumerate(bulletins.values()):
            body = writer.bulletin(made)
            bodies.write(_line({"item": body}))
            archive.write((b",\n" if number else b"\n") + orjson.dumps(writer.document(made, body)))
            written += 1
        archive.write(b"\n]\n")
    for name, header, rows in _vocabularies(writer):
        with (path / "vocabularies" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(header)
            table.writerows([cell(value) for value in row] for row in rows)
    return written


def _vocabularies(writer: _Writer) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    yield "location", LOCATION, list(writer.locations.values())
    yield "label", LABEL, list(writer.labels.values())
    yield "source", SOURCE, list(writer.sources.values())
    yield "eventtype", EVENT_TYPE, list(writer.event_types.values())
    yield "claimedviolation", VIOLATION, list(writer.violations.values())
