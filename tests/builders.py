"""Builds documents, accounts and claims by hand for tests, with no text to read them from: quotes are made up to fit."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.domain.account import Account, Aggregate, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.document import Document, Published
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When, precision_of
from tawthiq.domain.where import Place, PlaceMention

DEIR = Place("sy.deir", "city", "Deir ez-Zor", "دير الزور", "sy.dz.sub", "sy", "sy.dz", 35.33, 40.14)
JOURA = Place("sy.deir.joura", "neighbourhood", "al-Joura", "الجورة", "sy.deir", "sy", "sy.dz", 35.34, 40.12)
QUSOUR = Place("sy.deir.qusour", "neighbourhood", "al-Qusour", "القصور", "sy.deir", "sy", "sy.dz", 35.33, 40.11)
HAMIDIYAH = Place(
    "sy.deir.hamidiyah", "neighbourhood", "al-Hamidiyah", "الحميدية", "sy.deir", "sy", "sy.dz", 35.34, 40.15
)
SUSAH = Place("sy.susah", "town", "al-Susah", "السوسة", "sy.dz.sub", "sy", "sy.dz", 34.52, 40.97)
ALEPPO = Place("sy.aleppo", "city", "Aleppo", "حلب", "sy.al.sub", "sy", "sy.al", 36.2, 37.16)
GOVERNORATE_DZ = Place("sy.dz", "governorate", "Deir ez-Zor", "دير الزور", "sy", "sy", "sy.dz", 35.3, 40.1)
GOVERNORATES = {"sy.dz": "Deir ez-Zor", "sy.al": "Aleppo", "sy.id": "Idlib"}
PRECISIONS = {
    "landmark": "P2",
    "neighbourhood": "P3",
    "governorate": "P8",
    "country": "P10",
    "district": "P7",
    "subdistrict": "P6",
}


def quote(text: str = "words", start: int = 0) -> Quote:
    """A quote of `text` at `start` of a document that is never looked at."""
    return Quote(text, Span(start, start + max(1, len(text))))


def when(start: str, end: str | None = None, *, basis: str = "absolute", precision: str = "") -> When:
    """A date or range from ISO days."""
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return When(first, last, precision or precision_of(first, last), basis, quote(start))


def said_of_the_day(known: str) -> When:
    """A date that could not be placed on the calendar, with what is known of it: "weekday 7", "--10-29"."""
    return When(None, None, "T0", "unresolved", quote(known), partial=known)


def at(place: Place) -> PlaceMention:
    """A mention of `place`."""
    governorate = GOVERNORATES.get(place.governorate or "")
    return PlaceMention(place, "Syria", governorate, PRECISIONS.get(place.level, "P4"), quote(place.name_en))


def said_by(key: str = "", source_type: str = "local_activist", text: str = "") -> Attribution:
    """A speaker."""
    return Attribution(quote(text or key or "activists"), source_type, key)


def toll(
    low: int,
    high: int | None = -1,
    *,
    harm: str = "killed",
    group: str | None = None,
    qualifier: str = "exact",
    wording: str = "",
    said: Attribution | None = None,
    of: int | None = None,
    superseded: bool = False,
    rule: str = "toll.test",
) -> Toll:
    """A toll; `high` is `low` where it is left out, None where it is open."""
    top = low if high == -1 else high
    value = low if qualifier in ("exact", "about", "at_least") else low - 1 if qualifier == "more_than" else None
    return Toll(harm, group, Count(low, top, value, qualifier, wording), quote(str(low)), rule, said, of, superseded)


def more_than(number: int, **rest: object) -> Toll:
    """A toll of more than `number`."""
    return toll(number + 1, None, qualifier="more_than", **rest)  # type: ignore[arg-type]


def by(code: str, role: str = "alleged_perpetrator", mode: str = "sole") -> ActorMention:
    """An actor with a role."""
    return ActorMention(code, code, code, role, quote(code), mode)


def person(name: str, role: str = "victim", key: str = "") -> PersonMention:
    """A named person."""
    return PersonMention(name, role, quote(name), key)


def weapon(code: str) -> WeaponMention:
    """A weapon."""
    return WeaponMention(code, quote(code))


def account(
    kind: str = "airstrike",
    *,
    date: When | None = None,
    place: Place | None = None,
    places: tuple[Place, ...] = (),
    tolls: tuple[Toll, ...] = (),
    actors: tuple[ActorMention, ...] = (),
    persons: tuple[PersonMention, ...] = (),
    weapons: tuple[WeaponMention, ...] = (),
    labels: tuple[str, ...] = (),
    background: bool = False,
    summary: bool = False,
    spans: tuple[Span, ...] = (),
) -> Account:
    """One telling; `places` defaults to `place` alone."""
    sites = places or ((place,) if place else ())
    return Account(
        kind, labels, background, summary, date, at(place) if place else None, tuple(at(p) for p in sites), actors, weapons,
        persons, tolls, None, spans,
    )  # fmt: skip


def document(
    ident: str, *accounts: Account, published: str = "", publisher: str = "", text: str = "", lang: str = "ar",
    url: str = "", aggregates: tuple[Aggregate, ...] = (),
) -> Extraction:  # fmt: skip
    """A document with its accounts; its text is unlike any other document's unless given."""
    day = date.fromisoformat(published) if published else None
    known = Published(day, day, "given" if day else "none")
    body = text or f"{ident} " * 3
    return Extraction(Document(ident, body, lang, "", publisher, "", url, known), accounts, aggregates)


def aggregate(low: int, high: int | None = -1, *, start: str, end: str, harm: str = "killed", group: str | None = None,
              dimension: str = "total", key: str | None = None) -> Aggregate:  # fmt: skip
    """A statistic over a period."""
    period = Period(date.fromisoformat(start), date.fromisoformat(end), f"{start}/{end}")
    count = Count(low, low if high == -1 else high, low)
    return Aggregate(period, dimension, key, harm, count, quote(str(low)), subject=group)


def days_after(day: str, number: int) -> str:
    """The ISO day `number` days after `day`."""
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()
