"""The public projection: what leaves the office at all (standards §5.7, A12).

Places of attacks on hospitals, rescuers and detainees are blurred to about ten kilometres, and so are hospitals, prisons and
shelters themselves, whatever happened there; for sexual violence neither place below the governorate nor the day is shown.
Everything else keeps the precision of its source. The id by which the office knows an incident tells its day and place; where one of
them is kept back, the incident leaves under an id that tells neither.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from functools import cache, lru_cache

from tawthiq.domain.incident import Incident
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold

ONGOING_RISK = frozenset(
    {
        "attack_medical",
        "attack_rescuers",
        "death_in_detention",
        "death_torture",
        "torture",
        "arbitrary_detention",
        "enforced_disappearance",
    }
)
HIDDEN = frozenset({"sexual_violence"})
_FINE = ("P1", "P2", "P3")
SEALED = "incident-"
"""How an id begins that tells neither day nor place."""
_TAIL = re.compile(r"-((?:[0-9a-f]{24}|[0-9a-f]{16}|[0-9a-f]{8})(?:-\d{1,6})?)$")


def is_blurred(incident: Incident) -> bool:
    """Whether the place is shown less precisely than it is known."""
    if incident.place is None or incident.place.precision not in _FINE:
        return False
    risky = incident.kind in ONGOING_RISK or not ONGOING_RISK.isdisjoint(incident.labels)
    return risky or (incident.place.place.level == "landmark" and _at_risk(incident.place.place))


@cache
def _risk_words() -> tuple[str, ...]:
    words = toml("vocabularies/places_at_risk.toml")["words"]
    return tuple(f" {fold(word).text} " for lang in ("en", "ar") for word in words[lang])


@lru_cache(maxsize=4096)
def _at_risk(place: Place) -> bool:
    """Whether the name of a landmark says that people are at risk there: a hospital, a prison, a shelter."""
    names = f" {fold(place.name_en).text} {fold(place.name_ar).text} "
    return any(word in names for word in _risk_words())


def is_hidden(incident: Incident) -> bool:
    """Whether neither exact place, day nor sentences of this incident are published."""
    return incident.kind in HIDDEN or not HIDDEN.isdisjoint(incident.labels)


def sealed_id(ident: str) -> str:
    """The id that tells neither day nor place: the hash at the end of the office's own (reconcile/identity.py), which cannot be
    turned back, else a hash of the whole. What is sealed already stays as it is."""
    told = _TAIL.search(ident)
    return f"{SEALED}{told[1] if told else hashlib.sha256(ident.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def public_id(incident: Incident) -> str:
    """The id by which an incident is known outside the office, the same in every release, export and page."""
    return sealed_id(incident.id) if is_hidden(incident) or is_blurred(incident) else incident.id


def precision(incident: Incident) -> str:
    """The precision with which the place is published (P1–P10), or "" where no place is."""
    if incident.place is None or is_hidden(incident):
        return ""
    return "P7" if is_blurred(incident) else incident.place.precision


def coordinates(incident: Incident) -> tuple[float, float] | None:
    """Longitude and latitude in degrees as published, or None where unknown or not published."""
    return None if is_hidden(incident) else rounded(incident.place, 1 if is_blurred(incident) else 4)


def rounded(where: PlaceMention | None, digits: int) -> tuple[float, float] | None:
    """The position of a place to so many digits of a degree; None where it is not known or only the country is."""
    if where is None or where.precision == "P10":
        return None
    place = where.place
    if place.lon is None or place.lat is None:
        return None
    return round(place.lon, digits), round(place.lat, digits)


def place_name(incident: Incident, lang: str) -> str:
    """The name of the place as published in "ar" or "en", or "" where none is."""
    mention: PlaceMention | None = incident.place
    if mention is None or is_blurred(incident) or is_hidden(incident):
        return ""
    place = mention.place
    return (place.name_ar or place.name_en) if lang == "ar" else (place.name_en or place.name_ar)


def dates(incident: Incident) -> tuple[date, date] | None:
    """First and last possible day as published, or None where unknown. Sexual violence is shown by month only."""
    when = incident.date
    if when is None or when.start is None or when.end is None:
        return None
    if not is_hidden(incident):
        return when.start, when.end
    after = when.end.replace(day=28) + timedelta(days=4)
    return when.start.replace(day=1), after - timedelta(days=after.day)
