"""What of an incident an export may show: the one projection that every format goes through (standards §5.5–§5.8).

Public, unless the office asks for an export for its own use: no names of persons, no speakers' words, no restricted
document, places and days as `publish/public.py` allows, no figures by group for sexual violence. An incident that only
restricted documents tell does not leave. `internal` shows everything the register holds and says so in every file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tawthiq.domain.incident import Definition, Responsibility, TollRange, TollRef
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.where import Place
from tawthiq.publish import public
from tawthiq.publish.figures import Figure, headline_of
from tawthiq.publish.governorates import Division, division_of
from tawthiq.publish.massacres import is_labelled
from tawthiq.publish.names_written import without
from tawthiq.publish.register_files import Case, Record, Telling
from tawthiq.publish.sources import safe_href
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import clean, wording

ACCESS = {True: "internal", False: "public"}
_ACCUSED = ("alleged_perpetrator", "responsible_admitted")
_COUNTED = ("killed", "injured")


class ShownSource(NamedTuple):
    """A document as an export may name it; `published` is an ISO day or empty; `title` may be withheld and is then empty."""

    id: str
    title: str
    publisher: str
    url: str
    published: str
    lang: str
    sha256: str


class Person(NamedTuple):
    """A person whom sources name, with the part they give them. Internal exports only."""

    name: str
    role: str


class Shown(NamedTuple):
    """An incident as it leaves: days, place and figures as published, parties by neutral code.

    `hidden` incidents (sexual violence) have neither place, day nor sources in a public export.
    """

    id: str
    internal: bool
    hidden: bool
    title_ar: str
    title_en: str
    kind: str
    labels: tuple[str, ...]
    start: date | None
    end: date | None
    date_precision: str
    place: Place | None
    division: Division | None
    country_en: str
    position: tuple[float, float] | None
    place_precision: str
    parties: tuple[Responsibility, ...]
    weapons: tuple[str, ...]
    tolls: tuple[TollRange, ...]
    killed: Figure | None
    injured: Figure | None
    grade: str
    attribution_grade: str
    origins: int
    massacre_labelled: bool
    massacre_definitions: tuple[str, ...]
    definitions: tuple[Definition, ...]
    background_only: bool
    sources: tuple[ShownSource, ...]
    persons: tuple[Person, ...]

    @property
    def access(self) -> str:
        """ "public" or "internal": who may read the record."""
        return ACCESS[self.internal]

    @property
    def accused(self) -> tuple[Responsibility, ...]:
        """The parties that sources hold responsible, one entry per party."""
        found: dict[str, Responsibility] = {}
        for party in self.parties:
            if party.role in _ACCUSED:
                found.setdefault(party.code, party)
        return tuple(found.values())

    def toll(self, harm: str, group: str | None = None) -> TollRange | None:
        """The range of one harm and group, or None."""
        for toll in self.tolls:
            if toll.harm == harm and toll.group == group:
                return toll
        return None


def is_restricted(document: Record) -> bool:
    """Whether a document may not leave the office (standards §5.5)."""
    return bool(document.get("restricted"))


def shown(case: Case, *, internal: bool = False) -> Shown | None:
    """The incident as it may be shown; None where nothing of it may leave. Raises KeyError, TypeError or ValueError where
    its accounts are not in the published format."""
    incident = case.incident
    tellings = case.tellings if internal else tuple([t for t in case.tellings if not t.document.get("restricted")])
    if case.tellings and not tellings:
        return None
    hidden, blurred = public.is_hidden(incident), public.is_blurred(incident)
    days = (incident.date.start, incident.date.end) if incident.date else (None, None)
    place = incident.place.place if incident.place else None
    position = (place.lon, place.lat) if place is not None and place.lon is not None and place.lat is not None else None
    if not internal:
        days = public.dates(incident) or (None, None)
        place = None if hidden or blurred else place
        position = public.coordinates(incident)
    tolls = incident.tolls if internal else _public_tolls(incident.tolls, tellings, hidden)
    precision = incident.date.precision if incident.date else "T0"
    killed, injured = (_figure(case, harm, tolls) for harm in _COUNTED)
    return Shown(
        id=incident.id,
        internal=internal,
        hidden=hidden,
        title_ar=clean(incident.title_ar) if internal else public_title(incident, wording("ar")),
        title_en=clean(incident.title_en) if internal else public_title(incident, wording("en")),
        kind=incident.kind,
        labels=incident.labels,
        start=days[0],
        end=days[1],
        date_precision="T5" if hidden and not internal and days[0] is not None else precision,
        place=place,
        division=division_of(incident.place),
        country_en=incident.place.country_en if incident.place else "",
        position=position,
        place_precision=(incident.place.precision if incident.place else "")
        if internal
        else public.precision(incident),
        parties=incident.actors,
        weapons=tuple(dict.fromkeys([str(w["code"]) for t in tellings for w in t.account.get("weapons") or ()])),
        tolls=tolls,
        killed=killed,
        injured=injured,
        grade=incident.grade,
        attribution_grade=incident.attribution_grade,
        origins=len(incident.origins),
        massacre_labelled=is_labelled(incident),
        massacre_definitions=incident.massacre_by,
        definitions=incident.definitions,
        background_only=incident.background_only,
        sources=() if hidden and not internal else _sources(tellings, internal, named=not blurred),
        persons=_persons(tellings) if internal else (),
    )


def _public_tolls(tolls: tuple[TollRange, ...], tellings: tuple[Telling, ...], hidden: bool) -> tuple[TollRange, ...]:
    """The ranges that rest on an open document; for sexual violence those of people in general only (standards §5.8)."""
    held = {t.ref[0] for t in tellings}
    return tuple(
        [
            toll
            for toll in tolls
            if (toll.group is None or not hidden)
            and (not toll.claims or toll.claims[0][0] in held or any(ref[0] in held for ref in toll.claims))
        ]
    )


def _figure(case: Case, harm: str, tolls: tuple[TollRange, ...]) -> Figure | None:
    tolls = tuple([toll for toll in tolls if toll.harm == harm])
    if not tolls:
        return None

    def toll_of(ref: TollRef) -> Toll | None:  # asked for open ranges alone
        told = next((t.account for t in case.tellings if t.ref == ref[:2]), None)
        if told is None or not 0 <= ref[2] < len(told["tolls"]):
            return None
        toll = told["tolls"][ref[2]]
        return Toll(
            toll["harm"], toll["group"], Count(toll["low"], toll["high"], toll["value"], toll["qualifier"]), _NOWHERE, ""
        )  # fmt: skip

    return headline_of(tolls, harm, toll_of)


_NOWHERE = Quote("", Span(0, 0))


def _sources(tellings: tuple[Telling, ...], internal: bool, *, named: bool) -> tuple[ShownSource, ...]:
    found: dict[str, ShownSource] = {}
    for telling in tellings:
        if telling.ref[0] not in found:
            found[telling.ref[0]] = source_of(telling, internal=internal, named=named)
    return tuple(found.values())


def source_of(telling: Telling, *, internal: bool, named: bool = True) -> ShownSource:
    """A telling's document as it may be named. `named` False withholds its title, which would name a withheld place."""
    document = telling.document
    title = str(document.get("title") or "")
    if not internal:
        title = without_names(title, telling.beside) if named else ""
    published = document.get("published") or {}
    first, last = published.get("start"), published.get("end")
    return ShownSource(
        id=str(document["id"]),
        title=" ".join(clean(title).split()),
        publisher=clean(str(document.get("publisher") or "")).strip(),
        url=safe_href(clean(str(document.get("url") or ""))),
        published=str(first) if first is not None and first == last else "",
        lang=str(document.get("lang") or ""),
        sha256=str(document.get("sha256") or ""),
    )


def without_names(text: str, accounts: Iterable[Record]) -> str:
    """`text` with every name that the accounts give a person replaced by an ellipsis: whoever it is, no name leaves."""
    named = [account["persons"] for account in accounts if account.get("persons")]
    if not named or not text:
        return text
    names = {
        str(name).strip()
        for persons in named
        for person in persons
        for name in (person["name"], person["text"])
        if str(name).strip()
    }
    return without(names, text, "…")


def _persons(tellings: tuple[Telling, ...]) -> tuple[Person, ...]:
    found = (Person(clean(str(p["name"])), str(p["role"])) for t in tellings for p in t.account.get("persons") or ())
    return tuple(dict.fromkeys(found))
