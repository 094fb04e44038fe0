"""Which single row of a table an incident falls into.

Months: the month, the stretch of months or the year that holds every possible day, else "not dated". Parties (R15):
the one party that sources name, units counting with theirs; "joint" where they name several together; "unresolved"
where they name one or another or dispute it; "no party named" where nobody is named. Governorates: the governorate, else "not known".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tawthiq.domain.incident import Incident, Responsibility
from tawthiq.publish import public
from tawthiq.publish.dates import month_words
from tawthiq.publish.governorates import Division, division_of
from tawthiq.publish.parties import parties, principal
from tawthiq.publish.wording import Wording, codes, wording

ACCUSED = ("alleged_perpetrator", "responsible_admitted")
_HELD = 4096
"""Rows that are kept: thousands of incidents fall into a few."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A row's key and labels; `rank` puts special rows after ordinary ones."""

    key: str
    label_ar: str
    label_en: str
    rank: int = 0


def _bucket(key: str, label: Callable[[Wording], str], rank: int = 0) -> Bucket:
    return Bucket(key, label(wording("ar")), label(wording("en")), rank)


def month(incident: Incident) -> Bucket:
    """The month of the incident, or the narrowest stretch of whole months or a year that is known."""
    days = public.dates(incident)
    if days is None:
        return _bucket("undated", lambda w: w("tables.undated"), 2)
    return _stretch(*days)


@lru_cache(_HELD)
def _stretch(start: date, end: date) -> Bucket:
    first, last = (start.year, start.month), (end.year, end.month)
    key = f"{start:%Y-%m}"
    if first == last:
        return _bucket(key, lambda w: month_words(*first, w))
    if start.year == end.year and (start.month, end.month) == (1, 12):
        return _bucket(str(start.year), lambda w: w("tables.month_unknown", year=start.year))
    return _bucket(
        f"{key}/{end:%Y-%m}", lambda w: w("tables.between", a=month_words(*first, w), b=month_words(*last, w))
    )


def accused(incident: Incident) -> tuple[Responsibility, ...]:
    """The parties that sources hold responsible, one entry per party, in order."""
    found: dict[str, Responsibility] = {}
    for actor in incident.actors:
        if actor.role in ACCUSED:
            found.setdefault(actor.code, actor)
    return tuple(found.values())


def actor(incident: Incident) -> Bucket:
    """The party held responsible, or the joint, unresolved or unnamed row (R15)."""
    named: dict[str, Responsibility] = {}
    for one in sorted(accused(incident), key=lambda one: (principal(one.code) != one.code, one.code)):
        named.setdefault(principal(one.code), one)
    if not named:
        return _bucket("unattributed", lambda w: w("tables.unattributed"), 3)
    found = sorted(named)
    if len(found) == 1 and any(one.mode != "either_or" for one in accused(incident)):
        return _bucket(found[0], lambda w: _name(found[0], named[found[0]], w))
    together = incident.attribution_grade != "contested" and _together(accused(incident))
    word, rank = ("joint", 1) if together else ("unresolved", 2)

    def label(w: Wording) -> str:
        names = [_name(code, named[code], w) for code in found]
        return w(f"tables.{word}", actors=w("tables.joiner" if together else "tables.either").join(names))

    return _bucket(f"{word}:" + "+".join(found), label, rank)


def relation(incident: Incident) -> str:
    """How the parties accused stand to each other: joint, either_or, disputed, or "" where there is one or none."""
    word = actor(incident).key.partition(":")[0]
    if word != "unresolved":
        return "joint" if word == "joint" else ""
    return "either_or" if any(one.mode == "either_or" for one in accused(incident)) else "disputed"


def _together(named: tuple[Responsibility, ...]) -> bool:
    """Whether sources lay the incident to all these parties at once: one account names them all, none as one or another."""
    if any(one.mode == "either_or" for one in named):
        return False
    shared = set.intersection(*(set(one.accounts) for one in named))
    return bool(shared) or all(one.mode == "joint" for one in named)


def _name(code: str, mention: Responsibility, w: Wording) -> str:
    party = parties().get(code)
    return w.pick(party.name_ar, party.name_en) if party else w.pick(mention.name_ar, mention.name_en)


def governorate(incident: Incident) -> Bucket:
    """The governorate; its country is named where it is not Syria's."""
    division = division_of(incident.place)
    return _division(division)


@lru_cache(_HELD)
def _division(division: Division | None) -> Bucket:
    if division is None:
        return _bucket("unlocated", lambda w: w("tables.unlocated"), 2)

    def label(w: Wording) -> str:
        name = w.pick(division.name_ar, division.name_en)
        country = w.pick(division.country_ar, division.country_en)
        if division.country == "sy" or not country:
            return name
        return w("tables.elsewhere", governorate=name, country=country)

    return _bucket(division.id, label)


def kind(incident: Incident) -> Bucket:
    """The main kind of incident, in the order of the vocabulary where numbers are equal."""
    known = incident.kind in codes("kinds")
    return _bucket(incident.kind, lambda w: w.label("kinds", incident.kind), 0 if known else 1)
