"""What of an incident an export may show: the one projection that every format goes through (standards §5.5–§5.8).

Public, unless the office asks for an export for its own use: no names of persons, no speakers' words, no restricted
document, places and days as `publish/public.py` allows, no figures by group for sexual violence. An incident that only
restricted documents tell does not leave. `internal` shows everything the register holds and says so in every file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tawthiq.domain.incident import Definition, Incident, Responsibility, TollRange, TollRef
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.where import Place
from tawthiq.publish import public
from tawthiq.publish.claim_lines import ClaimedAccount
from tawthiq.publish.figures import Figure, TollOf, headline_of
from tawthiq.publish.governorates import Division, division_of
from tawthiq.publish.massacres import is_labelled
from tawthiq.publish.names_written import without
from tawthiq.publish.private_names import without_private
from tawthiq.publish.register_files import Case, Record, Telling
from tawthiq.publish.register_lines import AccountHead
from tawthiq.publish.sources import safe_href
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import clean, wording

ACCESS = {True: "internal", False: "public"}
_ACCUSED = ("alleged_perpetrator", "responsible_admitted")


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
        accused = [party for party in self.parties if party.role in _ACCUSED]
        if len(accused) < 2:
            return tuple(accused)
        found: dict[str, Responsibility] = {}
        for party in accused:
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
    tellings = case.tellings if internal else tuple([t for t in case.tellings if not t.page.head.restricted])
    if case.tellings and not tellings:
        return None
    hidden, blurred = public.is_hidden(incident), public.is_blurred(incident)
    when, where = incident.date, incident.place
    place = where.place if where is not None else None
    days = (when.start, when.end) if when is not None else (None, None)
    precision = where.precision if where is not None else ""
    if internal:
        position = (place.lon, place.lat) if place and place.lon is not None and place.lat is not None else None
        title_ar, title_en = clean(incident.title_ar), clean(incident.title_en)
    else:
        position = None if hidden else public.rounded(where, 1 if blurred else 4)
        title_ar, title_en = _titles(incident, plain=not hidden and not blurred)
        if hidden or blurred or None in days:
            days = public.dates(incident) or (None, None)
            place, precision = None if hidden or blurred else place, public.precision(incident)
    tolls = incident.tolls if internal else _public_tolls(incident.tolls, tellings, hidden)
    date_precision = when.precision if when is not None else "T0"
    toll_of = _toll_of(case)
    return Shown(
        id=public.sealed_id(incident.id) if not internal and (hidden or blurred) else incident.id,
        internal=internal,
        hidden=hidden,
        title_ar=title_ar,
        title_en=title_en,
        kind=incident.kind,
        labels=incident.labels,
        start=days[0],
        end=days[1],
        date_precision="T5" if hidden and not internal and days[0] is not None else date_precision,
        place=place,
        division=division_of(where),
        country_en=where.country_en if where is not None else "",
        position=position,
        place_precision=precision,
        parties=incident.actors,
        weapons=tuple(dict.fromkeys([w.code for t in tellings for w in t.head.weapons or ()])),
        tolls=tolls,
        killed=headline_of(tolls, "killed", toll_of),
        injured=headline_of(tolls, "injured", toll_of),
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


def _titles(incident: Incident, *, plain: bool) -> tuple[str, str]:
    """The title as published in both languages; `plain` where nothing is withheld of what both are known by."""
    ar, en = incident.title_ar, incident.title_en
    if plain and ar and en and ar.isprintable() and en.isprintable():
        return ar, en
    return public_title(incident, wording("ar")), public_title(incident, wording("en"))


def _public_tolls(tolls: tuple[TollRange, ...], tellings: tuple[Telling, ...], hidden: bool) -> tuple[TollRange, ...]:
    """The ranges that rest on an open document; for sexual violence those of people in general only (standards §5.8)."""
    held = {t.ref[0] for t in tellings}
    kept = [toll for toll in tolls if not (claims := toll.claims) or claims[0][0] in held or _rests(claims, held)]
    if hidden:
        kept = [toll for toll in kept if toll.group is None]
    return tuple(kept)


def _rests(claims: tuple[TollRef, ...], held: set[str]) -> bool:
    return any(ref[0] in held for ref in claims)


def _toll_of(case: Case) -> TollOf:
    """How the toll of a reference is looked up; asked for open ranges alone."""

    def toll_of(ref: TollRef) -> Toll | None:
        told = next((t.account for t in case.tellings if t.ref == ref[:2]), None)
        if told is None or not 0 <= ref[2] < len(told["tolls"]):
            return None
        toll = told["tolls"][ref[2]]
        return Toll(
            toll["harm"], toll["group"], Count(toll["low"], toll["high"], toll["value"], toll["qualifier"]), _NOWHERE, ""
        )  # fmt: skip

    return toll_of


_NOWHERE = Quote("", Span(0, 0))


def _sources(tellings: tuple[Telling, ...], internal: bool, *, named: bool) -> tuple[ShownSource, ...]:
    found: dict[str, ShownSource] = {}
    for telling in tellings:
        if telling.ref[0] not in found:
            found[telling.ref[0]] = source_of(telling, internal, named)
    return tuple(found.values())


def source_of(telling: Telling, internal: bool, named: bool = True) -> ShownSource:
    """A telling's document as it may be named. `named` False withholds its title, which would name a withheld place."""
    head = telling.page.head
    title, publisher, url = head.title or "", head.publisher or "", head.url or ""
    if not internal:
        title = without_names(title, telling.accounts.heads) if named else ""
    if not (title.isprintable() and publisher.isprintable() and url.isprintable()):
        title, publisher, url = clean(title), clean(publisher), clean(url)
    return ShownSource(
        head.id,
        " ".join(title.split()),
        publisher.strip(),
        safe_href(url),
        head.day,
        head.lang or "",
        head.sha256 or "",
    )


def without_names(text: str, accounts: Iterable[AccountHead | ClaimedAccount]) -> str:
    """`text` with every name that the accounts give a person replaced by an ellipsis: whoever it is, no name leaves."""
    text = without_private(text, "…")
    people = [person for account in accounts if account.persons for person in account.persons]
    if not people or not text:
        return text
    names = {name.strip() for person in people for name in (person.name, person.text) if name.strip()}
    return without(names, text, "…")


def _persons(tellings: tuple[Telling, ...]) -> tuple[Person, ...]:
    found = (Person(clean(p.name), p.role) for t in tellings for p in t.head.persons or ())
    return tuple(dict.fromkeys(found))
